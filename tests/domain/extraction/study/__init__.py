"""Tests of trials.domain.extraction.study."""

"""Tests of trials.domain.extraction.products."""

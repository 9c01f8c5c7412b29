"""Tests of trials.domain.extraction.times."""

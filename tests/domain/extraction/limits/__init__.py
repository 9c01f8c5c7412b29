"""Tests of trials.domain.extraction.limits."""

"""Tests of trials.domain.extraction.eligibility."""

"""Tests of trials.domain.eligibility."""

"""Tests of trials.domain.extraction.doses."""

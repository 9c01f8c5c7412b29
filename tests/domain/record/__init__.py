"""Tests of trials.domain.record."""

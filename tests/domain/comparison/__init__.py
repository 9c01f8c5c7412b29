"""Tests of trials.domain.comparison."""

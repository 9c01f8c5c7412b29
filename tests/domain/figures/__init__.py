"""Tests of trials.domain.figures."""

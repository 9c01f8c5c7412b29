"""Tests of trials.domain.vocabulary."""

"""Tests of trials.domain.wording."""

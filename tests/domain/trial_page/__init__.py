"""Tests of trials.domain.trial_page."""

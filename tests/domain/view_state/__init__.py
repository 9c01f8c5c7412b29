"""Tests of trials.domain.view_state."""

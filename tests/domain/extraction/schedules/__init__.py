"""Tests of trials.domain.extraction.schedules."""

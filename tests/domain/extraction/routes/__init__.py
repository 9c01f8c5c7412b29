"""Tests of trials.domain.extraction.routes."""

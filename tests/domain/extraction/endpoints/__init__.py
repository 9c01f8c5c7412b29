"""Tests of trials.domain.extraction.endpoints."""

"""Tests of trials.domain.dosing."""

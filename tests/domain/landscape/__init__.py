"""Tests of the counts over all trials."""

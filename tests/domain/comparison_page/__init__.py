"""Tests of a comparison's whole page."""

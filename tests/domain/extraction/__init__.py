"""Tests of the readers of registry prose."""

"""Tests of the list's rows."""

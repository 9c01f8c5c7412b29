"""Tests of filters, counts and addresses."""

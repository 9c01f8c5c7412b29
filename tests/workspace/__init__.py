"""Saved views, notes and accounts."""

"""Databases of earlier releases: what was decided, saved and noted in them comes over."""

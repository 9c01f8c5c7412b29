"""The tables and their constraints."""

"""Fixture formats registered with Django (SERIALIZATION_MODULES)."""

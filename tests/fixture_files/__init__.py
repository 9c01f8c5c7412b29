"""The trials that ship with the project."""

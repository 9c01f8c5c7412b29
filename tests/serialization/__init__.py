"""The fixture formats."""

"""One module a command; each says in its help what it does."""

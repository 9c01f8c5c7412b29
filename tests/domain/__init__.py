"""The pure core, tested without a database."""

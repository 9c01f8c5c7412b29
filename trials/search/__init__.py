"""Finding arms: what they can be filtered by, the SQL of it, counts by bitsets, the state of a list in an address."""

"""What the list of arms shows: its state in an address, columns, filters with counts, chips."""

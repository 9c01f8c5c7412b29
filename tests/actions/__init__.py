"""What the writing actions do to the tables and the claims."""

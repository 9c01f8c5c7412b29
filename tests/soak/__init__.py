"""Long forms: `make soak` runs them, on both databases."""

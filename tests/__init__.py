"""The tests: the pure core, both databases, the pages in a real browser, and the repository itself."""

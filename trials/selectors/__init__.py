"""The reads: from the database to the facts of one page, in a fixed number of queries."""

"""Two writers, or a writer and readers, at the same time: on PostgreSQL, where they really overlap."""

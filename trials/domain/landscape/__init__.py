"""The first page in plain data: what stands out over all trials, and its pictures."""

"""The list of arms as plain data: one row an arm."""

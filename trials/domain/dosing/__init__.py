"""Doses and schedules worked out: quantities with their units, and the figures of an arm."""

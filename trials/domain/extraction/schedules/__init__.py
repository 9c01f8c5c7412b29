"""Schedules in prose: how many administrations, how far apart, on which days."""

from trials.domain.extraction.schedules.reader import read_schedule, schedule_in
from trials.domain.extraction.schedules.values import OPEN, Schedule, fuller, joined, spread

__all__ = ["OPEN", "Schedule", "fuller", "joined", "read_schedule", "schedule_in", "spread"]

"""Scales: from values to places in a drawing, and the ticks of their axes."""

from __future__ import annotations

from dataclasses import dataclass

#: Steps in days that people count in: days, weeks, four weeks, a quarter, half a year, a year.
DAY_STEPS = (1, 7, 14, 28, 56, 84, 168, 364, 728, 1820)


@dataclass(frozen=True)
class Scale:
    """A linear scale from values ``low``..``high`` to places ``start``..``end`` in px."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value, one decimal; values outside lie at the nearer end."""
        inside = min(max(value, self.low), self.high)
        return round(self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start), 1)


def day_ticks(last: int, room: float, least: float = 44.0) -> tuple[int, ...]:
    """Return the days to label on an axis from day 0 to ``last``: as many as fit ``room`` px, ``least`` px apart."""
    for step in DAY_STEPS:
        count = last // step
        if count and room / (last / step) >= least:
            return tuple(range(0, last + 1, step))
    return (0, last) if last else (0,)

"""Time frames of outcomes: points, spans, what they are counted from."""

from trials.domain.extraction.times.reader import TimeFrame, read_timeframe

__all__ = ["TimeFrame", "read_timeframe"]

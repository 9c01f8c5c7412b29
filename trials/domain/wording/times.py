"""Days, rhythms, times of measurement and dates in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trials.domain.record.dates import PartialDate


def days_words(days: Sequence[int]) -> str:
    """Return days of administration as words: "0, 7, 14"."""
    return ", ".join(str(day) for day in days)


_EVERY = {1: "daily", 7: "weekly", 14: "every 2 weeks", 28: "every 4 weeks"}


def rhythm_words(days: Sequence[int]) -> str:
    """Return the even beat of a schedule, "weekly", "every 3 weeks", "every 3 days"; "" when it has none."""
    steps = {after - before for before, after in pairwise(days)}
    if len(steps) != 1:
        return ""
    step = steps.pop()
    if step in _EVERY:
        return _EVERY[step]
    return f"every {step // 7} weeks" if step % 7 == 0 else f"every {step} days"


_MONTHS = {30: 1, 61: 2, 91: 3, 122: 4, 152: 5, 183: 6, 213: 7, 244: 8, 274: 9, 365: 12, 548: 18}


_YEARS = {730: 2, 731: 2, 913: 2.5, 1096: 3, 1461: 4, 1826: 5, 2192: 6, 2557: 7, 2922: 8, 3287: 9, 3652: 10}


def day_words(day: int) -> str:
    """Return a time of measurement, counted from the first dose, as people say it: "week 12", "month 6", "day 3".

    Months and years are only said of the whole days that they are put on (6 months: day 183).
    """
    if day < 0:
        return f"{-day} days before"
    if day in _MONTHS:
        return f"month {_MONTHS[day]}"
    if day in _YEARS:
        return f"year {_YEARS[day]}"
    return f"week {day // 7}" if day and day % 7 == 0 else f"day {day}"


def times_words(days: Sequence[int]) -> str:
    """Return several times, the unit said once where it stays: "week 1, 2, 3; month 6"."""
    groups: list[tuple[str, list[str]]] = []
    for day in days:
        unit, _, number = day_words(day).partition(" ")
        if groups and groups[-1][0] == unit and day >= 0:
            groups[-1][1].append(number)
        else:
            groups.append((unit, [number]))
    return "; ".join(f"{unit} {', '.join(numbers)}" for unit, numbers in groups)


def date_words(text: str) -> str:
    """Return a date with the precision it has, "24 Jun 2016", "Jun 2016", "2016"; empty for none."""
    return PartialDate(text).words() if text else ""

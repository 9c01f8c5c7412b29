"""Days, rhythms, times of measurement and dates in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trials.domain.record import ScheduleRecord
from trials.domain.record.dates import PartialDate
from trials.domain.wording.sentences import joined


def days_words(days: Sequence[int]) -> str:
    """Return days of administration as words: "0, 7, 14"."""
    return ", ".join(str(day) for day in days)


def on_days(days: Sequence[int]) -> str:
    """Return "on days 0, 7, 14", "on day 0"."""
    return f"on day{'s' if len(days) > 1 else ''} {days_words(days)}"


def count_words(count: int) -> str:
    """Return how often something is given: "once", "3 times"."""
    return "once" if count == 1 else f"{count} times"


def schedule_words(schedule: ScheduleRecord) -> str:
    """Return number and days as they were read, "3 times, days 0, 7, 14"; empty where neither was."""
    number = "" if schedule.count is None else count_words(schedule.count)
    return joined((number, f"days {days_words(schedule.days)}" if schedule.days else ""))


def beat_words(days: Sequence[int]) -> str:
    """Return a schedule in few words: "once", "weekly", or the days themselves where they have no even beat."""
    if len(days) == 1:
        return count_words(1)
    return rhythm_words(days) or (f"days {days_words(days)}" if days else "")


def rhythm_words(days: Sequence[int]) -> str:
    """Return the even beat of a schedule, "weekly", "every 3 weeks"; of two days how far they are apart.

    Empty for one day and for days without an even beat. Two days are no beat: "4 weeks apart", never "every 4 weeks".
    """
    steps = {after - before for before, after in pairwise(days)}
    if len(steps) != 1:
        return ""
    step = steps.pop()
    span = f"{step // 7} weeks" if step % 7 == 0 else f"{step} days"
    if len(days) == 2:
        return {1: "a day apart", 7: "a week apart"}.get(step, f"{span} apart")
    return {1: "daily", 7: "weekly"}.get(step, f"every {span}")


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

"""What a schedule is, and how two readings of one schedule are put together."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.extraction.schedules.pieces import FIRST_OR_NOT, ONE_SESSION, OPEN_END, RANGE_OF_DAYS, even_days
from trials.domain.extraction.text import Reading, certain, unclear


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a product is given: number of administrations and their days from the first (day 0), where stated.

    `interval_days` is the spacing where it is even. `days` is None where the spacing is not stated or uneven without days.
    """

    count: int | None
    days: tuple[int, ...] | None = None
    interval_days: Decimal | None = None


def joined(a: Reading[Schedule], b: Reading[Schedule]) -> Reading[Schedule]:
    """Return what two readings of one schedule say together; unclear where they contradict each other."""
    if RANGE_OF_DAYS in (a.reason, b.reason):
        return b if a.reason == RANGE_OF_DAYS else a
    x, y = a.value, b.value
    if a.reason in OPEN and b.is_certain:
        return _closed(a, b)
    if b.reason in OPEN and a.is_certain:
        return _closed(b, a)
    if ONE_SESSION in (a.reason, b.reason) and (one := next((r for r in (a, b) if _is_single(r)), None)):
        return one
    if x is None or y is None or not (a.is_certain and b.is_certain):
        return a if not a.is_certain else b
    if x.count is None or y.count is None:
        counted, spaced = (b, a) if x.count is None else (a, b)
        if (
            counted.value is None
            or spaced.value is None
            or counted.value.count is None
            or counted.value.days is not None
            or spaced.value.interval_days is None
        ):
            return counted
        return spread(counted, spaced.value.interval_days)
    if x.count == y.count:
        if x.days is not None and y.days is not None and x.days != y.days:
            return unclear(x, a.span, a.rule, "two lists of days that differ")
        return a if x.days is not None else b
    return unclear(x, a.span, a.rule, "two numbers of administrations")


def _is_single(reading: Reading[Schedule]) -> bool:
    return reading.is_certain and reading.value is not None and reading.value.count == 1


#: Doubts between a number and the next one, which another text may settle.
OPEN = (OPEN_END, FIRST_OR_NOT, RANGE_OF_DAYS)


def _closed(doubtful: Reading[Schedule], known: Reading[Schedule]) -> Reading[Schedule]:
    """Return the reading that settles "three or four" where it names one of the two numbers; else the doubtful one."""
    x, y = doubtful.value, known.value
    if x is None or y is None or x.count is None or y.count is None or y.count - x.count not in (0, 1):
        return doubtful
    if y.interval_days == x.interval_days:
        return known
    if y.days is None and x.interval_days is not None and doubtful.reason == FIRST_OR_NOT:
        return spread(known, x.interval_days)
    return doubtful


def fuller(counted: Reading[Schedule], later: Iterable[Reading[Schedule] | None]) -> Reading[Schedule]:
    """Return a number of administrations with the days that a later text gives for the same number, if one does."""
    if not counted.is_certain or counted.value is None or counted.value.days is not None:
        return counted
    for reading in later:
        if reading is None or reading.value is None:
            continue
        if not reading.is_certain or reading.value.count not in (None, counted.value.count):
            return counted
        if reading.value.days is not None:
            return reading
    return counted


def spread(counted: Reading[Schedule], interval: Decimal) -> Reading[Schedule]:
    """Return a reading of a number of administrations with their days, `interval` days apart."""
    if counted.value is None or counted.value.count is None:
        return counted
    value = Schedule(counted.value.count, even_days(counted.value.count, interval), interval)
    return certain(value, counted.span, "schedule.count-interval")

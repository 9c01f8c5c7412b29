"""Dates that are known to the year, the month or the day, and say so."""

from __future__ import annotations

import re
from typing import Self

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class PartialDate(str):
    """An ISO date cut to what is known: ``2016``, ``2016-06`` or ``2016-06-24``.

    It is the text itself, so it sorts by time (a year before its months), compares with plain
    text and survives JSON. ``words()`` prints it with the precision it has.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the text; raise ValueError when it is no such date."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is not a date such as 2016, 2016-06 or 2016-06-24")
        year, month, day = found.groups()
        if not int(year) >= 1:
            raise ValueError(f"{text!r}: there is no year {year}")
        if month is not None and not 1 <= int(month) <= 12:
            raise ValueError(f"{text!r}: there is no month {month}")
        if day is not None and not 1 <= int(day) <= _days_in(int(year), int(month)):
            raise ValueError(f"{text!r}: that month has no day {day}")
        return super().__new__(cls, text)

    @property
    def precision(self) -> str:
        """``year``, ``month`` or ``day``."""
        return {4: "year", 7: "month", 10: "day"}[len(self)]

    @property
    def year(self) -> int:
        """The year, always known."""
        return int(self[:4])

    def words(self) -> str:
        """Return ``2016``, ``Jun 2016`` or ``24 Jun 2016``."""
        if self.precision == "year":
            return str(self)
        month = _MONTHS[int(self[5:7]) - 1]
        return f"{month} {self[:4]}" if self.precision == "month" else f"{int(self[8:])} {month} {self[:4]}"


def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _DAYS_IN_MONTH[month - 1]

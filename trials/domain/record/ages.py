"""Ages in the unit in which a source gives them: "18 years", "5 months", "8 weeks"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Self

from trials.domain.vocabulary import ANALYTES

#: What an age may be given in, the longest first.
AGE_UNITS = ("years", "months", "weeks", "days")
_FORM = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*(?:([a-z]+?)s?)?", re.ASCII | re.IGNORECASE)
_NAMES = {unit.removesuffix("s"): unit for unit in AGE_UNITS}


class Age(str):
    """A number and its unit as one text, ``8 weeks``; a number alone is in years.

    It is the text itself, so it compares with plain text and survives JSON; ``years`` is for order and comparison.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Write the text in its one form; raise ValueError when it is no age."""
        found = _FORM.fullmatch(text.strip())
        unit = _NAMES.get((found[2] or "year").lower()) if found else None
        if found is None or unit is None:
            raise ValueError(f"{text!r} is not an age such as 18 years, 5 months or 8 weeks")
        number = f"{Decimal(found[1]):f}"
        number = number.rstrip("0").rstrip(".") if "." in number else number
        return super().__new__(cls, f"{number} {unit}")

    @property
    def number(self) -> Decimal:
        """The number, in ``unit``."""
        return Decimal(self.partition(" ")[0])

    @property
    def unit(self) -> str:
        """One of ``AGE_UNITS``."""
        return self.partition(" ")[2]

    @property
    def years(self) -> Decimal:
        """The age in years of 365.25 days, a month a twelfth of it."""
        factors = ANALYTES["time_window"].factors
        return self.number * factors[self.unit] / factors["years"]


def in_years(text: str) -> Decimal | None:
    """Return an age in years; None where none is stated."""
    return Age(text).years if text else None

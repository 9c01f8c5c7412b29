"""The one reader of numbers in an address: what is a number, and which one a parameter may be.

Numbers are plain digits with a point or a comma before the decimals: ``62.5`` and ``62,5``. Groups of three digits may
be set apart by spaces, or by two commas or more: ``150 000 000``, ``1,000,000``. A comma before exactly three digits
(``1,500``) could mean either and is refused with both ways to write it. A power of ten (``1e6``) is read only where a
parameter counts single cells: in a field that is in millions it could mean either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from trials.domain.dosing.numbers import number_words
from trials.domain.dosing.quantities import REFERENCE_ULN, ULN_BOUNDS
from trials.domain.dosing.weights import CHILD_WEIGHT_BOUNDS, REFERENCE_WEIGHT, WEIGHT_BOUNDS

_LONGEST = 40
#: Powers of ten beyond this are a slip of the finger, and would only print noise.
_MOST_DIGITS = 30
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?|[+-]?[.,]\d+")
_POWER = re.compile(rf"(?:{_PLAIN.pattern})[eE][+-]?\d{{1,3}}")
#: Thousands in groups: two or more after a comma, one or more after a space.
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3}){2,}|(?:\s\d{3})+)")
_ONE_COMMA = re.compile(r"([+-]?\d{1,3}),(\d{3})([eE][+-]?\d+)?")


class NotUsable(ValueError):
    """A text that is no number, or not one that the parameter may be; the message says why."""


@dataclass(frozen=True)
class NumberRule:
    """Which numbers a parameter may be: from ``low`` to ``high`` in ``unit``, with so many decimals at most.

    ``powers``: a power of ten is read, too. ``above_low``: ``low`` itself is out. ``usual``: the number that stands
    without a wish; None where there is none.
    """

    low: Decimal
    high: Decimal
    unit: str = ""
    decimals: int = 0
    powers: bool = False
    above_low: bool = False
    usual: Decimal | None = None

    def example(self, name: str) -> str:
        """Return what an address could say instead, "weight=60"; empty where no number is the usual one."""
        return "" if self.usual is None else f"{name}={plain_digits(self.usual)}"

    def read(self, text: str) -> Decimal:
        """Return the number of a text; raises NotUsable with the reason."""
        bounds = f"it must lie from {plain_digits(self.low)} to {plain_digits(self.high)} {self.unit}".rstrip()
        number = read_number(text, powers=self.powers)
        if number is None:
            raise NotUsable(two_readings(text) or f"not a number: {bounds}")
        if not self.low <= number <= self.high or (self.above_low and number == self.low):
            raise NotUsable(f"out of range: {bounds}")
        if -_exponent(number) > self.decimals:
            places = f"at most {self.decimals} decimal{'s' if self.decimals > 1 else ''}"
            raise NotUsable(f"too exact: {places if self.decimals else 'a whole number'} is meant")
        return Decimal(plain_digits(number))


#: The assumptions that a reader may set: body weights in kg, upper limit of normal of bilirubin in µmol/L.
WEIGHT = NumberRule(*WEIGHT_BOUNDS, "kg", decimals=2, usual=REFERENCE_WEIGHT)
CHILD_WEIGHT = NumberRule(*CHILD_WEIGHT_BOUNDS, "kg", decimals=2)
ULN = NumberRule(*ULN_BOUNDS, "µmol/L", decimals=2, usual=REFERENCE_ULN)


def read_number(text: str, *, powers: bool = False) -> Decimal | None:
    """Return a number typed by a person, written in plain digits; None when it is none, or could be two."""
    text = text.strip()
    if not text.isascii() or len(text) >= _LONGEST or two_readings(text):
        return None
    if _THOUSANDS.fullmatch(text):
        plain = re.sub(r"[,\s]", "", text)
    elif _PLAIN.fullmatch(text) or (powers and _POWER.fullmatch(text)):
        plain = text.replace(",", ".")
    else:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return Decimal(f"{number:f}") if abs(number.adjusted()) <= _MOST_DIGITS else None


def two_readings(text: str) -> str:
    """Return why a number such as "1,500" is not read, with both ways to write it plainly; "" for any other text."""
    found = _ONE_COMMA.fullmatch(text.strip())
    if found is None:
        return ""
    whole, rest, power = found[1], found[2], found[3] or ""
    thousands, decimals = number_words(Decimal(whole + rest)), number_words(Decimal(f"{whole}.{rest}"))
    return f"the comma could mark thousands or decimals: write {thousands}{power} or {decimals}{power}"


def plain_digits(number: Decimal) -> str:
    """Return a number as an address holds it: plain digits without trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0

"""Exact ranges, and how a number is printed: the arithmetic that explains a figure needs both."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal


@dataclass(frozen=True)
class Range:
    """A closed range of exact numbers; one number is a range with equal ends."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        """Raise ValueError when the range runs backwards."""
        if self.low > self.high:
            raise ValueError(f"range {self.low} to {self.high} runs backwards")

    @property
    def is_single(self) -> bool:
        """Whether both ends are the same number."""
        return self.low == self.high

    def times(self, factor: Decimal | int) -> Range:
        """Return the range with both ends multiplied by a factor that is not negative."""
        return Range(self.low * factor, self.high * factor)

    def divided_by(self, divisor: Decimal) -> Range:
        """Return the range with both ends divided by a positive number."""
        return Range(self.low / divisor, self.high / divisor)

    def plus(self, other: Range) -> Range:
        """Return the range of sums: low with low, high with high."""
        return Range(self.low + other.low, self.high + other.high)


#: Significant digits of a derived dose; a dose that is reported in more of them keeps as many.
SHOWN_DIGITS = 3


#: Least number of cells that a range in words gives in millions.
_IN_MILLIONS_FROM = 100_000


#: Significant digits of a quotient that does not end, inside the arithmetic that explains a figure.
ARITHMETIC_DIGITS = 7


def rounded(rng: Range, digits: int) -> Range:
    """Return the range with both ends rounded to so many significant digits, half to even."""
    cut = Context(prec=digits, rounding=ROUND_HALF_EVEN)
    return Range(cut.create_decimal(rng.low), cut.create_decimal(rng.high))


def in_millions(rng: Range) -> str:
    """Return cells as the tables print them, small numbers too: "0.0833 ×10⁶"."""
    if rng.high == 0 or rng.high >= _IN_MILLIONS_FROM:
        return range_words(rng)
    ends = dict.fromkeys(_plain(end / 1_000_000) for end in (rng.low, rng.high))
    return f"{'–'.join(ends)} ×10⁶"


def number_words(number: Decimal) -> str:
    """Return a number in plain digits without trailing zeros; powers of ten from a million on ("150 ×10⁶")."""
    if number != 0 and abs(number) >= 1_000_000:
        return f"{_plain(number / 1_000_000)} ×10⁶"
    return _plain(number)


def _plain(number: Decimal) -> str:
    """Plain digits; a quotient that does not end is cut to three significant digits."""
    if len(number.normalize().as_tuple().digits) > 9:
        number = Context(prec=SHOWN_DIGITS, rounding=ROUND_HALF_EVEN).create_decimal(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def range_words(rng: Range) -> str:
    """Return a range in words: "2000", "0.1–1 ×10⁶". From 100,000 on in millions, as doses stand in the tables."""
    if rng.is_single:
        return f"{_plain(rng.low / 1_000_000)} ×10⁶" if rng.low >= _IN_MILLIONS_FROM else number_words(rng.low)
    if rng.high >= _IN_MILLIONS_FROM:
        return f"{_plain(rng.low / 1_000_000)}–{_plain(rng.high / 1_000_000)} ×10⁶"
    return f"{number_words(rng.low)}–{number_words(rng.high)}"


def significant(number: Decimal, digits: int) -> Decimal:
    """Return a number rounded to so many significant digits (whole digits before the point are kept)."""
    if number == 0:
        return Decimal(0)
    exponent = min(number.adjusted() - digits + 1, 0)
    return number.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_EVEN)

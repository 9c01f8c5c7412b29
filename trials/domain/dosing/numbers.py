"""Exact ranges, and how a number is printed: the arithmetic that explains a figure needs both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal


@dataclass(frozen=True)
class Range:
    """A closed range of exact numbers; one number is a range with equal ends.

    ``spans``: where several numbers or ranges are meant and nothing between them ("1 or 4", the levels 0.1, 1, 10),
    each of them as (low, high), ascending and apart; ``low`` and ``high`` are then the outermost ends. Made by ``of``.
    """

    low: Decimal
    high: Decimal
    spans: tuple[tuple[Decimal, Decimal], ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError when the range runs backwards."""
        if self.low > self.high:
            raise ValueError(f"range {self.low} to {self.high} runs backwards")

    @classmethod
    def of(cls, spans: Iterable[tuple[Decimal, Decimal]]) -> Range:
        """Return what several ranges cover together: those that meet are one. Raises ValueError where there is none."""
        apart: list[tuple[Decimal, Decimal]] = []
        for low, high in sorted(spans):
            if apart and low <= apart[-1][1]:
                apart[-1] = (apart[-1][0], max(apart[-1][1], high))
            else:
                apart.append((low, high))
        if not apart:
            raise ValueError("a range of nothing")
        return cls(apart[0][0], apart[-1][1], tuple(apart) if len(apart) > 1 else ())

    @classmethod
    def levels(cls, numbers: Iterable[Decimal]) -> Range:
        """Return several numbers with nothing between them."""
        return cls.of((number, number) for number in numbers)

    @property
    def parts(self) -> tuple[Range, ...]:
        """The ranges that are meant, ascending: one, or each of several."""
        return tuple(Range(low, high) for low, high in self.spans) or (self,)

    def meets(self, other: Range) -> bool:
        """Whether some number is meant by both."""
        return any(one.low <= two.high and two.low <= one.high for one in self.parts for two in other.parts)

    def times(self, factor: Decimal | int) -> Range:
        """Return the range with its ends multiplied by a factor that is not negative."""
        return self.each(lambda end: end * factor)

    def divided_by(self, divisor: Decimal) -> Range:
        """Return the range with its ends divided by a positive number."""
        return self.each(lambda end: end / divisor)

    def plus(self, other: Range) -> Range:
        """Return the range of sums: low with low, high with high, each of several with each."""
        return Range.of((one.low + two.low, one.high + two.high) for one in self.parts for two in other.parts)

    def each(self, change: Callable[[Decimal], Decimal]) -> Range:
        """Return the range with every end changed by a function that keeps their order."""
        return Range.of((change(one.low), change(one.high)) for one in self.parts)


#: Significant digits of a derived dose; a dose that is reported in more of them keeps as many.
SHOWN_DIGITS = 3


#: Least number of cells that a range in words gives in millions.
_IN_MILLIONS_FROM = 100_000


#: Significant digits of a quotient that does not end, inside the arithmetic that explains a figure.
ARITHMETIC_DIGITS = 7


def rounded(rng: Range, digits: int) -> Range:
    """Return the range with its ends rounded to so many significant digits, half to even."""
    return rng.each(Context(prec=digits, rounding=ROUND_HALF_EVEN).create_decimal)


def one_or_the_other(words: Sequence[str]) -> str:
    """Return numbers of which one or the other is meant: "1 or 4", "0.1, 1, 10"."""
    return (" or " if len(words) == 2 else ", ").join(words)


def parts_words(rng: Range, words: Callable[[Decimal], str]) -> str:
    """Return a range in words, each number by a function: "0.1–1", "1 or 4", "0.1, 1, 10"."""
    return one_or_the_other(["–".join(dict.fromkeys((words(one.low), words(one.high)))) for one in rng.parts])


def in_millions(rng: Range) -> str:
    """Return cells as the tables print them, small numbers too: "0.0833 ×10⁶"."""
    if rng.high == 0 or rng.high >= _IN_MILLIONS_FROM:
        return range_words(rng)
    return f"{parts_words(rng, _millions)} ×10⁶"


def number_words(number: Decimal) -> str:
    """Return a number in plain digits without trailing zeros; powers of ten from a million on ("150 ×10⁶")."""
    if number != 0 and abs(number) >= 1_000_000:
        return f"{_millions(number)} ×10⁶"
    return _plain(number)


def _millions(number: Decimal) -> str:
    return _plain(number / 1_000_000)


def _plain(number: Decimal) -> str:
    """Plain digits; a quotient that does not end is cut to three significant digits."""
    if len(number.normalize().as_tuple().digits) > 9:
        number = Context(prec=SHOWN_DIGITS, rounding=ROUND_HALF_EVEN).create_decimal(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def range_words(rng: Range) -> str:
    """Return a range in words: "2000", "0.1–1 ×10⁶", "0.5 or 2 ×10⁶". From 100,000 on in millions, as in the tables."""
    if rng.high >= _IN_MILLIONS_FROM:
        return f"{parts_words(rng, _millions)} ×10⁶"
    return parts_words(rng, number_words)


def significant(number: Decimal, digits: int) -> Decimal:
    """Return a number rounded to so many significant digits (whole digits before the point are kept)."""
    if number == 0:
        return Decimal(0)
    exponent = min(number.adjusted() - digits + 1, 0)
    return number.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_EVEN)

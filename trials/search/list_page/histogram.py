"""A small histogram beside a range filter: bars and axis marks as plain numbers; a template prints the SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from trials.domain.dosing.numbers import number_words
from trials.search.definitions import RangeFilter
from trials.search.engine.index import FacetIndex
from trials.search.engine.values import SCALE

WIDTH, HEIGHT, BASE = 208, 46, 34
_BARS = 16
_GAP = 1


@dataclass(frozen=True)
class Bar:
    """One bar, in the units of the drawing. ``within``: its values lie inside the range asked for."""

    x: str
    y: str
    width: str
    height: str
    within: bool


@dataclass(frozen=True)
class Mark:
    """A number under the axis. ``anchor`` keeps the outermost ones inside the drawing."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Histogram:
    """Bars of arms over the low ends of their ranges. ``summary`` says in words what is drawn."""

    bars: list[Bar]
    marks: list[Mark]
    summary: str
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE


@dataclass(frozen=True)
class _Bin:
    """The arms whose low end falls between two marks: their bits, the least and the largest such end."""

    place: int
    bits: int
    least: Decimal
    largest: Decimal

    @property
    def words(self) -> str:
        if self.least == self.largest:
            return number_words(self.least)
        return f"{number_words(self.least)}–{number_words(self.largest)}"


@dataclass(frozen=True)
class _Bins:
    """The bins of a range over all arms, so that the axis stays where it is whatever the filters."""

    bins: list[_Bin]
    bars: int
    marks: list[Mark]


def histogram(
    index: FacetIndex, one: RangeFilter, base: int, low: Decimal | None, high: Decimal | None
) -> Histogram | None:
    """Return the histogram of the arms in ``base``; none where all arms of the index have the same number.

    ``low`` and ``high``: the range asked for, in the address's unit.
    """
    if one.name not in index.bins:
        index.bins[one.name] = _bins(index, one)
    every: _Bins = index.bins[one.name]
    counts = [(one_bin, (one_bin.bits & base).bit_count()) for one_bin in every.bins]
    top = max((number for _, number in counts), default=0)
    if len(every.bins) < 2 or not top:
        return None
    step = WIDTH / every.bars
    drawn = []
    for one_bin, number in counts:
        tall = max(2.0, (BASE - 2) * number / top) if number else 0.0
        within = (low is None or one_bin.largest >= low) and (high is None or one_bin.least <= high)
        at = f"{one_bin.place * step:.1f}"
        drawn.append(Bar(at, f"{BASE - tall:.1f}", f"{step - _GAP:.1f}", f"{tall:.1f}", within))
    total = sum(number for _, number in counts)
    unit = f" {one.unit}" if one.unit != "year" else ""
    told = "; ".join(f"{one_bin.words}: {number}" for one_bin, number in counts if number)
    return Histogram(drawn, every.marks, f"{total} arms by the low end of their range{unit and f', in{unit}'}. {told}.")


def _bins(index: FacetIndex, one: RangeFilter) -> _Bins:
    divisor = one.factor * SCALE
    spans = [(Decimal(low) / divisor, bits) for low, _, bits in index.spans.get(one.name, ())]
    if not spans:
        return _Bins([], 1, [])
    values = [value for value, _ in spans]
    scale = _Log(values) if one.log else _Linear(values)
    together: dict[int, list[tuple[Decimal, int]]] = {}
    for value, bits in spans:
        together.setdefault(scale.bin(value), []).append((value, bits))
    bins = [
        _Bin(place, reduce(or_, (bits for _, bits in held)), held[0][0], held[-1][0])
        for place, held in sorted(together.items())
    ]
    return _Bins(bins, scale.bars, scale.marks())


def _mark(share: float, text: str) -> Mark:
    anchor = "start" if share < 0.08 else "end" if share > 0.92 else "middle"
    return Mark(f"{share * WIDTH:.1f}", text, anchor)


class _Linear:
    """Equal steps of whole numbers."""

    def __init__(self, numbers: Iterable[Decimal]) -> None:
        every = sorted(numbers)
        self.first = math.floor(every[0])
        self.width = math.ceil((math.floor(every[-1]) - self.first + 1) / _BARS)
        self.bars = math.ceil((math.floor(every[-1]) - self.first + 1) / self.width)

    def bin(self, value: Decimal) -> int:
        return (math.floor(value) - self.first) // self.width

    def marks(self) -> list[Mark]:
        last = self.first + self.bars * self.width - 1
        return [_mark(0.0, str(self.first)), _mark(1.0, str(last))]


class _Log:
    """Equal steps of the logarithm between whole powers of ten; zero stands with the smallest."""

    def __init__(self, numbers: Iterable[Decimal]) -> None:
        positive = [value for value in numbers if value > 0] or [Decimal(1)]
        self.first = math.floor(math.log10(min(positive)))
        self.last = max(self.first + 1, math.ceil(math.log10(max(positive))))
        self.per_decade = max(1, _BARS // (self.last - self.first))
        self.bars = self.per_decade * (self.last - self.first)

    def bin(self, value: Decimal) -> int:
        if value <= 0:
            return 0
        # A rounding error of the logarithm must not put 10 below the mark of 10.
        place = math.floor((math.log10(value) - self.first) * self.per_decade + 1e-9)
        return min(self.bars - 1, max(0, place))

    def marks(self) -> list[Mark]:
        decades = range(self.first, self.last + 1)
        every = 1 if len(decades) <= 5 else 2
        return [
            _mark((power - self.first) / (self.last - self.first), number_words(Decimal(10) ** power))
            for power in decades
            if (power - self.first) % every == 0
        ]

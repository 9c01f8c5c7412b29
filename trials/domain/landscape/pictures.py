"""Pictures over all trials, laid out as plain bars and squares; templates print them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.landscape.counts import DOSE_LABELS, BarCount, DoseCount

_WIDTH = 360


@dataclass(frozen=True)
class Block:
    """A rectangle. ``css`` "" means hatched."""

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    css: str


@dataclass(frozen=True)
class Label:
    """Words at a place."""

    x: Decimal
    y: Decimal
    words: str
    css: str
    anchor: str = "start"


@dataclass(frozen=True)
class Picture:
    """A drawing with its title and the sentence that says the same."""

    title: str
    desc: str
    width: int
    height: int
    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]
    baseline: Decimal | None = None


def _tenth(number: Decimal | int) -> Decimal:
    return Decimal(number).quantize(Decimal("0.1"))


def dose_histogram(bins: Sequence[DoseCount], title: str) -> Picture:
    """Draw upright bars, the part stated per kg filled, the part that rests on the reference weight hollow."""
    most = max([one.total for one in bins] + [1])
    step, floor, room = Decimal(_WIDTH) / len(bins), Decimal(136), Decimal(112)
    blocks, labels = [], []
    for place, one in enumerate(bins):
        left, middle = step * place + 3, step * place + step / 2
        solid, hollow = room * one.per_kg / most, room * one.fixed / most
        if one.per_kg:
            blocks.append(Block(_tenth(left), _tenth(floor - solid), _tenth(step - 6), _tenth(solid), "fill"))
        if one.fixed:
            top = floor - solid - hollow
            blocks.append(
                Block(
                    _tenth(left + Decimal("0.6")),
                    _tenth(top),
                    _tenth(step - Decimal("7.2")),
                    _tenth(hollow),
                    "fill-hollow",
                )
            )
        labels.append(Label(_tenth(middle), _tenth(floor - solid - hollow - 6), str(one.total), "t tick", "middle"))
        labels.append(Label(_tenth(middle), Decimal(153), DOSE_LABELS[place], "t tick", "middle"))
    desc = "; ".join(f"{one.label} million cells per kg: {one.total} arms" for one in bins) + "."
    return Picture(title, desc, _WIDTH, 160, tuple(blocks), tuple(labels), baseline=floor)


def count_bars(counts: Sequence[BarCount], title: str, noun: str) -> Picture:
    """Draw lying bars with their names before and numbers behind them."""
    most = max([one.number for one in counts] + [1])
    left, room = Decimal(116), Decimal(_WIDTH - 116 - 34)
    blocks, labels = [], []
    for place, one in enumerate(counts):
        top = Decimal(4 + 22 * place)
        width = room * one.number / most
        name = "t quiet" if one.is_silence else "t"
        labels.append(Label(Decimal(108), top + 12, one.label, name, "end"))
        if one.number:
            blocks.append(Block(left, top, _tenth(width), Decimal(16), "" if one.is_silence else "fill"))
        labels.append(Label(_tenth(left + width + 6), top + 12, str(one.number), "t tick"))
    desc = "; ".join(f"{one.label}: {one.number} {noun}" for one in counts) + "."
    return Picture(title, desc, _WIDTH, 8 + 22 * len(counts), tuple(blocks), tuple(labels))


@dataclass(frozen=True)
class Square:
    """A count with a square whose area stands for it; ``side`` and ``offset`` within 18 by 18, 0 for none."""

    number: int
    side: Decimal
    offset: Decimal


def squares(rows: Sequence[Sequence[int]]) -> tuple[tuple[Square, ...], ...]:
    """Return a square for each count of a table, the greatest one filling its cell."""
    most = max([number for row in rows for number in row] + [1])
    found = []
    for row in rows:
        sides = [_tenth(18 * (Decimal(number) / most).sqrt()) for number in row]
        found.append(tuple(Square(n, side, _tenth((18 - side) / 2)) for n, side in zip(row, sides, strict=True)))
    return tuple(found)

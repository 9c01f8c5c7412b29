"""A quantity split for printing, so that the values of a column line up on the point and on one exponent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trials.domain.dosing.numbers import Range, number_words, parts_words
from trials.domain.dosing.quantities import Figure
from trials.domain.vocabulary import ValueState

#: Cells are printed in millions, so that all values of a column share one exponent.
MILLION = Decimal(1_000_000)
MILLION_EXPONENT = "6"


@dataclass(frozen=True)
class QuantityParts:
    """``integer`` stands before the point of the lowest end, ``fraction`` is the rest: "0", ".1–1"; "1", " or 4"."""

    integer: str
    fraction: str
    exponent: str = ""
    unit: str = ""
    approx: bool = False

    @property
    def text(self) -> str:
        """The quantity as one text: "≈ 0.3–3 ×10⁶/kg"."""
        sign = "≈ " if self.approx else ""
        exponent = " ×10⁶" if self.exponent else ""
        gap = " " if self.unit and not self.exponent else ""
        return f"{sign}{self.integer}{self.fraction}{exponent}{gap}{self.unit}"


def number_parts(number: Range, unit: str = "", *, approx: bool = False) -> QuantityParts:
    """Split a range, or several numbers, at the point of the lowest end."""
    integer, point, decimals = number_words(number.low).partition(".")
    rest = parts_words(number, number_words).removeprefix(integer + point + decimals)
    return QuantityParts(integer, point + decimals + rest, "", unit, approx)


def cell_parts(number: Range, unit: str = "cells/kg", *, approx: bool = False) -> QuantityParts:
    """Split a range of cells, or of cells/kg, in millions; the word "cells" is left to the row."""
    parts = number_parts(number.divided_by(MILLION), unit.removeprefix("cells"), approx=approx)
    return QuantityParts(parts.integer, parts.fraction, MILLION_EXPONENT, parts.unit, approx)


def figure_parts(figure: Figure) -> QuantityParts | None:
    """Split a figure of the core; None when it has no range."""
    shown = figure.shown
    if shown is None:
        return None
    approx = figure.state == ValueState.DERIVED
    if figure.unit.startswith("cells"):
        return cell_parts(shown, figure.unit, approx=approx)
    return number_parts(shown, figure.unit, approx=approx)

"""Exact ranges and the dose algebra: per kg, per dose and cumulative, each with the way it was derived.

All arithmetic is in ``Decimal``; a range is never rounded, only what is shown of it. A figure carries
its state and either its range with unit or the reason why there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.dosing.numbers import (
    ARITHMETIC_DIGITS,
    SHOWN_DIGITS,
    Range,
    in_millions,
    number_words,
    range_words,
    rounded,
)
from trials.domain.dosing.weights import BodyWeight
from trials.domain.vocabulary import DoseUnit, ValueState
from trials.domain.vocabulary.units import BILIRUBIN_ULN

#: Why a dose is not put on the other scale where only children may enter and no weight for them is assumed.
NO_WEIGHT = "the reference weight does not hold for children"
#: Upper limit of normal of total bilirubin in umol/L, and the bounds of the control.
REFERENCE_ULN = BILIRUBIN_ULN
ULN_BOUNDS = (Decimal(10), Decimal(30))


@dataclass(frozen=True)
class Figure:
    """A figure to show: its state, and a range with unit or a reason.

    ``derivation`` is the sentence that shows a derived figure with its numbers put in; ``assumes`` names the
    assumptions used (``weight``, ``child_weight``, ``uln``). ``digits``: to how many significant digits a derived
    figure is shown; None: as it is.
    """

    state: ValueState
    range: Range | None = None
    unit: str = ""
    derivation: str = ""
    reason: str = ""
    assumes: frozenset[str] = frozenset()
    digits: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is a range to show."""
        return self.range is not None

    @property
    def shown(self) -> Range | None:
        """The range as it is printed; what is compared is ``range``, which is exact."""
        if self.range is None or self.digits is None:
            return self.range
        return rounded(self.range, self.digits)


def absent(state: ValueState, reason: str = "") -> Figure:
    """Return a figure without a range."""
    return Figure(state, reason=reason)


def not_derivable(reason: str) -> Figure:
    """Return a derived figure that cannot be made, with the reason."""
    return Figure(ValueState.NOT_DERIVABLE, reason=reason)


@dataclass(frozen=True)
class Course:
    """One course of an arm for adding up: the dose of one administration and how many there are.

    ``dose`` None: no dose that can be read (``dose_state`` says why). ``count`` None: likewise.
    """

    dose: Range | None
    unit: DoseUnit | None
    count: int | None
    dose_state: ValueState = ValueState.REPORTED
    count_state: ValueState = ValueState.REPORTED


def _digits_of(*doses: Range) -> int:
    """Return to how many digits what is derived from doses is shown: three, or as many as the doses have."""
    ends = (end for dose in doses for part in dose.parts for end in (part.low, part.high))
    return max(SHOWN_DIGITS, *(len(end.normalize().as_tuple().digits) for end in ends))


def _derived(result: Range, arithmetic: str, unit: DoseUnit, digits: int, assumes: frozenset[str]) -> Figure:
    """Return a derived dose, the arithmetic that leads to it spelled out, its rounding said."""
    line = f"{arithmetic} = {in_millions(rounded(result, ARITHMETIC_DIGITS))} {unit.label}"
    shown = rounded(result, digits)
    if shown != result:
        line = f"{line}, shown rounded as {in_millions(shown)}"
    return Figure(ValueState.DERIVED, result, unit.label, line, assumes=assumes, digits=digits)


def cells_per_kg(dose: Range, unit: DoseUnit, weight: BodyWeight) -> Figure:
    """Return the dose of one administration in cells/kg.

    ``dose`` in ``unit``. A dose stated per kg is reported as it is; a fixed number of cells is divided by the weight
    that may be assumed; other units cannot be put per kg.
    """
    if unit == DoseUnit.CELLS_PER_KG:
        return Figure(ValueState.REPORTED, dose, "cells/kg")
    if unit != DoseUnit.CELLS:
        return not_derivable(f"the dose is stated in {unit.label}, not in cells")
    if weight.kg is None:
        return not_derivable(NO_WEIGHT)
    line = f"{range_words(dose)} cells ÷ {number_words(weight.kg)} {weight.words}"
    result, assumes = dose.divided_by(weight.kg), frozenset({weight.assumption})
    return _derived(result, line, DoseUnit.CELLS_PER_KG, _digits_of(dose), assumes)


def cells_per_administration(dose: Range, unit: DoseUnit, weight: BodyWeight) -> Figure:
    """Return the dose of one administration in cells; a dose per kg is multiplied by the weight that may be assumed."""
    if unit == DoseUnit.CELLS:
        return Figure(ValueState.REPORTED, dose, "cells")
    if unit != DoseUnit.CELLS_PER_KG:
        return not_derivable(f"the dose is stated in {unit.label}, not in cells")
    if weight.kg is None:
        return not_derivable(NO_WEIGHT)
    line = f"{range_words(dose)} cells/kg × {number_words(weight.kg)} {weight.words}"
    return _derived(dose.times(weight.kg), line, DoseUnit.CELLS, _digits_of(dose), frozenset({weight.assumption}))


def cumulative(courses: tuple[Course, ...], weight: BodyWeight, unit: DoseUnit) -> Figure:
    """Return the cumulative dose of an arm in ``unit`` (CELLS_PER_KG or CELLS): Σ dose × number of administrations.

    Every course must have a dose in cells and a number; one silent course makes the sum unknown.
    A single administration of a stated dose is its own cumulative dose and still counts as derived.
    Levels give a cumulative dose each; of two courses with levels nobody knows which goes with which.
    """
    known: list[_Known] = []
    for course in courses:
        if course.dose is None or course.unit is None:
            return not_derivable(missing_reason("dose", course.dose_state))
        if course.count is None:
            return not_derivable(missing_reason("number of infusions", course.count_state))
        known.append(_Known(course.dose, course.unit, course.count))
    if not known:
        return not_derivable("no MSC regimen")
    if sum(bool(one.dose.spans) for one in known) > 1:
        return not_derivable("several courses have dose levels")
    to_unit = cells_per_kg if unit == DoseUnit.CELLS_PER_KG else cells_per_administration
    total, assumes = Range(Decimal(0), Decimal(0)), frozenset[str]()
    for one in known:
        # Adding up before dividing keeps the sum exact where the quotient of one dose does not end.
        figure = to_unit(one.dose.times(one.count), one.unit, weight)
        if figure.range is None:
            return figure
        total = total.plus(figure.range)
        assumes |= figure.assumes
    line = " + ".join(_course_words(one, unit, weight) for one in known)
    return _derived(total, line, unit, _digits_of(*(one.dose for one in known)), assumes)


def one_of(figures: Sequence[Figure]) -> Figure:
    """Return what several figures of one unit are together where a participant gets one of them; [] is an IndexError.

    One that is not known makes the whole unknown.
    """
    for figure in figures:
        if figure.range is None:
            return figure
    if len(figures) == 1:
        return figures[0]
    every = Range.of((part.low, part.high) for one in figures if one.range for part in one.range.parts)
    states = {one.state for one in figures}
    return Figure(
        state=ValueState.DERIVED if ValueState.DERIVED in states else figures[0].state,
        range=every,
        unit=figures[0].unit,
        derivation="; or ".join(dict.fromkeys(one.derivation for one in figures if one.derivation)),
        reason="alternatives within the arm",
        assumes=frozenset().union(*(one.assumes for one in figures)),
        digits=max((one.digits for one in figures if one.digits is not None), default=None),
    )


@dataclass(frozen=True)
class _Known:
    """A course of which dose, unit and number are known."""

    dose: Range
    unit: DoseUnit
    count: int


def _course_words(course: _Known, unit: DoseUnit, weight: BodyWeight) -> str:
    times = f"{range_words(course.dose)} {course.unit.label} × {course.count}"
    if course.unit == unit or weight.kg is None:
        return times
    sign = "÷" if unit == DoseUnit.CELLS_PER_KG else "×"
    return f"{times} {sign} {number_words(weight.kg)} {weight.words}"


def missing_reason(what: str, state: ValueState) -> str:
    """Return why a figure cannot be derived: what is missing, and in which way."""
    return {
        ValueState.NOT_REPORTED: f"{what} not reported",
        ValueState.NOT_EXTRACTED: f"{what} not yet extracted",
        ValueState.UNCLEAR: f"{what} unclear",
        ValueState.NOT_APPLICABLE: f"{what} not applicable",
    }.get(state, f"no {what}")

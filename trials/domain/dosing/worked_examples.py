"""Worked examples of every derivation, computed by the same functions that fill the pages, from real arms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trials.domain.dosing.numbers import Range
from trials.domain.dosing.quantities import (
    Course,
    Figure,
    cells_per_administration,
    cells_per_kg,
    cumulative,
)
from trials.domain.dosing.weights import REFERENCE_WEIGHT, WEIGHT_BOUNDS, BodyWeight
from trials.domain.vocabulary import ANALYTES, DoseUnit, ValueState

#: 1.5 ×10⁸ cells a time (NCT05985863) and 0.1-1 ×10⁶ cells/kg a time (NCT03668171).
FIXED_DOSE = Range(Decimal(150_000_000), Decimal(150_000_000))
DOSE_PER_KG = Range(Decimal(100_000), Decimal(1_000_000))


@dataclass(frozen=True)
class WorkedExample:
    """One example: the arm it is from, what its record states, and the figure that the core makes of it."""

    trial: str
    stated: str
    figure: Figure


def dose_per_kg() -> WorkedExample:
    """Return a fixed number of cells put per kg."""
    stated = "1.5 × 10⁸ cells at each infusion"
    return WorkedExample("NCT05985863", stated, cells_per_kg(FIXED_DOSE, DoseUnit.CELLS, BodyWeight()))


def cells_per_infusion() -> WorkedExample:
    """Return a dose per kg put in cells."""
    stated = "0.1–1 × 10⁶ cells/kg at each infusion"
    figure = cells_per_administration(DOSE_PER_KG, DoseUnit.CELLS_PER_KG, BodyWeight())
    return WorkedExample("NCT03668171", stated, figure)


def dose_per_kg_by_weight() -> tuple[tuple[Decimal, Figure], ...]:
    """Return the same fixed dose per kg at the least, the usual and the greatest reference weight (kg)."""
    weights = (WEIGHT_BOUNDS[0], REFERENCE_WEIGHT, WEIGHT_BOUNDS[1])
    return tuple((weight, cells_per_kg(FIXED_DOSE, DoseUnit.CELLS, BodyWeight(weight))) for weight in weights)


def cumulative_doses() -> tuple[WorkedExample, ...]:
    """Return cumulative doses per kg of one course, of two courses, and of arms where none can be made."""
    per_kg = DoseUnit.CELLS_PER_KG
    first = Course(FIXED_DOSE, DoseUnit.CELLS, 3)
    second = Course(FIXED_DOSE, DoseUnit.CELLS, 2)
    silent_dose = Course(None, None, 8, dose_state=ValueState.NOT_REPORTED)
    low_dose = Range(Decimal(2_000_000), Decimal(2_000_000))
    no_count = Course(low_dose, per_kg, None, count_state=ValueState.NOT_EXTRACTED)
    cases = (
        ("NCT03668171", "0.1–1 × 10⁶ cells/kg, 3 infusions", (Course(DOSE_PER_KG, per_kg, 3),)),
        ("NCT05985863", "1.5 × 10⁸ cells, 3 infusions, then 2 more", (first, second)),
        ("NCT02812121", "8 infusions, the dose is not in the record", (silent_dose,)),
        ("NCT06884904", "2 × 10⁶ cells/kg, the schedule is not yet extracted", (no_count,)),
    )
    return tuple(
        WorkedExample(trial, stated, cumulative(courses, BodyWeight(), per_kg)) for trial, stated, courses in cases
    )


@dataclass(frozen=True)
class TimeExample:
    """A time as a record words it, and the whole day that it is put on."""

    value: int
    unit: str
    day: int


def time_points() -> tuple[TimeExample, ...]:
    """Return times in weeks, months and years with their nearest whole day."""
    factors = ANALYTES["time_window"].factors
    cases = ((4, "weeks"), (24, "weeks"), (3, "months"), (6, "months"), (2, "years"))
    return tuple(TimeExample(value, unit, round(value * factors[unit])) for value, unit in cases)

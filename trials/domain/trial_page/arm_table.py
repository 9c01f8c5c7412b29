"""Arms and what is given in them: one table, columns are arms, rows the product (DOSES) and the dosing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trials.domain.dosing.arms import ArmFigures, RegimenFigures, arm_figures
from trials.domain.dosing.quantities import Figure
from trials.domain.dosing.weights import Weights
from trials.domain.record import ArmRecord, TrialRecord
from trials.domain.trial_page import courses
from trials.domain.trial_page.values import Reader, Shown, absent_value
from trials.domain.vocabulary import DoseUnit, InterventionKind, ValueState
from trials.domain.wording.arm_marks import ArmMark, arm_marks
from trials.domain.wording.discrepancies import NO_SIGNS, Signs


@dataclass(frozen=True)
class ArmHead:
    """The head of an arm's column: its place now, the anchor and the address by which it is found, its signs."""

    position: int
    anchor: str
    label: str
    role: str
    key: ArmMark
    has_msc: bool
    ref: str
    signs: Signs = NO_SIGNS


@dataclass(frozen=True)
class ArmTableCell:
    """What one arm has in one row: a value for each course that is shown."""

    arm: ArmHead
    values: tuple[Shown, ...]


@dataclass(frozen=True)
class ArmTableRow:
    """One row of the table. ``initial`` is the letter of DOSES that it answers, "" elsewhere."""

    label: str
    cells: tuple[ArmTableCell, ...]
    initial: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether no arm has a value in the row."""
        return all(value.is_absent for cell in self.cells for value in cell.values)


@dataclass(frozen=True)
class ArmTableGroup:
    """Rows under one heading."""

    title: str
    rows: tuple[ArmTableRow, ...]
    note: str = ""


@dataclass(frozen=True)
class _Column:
    """One arm with its figures and the courses that its column is about."""

    head: ArmHead
    arm: ArmRecord
    figures: ArmFigures
    courses: tuple[RegimenFigures, ...]


_Value = Callable[[Reader, RegimenFigures], Shown]


def arm_heads(record: TrialRecord) -> tuple[ArmHead, ...]:
    """Return the heads of all arms, marked as the timeline marks them."""
    keys = arm_marks([record.registry_id] * len(record.arms))
    return tuple(
        ArmHead(
            position=place,
            anchor=f"arm-{arm.key}",
            label=arm.label,
            role=arm.role.label,
            key=key,
            has_msc=any(record.intervention(one.intervention).kind == InterventionKind.MSC for one in arm.regimens),
            ref=f"{record.registry_id}:{arm.key}",
        )
        for place, (arm, key) in enumerate(zip(record.arms, keys, strict=True), start=1)
    )


def signed_heads(read: Reader) -> tuple[ArmHead, ...]:
    """Return the heads of all arms with what contradicts their role and label."""
    heads = zip(arm_heads(read.record), read.record.arms, strict=True)
    return tuple(
        replace(head, signs=read.signs(f"arms/{arm.key}/role", f"arms/{arm.key}/label")) for head, arm in heads
    )


def arm_table(read: Reader, weights: Weights) -> tuple[ArmTableGroup, ...]:
    """Return the table of arms."""
    columns = tuple(_column(read.record, head, weights) for head in arm_heads(read.record))
    if not columns:
        return ()
    given = (
        _row("Given", columns, _given(read)),
        _row("Beside it", columns, _beside(read)),
        _row("Participants in the arm", columns, lambda column: (_size(read, column),)),
    )
    return (
        ArmTableGroup("What is given", given),
        ArmTableGroup("Product", _product_rows(read, columns), note="the items of DOSES"),
        ArmTableGroup("Dose and schedule", _dose_rows(read, columns, weights)),
    )


def _column(record: TrialRecord, head: ArmHead, weights: Weights) -> _Column:
    figures = arm_figures(record, head.position, weights)
    return _Column(head, record.arms[head.position - 1], figures, figures.given)


def _row(
    label: str, columns: Sequence[_Column], values: Callable[[_Column], tuple[Shown, ...]], initial: str = ""
) -> ArmTableRow:
    return ArmTableRow(label, tuple(ArmTableCell(column.head, values(column)) for column in columns), initial)


def _each(read: Reader, value: _Value) -> Callable[[_Column], tuple[Shown, ...]]:
    """Return a reader of one value a course; alike courses are said once, different ones under their names."""

    def values(column: _Column) -> tuple[Shown, ...]:
        if not column.courses:
            return (absent_value(ValueState.NOT_APPLICABLE),)
        found = [value(read, one) for one in column.courses]
        signs = sum((one.signs for one in found), NO_SIGNS)
        if len(found) == 1 or all(replace(one, signs=NO_SIGNS) == replace(found[0], signs=NO_SIGNS) for one in found):
            return (replace(found[0], signs=signs),)
        leads = [courses.lead_of(course, place == 0) for place, course in enumerate(column.courses)]
        return tuple(replace(one, lead=lead) for one, lead in zip(found, leads, strict=True))

    return values


def _given(read: Reader) -> Callable[[_Column], tuple[Shown, ...]]:
    def values(column: _Column) -> tuple[Shown, ...]:
        shown = [courses.given(read, one, place == 0) for place, one in enumerate(column.courses)]
        if not column.figures.msc:
            # What is neither cells nor placebo is told with its dose and days, as it is beside cells.
            shown = [
                one_shown if courses.stands_for_cells(one) else courses.beside(read, one)
                for one_shown, one in zip(shown, column.courses, strict=True)
            ]
        shown = shown or [courses.beside(read, one) for one in column.figures.others]
        return tuple(shown) or (Shown(text="nothing is registered for this arm"),)

    return values


def _beside(read: Reader) -> Callable[[_Column], tuple[Shown, ...]]:
    def values(column: _Column) -> tuple[Shown, ...]:
        rest = [one for one in column.figures.others if one not in column.courses] if column.courses else []
        return tuple(courses.beside(read, one) for one in rest) or (Shown(text="nothing else registered"),)

    return values


def _size(read: Reader, column: _Column) -> Shown:
    size = column.arm.size
    return read.value(f"arms/{column.arm.key}/size", "" if size is None else str(size))


def _product_rows(read: Reader, columns: Sequence[_Column]) -> tuple[ArmTableRow, ...]:
    def texts(*names: str) -> _Value:
        return lambda read, one: courses.product_facts(read, one, *names)

    return (
        _row("Donor", columns, _each(read, courses.donor_of), "D"),
        _row("Origin of tissue", columns, _each(read, courses.origin_of), "O"),
        _row("Separation, culture, passage", columns, _each(read, texts("preparation", "medium", "passage")), "S"),
        _row("Exhibited characteristics", columns, _each(read, texts("markers", "viability_min_percent")), "E"),
        _row("Site of delivery", columns, _each(read, courses.route_of), "S"),
        _row("Vehicle and volume", columns, _each(read, texts("vehicle", "volume_ml_low"))),
        _row("Manufacturer", columns, _each(read, texts("manufacturer"))),
    )


def _dose_rows(read: Reader, columns: Sequence[_Column], weights: Weights) -> tuple[ArmTableRow, ...]:
    def in_cells(figure: Callable[[RegimenFigures], Figure]) -> Callable[[_Column], tuple[Shown, ...]]:
        return _each(read, lambda _, one: courses.cells_value(one, figure))

    def summed(whole: Callable[[ArmFigures], Figure], unit: DoseUnit) -> Callable[[_Column], tuple[Shown, ...]]:
        each = in_cells(lambda one: courses.cumulative_of(one, weights.of(read.record), unit))
        return lambda column: (courses.figure_value(whole(column.figures)),) if column.figures.msc else each(column)

    return (
        _row("Dose as reported", columns, _each(read, courses.dose_text)),
        _row("Per infusion, per kg", columns, in_cells(lambda one: one.per_kg)),
        _row("Per infusion, cells", columns, in_cells(lambda one: one.cells)),
        _row("Schedule as reported", columns, _each(read, courses.schedule_text)),
        _row("Number of infusions", columns, _count(read)),
        _row("Days from the first", columns, _each(read, courses.days_of)),
        _row("Cumulative, per kg", columns, summed(lambda arm: arm.cumulative_per_kg, DoseUnit.CELLS_PER_KG)),
        _row("Cumulative, cells", columns, summed(lambda arm: arm.cumulative_cells, DoseUnit.CELLS)),
    )


def _count(read: Reader) -> Callable[[_Column], tuple[Shown, ...]]:
    each = _each(read, lambda _, one: courses.figure_value(one.count))
    return lambda column: (courses.figure_value(column.figures.count),) if column.figures.msc else each(column)

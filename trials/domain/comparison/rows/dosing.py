"""Rows about how much and when: dose, schedule, cumulative dose."""

from __future__ import annotations

from trials.domain.comparison.cells import Cell, Item, absent_cell, figure_cell, joined_cells
from trials.domain.comparison.columns import Column
from trials.domain.comparison.rows.product import for_given, for_msc
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.dosing.arms import RegimenFigures, span_range
from trials.domain.dosing.numbers import Range
from trials.domain.dosing.quantities import Figure
from trials.domain.vocabulary import DoseUnit, InterventionKind, RegimenRelation, ValueState
from trials.domain.wording.as_reported import flat_power_words, inferred_words, is_worked_out
from trials.domain.wording.quantities import cell_parts, figure_parts, number_parts
from trials.domain.wording.times import days_words, rhythm_words

_NO_MSC = absent_cell(ValueState.NOT_APPLICABLE, reason="no MSC in this arm")


def _dose_reported(_: Column, one: RegimenFigures) -> Cell:
    path, dose = f"{one.path}/dose", one.regimen.dose
    if dose is not None and dose.as_reported:
        return Cell((Item(text=dose.as_reported, quoted=True, note=flat_power_words(dose)),), paths=(path,))
    return absent_cell(_without_words(one.dose.state), path)


def _per_kg(_: Column, one: RegimenFigures) -> Cell:
    return figure_cell((one.per_kg,), f"{one.path}/dose")


def _cells(_: Column, one: RegimenFigures) -> Cell:
    return figure_cell((one.cells,), f"{one.path}/dose")


def _levels(_: Column, one: RegimenFigures) -> Cell:
    path, dose = f"{one.path}/dose", one.regimen.dose
    if dose is None or dose.low is None:
        return absent_cell(one.dose.state, path)
    if not dose.levels:
        return Cell((Item(state=ValueState.NOT_APPLICABLE, reason="one dose in the arm"),), paths=(path,))
    in_cells = dose.unit in (DoseUnit.CELLS, DoseUnit.CELLS_PER_KG)
    unit = dose.unit.label if dose.unit is not None else ""
    steps = (Range(level, level) for level in dose.levels)
    items = tuple(Item(quantity=cell_parts(one, unit) if in_cells else number_parts(one, unit)) for one in steps)
    return Cell(items, key=(dose.levels, unit), paths=(path,))


def _count(column: Column) -> Cell:
    figure = column.figures.count
    paths = tuple(f"{one.path}/schedule" for one in column.msc)
    if not column.msc:
        return for_given(lambda _, one: figure_cell((one.count,), f"{one.path}/schedule"))(column)
    cell = figure_cell((figure,), *paths)
    numbers = [str(int(one.count.range.low)) for one in column.msc if one.count.range is not None]
    if figure.range is None or len(numbers) < 2:
        return cell
    if figure.state != ValueState.DERIVED:
        return cell
    is_parallel = any(one.regimen.relation == RegimenRelation.PARALLEL for one in column.msc)
    joiner = " and " if is_parallel else ", then "
    return Cell(
        (Item(quantity=figure_parts(figure), note=joiner.join(numbers), derivation=figure.derivation),),
        key=cell.key,
        size=figure.range,
        paths=paths,
    )


def _days(column: Column) -> Cell:
    figures = column.figures
    if not column.msc:
        return for_given(_course_days)(column)
    paths = tuple(f"{one.path}/schedule" for one in column.msc)
    if figures.days is None:
        shared = joined_cells((_course_days(column, one) for one in column.msc), absent=_NO_MSC)
        return shared if len(column.msc) > 1 else absent_cell(figures.days_state, *paths)
    worked_out = any(is_worked_out(one.regimen.schedule) for one in column.msc)
    return Cell((_days_item(figures.days, rhythm_words(figures.days), worked_out),), key=figures.days, paths=paths)


def _course_days(_: Column, one: RegimenFigures) -> Cell:
    path = f"{one.path}/schedule"
    if one.days is None:
        return Cell((Item(state=one.days_state),), paths=(path,))
    is_msc = one.intervention.kind == InterventionKind.MSC
    note = one.intervention.name if is_msc else rhythm_words(one.days)
    return Cell((_days_item(one.days, note, is_worked_out(one.regimen.schedule)),), key=one.days, paths=(path,))


def _days_item(days: tuple[int, ...], note: str, worked_out: bool) -> Item:
    if not worked_out:
        return Item(text=days_words(days), note=note)
    derivation = "worked out from months or years, of 30.4375 and 365.25 days"
    return Item(text=days_words(days), note=note, derived=True, derivation=derivation)


def _schedule_reported(_: Column, one: RegimenFigures) -> Cell:
    path, schedule = f"{one.path}/schedule", one.regimen.schedule
    if schedule is not None and schedule.as_reported:
        # What a curator inferred is no wording of the source: that is still to be read.
        remark = inferred_words(schedule.as_reported)
        if remark:
            return absent_cell(ValueState.NOT_EXTRACTED, path, reason=remark)
        return Cell((Item(text=schedule.as_reported, quoted=True),), paths=(path,))
    return absent_cell(_without_words(one.days_state), path)


def _without_words(state: ValueState) -> ValueState:
    """A value that is known although no wording of it is kept: the wording is what is still to be read."""
    return ValueState.NOT_EXTRACTED if state == ValueState.REPORTED else state


def _span(column: Column) -> Cell:
    figures = column.figures
    if not column.msc:
        return for_given(lambda _, one: _length(one.days, one.days_state, f"{one.path}/schedule"))(column)
    return _length(figures.days, figures.days_state, *(f"{one.path}/schedule" for one in column.msc))


def _length(days: tuple[int, ...] | None, state: ValueState, *paths: str) -> Cell:
    length = span_range(days or ())
    if days is not None and len(days) == 1:
        return absent_cell(ValueState.NOT_APPLICABLE, *paths, reason="a single infusion")
    if days is None or length is None:
        return absent_cell(ValueState.NOT_DERIVABLE, *paths, reason=f"days {state.label}")
    words = f"day {days[-1]} − day {days[0]} = {int(length.low)} days"
    return figure_cell((Figure(ValueState.DERIVED, length, "days", words),), *paths)


def _cumulative(column: Column, figure: Figure) -> Cell:
    if not column.msc:
        return _NO_MSC
    paths = [f"{one.path}/{part}" for one in column.msc for part in ("dose", "schedule")]
    return figure_cell((figure,), *paths)


DOSING = RowGroup(
    "dosing",
    "Dosing",
    (
        RowSpec("dosing.reported", "Dose as reported", for_msc(_dose_reported), differ="verbatim", flags=False),
        RowSpec("dosing.per_kg", "Dose per kg", for_msc(_per_kg), by_size=True, hint="one infusion"),
        RowSpec("dosing.cells", "Cells per infusion", for_msc(_cells), by_size=True, flags=False),
        RowSpec("dosing.levels", "Dose levels", for_msc(_levels), detail=True, flags=False),
    ),
)

SCHEDULE = RowGroup(
    "schedule",
    "Schedule",
    (
        RowSpec("schedule.count", "Infusions", _count, by_size=True, flags=False),
        RowSpec("schedule.days", "Days from the first", _days),
        RowSpec(
            "schedule.reported", "Schedule as reported", for_given(_schedule_reported), differ="verbatim", flags=False
        ),
        RowSpec("schedule.span", "First to last infusion", _span, by_size=True, flags=False),
    ),
)

CUMULATIVE = RowGroup(
    "cumulative",
    "Cumulative dose",
    (
        RowSpec(
            "cumulative.per_kg",
            "Cumulative per kg",
            lambda column: _cumulative(column, column.figures.cumulative_per_kg),
            by_size=True,
            flags=False,
        ),
        RowSpec(
            "cumulative.cells",
            "Cumulative cells",
            lambda column: _cumulative(column, column.figures.cumulative_cells),
            by_size=True,
            flags=False,
        ),
    ),
)

"""Rows about what is given beside the cells, and against what the arm is compared."""

from __future__ import annotations

from trials.domain.comparison.cells import Cell, Item, absent_cell
from trials.domain.comparison.columns import Column
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.dosing.arms import RegimenFigures, gets_msc
from trials.domain.vocabulary import InterventionKind, ValueState
from trials.domain.wording.doses import dose_or_quote
from trials.domain.wording.sentences import joined
from trials.domain.wording.times import on_days, schedule_words


def _beside(column: Column) -> Cell:
    """What the arm gets beside MSC; in an arm without MSC, all that it gets."""
    others = column.figures.others
    paths = tuple(f"{one.path}/{part}" for one in others for part in ("intervention", "dose", "schedule"))
    if not others:
        words = "nothing else is registered in the arm" if column.msc else "nothing is registered in the arm"
        return Cell((Item(text=words),), key=(), paths=(f"arms/{column.arm.key}/regimens",))
    items = tuple(Item(text=one.intervention.name, note=_dose_and_days(one)) for one in others)
    return Cell(items, key=frozenset(item.plain.lower() for item in items), paths=paths)


def _dose_and_days(one: RegimenFigures) -> str:
    dose, schedule = one.regimen.dose, one.regimen.schedule
    amount = dose_or_quote(dose) if dose is not None else ""
    days = ""
    if schedule is not None and schedule.days is not None:
        days = on_days(schedule.days)
    elif schedule is not None:
        days = f"“{schedule.as_reported}”" if schedule.as_reported else schedule_words(schedule)
    return joined((amount, days), " ")


def _against(column: Column) -> Cell:
    """The trial's other arms, in short: what each of them gets."""
    items = []
    others = tuple(arm for arm in column.trial.arms if arm.key != column.arm.key)
    for arm in others:
        names = [column.trial.intervention(one.intervention) for one in arm.regimens]
        given = [one for one in names if one.kind != InterventionKind.STANDARD_CARE] or names
        words = " + ".join(dict.fromkeys(one.name for one in given)) or "nothing registered"
        items.append(Item(text=words, note=arm.label, strong=gets_msc(column.trial, arm)))
    paths = tuple(
        path
        for arm in others
        for path in (
            f"arms/{arm.key}/label",
            *(f"arms/{arm.key}/regimens/{one.key}/intervention" for one in arm.regimens),
        )
    )
    if not items:
        return absent_cell(ValueState.NOT_APPLICABLE, *paths, reason="the trial has one arm")
    return Cell(tuple(items), key=frozenset(item.text.lower() for item in items), paths=paths)


GIVEN = RowGroup(
    "given",
    "Given with, and against",
    (
        RowSpec("given.beside", "Given with", _beside),
        RowSpec("given.against", "Compared against", _against),
    ),
)

"""Rows about what is measured, and when."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from trials.domain.comparison.cells import Cell, Item, absent_cell
from trials.domain.comparison.columns import Column
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.dosing.numbers import Range
from trials.domain.record import OutcomeRecord
from trials.domain.vocabulary import OutcomeRank, ValueState, concept_label
from trials.domain.wording.times import day_words, times_words


def _times(outcome: OutcomeRecord) -> str:
    return outcome.time_frame or times_words(outcome.days) or "time not stated"


def _primary(column: Column) -> Cell:
    found = [one for one in column.trial.outcomes if one.rank == OutcomeRank.PRIMARY]
    if not found:
        return absent_cell(column.silence("outcomes"), "outcomes")
    items = tuple(Item(text=one.measure, note=_times(one)) for one in found)
    paths = tuple(f"outcomes/{one.key}/{part}" for one in found for part in ("measure", "time_frame"))
    return Cell(items, key=frozenset((one.concept, one.days or one.time_frame) for one in found), paths=paths)


def _secondary(column: Column) -> Cell:
    return _by_concept(column, [one for one in column.trial.outcomes if one.rank != OutcomeRank.PRIMARY])


def _by_concept(column: Column, found: list[OutcomeRecord]) -> Cell:
    """Concepts with their times, those measured at the same times together; concepts named beside count as well."""
    if not found:
        return absent_cell(column.silence("outcomes"), "outcomes")
    days: dict[str, set[int]] = defaultdict(set)
    for outcome in found:
        for concept in (outcome.concept, *outcome.also_concepts):
            days[concept] |= set(outcome.days)
    by_times: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for concept, when in days.items():
        by_times[tuple(sorted(when))].append(concept_label(concept))
    items = tuple(
        Item(text=", ".join(labels), note=times_words(when) or "time not stated") for when, labels in by_times.items()
    )
    key = frozenset((concept, tuple(sorted(when))) for concept, when in days.items())
    return Cell(items, key=key, paths=("outcomes",))


def _last(column: Column) -> Cell:
    days = [day for outcome in column.trial.outcomes for day in outcome.days]
    if not column.trial.outcomes:
        return absent_cell(column.silence("outcomes"), "outcomes")
    if not days:
        return absent_cell(ValueState.NOT_DERIVABLE, "outcomes", reason="no time of measurement stated")
    last = max(days)
    words = f"the latest time of {len(column.trial.outcomes)} outcomes: day {last} after the first dose"
    item = Item(text=day_words(last), derived=True, derivation=words)
    return Cell((item,), key=last, size=Range(Decimal(last), Decimal(last)), paths=("outcomes",))


ENDPOINTS = RowGroup(
    "endpoints",
    "Endpoints",
    (
        RowSpec("endpoints.primary", "Primary, with times", _primary, scope="trial"),
        RowSpec("endpoints.secondary", "Secondary, by concept", _secondary, scope="trial"),
        RowSpec("endpoints.last", "Last measurement", _last, scope="trial", by_size=True),
    ),
)

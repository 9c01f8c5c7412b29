"""Endpoints by time: which trial measures what, when; letters in a table, so that the table is the picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from trials.domain.comparison.columns import Column
from trials.domain.vocabulary import OutcomeRank, concept_label, endpoint_concepts
from trials.domain.wording.arm_marks import ArmMark
from trials.domain.wording.times import day_words, times_words

#: Most columns of single days; with more, days are put into bands.
MAX_TIMES = 12
#: Bands by their last day, with their heads.
_BANDS = (
    (-1, "before"),
    (1, "day 0–1"),
    (7, "to week 1"),
    (14, "to week 2"),
    (28, "to week 4"),
    (61, "to month 2"),
    (91, "to month 3"),
    (183, "to month 6"),
    (366, "to year 1"),
    (731, "to year 2"),
    (10**6, "later"),
)


@dataclass(frozen=True)
class MatrixMark:
    """A trial measures the concept at that time: its key, its arms' letters, whether it is a primary outcome."""

    key: ArmMark
    letters: str
    primary: bool
    exact: str


@dataclass(frozen=True)
class MatrixRow:
    """One concept: for each time the trials that measure it; last, those that state no time."""

    label: str
    cells: tuple[tuple[MatrixMark, ...], ...]


@dataclass(frozen=True)
class MatrixGroup:
    """Concepts of one kind."""

    label: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class Matrix:
    """Concepts by times. ``silent`` are trials without any outcome, as letters with the words of their state."""

    times: tuple[str, ...]
    groups: tuple[MatrixGroup, ...]
    silent: tuple[tuple[str, str], ...]
    banded: bool


#: Words of the groups of endpoint_concepts.toml, in the order of the page.
_GROUPS = {
    "survival": "Survival and death",
    "score": "Liver and organ failure scores",
    "transplantation": "Transplantation and the graft",
    "tissue": "Liver tissue",
    "clinical": "Complications and clinical course",
    "safety": "Safety",
    "patient": "Reported by the patient, functioning",
    "imaging": "Imaging, stiffness, haemodynamics",
    "use": "Use of care and conduct of the trial",
    "immune": "Immune system and inflammation",
    "laboratory": "Laboratory",
    "none": "Not classified",
}


def endpoint_matrix(columns: Sequence[Column]) -> Matrix:
    """Return the outcomes of the trials that the columns belong to, by concept and time from the first dose."""
    registered = [column for column in columns if not column.is_planned]
    firsts: dict[str, Column] = {}
    letters: dict[str, list[str]] = defaultdict(list)
    for column in registered:
        firsts.setdefault(column.trial.registry_id, column)
        letters[column.trial.registry_id].append(column.key.letter)
    measured = {one: _measured(column) for one, column in firsts.items()}
    days = sorted({day for found in measured.values() for when in found.values() for day in when if day is not None})
    banded = len({day_words(day) for day in days}) > MAX_TIMES
    bands = _bands(days) if banded else [(day, day_words(day)) for day in days]
    unstated = any(None in when for found in measured.values() for when in found.values())
    concepts = dict.fromkeys(concept for found in measured.values() for concept in found)
    rows = {
        concept: MatrixRow(
            concept_label(concept),
            tuple(
                _marks(concept, measured, firsts, letters, low, high) for low, high in _spans(bands, unstated=unstated)
            ),
        )
        for concept in concepts
    }
    heads = [words for _, words in bands] + (["time not stated"] if unstated else [])
    silent = [
        (", ".join(letters[one]), column.silence("outcomes").label)
        for one, column in firsts.items()
        if not column.trial.outcomes
    ]
    return Matrix(tuple(heads), _grouped(rows), tuple(silent), banded)


def _measured(column: Column) -> dict[str, dict[int | None, bool]]:
    """Return concept -> day (None: not stated) -> whether it is a primary outcome there."""
    found: dict[str, dict[int | None, bool]] = {}
    for outcome in column.trial.outcomes:
        primary = outcome.rank == OutcomeRank.PRIMARY
        for concept in (outcome.concept, *outcome.also_concepts):
            when = found.setdefault(concept, {})
            for day in outcome.days or (None,):
                when[day] = when.get(day, False) or primary
    return found


def _bands(days: Sequence[int]) -> list[tuple[int, str]]:
    """Return the bands that hold a day, by their last day."""
    used = []
    low = -(10**6)
    for last, words in _BANDS:
        if any(low < day <= last for day in days):
            used.append((last, words))
        low = last
    return used


def _spans(bands: Sequence[tuple[int, str]], *, unstated: bool) -> list[tuple[int | None, int | None]]:
    """Return (after, to) of every column; (None, None) for what has no time."""
    spans: list[tuple[int | None, int | None]] = []
    low = -(10**6)
    for last, _ in bands:
        spans.append((low, last))
        low = last
    return [*spans, (None, None)] if unstated else spans


def _marks(
    concept: str,
    measured: dict[str, dict[str, dict[int | None, bool]]],
    firsts: dict[str, Column],
    letters: dict[str, list[str]],
    low: int | None,
    high: int | None,
) -> tuple[MatrixMark, ...]:
    marks = []
    for one, column in firsts.items():
        when = measured[one].get(concept, {})
        if low is None or high is None:
            ranks, exact = [when[None]] if None in when else [], ""
        else:
            days = sorted(day for day in when if day is not None and low < day <= high)
            ranks, exact = [when[day] for day in days], times_words(days)
        if ranks:
            marks.append(MatrixMark(column.key, ", ".join(letters[one]), any(ranks), exact))
    return tuple(marks)


def _grouped(rows: dict[str, MatrixRow]) -> tuple[MatrixGroup, ...]:
    known = endpoint_concepts()
    by_group: dict[str, list[MatrixRow]] = defaultdict(list)
    for concept, row in rows.items():
        by_group[known[concept].group if concept in known else "none"].append(row)
    order = [*_GROUPS, *(name for name in by_group if name not in _GROUPS)]
    return tuple(MatrixGroup(_GROUPS.get(name, name), tuple(by_group[name])) for name in order if name in by_group)

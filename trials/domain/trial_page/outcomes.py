"""What is measured when: outcomes as rows, times as columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trials.domain.record import OutcomeRecord
from trials.domain.record.missingness import silence
from trials.domain.trial_page.values import Reader, Shown
from trials.domain.vocabulary import OutcomeRank, ValueState, concept_label
from trials.domain.wording.discrepancies import Signs
from trials.domain.wording.sentences import joined
from trials.domain.wording.times import day_words, times_words


@dataclass(frozen=True)
class TimeColumn:
    """One time of measurement."""

    day: int
    words: str


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome. ``marks`` says for each time whether it is measured then; ``time`` is its time in words."""

    anchor: str
    rank: str
    is_primary: bool
    measure: str
    concept: str
    details: str
    time: Shown
    time_frame: str
    marks: tuple[bool, ...]
    signs: Signs


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of a trial by time."""

    times: tuple[TimeColumn, ...]
    rows: tuple[OutcomeRow, ...]


def outcomes_by_time(read: Reader) -> Outcomes:
    """Return the outcomes in the record's order, with one column for each time that any of them has."""
    days = sorted({day for outcome in read.record.outcomes for day in outcome.days})
    rows = tuple(_row(read, one, days) for one in read.record.outcomes)
    return Outcomes(
        times=tuple(TimeColumn(day, day_words(day)) for day in days),
        rows=rows,
    )


#: What the head of an outcome's row tells.
_TOLD = ("measure", "rank", "concept", "also_concepts", "description", "variable", "metric", "aggregation", "item")


def _row(read: Reader, one: OutcomeRecord, days: list[int]) -> OutcomeRow:
    concepts = [concept_label(code) for code in (one.concept, *one.also_concepts)]
    return OutcomeRow(
        anchor=f"outcome-{one.key}",
        rank=one.rank.label.lower(),
        is_primary=one.rank == OutcomeRank.PRIMARY,
        measure=one.measure,
        concept=joined(dict.fromkeys(concepts)),
        details=joined((one.variable, one.metric, one.aggregation), " · "),
        time=_time(read, one),
        time_frame=one.time_frame,
        marks=tuple(day in one.days for day in days),
        signs=read.signs(*(f"outcomes/{one.key}/{part}" for part in _TOLD)),
    )


def _time(read: Reader, one: OutcomeRecord) -> Shown:
    path = f"outcomes/{one.key}/time_frame"
    if one.days:
        shown = Shown(text=times_words(one.days))
    elif one.time_frame:
        shown = Shown(state=ValueState.UNCLEAR, note="the text gives no day")
    else:
        shown = Shown(state=silence(read.record, path))
    marked = read.marked(shown, path)
    return replace(marked, source=read.source_of(path)) if one.time_frame else marked

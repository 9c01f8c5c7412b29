"""Who may take part: criteria of inclusion and exclusion in own words, limits as words and converted where one can."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from trials.domain.record import CriterionRecord
from trials.domain.trial_page.values import Reader
from trials.domain.vocabulary import CriterionKind
from trials.domain.wording.limits import LimitWords, limit_words
from trials.domain.wording.sentences import inside


@dataclass(frozen=True)
class LimitLine:
    """One limit of a criterion. ``event`` says what a time window counts from; ``source`` None: the usual one."""

    words: LimitWords
    event: str
    source: int | None
    flags: tuple[int, ...]
    readings: int


@dataclass(frozen=True)
class CriterionLine:
    """One criterion. ``number`` is its place in the record, by which links name it."""

    number: int
    statement: str
    topic: str
    limits: tuple[LimitLine, ...]


@dataclass(frozen=True)
class CriteriaGroup:
    """The criteria of one kind, in the record's order."""

    title: str
    criteria: tuple[CriterionLine, ...]


_TITLES = {CriterionKind.INCLUSION: "To enter", CriterionKind.EXCLUSION: "To be kept out"}


def criteria_groups(read: Reader, uln: Decimal) -> tuple[CriteriaGroup, ...]:
    """Return the criteria by kind. ``uln``: upper limit of normal of bilirubin in µmol/L."""
    numbered = list(enumerate(read.record.criteria, start=1))
    groups = []
    for kind, title in _TITLES.items():
        found = tuple(_criterion(read, number, one, uln) for number, one in numbered if one.kind == kind)
        if found:
            groups.append(CriteriaGroup(title, found))
    return tuple(groups)


def _in_a_sentence(limit: LimitWords) -> LimitWords:
    """Write what is enough instead as it stands after "or": "prothrombin activity", but "INR"."""
    others = tuple(replace(_in_a_sentence(one), lead=inside(one.lead)) for one in limit.alternatives)
    return replace(limit, alternatives=others)


def _criterion(read: Reader, number: int, one: CriterionRecord, uln: Decimal) -> CriterionLine:
    limits = []
    for place, limit in enumerate(one.thresholds, start=1):
        path = f"criteria/{number}/thresholds/{place}"
        limits.append(
            LimitLine(
                words=_in_a_sentence(limit_words(limit, uln=uln)),
                event=limit.event,
                source=read.source_number(limit.source) if limit.source else None,
                flags=read.flags(path),
                readings=read.readings(path),
            )
        )
    return CriterionLine(number, one.statement, one.topic.label, tuple(limits))

"""Who may take part: criteria of inclusion and exclusion in own words, limits as words and converted where one can."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trials.domain.record import CriterionRecord
from trials.domain.trial_page.values import Reader
from trials.domain.vocabulary import CriterionKind
from trials.domain.wording.discrepancies import Signs
from trials.domain.wording.limits import LimitWords, limit_words
from trials.domain.wording.sentences import inside


@dataclass(frozen=True)
class LimitLine:
    """One limit of a criterion. ``event`` says what a time window counts from; ``source`` None: the usual one."""

    words: LimitWords
    event: str
    source: int | None
    signs: Signs


@dataclass(frozen=True)
class CriterionLine:
    """One criterion. ``anchor`` is its place on the page."""

    anchor: str
    statement: str
    topic: str
    limits: tuple[LimitLine, ...]
    signs: Signs


@dataclass(frozen=True)
class CriteriaGroup:
    """The criteria of one kind, in the record's order."""

    title: str
    criteria: tuple[CriterionLine, ...]


_TITLES = {CriterionKind.INCLUSION: "To enter", CriterionKind.EXCLUSION: "To be kept out"}


def criteria_groups(read: Reader) -> tuple[CriteriaGroup, ...]:
    """Return the criteria by kind."""
    groups = []
    for kind, title in _TITLES.items():
        found = tuple(_criterion(read, one) for one in read.record.criteria if one.kind == kind)
        if found:
            groups.append(CriteriaGroup(title, found))
    return tuple(groups)


def _in_a_sentence(limit: LimitWords) -> LimitWords:
    """Write what is enough instead as it stands after "or": "prothrombin activity", but "INR"."""
    others = tuple(replace(_in_a_sentence(one), lead=inside(one.lead)) for one in limit.alternatives)
    return replace(limit, alternatives=others)


def _criterion(read: Reader, one: CriterionRecord) -> CriterionLine:
    limits = []
    for limit in one.thresholds:
        path = f"criteria/{one.key}/thresholds/{limit.key}"
        limits.append(
            LimitLine(
                words=_in_a_sentence(limit_words(limit, uln=read.uln)),
                event=limit.event,
                source=read.source_number(limit.source) if limit.source else None,
                signs=read.signs(path),
            )
        )
    signs = read.signs(*(f"criteria/{one.key}/{part}" for part in ("statement", "kind", "topic", "item")))
    return CriterionLine(f"criterion-{one.key}", one.statement, one.topic.label, tuple(limits), signs)

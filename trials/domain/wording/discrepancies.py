"""Discrepancies in words: the two values of a contradiction, which is shown and why; what does not fit; counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from trials.domain.record import DiscrepancyRecord, TrialRecord
from trials.domain.record.paths import values_by_path
from trials.domain.vocabulary import DiscrepancyKind, Side
from trials.domain.wording.claims import claimed_words
from trials.domain.wording.places import path_words


@dataclass(frozen=True)
class StatedValue:
    """One of the two values of a contradiction, and where it stands."""

    value: str
    place: str
    is_shown: bool


@dataclass(frozen=True)
class ContradictionWords:
    """A contradiction as its sign opens it.

    ``number`` is its number on the trial's page, ``path`` the value it is about, "" for none that the record keeps.
    ``values``: the one that is shown first; none where only ``text`` tells. ``verdict`` says which is shown and why.
    """

    number: int
    path: str
    about: str
    is_major: bool
    values: tuple[StatedValue, ...]
    text: str
    verdict: str
    is_open: bool

    @property
    def name(self) -> str:
        """What the sign is called to those who hear it."""
        return f"Contradiction: {self.about}, {self.severity}"

    @property
    def severity(self) -> str:
        """How much hangs on it, in a word."""
        return "major" if self.is_major else "minor"


@dataclass(frozen=True)
class MisfitWords:
    """A major inconsistency as it is told at the fact that it is about."""

    number: int
    path: str
    about: str
    text: str

    @property
    def name(self) -> str:
        """What the word is called to those who hear it."""
        return f"{DOES_NOT_FIT}: {self.about}"


@dataclass(frozen=True)
class Signs:
    """What stands at a value: its contradictions, and the major inconsistencies about it."""

    contradictions: tuple[ContradictionWords, ...] = ()
    misfits: tuple[MisfitWords, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.contradictions or self.misfits)

    def __add__(self, other: Signs) -> Signs:
        """Return both together."""
        return Signs(self.contradictions + other.contradictions, self.misfits + other.misfits)


NO_SIGNS = Signs()
#: The word for a major inconsistency at the fact it is about.
DOES_NOT_FIT = "does not fit"


def signs_by_path(record: TrialRecord, decided: Collection[str] = ()) -> dict[str, Signs]:
    """Return what stands at each value of a record, by its path; without those that are about no value it keeps.

    ``decided``: the paths that curators decided.
    """
    found: dict[str, Signs] = {}
    for number, one in enumerate(record.discrepancies, start=1):
        if not one.path:
            continue
        if one.is_contradiction:
            signs = Signs(contradictions=(contradiction_words(record, one, number, decided),))
        elif one.is_conflict and one.is_major:
            signs = Signs(misfits=(MisfitWords(number, one.path, path_words(record, one.path), one.text),))
        else:
            continue
        found[one.path] = found.get(one.path, NO_SIGNS) + signs
    return found


def contradiction_words(
    record: TrialRecord, one: DiscrepancyRecord, number: int, decided: Collection[str] = ()
) -> ContradictionWords:
    """Return a contradiction in words. ``number``: its 1-based place among the record's discrepancies.

    Where a curator decided the value (``decided``: the paths of decisions), what was shown before may be so no more.
    """
    own = {f"discrepancies/{one.key}/shown", f"discrepancies/{one.key}/resolution"}
    is_decided = one.path in decided and not own & set(decided)
    shown = _side_decided(record, one) if is_decided else one.shown
    values = (
        StatedValue(one.value_a, one.place_a, shown == Side.A),
        StatedValue(one.value_b, one.place_b, shown == Side.B),
    )
    return ContradictionWords(
        number=number,
        path=one.path,
        about=path_words(record, one.path) if one.path else one.topic.replace("_", " "),
        is_major=one.is_major,
        values=tuple(sorted((value for value in values if value.value), key=lambda value: not value.is_shown)),
        text=one.text,
        verdict=_decided_verdict(record, one.path) if is_decided else verdict(one),
        is_open=one.is_open,
    )


def _side_decided(record: TrialRecord, one: DiscrepancyRecord) -> Side | None:
    """Return which side a curator's value is: the other one where it is the record's second reading, else unknown."""
    value = values_by_path(record).get(one.path)
    seconds = [claim.value for claim in record.rival_claims if claim.path == one.path and claim.value is not None]
    if value is None or one.shown is None or _bare(value.value) not in [_bare(second) for second in seconds]:
        return None
    return Side.B if one.shown == Side.A else Side.A


def _bare(value: Any) -> Any:
    """Return what a reading says without its text."""
    return {k: v for k, v in value.items() if k != "as_reported"} if isinstance(value, dict) else str(value)


def _decided_verdict(record: TrialRecord, path: str) -> str:
    value = values_by_path(record).get(path)
    words = claimed_words(path, value.value) if value is not None else ""
    return f"A curator decided: {words or 'no value'} is shown."


def verdict(one: DiscrepancyRecord) -> str:
    """Return which value of a contradiction is shown, and why: as it was settled, else by where the values stand."""
    if one.resolution:
        return one.resolution
    if one.shown is None:
        return "Neither is shown: nothing that was read decides between them."
    is_first = one.shown == Side.A
    shown, other = (one.place_a, one.place_b) if is_first else (one.place_b, one.place_a)
    value = one.value_a if is_first else one.value_b
    return f"Shown: {value}. {_why(shown.lower(), other.lower())} Nobody has settled it."


def _why(shown: str, other: str) -> str:
    """Return why the value of one place is shown and not that of another: by what kinds of text they are."""
    if _TABLE.search(other) and not _TABLE.search(shown):
        return "What a text says of itself goes before a review's table."
    if _COPY.search(other) and not _COPY.search(shown):
        return "The record that was read goes before a copy of it."
    if _REGISTRY.search(shown) and _PAPER.search(other):
        return "The registered value stands; what the paper says is kept beside it."
    if _PAPER.search(shown) and _REGISTRY.search(other):
        return "The paper's own value stands; the registered one is kept beside it."
    if _REGISTRY.search(shown) and _REGISTRY.search(other):
        return "Both stand in the record; the value was read from this place."
    if "version" in f"{shown} {other}":
        return "Versions of one record differ; this is the one that is followed here."
    return "Nothing that was read decides between them: it stands as it was entered."


_COPY = re.compile(r"mirror|cop(y|ies)|another (page|source)")
_TABLE = re.compile(r"review|meta-analys|pooled")
_REGISTRY = re.compile(r"regist|record")
_PAPER = re.compile(r"paper|abstract")


@dataclass(frozen=True)
class Tally:
    """How many of a record's, or of all, discrepancies are what."""

    major_contradictions: int = 0
    minor_contradictions: int = 0
    major_misfits: int = 0
    minor_misfits: int = 0
    notes: int = 0
    open: int = 0

    @property
    def contradictions(self) -> int:
        """Contradictions of both severities."""
        return self.major_contradictions + self.minor_contradictions

    @property
    def misfits(self) -> int:
        """Inconsistencies of both severities."""
        return self.major_misfits + self.minor_misfits

    @property
    def settled(self) -> int:
        """How many contradictions and inconsistencies have a resolution."""
        return self.contradictions + self.misfits - self.open


def tally(found: Iterable[DiscrepancyRecord]) -> Tally:
    """Count discrepancies by kind and severity."""
    rows = list(found)

    def number(kind: DiscrepancyKind, *, major: bool) -> int:
        return sum(one.kind == kind and one.is_major == major for one in rows)

    return Tally(
        major_contradictions=number(DiscrepancyKind.CONTRADICTION, major=True),
        minor_contradictions=number(DiscrepancyKind.CONTRADICTION, major=False),
        major_misfits=number(DiscrepancyKind.INCONSISTENCY, major=True),
        minor_misfits=number(DiscrepancyKind.INCONSISTENCY, major=False),
        notes=sum(not one.is_conflict for one in rows),
        open=sum(one.is_open for one in rows),
    )


def tally_words(counted: Tally) -> str:
    """Return a count in words: "5 contradictions (2 major), 2 things that do not fit (1 major); 4 settled, 3 open"."""
    parts = []
    if counted.contradictions:
        noun = "contradiction" if counted.contradictions == 1 else "contradictions"
        parts.append(f"{counted.contradictions} {noun} ({counted.major_contradictions} major)")
    if counted.misfits:
        noun = "thing that does not fit" if counted.misfits == 1 else "things that do not fit"
        parts.append(f"{counted.misfits} {noun} ({counted.major_misfits} major)")
    if not parts:
        return "No contradiction and nothing that does not fit was found in the sources read"
    return f"{', '.join(parts)}; {counted.settled} settled, {counted.open} open"

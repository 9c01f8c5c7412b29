"""Claims in words: what each is about, what it says, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from trials.domain.record import (
    ClaimRecord,
    TrialRecord,
)
from trials.domain.record.keys import is_key
from trials.domain.record.paths import PathValue, values_by_path
from trials.domain.trial_page.values import Reader
from trials.domain.vocabulary import (
    ClaimMethod,
)
from trials.domain.wording.as_reported import inferred_words
from trials.domain.wording.claims import claimed_words
from trials.domain.wording.places import path_words
from trials.domain.wording.sentences import joined


@dataclass(frozen=True)
class ClaimFact:
    """One claim as it is stored. ``value`` is plain data; ``at`` is the moment of a curator's decision in words."""

    path: str
    value: Any
    as_reported: str
    source_key: str
    place: str
    method: ClaimMethod
    accepted: bool
    is_rival: bool
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class ClaimLine:
    """One claim for the page. ``anchor`` leads to the value, ``standing`` is "shown", "kept" or "replaced"."""

    about: str
    anchor: str
    value: str
    as_reported: str
    source: int | None
    place: str
    method: str
    standing: str
    accepted: bool
    who: str
    path: str


def claim_lines(read: Reader, claims: Iterable[ClaimFact]) -> tuple[ClaimLine, ...]:
    """Return the claims in words, in the order given."""
    return tuple(_line(read, claim) for claim in claims)


def contested_claims(record: TrialRecord, claims: Iterable[ClaimFact]) -> tuple[ClaimFact, ...]:
    """Return every reading of the values that have more than one, path by path, the shown one with its rivals.

    Facts of the trial as a whole are shown without a claim of their own: the record's value stands for it.
    Rivals that no claim holds come from the record.
    """
    stored: dict[str, list[ClaimFact]] = {}
    for claim in claims:
        stored.setdefault(claim.path, []).append(claim)
    for rival in record.rival_claims:
        kept = stored.setdefault(rival.path, [])
        if not any(one.is_rival and one.as_reported == rival.as_reported for one in kept):
            kept.append(_as_fact(record, rival))
    values = values_by_path(record)
    found: list[ClaimFact] = []
    for path, readings in stored.items():
        is_shown = any(one.accepted for one in readings)
        if not is_shown and (path in values or any(one.is_rival for one in readings)):
            readings.insert(0, _shown_fact(record, path, values.get(path)))
        if len(readings) > 1:
            found += readings
    return tuple(found)


def _shown_fact(record: TrialRecord, path: str, shown: PathValue | None) -> ClaimFact:
    """The record's own value at a path as a claim; None: it is shown as absent."""
    return ClaimFact(
        path=path,
        value=shown.value if shown else None,
        as_reported=shown.as_reported if shown else "",
        source_key=(shown.source or record.values_from) if shown else "",
        place="",
        method=ClaimMethod.CURATED_EVIDENCE,
        accepted=True,
        is_rival=False,
    )


def _as_fact(record: TrialRecord, rival: ClaimRecord) -> ClaimFact:
    return ClaimFact(
        path=rival.path,
        value=rival.value,
        as_reported=rival.as_reported,
        source_key=rival.source or record.values_from,
        place=rival.place,
        method=rival.method,
        accepted=False,
        is_rival=True,
    )


def _line(read: Reader, claim: ClaimFact) -> ClaimLine:
    inferred = inferred_words(claim.as_reported)
    standing = "shown" if claim.accepted else "kept beside it" if claim.is_rival else "replaced"
    return ClaimLine(
        about=path_words(read.record, claim.path),
        anchor=path_anchor(claim.path),
        value=claimed_words(claim.path, claim.value, uln=read.uln),
        as_reported="" if inferred else claim.as_reported,
        source=read.source_number(claim.source_key) if claim.source_key else None,
        place=joined((claim.place, inferred), "; "),
        method=claim.method.label,
        standing=standing,
        accepted=claim.accepted,
        who=joined((claim.by, claim.at)),
        path=claim.path,
    )


def path_anchor(path: str) -> str:
    """Return the anchor on the trial's page where the value at a path stands, without "#"."""
    steps = path.split("/")
    part, key = steps[0], steps[1] if len(steps) > 1 else ""
    known = {"arms": "arm", "criteria": "criterion", "outcomes": "outcome", "results": "result"}
    if part in known and is_key(key):
        return f"{known[part]}-{key}"
    return "arms" if part == "interventions" else "snapshot"

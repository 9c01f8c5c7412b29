"""How do you know: what the record's values rest on, in words, for the disclosure of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from trials.domain.dosing.quantities import REFERENCE_ULN
from trials.domain.record import ArmRecord, ClaimRecord, SourceRecord, TrialRecord
from trials.domain.record.keys import place_of, row_of
from trials.domain.record.paths import values_by_path
from trials.domain.vocabulary import (
    ClaimMethod,
    RecordRead,
    SourceKind,
    ValueState,
)
from trials.domain.wording.as_reported import inferred_words
from trials.domain.wording.claims import claimed_words
from trials.domain.wording.discrepancies import NO_SIGNS, Signs, signs_by_path
from trials.domain.wording.links import web
from trials.domain.wording.places import value_name


@dataclass(frozen=True)
class Decision:
    """A reading of a path that stands beside the record's own: a curator's, or one that a curator set aside."""

    path: str
    value: Any
    as_reported: str
    source_key: str
    method: ClaimMethod
    accepted: bool
    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class SourceReading:
    """One reading of one value, in words. ``quote`` is the text as reported, ``value`` the same in own words.

    ``how`` says by which method it was read and who accepted it.
    """

    about: str = ""
    value: str = ""
    quote: str = ""
    source: str = ""
    covers: str = ""
    url: str = ""
    place: str = ""
    how: str = ""


@dataclass(frozen=True)
class Contradiction:
    """What is wrong about a value, as its disclosure tells it: what kind it is, its text, how it was settled."""

    kind: str
    text: str
    resolution: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class Evidence:
    """Everything that stands behind a cell. ``silence`` says where an absent value was looked for."""

    readings: tuple[SourceReading, ...] = ()
    others: tuple[SourceReading, ...] = ()
    silence: str = ""
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def rivals(self) -> int:
        """How many other readings there are."""
        return len(self.others)


_UNNAMED = "a source that is not named"
_CURATORS = "a curator's own reading"


@dataclass
class EvidenceReader:
    """Answers for one trial where its values come from. ``decisions`` are the curators' readings of its paths.

    ``uln``: upper limit of normal of bilirubin in µmol/L.
    """

    trial: TrialRecord
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    uln: Decimal = REFERENCE_ULN
    _known: dict[tuple[tuple[str, ...], ValueState], Evidence] = field(default_factory=dict)

    @cached_property
    def _sources(self) -> dict[str, SourceRecord]:
        return {source.key: source for source in self.trial.sources}

    def of(self, paths: tuple[str, ...], state: ValueState) -> Evidence:
        """Return the evidence for the values at the paths, of which the first shown is in ``state``."""
        key = (paths, state)
        if key not in self._known:
            self._known[key] = self._evidence(paths, state)
        return self._known[key]

    def _evidence(self, paths: tuple[str, ...], state: ValueState) -> Evidence:
        found = [self._reading(path, several=len(paths) > 1) for path in paths]
        silence = self._silence(paths, state)
        # Beside a silence only a text that was read tells more; the source is named in the silence itself.
        readings = tuple(dict.fromkeys(one for one in found if one is not None and (one.quote or not silence)))
        return Evidence(
            readings=readings,
            others=tuple(other for path in paths for other in self._others(path)),
            silence=silence,
            contradictions=tuple(self.contradictions(paths)),
        )

    def _reading(self, path: str, *, several: bool) -> SourceReading | None:
        found = reported_at(self.trial, path)
        if found is None:
            return None
        text, key = found
        # Criteria are restated in own words, and a result's text is what it cites: neither is a quotation.
        restated = path.startswith(("criteria/", "results/"))
        decided = next((one for one in self.decisions.get(path, ()) if one.accepted), None)
        if decided is not None:
            key = decided.source_key
        # A curator's own value comes from no source of the record: the registry's name must not stand beside it.
        source = self._sources.get(key or self.trial.values_from) if key or decided is None else None
        inferred = inferred_words(text)
        return SourceReading(
            about=_about(self.trial, path) if several else "",
            value=inferred or (text if restated else ""),
            quote="" if restated or inferred else text,
            source=source.publisher if source else (_CURATORS if decided else _UNNAMED),
            covers=source.covers if source else "",
            url=web(source.url) if source else "",
            how=_how(decided),
        )

    def _others(self, path: str) -> Iterable[SourceReading]:
        for claim in self.trial.rival_claims:
            if claim.path == path:
                yield self._rival(claim)
        for one in self.decisions.get(path, ()):
            if not one.accepted:
                source = self._sources.get(one.source_key)
                yield SourceReading(
                    value=self._claimed(one.path, one.value),
                    quote=one.as_reported,
                    source=source.publisher if source else _UNNAMED,
                    covers=source.covers if source else "",
                    url=web(source.url) if source else "",
                    how=f"{one.method.label}; set aside",
                )

    def _claimed(self, path: str, value: Any) -> str:
        """Say what a reading reads; a reading of an absence reads nothing."""
        return "nothing" if value is None else claimed_words(path, value, uln=self.uln)

    def _rival(self, claim: ClaimRecord) -> SourceReading:
        source = self._sources.get(claim.source or self.trial.values_from)
        return SourceReading(
            value="" if claim.value is None and claim.as_reported else self._claimed(claim.path, claim.value),
            quote=claim.as_reported,
            source=source.publisher if source else _UNNAMED,
            covers=source.covers if source else "",
            url=web(source.url) if source else "",
            place=claim.place,
            how=f"{claim.method.label}; not accepted",
        )

    def _silence(self, paths: tuple[str, ...], state: ValueState) -> str:
        if state not in (ValueState.NOT_REPORTED, ValueState.NOT_EXTRACTED):
            return ""
        note = next((fact.note for fact in self.trial.missing if fact.note and fact.path in paths), "")
        criteria = len(self.trial.criteria) if paths == ("criteria",) else 0
        if self.trial.record_read == RecordRead.WHOLE and state == ValueState.NOT_REPORTED:
            where = _source_words(self._sources.get(self.trial.values_from))
            if criteria:
                return f"Looked for in {where}: none of the {criteria} criteria sets this limit."
            words = f"Looked for in {where}: the whole of it was read and says nothing about this.{self._nor_in()}"
        else:
            names = ", ".join(one.publisher for one in self.trial.sources if one.kind != "curation")
            if criteria:
                return f"Looked for in {names}: none of the {criteria} criteria read sets this limit."
            words = f"Looked for in {names}: only part of the record was read, and that part says nothing about this."
        return f"{words} {note}".strip()

    def _nor_in(self) -> str:
        """Name what was read beside the record: a value found there would stand in the record."""
        usual = self.trial.values_from
        names = dict.fromkeys(
            one.publisher for one in self.trial.sources if one.key != usual and one.kind != SourceKind.CURATION
        )
        return f" Nor is it in what was read of {', '.join(names)}." if names else ""

    def contradictions(self, paths: tuple[str, ...]) -> Iterable[Contradiction]:
        """Return what is wrong about the values at the paths; reading notes are told on the trial's page."""
        for one in self.trial.discrepancies:
            if one.is_conflict and one.path in paths:
                kind = one.kind.label if one.kind else ""
                yield Contradiction(kind, one.text, one.resolution, one.is_open)

    def signs_at(self, paths: Iterable[str]) -> Signs:
        """Return the signs of the values at the paths."""
        return sum((self._signs[path] for path in dict.fromkeys(paths) if path in self._signs), NO_SIGNS)

    @cached_property
    def _signs(self) -> dict[str, Signs]:
        decided = [path for path, found in self.decisions.items() if any(one.accepted for one in found)]
        return signs_by_path(self.trial, decided)


def reported_at(trial: TrialRecord, path: str) -> tuple[str, str] | None:
    """Return the text as reported and the key of the source of the value at a path; None when there is no value.

    It answers as ``paths.values_by_path`` does, for one path and without making plain data of the whole record.
    """
    head, *steps = path.split("/")
    if not steps:
        value = getattr(trial, head, None)
        return None if value is None or value in ("", ()) else ("", "")
    if head == "interventions":
        given = trial.intervention(steps[0])
        return None if getattr(given, steps[1]) is None else ("", given.source)
    if head not in ("arms", "criteria", "outcomes", "results"):
        other = values_by_path(trial).get(path)
        return None if other is None else (other.as_reported, other.source)
    if head == "arms":
        arm = row_of(trial.arms, steps[0])
        return None if arm is None else _reported_in_arm(arm, steps[1:])
    return _reported_in_row(trial, head, steps)


def _reported_in_row(trial: TrialRecord, head: str, steps: list[str]) -> tuple[str, str] | None:
    if head == "criteria":
        criterion = row_of(trial.criteria, steps[0])
        if criterion is None or steps[1] != "thresholds":
            return None if criterion is None else ("", "")
        limit = row_of(criterion.thresholds, steps[2])
        return None if limit is None else (criterion.statement, limit.source)
    if head == "outcomes":
        outcome = row_of(trial.outcomes, steps[0])
        if outcome is None:
            return None
        return (outcome.time_frame, outcome.source) if steps[1] == "time_frame" else ("", outcome.source)
    result = row_of(trial.results, steps[0])
    return None if result is None else (result.cited, result.source)


def _reported_in_arm(arm: ArmRecord, steps: list[str]) -> tuple[str, str] | None:
    if steps[0] != "regimens":
        return None if getattr(arm, steps[0]) is None else ("", "")
    if len(steps) == 1:
        return ("", "")
    regimen = row_of(arm.regimens, steps[1])
    value = None if regimen is None else getattr(regimen, steps[2])
    if value is None:
        return None
    return ("", "") if isinstance(value, str) else (value.as_reported, value.source)


def _about(trial: TrialRecord, path: str) -> str:
    """Return which of several values stands at a path, in a word; a limit or a result is told by its place."""
    head, name = path.partition("/")[0], path.rpartition("/")[2]
    if head == "results":
        return str(place_of(trial.results, name))
    if "/thresholds/" in path:
        criterion = row_of(trial.criteria, path.split("/")[1])
        return str(place_of(criterion.thresholds, name)) if criterion is not None else ""
    return value_name(path)


def _how(decided: Decision | None) -> str:
    if decided is None:
        return f"{ClaimMethod.CURATED_EVIDENCE.label}; accepted"
    who = f" {decided.by}" if decided.by else ""
    verb = "accepted" if decided.source_key else "decided"
    return f"{verb} by curator{who}{f' on {decided.on}' if decided.on else ''}"


def _source_words(source: SourceRecord | None) -> str:
    if source is None:
        return _UNNAMED
    return f"{source.publisher} ({source.covers})" if source.covers else source.publisher

"""Discrepancies: two values of one fact, facts that do not fit one another, and notes on the reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

import msgspec
from msgspec.structs import force_setattr, replace

from trials.domain.record.discrepancy_rule import proposed_kind, proposed_severity
from trials.domain.record.part import Part
from trials.domain.record.rules import Text, texts
from trials.domain.record.subjects import subject_of
from trials.domain.vocabulary import CONFLICTS, DiscrepancyKind, DiscrepancyStatus, Severity, Side


class DiscrepancyRecord(Part, frozen=True, kw_only=True):
    """A discrepancy, in own words.

    ``path`` is the one value that it is about: its sign stands there and nowhere else; empty where the record keeps no
    such value. ``paths`` are further values that the text mentions. ``value_a`` and ``value_b`` are the two values of
    a contradiction in words, each with its place; ``shown`` says which of them pages show, None: neither.
    ``reason`` says why it is of this kind and severity.
    What comes without kind or severity gets them by the rule of ``discrepancy_rule`` when the whole record is put
    together; with a written resolution it is settled.
    """

    texts: ClassVar[dict[str, Text]] = texts(
        text=None, topic=30, path=120, value_a=200, place_a=200, value_b=200, place_b=200, reason=300
    )

    key: str = ""
    kind: DiscrepancyKind | None = None
    severity: Severity | None = None
    text: str
    topic: str = "other"
    path: str = ""
    paths: tuple[str, ...] = ()
    value_a: str = ""
    place_a: str = ""
    value_b: str = ""
    place_b: str = ""
    shown: Side | None = None
    reason: str = ""
    status: DiscrepancyStatus = DiscrepancyStatus.OPEN
    resolution: str = ""

    def __post_init__(self) -> None:
        """A written resolution settles; a severity that the kind cannot have gives way to the proposed one."""
        if self.resolution.strip():
            force_setattr(self, "status", DiscrepancyStatus.SETTLED)
        if self.kind is not None and (self.severity is None or self.is_conflict == (self.severity == Severity.NONE)):
            force_setattr(self, "severity", self.proposed_severity())

    def completed(self, rivals: Collection[str]) -> DiscrepancyRecord:
        """Return it with its kind and severity, by the rule where it has none; what is wrong is about its first path.

        ``rivals``: the paths of which the record keeps a second reading.
        """
        if self.kind is not None:
            return self
        has_rival = next(iter(self.all_paths), None) in rivals
        kind = proposed_kind(self.text, self.value_a, self.value_b, has_rival=has_rival)
        if kind in CONFLICTS and self.paths and not self.path:
            return replace(self, kind=kind, path=self.paths[0], paths=self.paths[1:])
        return replace(self, kind=kind)

    def proposed_severity(self) -> Severity:
        """Return the severity that the rule proposes for its kind."""
        return proposed_severity(
            self.kind or DiscrepancyKind.REMARK,
            self.path or next(iter(self.paths), ""),
            topic=self.topic,
            text=self.text,
            values=(self.value_a, self.value_b),
            places=(self.place_a, self.place_b),
        )

    @property
    def is_conflict(self) -> bool:
        """Whether something is wrong: a contradiction or an inconsistency. Else it is a reading note."""
        return self.kind in CONFLICTS

    @property
    def is_contradiction(self) -> bool:
        """Whether two values of one fact stand against each other."""
        return self.kind == DiscrepancyKind.CONTRADICTION

    @property
    def is_major(self) -> bool:
        """Whether it would change what a reader concludes."""
        return self.severity == Severity.MAJOR

    @property
    def is_open(self) -> bool:
        """Whether something is wrong and nobody has settled it."""
        return self.is_conflict and self.status == DiscrepancyStatus.OPEN

    @property
    def subject(self) -> str:
        """What it is about, in a word: "dose", "eligibility"."""
        return subject_of(self.path, self.topic)

    @property
    def all_paths(self) -> tuple[str, ...]:
        """The value that it is about, and the further ones that its text mentions."""
        return (self.path, *self.paths) if self.path else self.paths


def completed_codes(typed: Mapping[str, Any]) -> dict[str, str]:
    """Return kind, severity and status of a discrepancy that is typed, those that were left open by the rule.

    ``typed`` holds its values by name; an empty one, or one that is not there, is left open.
    """
    names = set(DiscrepancyRecord.__struct_fields__) - {"key", "paths"}
    given = {name: value for name, value in typed.items() if name in names and value}
    record = msgspec.convert({"text": "", **given}, DiscrepancyRecord).completed(())
    return {name: str(getattr(record, name)) for name in ("kind", "severity", "status")}

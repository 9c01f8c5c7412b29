"""Where facts come from and what contradicts them: sources, papers, rival readings, discrepancies, silences."""

from __future__ import annotations

from typing import Any

from trials.domain.record.checks import SMALL_MAX, check_whole
from trials.domain.record.keys import NOUNS
from trials.domain.record.part import Part
from trials.domain.vocabulary import ClaimMethod, DiscrepancyStatus, SourceKind, ValueState


class SourceRecord(Part, frozen=True, kw_only=True):
    """A text that facts were read from. ``covers`` says in own words what was read there."""

    key: str
    kind: SourceKind
    publisher: str
    url: str = ""
    covers: str = ""


class PublicationRecord(Part, frozen=True, kw_only=True):
    """A paper about the trial."""

    key: str = ""
    title: str
    journal: str = ""
    year: int | None = None
    doi: str = ""
    pmid: str = ""

    def __post_init__(self) -> None:
        """Refuse a year out of range."""
        check_whole("publication: year", self.year, SMALL_MAX)


class ClaimRecord(Part, frozen=True, kw_only=True):
    """A rival reading of a value: what another text, or another place of the same text, says."""

    path: str
    value: Any = None
    as_reported: str = ""
    source: str = ""
    place: str = ""
    method: ClaimMethod = ClaimMethod.CURATED_EVIDENCE


class DiscrepancyRecord(Part, frozen=True, kw_only=True):
    """A contradiction, in own words; ``paths`` name the values it is about."""

    key: str = ""
    text: str
    topic: str = "other"
    paths: tuple[str, ...] = ()
    status: DiscrepancyStatus = DiscrepancyStatus.OPEN
    resolution: str = ""


class RetiredRecord(Part, frozen=True, kw_only=True):
    """A row that is gone, so that its key is given to no other: its kind (``arms``), its key, how it was called.

    ``old_number`` is that of an arm, as in ``ArmRecord``.
    """

    kind: str
    key: str
    label: str = ""
    old_number: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no kind of row, and numbers that are none."""
        if self.kind not in NOUNS:
            raise ValueError(f"retired: {self.kind!r} is no kind of row; they are {', '.join(NOUNS)}")
        check_whole(f"old number of {self.key!r}", self.old_number, SMALL_MAX, least=1)


class MissingRecord(Part, frozen=True, kw_only=True):
    """Why one value is absent, where the trial's general rule would say otherwise."""

    path: str
    state: ValueState
    note: str = ""

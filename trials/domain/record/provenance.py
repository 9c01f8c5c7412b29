"""Where facts come from: sources, papers, rival readings, rows that are gone, silences."""

from __future__ import annotations

from typing import Any, ClassVar

from trials.domain.record import rulebook as rule
from trials.domain.record.keys import NOUNS, OLD_NUMBER
from trials.domain.record.part import Part
from trials.domain.record.rules import Text, texts
from trials.domain.vocabulary import ClaimMethod, SourceKind, ValueState

#: States that a missing fact can be in.
WAYS_TO_BE_MISSING = (
    ValueState.NOT_REPORTED,
    ValueState.NOT_APPLICABLE,
    ValueState.UNCLEAR,
    ValueState.NOT_EXTRACTED,
)


class SourceRecord(Part, frozen=True, kw_only=True):
    """A text that facts were read from. ``covers`` says in own words what was read there."""

    texts: ClassVar[dict[str, Text]] = texts(key=60, publisher=200, url=500, covers=400)

    key: str
    kind: SourceKind
    publisher: str
    url: str = ""
    covers: str = ""


class PublicationRecord(Part, frozen=True, kw_only=True):
    """A paper about the trial."""

    texts: ClassVar[dict[str, Text]] = texts(title=None, journal=200, doi=200, pmid=20)

    key: str = ""
    title: str
    journal: str = ""
    year: int | None = None
    doi: str = ""
    pmid: str = ""

    def __post_init__(self) -> None:
        """Refuse a year out of range."""
        rule.YEAR.check(self.year)


class ClaimRecord(Part, frozen=True, kw_only=True):
    """A rival reading of a value: what another text, or another place of the same text, says."""

    texts: ClassVar[dict[str, Text]] = texts(path=120, place=200)

    path: str
    value: Any = None
    as_reported: str = ""
    source: str = ""
    place: str = ""
    method: ClaimMethod = ClaimMethod.CURATED_EVIDENCE


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
        OLD_NUMBER.check(self.old_number)


class MissingRecord(Part, frozen=True, kw_only=True):
    """Why one value is absent, where the trial's general rule would say otherwise."""

    texts: ClassVar[dict[str, Text]] = texts(path=120, note=300)

    path: str
    state: ValueState
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a state in which a value is there."""
        rule.MISSING_STATE.check(self.state in WAYS_TO_BE_MISSING, self.state.value)

"""What every reader returns: a value, the words it rests on, the rule that read it, and how sure it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

V = TypeVar("V")


class Certainty(StrEnum):
    """Whether two careful readers would take the text alike."""

    CERTAIN = "certain"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an original text: `original[start:end] == text`.

    `place` names the field the text stood in (e.g. `armGroups/0/description`); empty where the caller passed a bare text.
    """

    start: int
    end: int
    text: str
    place: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span runs from {self.start} to {self.end}")
        if len(self.text) != self.end - self.start:
            raise ValueError("span text and span length differ")

    def at(self, place: str) -> "Span":
        """Return the same stretch, said to stand in the field `place`."""
        return Span(self.start, self.end, self.text, place)


@dataclass(frozen=True, slots=True)
class Reading(Generic[V]):
    """One value read from a text.

    A certain reading has a value. An unclear one has a reason, and may carry the likelier value
    (shown to curators only) or None.
    """

    value: V | None
    span: Span
    rule: str
    certainty: Certainty = Certainty.CERTAIN
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.rule:
            raise ValueError("a reading names its rule")
        if self.certainty is Certainty.CERTAIN and self.value is None:
            raise ValueError("a certain reading has a value")
        if self.certainty is Certainty.UNCLEAR and not self.reason:
            raise ValueError("an unclear reading says why")

    @property
    def is_certain(self) -> bool:
        """True where the value may be shown as a figure."""
        return self.certainty is Certainty.CERTAIN

    @property
    def certain_value(self) -> V | None:
        """The value, or None where the reading is unclear."""
        return self.value if self.is_certain else None


def certain(value: V, span: Span, rule: str) -> Reading[V]:
    """Return a reading that two careful people would share."""
    return Reading(value, span, rule)


def unclear(value: V | None, span: Span, rule: str, reason: str) -> Reading[V]:
    """Return a reading that could be taken differently, with the reason."""
    return Reading(value, span, rule, Certainty.UNCLEAR, reason)

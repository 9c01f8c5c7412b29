"""A value as a page shows it: words or a figure, else its state; with its source and what contradicts it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from trials.domain.dosing.quantities import REFERENCE_ULN, Figure
from trials.domain.record import TrialRecord
from trials.domain.record.missingness import silence
from trials.domain.record.paths import values_by_path
from trials.domain.vocabulary import ValueState
from trials.domain.wording.values import ShownValue


@dataclass(frozen=True)
class Shown(ShownValue):
    """One value for a page.

    ``figure`` or ``text`` is shown, else the words of ``state`` with ``note`` as the reason. ``lead`` names the
    part where one place holds several values. ``source`` is the number of
    the source in the trial's list, ``flags`` are numbers of discrepancies about the value, ``readings`` how many
    different readings of it are kept (1: nobody contradicts).
    """

    figure: Figure | None = None
    lead: str = ""
    source: int | None = None
    flags: tuple[int, ...] = ()
    readings: int = 1
    url: str = ""

    @property
    def is_absent(self) -> bool:
        """Whether there is neither words nor a figure to show."""
        return super().is_absent and not (self.figure is not None and self.figure.is_known)

    @property
    def absent_state(self) -> ValueState:
        """The state of an absent value, also where a figure carries it."""
        return self.figure.state if self.figure is not None else self.state


def absent_value(state: ValueState, note: str = "") -> Shown:
    """Return a value that is not there."""
    return Shown(state=state, note=note)


class Reader:
    """Answers what a page asks of every value of one record: its source, its contradictions, why it is absent."""

    def __init__(self, record: TrialRecord, uln: Decimal = REFERENCE_ULN) -> None:
        """Number the sources and look up what the discrepancies and rival claims are about.

        ``uln``: upper limit of normal of bilirubin in µmol/L, for the whole page.
        """
        self.record, self.uln = record, uln
        self._values = values_by_path(record)
        self._numbers = {source.key: number for number, source in enumerate(record.sources, start=1)}

    def source_number(self, key: str) -> int | None:
        """Return the number of a source in the trial's list; an empty key means the record's usual source."""
        return self._numbers.get(key or self.record.values_from)

    def source_of(self, path: str) -> int | None:
        """Return the number of the source that the value at a path comes from."""
        found = self._values.get(path)
        return self.source_number(found.source if found else "")

    def flags(self, path: str) -> tuple[int, ...]:
        """Return the numbers of the discrepancies that name the path."""
        return tuple(
            n for n, one in enumerate(self.record.discrepancies, start=1) if one.is_conflict and path in one.all_paths
        )

    def readings(self, path: str) -> int:
        """Return how many readings of the value at a path the record keeps."""
        return 1 + sum(claim.path == path for claim in self.record.rival_claims)

    def value(self, path: str, text: str = "", *, note: str = "", sourced: bool = False) -> Shown:
        """Return the value at a path in words; without words, the state that the record's silence means."""
        if not text:
            return self.missing(path)
        number = self.source_of(path) if sourced else None
        return Shown(text=text, note=note, source=number, flags=self.flags(path), readings=self.readings(path))

    def missing(self, path: str) -> Shown:
        """Return the absence of the value at a path, with the record's note where it gives one."""
        note = next((fact.note for fact in self.record.missing if fact.path == path), "")
        return Shown(state=silence(self.record, path), note=note, flags=self.flags(path), readings=self.readings(path))

    def marked(self, shown: Shown, path: str, *, sourced: bool = True) -> Shown:
        """Return a value with source, flags and readings of a path; an absent one keeps only what contradicts it."""
        number = self.source_of(path) if sourced and not shown.is_absent else None
        return replace(shown, source=number, flags=self.flags(path), readings=self.readings(path))

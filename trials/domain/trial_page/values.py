"""A value as a page shows it: words or a figure, else its state; with its source and what contradicts it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from trials.domain.dosing.quantities import REFERENCE_ULN, Figure
from trials.domain.record import TrialRecord
from trials.domain.record.missingness import silence
from trials.domain.record.paths import values_by_path
from trials.domain.vocabulary import ValueState
from trials.domain.wording.discrepancies import NO_SIGNS, Signs, signs_by_path
from trials.domain.wording.values import ShownValue


@dataclass(frozen=True)
class Shown(ShownValue):
    """One value for a page.

    ``figure`` or ``text`` is shown, else the words of ``state`` with ``note`` as the reason. ``lead`` names the
    part where one place holds several values. ``source`` is the number of
    the source in the trial's list, ``signs`` are what contradicts the value, and what does not fit it.
    """

    figure: Figure | None = None
    lead: str = ""
    source: int | None = None
    signs: Signs = NO_SIGNS
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
    """Answers what a page asks of every value of one record: its source, its contradictions, why it is absent.

    A sign stands once: where the value that it is about is asked for first. ``left_over`` are those nobody asked for.
    """

    def __init__(self, record: TrialRecord, uln: Decimal = REFERENCE_ULN, *, decided: Collection[str] = ()) -> None:
        """Number the sources and look up what the discrepancies are about.

        ``uln``: upper limit of normal of bilirubin in µmol/L, for the whole page; ``decided``: paths of decisions.
        """
        self.record, self.uln = record, uln
        self._values = values_by_path(record)
        self._signs = signs_by_path(record, decided)
        self._numbers = {source.key: number for number, source in enumerate(record.sources, start=1)}

    def source_number(self, key: str) -> int | None:
        """Return the number of a source in the trial's list; an empty key means the record's usual source."""
        return self._numbers.get(key or self.record.values_from)

    def source_of(self, path: str) -> int | None:
        """Return the number of the source that the value at a path comes from."""
        found = self._values.get(path)
        return self.source_number(found.source if found else "")

    def signs(self, *paths: str) -> Signs:
        """Take the signs of the values at some paths: they are given once."""
        found = NO_SIGNS
        for path in paths:
            found += self._signs.pop(path, NO_SIGNS)
        return found

    def left_over(self, *heads: str) -> Signs:
        """Take the signs that nobody took, of values whose path begins with one of these names."""
        return self.signs(*(path for path in list(self._signs) if path.partition("/")[0] in heads))

    def value(self, path: str, text: str = "", *, note: str = "", sourced: bool = False) -> Shown:
        """Return the value at a path in words; without words, the state that the record's silence means."""
        if not text:
            return self.missing(path)
        number = self.source_of(path) if sourced else None
        return Shown(text=text, note=note, source=number, signs=self.signs(path))

    def missing(self, path: str) -> Shown:
        """Return the absence of the value at a path, with the record's note where it gives one."""
        return Shown(state=silence(self.record, path), note=self.note_on(path), signs=self.signs(path))

    def note_on(self, path: str) -> str:
        """Return what the record notes about the absence of a value."""
        return next((fact.note for fact in self.record.missing if fact.path == path), "")

    def marked(self, shown: Shown, path: str, *, sourced: bool = True) -> Shown:
        """Return a value with source and signs of a path; an absent one keeps only what contradicts it."""
        number = self.source_of(path) if sourced and not shown.is_absent else None
        return replace(shown, source=number, signs=shown.signs + self.signs(path))

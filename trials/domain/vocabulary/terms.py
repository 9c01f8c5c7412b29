"""A term: a stored code with the words shown for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A code (the value stored) and its label (the words on screen).

    Members are written ``NAME = "code", "Label"``. ``choices()`` gives the pairs that a form wants;
    ``label_of`` also answers for a code outside the list, with the code itself, because registries
    add members and a record must still be shown.
    """

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make the member from its code and label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (code, label) pairs in the order of declaration."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def label_of(cls, code: str) -> str:
        """Return the label of a code, or the code itself when it is outside the list."""
        try:
            return cls(code).label
        except ValueError:
            return code

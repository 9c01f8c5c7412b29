"""Pieces of sentences: what says nothing is left out, a capital is kept only where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: Words that keep their capital inside a sentence.
_NAMES = ("Child-Pugh", "Mayo", "Wilson", "Wharton")


def inside(words_: str) -> str:
    """Return words as they stand inside a sentence: "prothrombin activity ≤ 40 %", but "INR", "Child-Pugh"."""
    if words_.startswith(_NAMES) or not words_[1:2].islower():
        return words_
    return words_[0].lower() + words_[1:]


def joined(parts: Iterable[str], sep: str = ", ") -> str:
    """Return the parts that say something, in one line."""
    return sep.join(part for part in parts if part)


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: "dose", "dose and route", "donor, dose and route"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)

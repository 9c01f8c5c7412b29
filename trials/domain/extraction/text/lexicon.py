"""Phrases looked up word by word: the longest phrase wins, in time linear in the text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "κ": "kappa",
    "ⅰ": "i",
    "ⅱ": "ii",
    "ⅲ": "iii",
    "ⅳ": "iv",
}
_WORD = re.compile(r"[a-z0-9]+|[αβγδκⅰⅱⅲⅳ]", re.IGNORECASE)
_KEEP_S = ("ss", "us", "is", "os")


class Word(NamedTuple):
    """One word in lower case without a plural s, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    nexts: dict[str, "_Node"] = field(default_factory=dict)
    meaning: str | None = None


def words(text: str) -> list[Word]:
    """Return the words of a text in lower case without a plural s, Greek letters spelled out."""
    return [Word(plain_word(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


def plain_word(word: str) -> str:
    """Return one word as the lexicons spell it."""
    word = word.lower()
    word = _GREEK.get(word, word)
    # Three letters are a word or a short name ("VAS", "was"), hardly ever a plural.
    if len(word) > 3 and word.endswith("s") and not word.endswith(_KEEP_S):
        return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    return word


class Lexicon:
    """A set of phrases, each with one meaning."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, phrase: str, meaning: str) -> None:
        """Enter a phrase; a later entry of the same phrase replaces the earlier one."""
        node = self._root
        for word in words(phrase):
            node = node.nexts.setdefault(word.text, _Node())
        node.meaning = meaning

    def add_all(self, phrases: Iterable[str], meaning: str) -> None:
        """Enter several phrases of one meaning."""
        for phrase in phrases:
            self.add(phrase, meaning)

    def longest(self, sequence: Sequence[str], place: int) -> tuple[str, int] | None:
        """Return the meaning and the number of words of the longest phrase that starts at `place`, or None."""
        node = self._root
        best: tuple[str, int] | None = None
        for step in range(place, len(sequence)):
            following = node.nexts.get(sequence[step])
            if following is None:
                break
            node = following
            if node.meaning is not None:
                best = (node.meaning, step - place + 1)
        return best

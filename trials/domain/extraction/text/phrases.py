r"""Phrases of the data files, and the patterns made of them.

The files stand in `trials/domain/extraction/data/`, one a subject, for reviewers who know the field and no code. Where a list
is looked up word by word (`Lexicon`), its phrases are plain words. Where it is searched for in running text, a phrase is
written in this notation, in lower case:

    space       a space, a line's end or a hyphen, at most two of them
    *           at the end: whatever the word ends in; at the start: also inside a word
    [x]         x may be missing
    (x|y)       x or y
    \           before one of these signs: the sign itself

An entry may be a table: `phrase` with `before` (counts only before one of these) or `not_before` (does not count before
one of these). What stands there is the start of the words that follow.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

Entry = str | Mapping[str, Any]

_SIGNS = {" ": r"[-\s]{1,2}", "[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|", "*": r"\w*+"}


@cache
def phrases_of(subject: str) -> Mapping[str, Any]:
    """Return the data file of a subject as it is written; KeyError and the like at the caller mean a faulty file."""
    folder = resources.files("trials.domain.extraction")
    return tomllib.loads(folder.joinpath(f"data/{subject}.toml").read_text(encoding="utf-8"))


def pattern_of(entries: Iterable[Entry]) -> str:
    """Return the pattern that finds any of the phrases in text in lower case; an earlier phrase is tried before a later one."""
    return "|".join(_entry(entry) for entry in entries)


def search_for(entries: Iterable[Entry]) -> re.Pattern[str]:
    """Return the compiled pattern of the phrases."""
    return re.compile(pattern_of(entries))


def stems_of(entries: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of the phrases that stops where a `*` at the end stands: places are compared, not words taken."""
    return re.compile("|".join(_phrase(entry).removesuffix(r"\w*+") for entry in entries))


def alternatives_of(entries: Iterable[str]) -> str:
    """Return the phrases as a part of a longer pattern, their ends left to it."""
    return "(?:" + "|".join(_signs(entry) for entry in entries) + ")"


def hints_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return literals of which one stands in every text that holds one of the phrases: a cheap question before the pattern."""
    return tuple(sorted({_hint(entry if isinstance(entry, str) else entry["phrase"]) for entry in entries}))


_NOT_LITERAL = re.compile(r"\\.|\[[^][]*\]|\([^()]*\)|[ *]")


def _hint(phrase: str) -> str:
    """Return the longest stretch of a phrase that stands in all its spellings."""
    bare, before = phrase, ""
    while bare != before:
        before, bare = bare, _NOT_LITERAL.sub("\n", bare)
    return max(bare.split("\n"), key=len)


def _entry(entry: Entry) -> str:
    if isinstance(entry, str):
        return _phrase(entry)
    pattern = _phrase(entry["phrase"])
    if "before" in entry:
        pattern += rf"(?=[-\s]{{1,2}}{_any_of(entry['before'])})"
    if "not_before" in entry:
        pattern += rf"(?![-\s]{{1,2}}{_any_of(entry['not_before'])})"
    return pattern


def _any_of(starts: Iterable[str]) -> str:
    return "(?:" + "|".join(_signs(start) for start in starts) + ")"


def _phrase(phrase: str) -> str:
    first = "" if phrase.startswith("*") or not _is_of_a_word(phrase[0]) else r"\b"
    last = r"\b" if _is_of_a_word(phrase[-1]) and phrase[-2:-1] != "\\" else ""
    return f"{first}{_signs(phrase.removeprefix('*'))}{last}"


def _is_of_a_word(sign: str) -> bool:
    """Tell whether a phrase that begins or ends so begins or ends with a word: letters, and signs of the notation."""
    return sign.isalnum() or sign in "[]()_"


def _signs(phrase: str) -> str:
    signs = iter(phrase)
    return "".join(re.escape(next(signs)) if sign == "\\" else _SIGNS.get(sign) or re.escape(sign) for sign in signs)

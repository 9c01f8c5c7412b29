"""The notation of the phrase lists, spelled out: each alternative of a phrase at least once."""

from collections.abc import Iterator
from itertools import chain
from typing import Any


def spelled(entry: str | dict[str, Any]) -> list[str]:
    """Return made-up texts that an entry must be found in; with `before`, one for each of the words that may follow."""
    if isinstance(entry, str):
        return spellings(entry)
    followers = [words for start in entry.get("before", ()) for words in spellings(start)]
    return [f"{words} {after}" for words in spellings(entry["phrase"]) for after in followers or ["."]]


def ruled_out(entry: str | dict[str, Any]) -> list[str]:
    """Return texts that an entry must not be found in: before the words that it does not count before."""
    if isinstance(entry, str):
        return []
    return [
        f"{spellings(entry['phrase'])[0]} {after}"
        for start in entry.get("not_before", ())
        for after in spellings(start)
    ]


def spellings(phrase: str) -> list[str]:
    """Return spellings of a phrase, so many that each of its alternatives stands in one."""
    parts, rest = _sequence(iter(phrase), "")
    assert rest == ""
    return parts


def _sequence(signs: Iterator[str], closing: str) -> tuple[list[str], str]:
    """Return the spellings up to a closing bracket, and the bracket."""
    alternatives: list[str] = []
    pieces: list[list[str]] = []
    for sign in chain(signs, [""]):
        if sign in ("", "|", "]", ")"):
            alternatives += _lined_up(pieces)
            pieces = []
            if sign != "|":
                assert sign == closing
                return list(dict.fromkeys(alternatives)), ""
        elif sign == "[":
            pieces.append(["", *_sequence(signs, "]")[0]])
        elif sign == "(":
            pieces.append(_sequence(signs, ")")[0])
        elif sign == "\\":
            pieces.append([next(signs)])
        elif sign != "*":
            pieces.append([sign])
    raise AssertionError("unreachable")


def _lined_up(pieces: list[list[str]]) -> list[str]:
    longest = max((len(piece) for piece in pieces), default=1)
    return ["".join(piece[min(turn, len(piece) - 1)] for piece in pieces) for turn in range(longest)]

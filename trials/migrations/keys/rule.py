"""The rule by which rows got their keys, as it was when keys came: see ``trials.domain.record.keys``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

#: Kinds of rows that have keys of this form -> how a row is called that says nothing to make a key of.
NOUNS = {
    "arms": "arm",
    "regimens": "course",
    "criteria": "criterion",
    "thresholds": "limit",
    "outcomes": "outcome",
    "results": "result",
    "publications": "paper",
    "discrepancies": "discrepancy",
}
MAX_KEY = 40
_MADE_MAX = 32
#: Words that tell no arm, paper or outcome from another.
_IDLE = frozenset(
    "a an and arm arms as at by care cohort conventional for from group groups in of on or other participants patients "
    "plus received receiving standard subjects the therapy to treated treatment treatments with".split()
)


def key_base(kind: str, row: Mapping[str, Any]) -> str:
    """Return what the key of a row is made of: its label, intervention, topic, analyte, concept or title.

    ``row`` holds the row's fields by name, as a record or a table does; what is not there counts as empty.
    """
    words = {
        "arms": lambda: _words(row.get("label"), 5),
        "regimens": lambda: _slug(row.get("intervention")),
        "criteria": lambda: _criterion(row),
        "thresholds": lambda: _slug(row.get("analyte")),
        "outcomes": lambda: _concept(row.get("concept")) or _words(row.get("measure"), 4),
        "results": lambda: _result(row),
        "publications": lambda: _paper(row),
        "discrepancies": lambda: _slug(row.get("topic") or "other"),
    }[kind]()
    noun = NOUNS[kind]
    if not words:
        return noun
    return _cut(words if words[0].isalpha() else f"{noun}-{words}")


def free_key(base: str, taken: Collection[str]) -> str:
    """Return the base where no row has or had it, else the base with the first number from 2 that is free."""
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def completed(kind: str, rows: Iterable[tuple[str, Mapping[str, Any]]], taken: Collection[str] = ()) -> list[str]:
    """Return the keys of rows of one kind, given as (key or "", fields) in order: missing ones are made by the rule.

    ``taken`` are further keys that no row may get.
    """
    given = list(rows)
    used = {key for key, _ in given if key} | set(taken)
    keys = []
    for key, row in given:
        found = key or free_key(key_base(kind, row), used)
        used.add(found)
        keys.append(found)
    return keys


def _criterion(row: Mapping[str, Any]) -> str:
    topic = _concept(row.get("topic")) or _words(row.get("statement"), 4)
    return f"no-{topic}" if str(row.get("kind")) == "exclusion" and topic else topic


def _result(row: Mapping[str, Any]) -> str:
    day = "" if row.get("day") is None else f"-day-{row['day']}"
    concept = _slug(row.get("concept"))
    return f"{_cut(concept, _MADE_MAX - len(day))}{day}" if concept else ""


def _paper(row: Mapping[str, Any]) -> str:
    named = _words(row.get("journal"), 4) or _words(row.get("title"), 4)
    year = "" if row.get("year") is None else f"-{row['year']}"
    return f"{_cut(named, _MADE_MAX - len(year))}{year}" if named else ""


def _concept(code: Any) -> str:
    """Return a code as part of a key; nothing for a code that says nothing."""
    text = _slug(code)
    return "" if text == "other" else text


def _words(text: Any, most: int) -> str:
    """Return the first telling words of a text; all its first words where none tells anything."""
    every = _slug(text).split("-")
    telling = [word for word in every if word not in _IDLE][:most]
    # "Group B" and "No treatment" say too little without their idle words.
    return "-".join(every[:most] if len("".join(telling)) < 2 or telling == ["no"] else telling)


def _slug(text: Any) -> str:
    plain = unicodedata.normalize("NFKD", str(text or "")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _cut(text: str, most: int = _MADE_MAX) -> str:
    """Return the text cut to so many characters, at the end of a word where there is one."""
    if len(text) <= most:
        return text
    whole = text[: most + 1].rpartition("-")[0]
    return whole or text[:most]

"""Keys: the names of a record's rows, which stay when rows move and are never given to another row (ADR 15).

A key begins with a letter and holds only a-z, 0-9 and "-": a number in an address or a path is never taken for one.
Every row of the lists below has one, unique among all rows of its kind in the trial (the regimens of all arms
together, the limits of all criteria together). A row that comes without a key gets one by the rule of this module,
made from its words; the same words in the same order give the same keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from trials.domain.record.rules import SMALL_MAX, Once, Said, Whole

KEY = re.compile(r"[a-z][a-z0-9-]*")
#: Keys are never typed: their rules are those of files and tables alone.
ROW_KEY = Said("Key of a row", "begins with a letter and holds only a-z, 0-9 and -, at most 40 of them")
ROW_KEYS = Once("Keys of rows")
RETIRED_KEY = Said("Key of a row", "is never that of a row that is gone")
OLD_NUMBER = Whole("Old number of the arm", least=1, most=SMALL_MAX)
OLD_NUMBERS = Once("Old numbers of arms")
RESULT_ARM = Said("Arm of a result", "is the key of an arm of the trial")
#: Longest key; paths of two keys fit the columns that hold paths.
MAX_KEY = 40
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
_MADE_MAX = 32
#: Words that tell no arm, paper or outcome from another.
_IDLE = frozenset(
    "a an and arm arms as at by care cohort conventional for from group groups in of on or other participants patients "
    "plus received receiving standard subjects the therapy to treated treatment treatments with".split()
)


def is_key(text: str) -> bool:
    """Whether a text can be a key."""
    return len(text) <= MAX_KEY and KEY.fullmatch(text) is not None


class HasKey(Protocol):
    """A row that has a key."""

    @property
    def key(self) -> str:
        """The row's name."""


R = TypeVar("R", bound=HasKey)


def row_of(rows: Iterable[R], key: str) -> R | None:
    """Return the row of a key; None when there is none."""
    return next((row for row in rows if row.key == key), None)


def place_of(rows: Iterable[HasKey], key: str) -> int:
    """Return the 1-based place at which the row of a key stands now, 0 when there is none."""
    return next((place for place, row in enumerate(rows, start=1) if row.key == key), 0)


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


def alternative_key(key: str, number: int) -> str:
    """Return the key under which tables keep a limit's alternative, which no path names: ``inr-or-1``."""
    return f"{key[:_MADE_MAX]}-or-{number}"


def completed(kind: str, rows: Iterable[tuple[str, Mapping[str, Any]]], taken: Collection[str] = ()) -> list[str]:
    """Return the keys of rows of one kind, given as (key or "", fields) in order: missing ones are made by the rule.

    ``taken`` are further keys that no row may get.
    """
    given = list(rows)
    used = {key for key, _ in given if key} | set(taken)
    keys = []
    for key, row in given:
        found = key or free_key(key_base(kind, row), used)
        used |= {found}
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

"""Whether decisions still mean the rows that they were made about when a trial's file changes.

Paths count rows. When a file's rows move, a decision about "arm 2" could land on another arm: that is found
here, so that nothing is stored instead of something wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from trials.domain.record.rows import INNER_LISTS, KEYED_LISTS, Data, Moves, is_row_plan, rows_at

#: What tells the rows of a list apart in a reader's eyes.
_NAMED_BY = {
    "arms": ("label",),
    "regimens": ("intervention", "relation"),
    "criteria": ("kind", "statement"),
    "thresholds": ("analyte",),
    "outcomes": ("rank", "measure"),
    "results": ("concept", "day"),
    "publications": ("title",),
    "discrepancies": ("text",),
    "sources": ("key",),
    "interventions": ("key",),
}

#: The wording of a row, which may change while the row stays the same; rows of other lists have none.
_WORDED_BY = {
    "arms": "label",
    "criteria": "statement",
    "outcomes": "measure",
    "publications": "title",
    "discrepancies": "text",
}
#: What holds a row of these lists to its subject beside its wording.
_TOLD_BY = {
    "arms": "regimens",
    "criteria": "thresholds",
    "publications": "doi",
    "discrepancies": "paths",
}


class DecisionsConflict(ValueError):
    """The file's rows moved below a curator's decisions; ``paths`` are the decisions that lost their row."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Keep the paths and say what to do."""
        self.paths = tuple(paths)
        shown = ", ".join(self.paths[:5]) + (" ..." if len(self.paths) > 5 else "")
        super().__init__(
            f"the file's rows moved where a curator decided ({shown}); the curated record was kept: compare by hand"
        )


def lost_decisions(old: Data, new: Data, decisions: dict[str, Any], moves: Moves) -> tuple[str, ...]:
    """Return the decisions whose rows are others in the new file.

    ``old`` and ``new`` are plain records as files gave them; ``moves`` lead from the old file's places to the
    places that the decisions name.
    """
    origin = {now: was for was, now in moves.items() if now is not None}
    return tuple(path for path, value in decisions.items() if not _stands(old, new, path, value, origin))


def _stands(old: Data, new: Data, path: str, value: Any, origin: dict[str, str]) -> bool:
    steps = path.split("/")
    rows = ["/".join(steps[:2])] if len(steps) >= 2 else []
    if len(steps) >= 4 and INNER_LISTS.get(steps[0]) == steps[2]:
        rows.append("/".join(steps[:4]))
    for now in rows:
        list_path, _, name = origin.get(now, now).rpartition("/")
        if not _same_row(old, new, list_path, name, steps[-1]):
            return False
    if is_row_plan(path, value):
        parent, _, kind = path.rpartition("/")
        list_path = f"{origin.get(parent, parent)}/{kind}" if parent else path
        before = rows_at(old, list_path)
        return all(_same_row(old, new, list_path, _name(list_path, before, place)) for place in range(value["of"]))
    return True


def _name(list_path: str, rows: list[Any], place: int) -> str:
    if list_path in KEYED_LISTS and place < len(rows):
        return str(rows[place]["key"])
    return str(place + 1)


def _same_row(old: Data, new: Data, list_path: str, name: str, decided: str = "") -> bool:
    """Whether a row means the same in both files; ``decided`` is the name of the field that a decision is about."""
    before, after = rows_at(old, list_path), rows_at(new, list_path)
    if list_path in KEYED_LISTS:
        was, now = (next((row for row in rows if row["key"] == name), None) for rows in (before, after))
        # The kind of an intervention tells what it is; a decision about the kind itself is not lost by a new one.
        return was is None or (now is not None and (decided == "kind" or was.get("kind") == now.get("kind")))
    place = int(name) - 1
    if place >= len(before):  # a row of the curator's own
        return True
    if place >= len(after):
        return False
    kind = list_path.rpartition("/")[2]
    same = [_identity(kind, a, old) == _identity(kind, b, new) for a, b in zip(before, after, strict=False)]
    if same[place]:
        return True
    alone = len(before) == len(after) and same.count(False) == 1
    return alone and _only_reworded(kind, _resolved(kind, before[place], old), _resolved(kind, after[place], new))


def _identity(kind: str, row: Data, data: Data) -> list[Any]:
    resolved = _resolved(kind, row, data)
    return [resolved.get(name) for name in (*_NAMED_BY[kind], *(("given",) if kind == "regimens" else ()))]


def _only_reworded(kind: str, old: Data, new: Data) -> bool:
    """Whether two rows differ in their wording alone: a row that another took the place of differs in more."""
    wording = _WORDED_BY.get(kind)
    if wording is None:
        return False
    was, now = ({key: value for key, value in row.items() if key != wording} for row in (old, new))
    if was != now:
        return False
    # Where nothing but words tells what the row is about, the words must have something in common.
    told = _TOLD_BY.get(kind)
    return (told is not None and bool(was.get(told))) or _alike(str(old.get(wording)), str(new.get(wording)))


def _alike(old: str, new: str) -> bool:
    was, now = (set(re.findall(r"\w+", text.casefold())) for text in (old, new))
    return 2 * len(was & now) >= min(len(was), len(now))


def _resolved(kind: str, row: Data, data: Data) -> Data:
    """Return a row with what the interventions that it gives are: a key alone does not say."""
    if kind == "arms":
        return row | {"regimens": [_resolved("regimens", regimen, data) for regimen in row.get("regimens", [])]}
    if kind == "regimens":
        key = row.get("intervention")
        given: Data = next((one for one in data.get("interventions", []) if one["key"] == key), {})
        return row | {"given": given.get("kind"), "cells": [given.get("cell_source"), given.get("donor")]}
    return row

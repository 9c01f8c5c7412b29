"""Whether decisions still mean the rows that they were made about when a trial's file changes.

Paths count rows. When a file's rows move, a decision about "arm 2" could land on another arm: that is found
here, so that nothing is stored instead of something wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trials.domain.rows import INNER_LISTS, KEYED_LISTS, Data, Moves, is_row_plan, rows_at

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
        was = origin.get(now, now)
        list_path, _, name = was.rpartition("/")
        if not _same_row(rows_at(old, list_path), rows_at(new, list_path), list_path, name):
            return False
    if is_row_plan(path, value):
        parent, _, kind = path.rpartition("/")
        list_path = f"{origin.get(parent, parent)}/{kind}" if parent else path
        before, after = rows_at(old, list_path), rows_at(new, list_path)
        return all(_same_row(before, after, list_path, _name(list_path, before, place)) for place in range(value["of"]))
    return True


def _name(list_path: str, rows: list[Any], place: int) -> str:
    if list_path in KEYED_LISTS and place < len(rows):
        return str(rows[place]["key"])
    return str(place + 1)


def _same_row(old: list[Any], new: list[Any], list_path: str, name: str) -> bool:
    """Whether a row means the same in both; the one row of a list that was only reworded does, too."""
    if list_path in KEYED_LISTS:
        known = any(row["key"] == name for row in old)
        return not known or any(row["key"] == name for row in new)
    place = int(name) - 1
    if place >= len(old):  # a row of the curator's own
        return True
    if place >= len(new):
        return False
    names = _NAMED_BY[list_path.rpartition("/")[2]]
    same = [[a.get(n) for n in names] == [b.get(n) for n in names] for a, b in zip(old, new, strict=False)]
    return same[place] or (len(old) == len(new) and same.count(False) == 1)

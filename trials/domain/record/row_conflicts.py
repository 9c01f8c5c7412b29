"""Whether decisions still mean the rows that they were made about when a trial's file changes.

Rows go by keys, so rows that move take decisions along. A decision is lost when its row is gone from the file, or
when the file gave the row's key to something else: that is found here, so that nothing is stored instead of
something wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trials.domain.record.rows import INNER_LISTS, Data, is_row_plan, row_at, rows_at

#: What a row is about: a key whose row answers otherwise in a new file names another row. One of several is enough.
_SUBJECT = {
    "interventions": ("kind",),
    "criteria": ("kind",),
    "thresholds": ("analyte",),
    "outcomes": ("concept", "measure"),
    "results": ("concept",),
    "publications": ("doi", "title"),
}


class DecisionsConflict(ValueError):
    """The file lost rows that a curator decided about; ``paths`` are the decisions that have no row there."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Keep the paths and say what to do."""
        self.paths = tuple(paths)
        shown = ", ".join(self.paths[:5]) + (" ..." if len(self.paths) > 5 else "")
        super().__init__(
            f"the file has other rows where a curator decided ({shown}); the curated record was kept: compare by hand"
        )


def lost_decisions(old: Data, new: Data, decisions: dict[str, Any]) -> tuple[str, ...]:
    """Return the decisions whose rows are gone or others in the new file.

    ``old`` and ``new`` are plain records as files gave them.
    """
    return tuple(path for path, value in decisions.items() if not _stands(old, new, path, value))


def _stands(old: Data, new: Data, path: str, value: Any) -> bool:
    steps = path.split("/")
    rows = [(steps[0], steps[1])] if len(steps) >= 2 else []
    if len(steps) >= 4 and INNER_LISTS.get(steps[0]) == steps[2]:
        rows.append(("/".join(steps[:3]), steps[3]))
    if not all(_is_kept(old, new, list_path, key, steps[-1]) for list_path, key in rows):
        return False
    return not is_row_plan(path, value) or _plan_stands(old, new, path, value)


def _is_kept(old: Data, new: Data, list_path: str, key: str, decided: str) -> bool:
    """Whether the row of a key is the same in both files. A row of the curator's own stands in neither."""
    was, now = row_at(rows_at(old, list_path), key), row_at(rows_at(new, list_path), key)
    if was is None:
        return True
    return now is not None and _is_same(list_path.rpartition("/")[2], was, now, old, new, decided)


def _plan_stands(old: Data, new: Data, path: str, plan: Data) -> bool:
    """Whether the rows that a plan leaves out, and those that it brings, are no other rows in the new file."""
    kind = path.rpartition("/")[2]
    before, after = rows_at(old, path), rows_at(new, path)
    for key in plan["of"]:
        was, now = row_at(before, key), row_at(after, key)
        if was is not None and now is not None and not _is_same(kind, was, now, old, new):
            return False
    own = [row for row in plan["rows"] if isinstance(row, dict)]
    found = ((row, row_at(after, row["key"])) for row in own)
    return all(now is None or _is_same(kind, row, now, new, new) for row, now in found)


def _is_same(kind: str, was: Data, now: Data, old: Data, new: Data, decided: str = "") -> bool:
    """Whether two rows of one key are about the same; ``decided`` is the field that a decision is about."""
    if kind == "arms":
        return _gives_cells(was, old) == _gives_cells(now, new)
    if kind == "regimens":
        return _given(was, old) == _given(now, new)
    names = _SUBJECT.get(kind, ())
    # A decision about the kind itself is not lost by a new one.
    return not names or decided in names or any(was.get(name) == now.get(name) for name in names)


def _given(regimen: Data, data: Data) -> tuple[Any, ...]:
    """Return what a regimen gives: a key alone does not say."""
    given = row_at(data.get("interventions", []), str(regimen.get("intervention"))) or {}
    return given.get("kind"), given.get("cell_source"), given.get("donor")


def _gives_cells(arm: Data, data: Data) -> bool:
    return any(_given(regimen, data)[0] == "MSC" for regimen in arm.get("regimens", []))

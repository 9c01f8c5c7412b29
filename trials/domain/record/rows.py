"""Rows of a record's lists: which of them a curator kept, added or took away, and in which order they stand.

What a curator did to a list is kept as a *row plan* at the list's path:
``{"of": ["age", "meld", "consent"], "rows": ["meld", "age", {"key": "hiv", ...}]}`` means that of the file's three rows
two are kept, in this order, and a row of the curator's own follows. Rows that the file gains later stand at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from trials.domain.record import TrialRecord

#: Lists whose rows have keys in paths, and the lists inside their rows.
ROW_LISTS = ("sources", "interventions", "arms", "criteria", "outcomes", "results", "publications", "discrepancies")
INNER_LISTS = {"arms": "regimens", "criteria": "thresholds"}
REMOVED = "removed/"

Data = dict[str, Any]
#: Path of each list -> the keys of its rows in order. Every list stands in it, also an empty one.
Outline = dict[str, list[str]]


def is_row_list(path: str) -> bool:
    """Whether a path names a list of rows: ``arms``, ``arms/uc-msc/regimens``."""
    steps = path.split("/")
    if len(steps) == 3:
        return INNER_LISTS.get(steps[0]) == steps[2]
    return len(steps) == 1 and steps[0] in ROW_LISTS


def is_row_plan(path: str, value: Any) -> bool:
    """Whether a decision is about a list's rows and not about a value."""
    return is_row_list(path) and isinstance(value, dict) and "rows" in value


def stands_below(path: str, rows: Collection[str]) -> bool:
    """Whether a path is one of some rows, or of something in them; arms/uc-msc is nothing in arms/uc."""
    steps = path.split("/")
    return any("/".join(steps[:length]) in rows for length in range(1, len(steps) + 1))


def outline_of(trial: TrialRecord) -> Outline:
    """Return the keys of every list of a record."""
    outline: Outline = {}
    for kind in ROW_LISTS:
        rows = getattr(trial, kind)
        outline[kind] = [row.key for row in rows]
        inner = INNER_LISTS.get(kind)
        if inner:
            outline |= {f"{kind}/{row.key}/{inner}": [one.key for one in getattr(row, inner)] for row in rows}
    return outline


def row_paths(outline: Outline) -> list[str]:
    """Return the path of every row of an outline."""
    return [f"{path}/{key}" for path, keys in outline.items() for key in keys]


def rows_gone(before: Outline, after: Outline) -> frozenset[str]:
    """Return the paths of rows that stand no longer in the second outline."""
    return frozenset(row_paths(before)) - frozenset(row_paths(after))


def row_plans(before: Outline, after: Outline, record: Data) -> dict[str, Data]:
    """Return a plan for each list whose rows differ, in terms of the rows before; ``record`` is the plain form after.

    Lists inside a new row have none: the row itself holds them.
    """
    return {
        path: {"of": before[path], "rows": _planned_rows(before[path], keys, rows_at(record, path))}
        for path, keys in after.items()
        if path in before and before[path] != keys
    }


def _planned_rows(before: list[str], keys: list[str], rows: list[Any]) -> list[str | Data]:
    return [key if key in before else row for key, row in zip(keys, rows, strict=True)]


def composed(later: Data, earlier: Data) -> Data:
    """Return the plan that does what ``earlier`` and then ``later`` do."""
    own = _own_rows(earlier)
    gained = [key for key in later["of"] if key not in earlier["of"] and key not in own]
    rows = [own.get(row, row) if isinstance(row, str) else row for row in later["rows"]]
    return {"of": [*earlier["of"], *gained], "rows": rows}


def _own_rows(plan: Data) -> dict[str, Data]:
    return {row["key"]: row for row in plan["rows"] if isinstance(row, dict)}


def apply_plans(data: Data, plans: dict[str, Data]) -> frozenset[str]:
    """Carry out plans on a record's plain form, in place; return the paths of its rows that are gone.

    What the record says about rows that are gone goes with them. A plan whose list is gone does nothing.
    """
    if not plans:
        return frozenset()
    before = set(_paths(data))
    for path in sorted(plans, key=lambda path: (path.count("/"), path)):
        _put_rows(data, path, _planned(rows_at(data, path), plans[path]))
    gone = frozenset(before - set(_paths(data)))
    _drop_references(data, gone)
    return gone


def _planned(rows: list[Data], plan: Data) -> list[Data]:
    by_key = {row["key"]: row for row in rows}
    kept = [by_key.get(one) if isinstance(one, str) else dict(one) for one in plan["rows"]]
    known = {*plan["of"], *(row["key"] for row in kept if row is not None)}
    return [*(row for row in kept if row is not None), *(row for row in rows if row["key"] not in known)]


def rows_at(data: Data, path: str) -> list[Any]:
    """Return the rows of a list in a record's plain form; none when the list, or the row around it, is not there."""
    outer, *inner = path.split("/")
    rows: list[Any] = data.get(outer, [])
    if not inner:
        return rows
    around = row_at(rows, inner[0])
    return list(around.get(inner[1], [])) if around is not None else []


def row_at(rows: list[Any], key: str) -> Data | None:
    """Return the row of a key; None when there is none."""
    return next((row for row in rows if row["key"] == key), None)


def _put_rows(data: Data, path: str, rows: list[Any]) -> None:
    outer, *inner = path.split("/")
    if not inner:
        data[outer] = rows
        return
    around = row_at(data.get(outer, []), inner[0])
    if around is not None:
        around[inner[1]] = rows


def _paths(data: Data) -> Iterator[str]:
    for kind in ROW_LISTS:
        for row in data.get(kind, []):
            path = f"{kind}/{row['key']}"
            yield path
            inner = INNER_LISTS.get(kind, "")
            yield from (f"{path}/{inner}/{one['key']}" for one in row.get(inner, []))


def _drop_references(data: Data, gone: Collection[str]) -> None:
    """Take away what a record says about rows that are gone."""
    data["missing"] = without_rows("missing", data.get("missing", []), gone)
    for claim in data.get("rival_claims", []):
        if stands_below(claim["path"], gone):
            claim["path"] = f"{REMOVED}{claim['path']}"
    for kind in ("results", "discrepancies"):
        for row in data.get(kind, []):
            row.update(without_rows(f"{kind}/{row['key']}", row, gone))


def without_rows(path: str, value: Any, gone: Collection[str]) -> Any:
    """Return the value at a path without what it says about rows that are gone.

    Missing facts, discrepancies and results name rows; other values come back as they are.
    """
    steps = path.split("/")
    if is_row_plan(path, value):
        rows = [
            row if isinstance(row, str) else without_rows(f"{path}/{row['key']}", row, gone) for row in value["rows"]
        ]
        return value | {"rows": rows}
    if path == "missing":
        return [fact for fact in value or [] if not stands_below(fact["path"], gone)]
    if steps[0] == "discrepancies" and steps[-1] == "paths":
        return [one for one in value or [] if not stands_below(one, gone)]
    if steps[0] == "discrepancies" and steps[-1] == "path":
        return None if value and stands_below(value, gone) else value
    if steps[0] == "discrepancies" and len(steps) == 2 and isinstance(value, dict):
        names = (name for name in ("path", "paths") if name in value)
        kept = {name: without_rows(f"{path}/{name}", value[name], gone) for name in names}
        return {name: one for name, one in (value | kept).items() if one is not None or name not in kept}
    if steps[0] == "results" and len(steps) == 2 and isinstance(value, dict):
        return value | {"groups": [_without_arm(group, gone) for group in value.get("groups", [])]}
    return value


def _without_arm(group: Data, gone: Collection[str]) -> Data:
    if f"arms/{group.get('arm')}" not in gone:
        return group
    return {name: value for name, value in group.items() if name != "arm"}

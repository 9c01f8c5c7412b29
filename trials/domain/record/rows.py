"""Rows of a record's lists: which of them a curator kept, added or took away, and where paths lead afterwards.

A path counts rows as they stand *now*, after the curator's work. What a curator did to a list is kept as a
*row plan* at the list's path: ``{"of": 4, "rows": [1, 2, {...}, 4]}`` means that of the file's four rows the first,
second and fourth are kept, and a row of the curator's own stands third. Rows that the file gains later follow at
the end.
A *move* says where a row went: ``{"criteria/4": "criteria/3", "criteria/3": None}``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

#: Lists whose rows have places (or keys) in paths, and the lists inside their rows.
ROW_LISTS = ("sources", "interventions", "arms", "criteria", "outcomes", "results", "publications", "discrepancies")
INNER_LISTS = {"arms": "regimens", "criteria": "thresholds"}
KEYED_LISTS = frozenset({"sources", "interventions"})
REMOVED = "removed/"

Moves = dict[str, str | None]
Data = dict[str, Any]
_TAG = "_at"


@dataclass(frozen=True)
class Row:
    """One row of an outline: what it is, whatever its place, and its name in paths (a place or a key)."""

    identity: Hashable
    name: str


#: Path of each list -> its rows in order. Every list stands in it, also an empty one.
Outline = dict[str, list[Row]]


def is_row_list(path: str) -> bool:
    """Whether a path names a list of rows: ``arms``, ``arms/2/regimens``."""
    steps = path.split("/")
    if len(steps) == 3:
        return INNER_LISTS.get(steps[0]) == steps[2] and steps[1].isdigit()
    return len(steps) == 1 and steps[0] in ROW_LISTS


def is_row_plan(path: str, value: Any) -> bool:
    """Whether a decision is about a list's rows and not about a value."""
    return is_row_list(path) and isinstance(value, dict) and "rows" in value


def moved(path: str, moves: Moves) -> str | None:
    """Return where a path leads after the moves; None when its row was taken away."""
    steps = path.split("/")
    for length in range(len(steps), 1, -1):
        row = "/".join(steps[:length])
        if row in moves:
            target = moves[row]
            return None if target is None else "/".join([target, *steps[length:]])
    return path


def row_moves(before: Outline, after: Outline) -> Moves:
    """Return the moves between two outlines; rows that stayed in their place are left out."""
    places = {(_kind(path), row.identity): f"{path}/{row.name}" for path, rows in after.items() for row in rows}
    moves: Moves = {}
    for path, rows in before.items():
        for row in rows:
            old, new = f"{path}/{row.name}", places.get((_kind(path), row.identity))
            if old != new:
                moves[old] = new
    return moves


def row_plans(before: Outline, after: Outline, record: Data) -> dict[str, Data]:
    """Return a plan for each list whose rows differ, in terms of the places before; ``record`` is the plain form after.

    Lists inside a new row have none: the row itself holds them.
    """
    origins = {new: old for old, new in row_moves(before, after).items() if new is not None}
    known = {(_kind(path), row.identity) for path, rows in before.items() for row in rows}
    parents = {
        f"{path}/{row.name}" for path, rows in after.items() for row in rows if (_kind(path), row.identity) in known
    }
    plans: dict[str, Data] = {}
    for path, rows in after.items():
        parent, _, kind = path.rpartition("/")
        if parent and parent not in parents:
            continue
        was = before.get(f"{origins.get(parent, parent)}/{kind}" if parent else path, [])
        if [row.identity for row in was] == [row.identity for row in rows]:
            continue
        places = {row.identity: place for place, row in enumerate(was, start=1)}
        items = rows_at(record, path)
        kept = [places.get(row.identity, items[place]) for place, row in enumerate(rows)]
        plans[path] = {"of": len(was), "rows": kept}
    return plans


def composed(later: Data, earlier: Data) -> Data:
    """Return the plan that does what ``earlier`` and then ``later`` do."""
    surplus = max(later["of"] - len(earlier["rows"]), 0)
    basis = [*earlier["rows"], *range(earlier["of"] + 1, earlier["of"] + surplus + 1)]
    rows = [basis[row - 1] if isinstance(row, int) else row for row in later["rows"]]
    return {"of": earlier["of"] + surplus, "rows": rows}


def apply_plans(data: Data, plans: dict[str, Data]) -> Moves:
    """Carry out plans on a record's plain form, in place; return where its rows went.

    What the record says by paths, or by the number of an arm, moves along. A plan whose list is gone does nothing.
    """
    if not plans:
        return {}
    started = _tagged(data)
    for path in sorted(plans, key=lambda path: (path.count("/"), path)):
        rows = rows_at(data, path)
        plan = plans[path]
        kept = [_row_of(row, rows) for row in [*plan["rows"], *range(plan["of"] + 1, len(rows) + 1)]]
        _put_rows(data, path, [row for row in kept if row is not None])
    where = {row[_TAG]: path for path, row in _rows(data) if _TAG in row}
    moves: Moves = {path: where.get(path) for path in started if where.get(path) != path}
    _move_references(data, moves)
    for _, row in _rows(data):
        row.pop(_TAG, None)
    return moves


def _row_of(row: int | Data, rows: list[Data]) -> Data | None:
    if isinstance(row, int):
        return rows[row - 1] if row <= len(rows) else None
    return dict(row)


def rows_at(data: Data, path: str) -> list[Any]:
    """Return the rows of a list in a record's plain form; none when the list, or the row around it, is not there."""
    outer, *inner = path.split("/")
    rows: list[Any] = data.get(outer, [])
    if not inner:
        return rows
    place = int(inner[0])
    return list(rows[place - 1].get(inner[1], [])) if 1 <= place <= len(rows) else []


def _put_rows(data: Data, path: str, rows: list[Any]) -> None:
    outer, *inner = path.split("/")
    if not inner:
        data[outer] = rows
    elif 1 <= int(inner[0]) <= len(data.get(outer, [])):
        data[outer][int(inner[0]) - 1][inner[1]] = rows


def _rows(data: Data) -> Iterator[tuple[str, Data]]:
    for kind in ROW_LISTS:
        for place, row in enumerate(data.get(kind, []), start=1):
            path = f"{kind}/{row['key'] if kind in KEYED_LISTS else place}"
            yield path, row
            inner = INNER_LISTS.get(kind, "")
            for inner_place, inner_row in enumerate(row.get(inner, []), start=1):
                yield f"{path}/{inner}/{inner_place}", inner_row


def _tagged(data: Data) -> list[str]:
    paths = []
    for path, row in _rows(data):
        row[_TAG] = path
        paths.append(path)
    return paths


def _move_references(data: Data, moves: Moves) -> None:
    """Move what the file's own rows say about others; a curator's own rows speak of places as they are now."""
    data["missing"] = moved_value("missing", data.get("missing", []), moves)
    for claim in data.get("rival_claims", []):
        claim["path"] = moved(claim["path"], moves) or f"{REMOVED}{claim['path']}"
    for kind in ("results", "discrepancies"):
        for row in data.get(kind, []):
            if _TAG in row:
                row.update(moved_value(f"{kind}/1", row, moves))


def moved_value(path: str, value: Any, moves: Moves) -> Any:
    """Return a decided value with the places that it names moved: in missing facts, discrepancies, results' arms."""
    steps = path.split("/")
    if is_row_plan(path, value):
        rows = [row if isinstance(row, int) else moved_value(f"{path}/1", row, moves) for row in value["rows"]]
        return value | {"rows": rows}
    if path == "missing":
        facts = [fact | {"path": moved(fact["path"], moves)} for fact in value or []]
        return [fact for fact in facts if fact["path"] is not None]
    if steps[0] == "discrepancies" and steps[-1] == "paths":
        return [new for new in (moved(old, moves) for old in value or []) if new is not None]
    if steps[0] == "discrepancies" and len(steps) == 2 and isinstance(value, dict) and "paths" in value:
        return value | {"paths": moved_value(f"{path}/paths", value["paths"], moves)}
    if steps[0] == "results" and len(steps) == 2 and isinstance(value, dict):
        return value | {"groups": [_moved_group(group, moves) for group in value.get("groups", [])]}
    return value


def _moved_group(group: Data, moves: Moves) -> Data:
    if group.get("arm") is None:
        return group
    target = moved(f"arms/{group['arm']}", moves)
    without = {name: value for name, value in group.items() if name != "arm"}
    return without if target is None else without | {"arm": int(target.split("/")[1])}


def _kind(path: str) -> str:
    return path.rpartition("/")[2]

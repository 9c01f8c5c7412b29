"""How decisions named rows before keys: by places, counted as the rows stood after the curators' work.

A row plan ``{"of": 4, "rows": [1, 2, {...}, 4]}`` kept the first, second and fourth of a file's four rows and put a row
of the curator's own third; rows that the file gained later followed at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LISTS = {
    "arms": "regimens",
    "criteria": "thresholds",
    "outcomes": "",
    "results": "",
    "publications": "",
    "discrepancies": "",
}
#: Lists whose rows had keys before; plans of them counted places nevertheless.
NAMED_LISTS = ("sources", "interventions")
REMOVED = "removed/"

Data = dict[str, Any]
#: Row by places -> row by keys: "arms/2/regimens/1" -> "arms/uc-msc/regimens/msc".
Names = dict[str, str]


def is_row_plan(path: str, value: Any) -> bool:
    """Whether a decision was about a list's rows and not about a value."""
    steps = path.split("/")
    is_list = len(steps) == 1 and (path in LISTS or path in NAMED_LISTS)
    is_inner = len(steps) == 3 and bool(steps[2]) and LISTS.get(steps[0]) == steps[2]
    return (is_list or is_inner) and isinstance(value, dict) and "rows" in value and isinstance(value.get("of"), int)


def rows_at(data: Data, path: str) -> list[Any]:
    """Return the rows of a list, given by places, in a record's plain form; none when it is not there."""
    outer, *inner = path.split("/")
    rows = data.get(outer, [])
    if not inner:
        return list(rows)
    place = int(inner[0]) if inner[0].isdigit() else 0
    return list(rows[place - 1].get(inner[1], [])) if 1 <= place <= len(rows) else []


def put_rows(data: Data, path: str, rows: list[Any]) -> None:
    """Make these the rows of a list, given by places."""
    outer, *inner = path.split("/")
    if not inner:
        data[outer] = rows
    elif inner[0].isdigit() and 1 <= int(inner[0]) <= len(data.get(outer, [])):
        data[outer][int(inner[0]) - 1][inner[1]] = rows


def planned(rows: list[Any], plan: Data) -> list[Any]:
    """Return the rows that a plan makes of a file's rows."""
    wanted = [*plan["rows"], *range(plan["of"] + 1, len(rows) + 1)]
    return [
        rows[row - 1] if isinstance(row, int) else row for row in wanted if not isinstance(row, int) or row <= len(rows)
    ]


def names_of(data: Data) -> Names:
    """Return the names of all rows of a record's plain form whose rows have keys."""
    return dict(_names(data))


def _names(data: Data) -> Iterator[tuple[str, str]]:
    for kind, inner in LISTS.items():
        for place, row in enumerate(data.get(kind, []), start=1):
            yield f"{kind}/{place}", f"{kind}/{row['key']}"
            for number, one in enumerate(row.get(inner, []) if inner else [], start=1):
                yield f"{kind}/{place}/{inner}/{number}", f"{kind}/{row['key']}/{inner}/{one['key']}"


def named(path: str, names: Names) -> str:
    """Return a path with keys for places; what names no row stays, and is never taken for a key: keys are no numbers."""
    steps = path.split("/")
    for length in (4, 2):
        row = names.get("/".join(steps[:length])) if len(steps) >= length else None
        if row is not None:
            return "/".join([row, *steps[length:]])
    return path


def named_value(path: str, value: Any, names: Names) -> Any:
    """Return a claimed value (its path by places or keys) with keys for the places that it names."""
    steps = path.split("/")
    if path == "missing" and isinstance(value, list):
        return [fact | {"path": named(fact["path"], names)} for fact in value]
    if steps[0] == "discrepancies" and steps[-1] == "paths" and isinstance(value, list):
        return [named(one, names) for one in value]
    if steps[0] in ("discrepancies", "results") and len(steps) == 2 and isinstance(value, dict):
        return named_row(steps[0], value, names)
    return value


def named_row(kind: str, row: Data, names: Names) -> Data:
    """Return a row with keys for the places that it names: paths of a discrepancy, arms of a result."""
    if kind == "discrepancies" and "paths" in row:
        return row | {"paths": [named(one, names) for one in row["paths"]]}
    if kind == "results":
        return row | {"groups": [_named_group(group, names) for group in row.get("groups", [])]}
    return row


def _named_group(group: Data, names: Names) -> Data:
    if not isinstance(group.get("arm"), int):
        return group
    arm = names.get(f"arms/{group['arm']}", "").partition("/")[2]
    without = {name: value for name, value in group.items() if name != "arm"}
    return without | {"arm": arm} if arm else without

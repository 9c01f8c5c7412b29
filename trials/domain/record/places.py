"""Documents that speak of rows by their places: written by hand, or by releases in which rows had no keys.

A place counts the rows of the document itself, from 1. A key never is a number, so that both can stand in one document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trials.domain.record.keys import completed
from trials.domain.record.named_rows import LISTS


def with_keys(data: Any) -> Any:
    """Return the plain form of a document in which every row has its key and what speaks of rows names them by it.

    What is no document of a trial comes back as it is: whoever reads it says what is wrong.
    """
    if not isinstance(data, dict):
        return data
    keyed = dict(data)
    try:
        for kind, inner in LISTS.items():
            keyed |= _keyed_lists(keyed, kind, inner)
        names = dict(_names(keyed))
        for field in ("missing", "rival_claims"):
            if field in keyed:
                keyed[field] = [_renamed(one, names) for one in keyed[field]]
        if "discrepancies" in keyed:
            keyed["discrepancies"] = [_with_paths(one, names) for one in keyed["discrepancies"]]
        if "results" in keyed:
            keyed["results"] = [_with_arms(one, names) for one in keyed["results"]]
    except (AttributeError, KeyError, TypeError, ValueError):
        return data
    return keyed


def _keyed_lists(data: dict[str, Any], kind: str, inner: str) -> dict[str, Any]:
    if kind not in data:
        return {}
    gone: dict[str, list[str]] = {}
    for one in data.get("retired", ()):
        gone.setdefault(one["kind"], []).append(one["key"])
    rows = _keyed(kind, data[kind], gone)
    if inner:
        every = iter(_keyed(inner, [one for row in rows for one in row.get(inner, ())], gone))
        rows = [row | {inner: [next(every) for _ in row[inner]]} if inner in row else row for row in rows]
    return {kind: rows}


def _keyed(kind: str, rows: list[Any], gone: dict[str, list[str]]) -> list[dict[str, Any]]:
    keys = completed(kind, ((row.get("key") or "", row) for row in rows), gone.get(kind, ()))
    return [
        {"key": key, **{name: value for name, value in row.items() if name != "key"}}
        for key, row in zip(keys, rows, strict=True)
    ]


def _names(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (row by places, row by keys) for every row."""
    for kind, inner in LISTS.items():
        for place, row in enumerate(data.get(kind, ()), start=1):
            path = f"{kind}/{row['key']}"
            for name in (str(place), row["key"]):
                yield f"{kind}/{name}", path
                for number, one in enumerate(row.get(inner, ()) if inner else (), start=1):
                    yield f"{kind}/{name}/{inner}/{number}", f"{path}/{inner}/{one['key']}"


def _path(path: str, names: dict[str, str]) -> str:
    steps = path.split("/")
    for length in (4, 2):
        row = names.get("/".join(steps[:length])) if len(steps) >= length else None
        if row is not None:
            return "/".join([row, *steps[length:]])
    return path


def _renamed(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return row | {"path": _path(row["path"], names)}


def _with_paths(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    row = _renamed(row, names) if "path" in row else row
    return row | {"paths": [_path(path, names) for path in row["paths"]]} if "paths" in row else row


def _with_arms(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    def named(group: dict[str, Any]) -> dict[str, Any]:
        arm = names.get(f"arms/{group.get('arm')}", "").partition("/")[2]
        return group | {"arm": arm} if arm and isinstance(group["arm"], int) else group

    return row | {"groups": [named(group) for group in row["groups"]]}

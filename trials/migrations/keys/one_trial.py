"""One trial on its way to keys: what its rows are called, and everything that named them by places rewritten.

Pure: plain data in, plain data out. Two ways of counting meet here. The delivered record counts the file's rows;
tables, claims, notes and addresses count the rows as they stand after the curators' work. The curators' row plans lead
from the one to the other: they are carried out once more, on rows that have their keys already.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from trials.migrations.keys.old_rows import (
    LISTS,
    NAMED_LISTS,
    REMOVED,
    Data,
    Names,
    is_row_plan,
    named,
    named_row,
    named_value,
    names_of,
    planned,
    put_rows,
    rows_at,
)
from trials.migrations.keys.rule import free_key, key_base

#: (path of the list, place) -> key in the release before keys, of one trial.
Shipped = dict[tuple[str, int], str]

_CALLED_BY = {
    "arms": "label",
    "regimens": "intervention",
    "criteria": "statement",
    "thresholds": "analyte",
    "outcomes": "measure",
    "results": "concept",
    "publications": "title",
    "discrepancies": "text",
}


@dataclass(frozen=True)
class OldClaim:
    """A claim as it is stored, as far as it matters here."""

    pk: int
    path: str
    value: Any
    accepted: bool
    is_curators: bool
    at: datetime | None = None


@dataclass(frozen=True)
class Gone:
    """A row that a curator took away."""

    kind: str
    key: str
    label: str


@dataclass
class KeyedTrial:
    """A trial with keys. ``rows`` is its plain form as the tables have it now, ``body`` as the file gave it.

    ``arms_at``: moments from which on the arms stood as listed, the earliest first; before the first they stood as in
    the file.
    """

    rows: Data
    body: Data | None
    names: Names
    file_names: Names
    gone: list[Gone]
    plans: dict[int, Data] = field(default_factory=dict)
    arms_at: list[tuple[datetime, list[str]]] = field(default_factory=list)

    def path(self, path: str) -> str:
        """Return a claim's or note's path with keys."""
        if not path.startswith(REMOVED):
            return named(path, self.names)
        # Below "removed/" a path kept the place that its row had: it can be told only where that is a row of the
        # file which is gone now.
        inner = named(path.removeprefix(REMOVED), self.file_names)
        still_here = set(self.names.values())
        steps = inner.split("/")
        is_gone = "/".join(steps[:2]) not in still_here or (len(steps) > 3 and "/".join(steps[:4]) not in still_here)
        return f"{REMOVED}{inner}" if is_gone else path

    def value(self, claim: OldClaim) -> Any:
        """Return a claim's value with keys."""
        if claim.pk in self.plans:
            return self.plans[claim.pk]
        return named_value(claim.path.removeprefix(REMOVED), claim.value, self.names)

    def arms(self, at: datetime) -> list[str]:
        """Return the keys of the arms in the order in which they stood at a moment."""
        stood = [keys for since, keys in self.arms_at if since <= at]
        if stood:
            return stood[-1]
        return [row["key"] for row in (self.body if self.body is not None and self.arms_at else self.rows)["arms"]]


def keyed_trial(tables: Data, body: Data | None, claims: list[OldClaim], shipped: Shipped) -> KeyedTrial:
    """Give every row of a trial its key.

    ``tables``: the trial's rows as they stand, in plain form; ``body``: the delivered record, None where a curator
    entered the trial.
    """
    keys = _Keys()
    file = deepcopy(body) if body is not None else None
    if file is not None:
        keys.give_shipped(file, shipped)
    plans = sorted(
        (claim for claim in claims if claim.is_curators and is_row_plan(claim.path, claim.value)),
        key=lambda claim: (not claim.accepted, -claim.pk),
    )
    own = {claim.pk: keys.own_rows(claim) for claim in plans}
    decided = deepcopy(file) if file is not None else {}
    accepted = {claim.path: claim for claim in plans if claim.accepted}
    by_keys: dict[int, Data] = {}
    for path in sorted(accepted, key=lambda path: (path.count("/"), path)):
        claim = accepted[path]
        rows = rows_at(decided, path)
        plan = claim.value | {"rows": own[claim.pk]}
        by_keys[claim.pk] = _plan_by_keys(rows, plan)
        put_rows(decided, path, planned(rows, plan))
    rows = _match(tables, decided, keys)
    names = names_of(rows)
    file_names = names_of(file) if file is not None else {}
    for claim in plans:
        if not claim.accepted:
            before = rows_at(file or {}, claim.path)
            by_keys[claim.pk] = _plan_by_keys(before, claim.value | {"rows": own[claim.pk]})
    return KeyedTrial(
        rows=rows,
        body=None if file is None else _body_by_keys(file, file_names),
        names=names,
        file_names=file_names,
        gone=_gone(rows, file, own, plans),
        plans={pk: _own_rows_by_keys(pk, plan, plans, names) for pk, plan in by_keys.items()},
        arms_at=_arms_at(file, plans, own),
    )


class _Keys:
    """The keys that a trial's rows have got, by kind."""

    def __init__(self) -> None:
        self.used: dict[str, set[str]] = defaultdict(set)
        self.own: dict[tuple[str, str], list[Data]] = defaultdict(list)

    def give(self, kind: str, row: Data) -> None:
        """Give a row its key by the rule."""
        key = free_key(key_base(kind, row), self.used[kind])
        self.used[kind].add(key)
        _name(row, key)

    def give_shipped(self, data: Data, shipped: Shipped) -> None:
        """Give a file's rows the keys that they have in the project's files, others by the rule."""
        for kind, inner in LISTS.items():
            outer = [(f"{kind}", place, row) for place, row in enumerate(data.get(kind, []), start=1)]
            self._give_shipped(kind, outer, shipped)
            below = [
                (f"{kind}/{place}/{inner}", number, one)
                for _, place, row in outer
                for number, one in enumerate(row.get(inner, []) if inner else [], start=1)
            ]
            if inner:
                self._give_shipped(inner, below, shipped)

    def _give_shipped(self, kind: str, rows: list[tuple[str, int, Data]], shipped: Shipped) -> None:
        for path, place, row in rows:
            key = shipped.get((path, place), "")
            # A row of another release can stand in the place: its words make another key then.
            if key and re.fullmatch(f"{re.escape(key_base(kind, row))}(-[0-9]+)?", key) and key not in self.used[kind]:
                self.used[kind].add(key)
                _name(row, key)
        for _, _, row in rows:
            if "key" not in row:
                self.give(kind, row)

    def own_rows(self, claim: OldClaim) -> list[Any]:
        """Return the rows of a plan with keys for those of the curator's own; equal rows of earlier plans are the same."""
        kind = claim.path.rpartition("/")[2]
        if kind in NAMED_LISTS:
            return list(claim.value["rows"])
        left = {words: list(rows) for words, rows in self.own.items()}
        found = []
        for row in claim.value["rows"]:
            if isinstance(row, int):
                found.append(row)
                continue
            words = (kind, json.dumps(row, sort_keys=True))
            known = left.get(words)
            if known:
                found.append(known.pop(0))
                continue
            mine = deepcopy(row)
            self.give(kind, mine)
            for one in mine.get(LISTS.get(kind, ""), []):
                self.give(LISTS[kind], one)
            self.own[words].append(mine)
            found.append(mine)
        return found


def _name(row: Data, key: str) -> None:
    """Put the key first, as files have it."""
    rest = dict(row)
    row.clear()
    row["key"] = key
    row.update(rest)


def _plan_by_keys(rows: list[Any], plan: Data) -> Data:
    """Return a plan in terms of keys; places that the file has no more are left out."""
    of = [row["key"] for row in rows[: plan["of"]]]
    known = len(rows)
    kept = [
        rows[row - 1]["key"] if isinstance(row, int) else row
        for row in plan["rows"]
        if not isinstance(row, int) or row <= known
    ]
    return {"of": of, "rows": kept}


def _own_rows_by_keys(pk: int, plan: Data, plans: list[OldClaim], names: Names) -> Data:
    kind = next(claim.path for claim in plans if claim.pk == pk).rpartition("/")[2]
    return plan | {"rows": [named_row(kind, row, names) if isinstance(row, dict) else row for row in plan["rows"]]}


def _match(tables: Data, decided: Data, keys: _Keys) -> Data:
    """Return the tables' rows with the keys of the decided record's rows in the same places; others by the rule."""
    rows = deepcopy(tables)
    for kind, inner in LISTS.items():
        below: list[Data] = []
        for place, row in enumerate(rows.get(kind, []), start=1):
            same = rows_at(decided, kind)[place - 1 : place]
            for number, one in enumerate(row.get(inner, []) if inner else []):
                twin = (same[0].get(inner, []) if same else [])[number : number + 1]
                if twin:
                    _name(one, twin[0]["key"])
                below.append(one)
            if same:
                _name(row, same[0]["key"])
        for row in rows.get(kind, []):
            if "key" not in row:
                keys.give(kind, row)
        for one in below:
            if "key" not in one:
                keys.give(inner, one)
    return rows


def _body_by_keys(file: Data, names: Names) -> Data:
    body = dict(file)
    for place, arm in enumerate(body.get("arms", []), start=1):
        key = arm.pop("key")
        rest = dict(arm)
        arm.clear()
        arm.update({"key": key, "old_number": place, **rest})
    for name in ("missing", "rival_claims"):
        if name in body:
            body[name] = [row | {"path": named(row["path"], names)} for row in body[name]]
    for kind in ("discrepancies", "results"):
        if kind in body:
            body[kind] = [named_row(kind, row, names) for row in body[kind]]
    return body


def _rows_by_kind(data: Data) -> list[tuple[str, Data]]:
    found = []
    for kind, inner in LISTS.items():
        for row in data.get(kind, []):
            found.append((kind, row))
            found += [(inner, one) for one in (row.get(inner, []) if inner else [])]
    return found


def _gone(rows: Data, file: Data | None, own: dict[int, list[Any]], plans: list[OldClaim]) -> list[Gone]:
    """Return the rows of the file, and those that curators once added, that stand no longer."""
    living = {(kind, row["key"]) for kind, row in _rows_by_kind(rows)}
    known = _rows_by_kind(file or {})
    for claim in plans:
        kind = claim.path.rpartition("/")[2]
        if kind not in NAMED_LISTS:
            known += [(kind, row) for row in own[claim.pk] if isinstance(row, dict)]
    found = {(kind, row["key"]): row for kind, row in reversed(known) if (kind, row["key"]) not in living}
    return [
        Gone(kind, key, str(row.get(_CALLED_BY[kind], ""))[:300])
        for (kind, key), row in sorted(found.items(), key=lambda one: one[0])
    ]


def _arms_at(file: Data | None, plans: list[OldClaim], own: dict[int, list[Any]]) -> list[tuple[datetime, list[str]]]:
    of_arms = [claim for claim in plans if claim.path == "arms" and claim.at is not None]
    states = []
    for claim in sorted(of_arms, key=lambda claim: claim.pk):
        rows = planned(list((file or {}).get("arms", [])), claim.value | {"rows": own[claim.pk]})
        states.append((claim.at, [row["key"] for row in rows]))
    return states

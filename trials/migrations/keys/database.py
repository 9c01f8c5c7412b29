"""The tables on their way to keys: read and written in batches, so that ten thousand trials take minutes."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from trials.migrations.keys.old_rows import LISTS, Data, named
from trials.migrations.keys.one_trial import KeyedTrial, OldClaim, Shipped, keyed_trial
from trials.migrations.keys.rule import free_key

_BATCH = 200
#: Tables of the lists -> model, way to the trial, columns that keys are made of (column -> field of the plain form).
_OUTER = {
    "arms": ("Arm", ("label",)),
    "criteria": ("Criterion", ("kind", "topic", "statement")),
    "outcomes": ("Outcome", ("concept", "measure")),
    "results": ("Result", ("concept", "day")),
    "publications": ("Publication", ("title", "journal", "year")),
    "discrepancies": ("Discrepancy", ("topic", "text", "paths")),
}
_NAMING = ("arm", "ref", "pin", "drop", "move", "tick")


class Tables:
    """The models of one moment of the history, and the connection that they are on."""

    def __init__(self, apps: Any, connection: Any) -> None:
        self.apps, self.connection = apps, connection

    def rows(self, model: str) -> Any:
        """Return the query of a model."""
        return self.apps.get_model("trials", model).objects.using(self.connection.alias)

    def write(self, model: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        """Set columns of rows, given as (values ..., pk): one prepared statement for all of them."""
        if not rows:
            return
        table = self.apps.get_model("trials", model)._meta
        quote = self.connection.ops.quote_name
        sets = ", ".join(f"{quote(table.get_field(name).column)} = %s" for name in columns)
        with self.connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {quote(table.db_table)} SET {sets} WHERE id = %s", rows)  # noqa: S608 - names of models


def give_keys(apps: Any, connection: Any) -> None:
    """Give every row its key, and rewrite what named rows by their places."""
    tables = Tables(apps, connection)
    shipped = shipped_keys()
    views = _views_with_arms(tables)
    wanted = {registry_id for _, registry_id, _ in views}
    arms: dict[str, KeyedTrial] = {}
    trials = list(tables.rows("Trial").order_by("pk").values_list("pk", "registry_id"))
    for start in range(0, len(trials), _BATCH):
        batch = dict(trials[start : start + _BATCH])
        for pk, keyed in _give_keys(tables, batch, shipped).items():
            if batch[pk].lower() in wanted:
                arms[batch[pk].lower()] = keyed
    _rewrite_views(tables, arms)


def shipped_keys() -> dict[str, Shipped]:
    """Return the table of places: registry id -> (list, place) -> key."""
    found: dict[str, Shipped] = defaultdict(dict)
    with (Path(__file__).parent / "places.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            found[row["registry_id"]][(row["list"], int(row["place"]))] = row["key"]
    return found


def _give_keys(tables: Tables, batch: dict[int, str], shipped: dict[str, Shipped]) -> dict[int, KeyedTrial]:
    plain = _plain_rows(tables, batch)
    claims = _claims(tables, batch)
    delivered = tables.rows("DeliveredRecord").filter(trial__in=batch)
    bodies = {pk: json.loads(body) for pk, body in delivered.values_list("trial_id", "body")}
    keyed = {
        pk: keyed_trial(plain[pk], bodies.get(pk), claims[pk], shipped.get(registry_id, {}))
        for pk, registry_id in batch.items()
    }
    _write_keys(tables, keyed)
    _write_paths(tables, keyed, claims)
    return keyed


def _plain_rows(tables: Tables, batch: dict[int, str]) -> dict[int, Data]:
    plain: dict[int, Data] = {pk: {kind: [] for kind in LISTS} for pk in batch}
    inner: dict[tuple[str, int], list[Data]] = {}
    for kind, (model, columns) in _OUTER.items():
        query = tables.rows(model).filter(trial__in=batch).order_by("trial_id", "position", "pk")
        for pk, trial_pk, *values in query.values_list("pk", "trial_id", *columns):
            row: Data = {"_pk": pk, **dict(zip(columns, values, strict=True))}
            if LISTS[kind]:
                row[LISTS[kind]] = inner[(kind, pk)] = []
            plain[trial_pk][kind].append(row)
    regimens = tables.rows("Regimen").filter(arm__trial__in=batch).order_by("arm_id", "position", "pk")
    for pk, arm, key in regimens.values_list("pk", "arm_id", "intervention__key"):
        inner[("arms", arm)].append({"_pk": pk, "intervention": key})
    limits = tables.rows("Threshold").filter(criterion__trial__in=batch).order_by("criterion_id", "position", "pk")
    tops: dict[int, Data] = {}
    others: list[tuple[int, int]] = []
    for pk, criterion, top, analyte in limits.values_list("pk", "criterion_id", "alternative_to_id", "analyte"):
        if top is None:
            tops[pk] = {"_pk": pk, "analyte": analyte, "_others": []}
            inner[("criteria", criterion)].append(tops[pk])
        else:
            others.append((pk, top))
    for pk, top in others:
        while top not in tops:  # an alternative of an alternative: no record has one, a table may
            top = next(above for one, above in others if one == top)
        tops[top]["_others"].append(pk)
    return plain


def _claims(tables: Tables, batch: dict[int, str]) -> dict[int, list[OldClaim]]:
    found: dict[int, list[OldClaim]] = defaultdict(list)
    query = tables.rows("Claim").filter(trial__in=batch).order_by("pk")
    for trial_pk, pk, path, value, accepted, method, at in query.values_list(
        "trial_id", "pk", "path", "value", "accepted", "method", "at"
    ):
        found[trial_pk].append(OldClaim(pk, path, value, accepted, method == "curator", at))
    return found


def _write_keys(tables: Tables, keyed: dict[int, KeyedTrial]) -> None:
    written: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for trial in keyed.values():
        for kind, (model, _) in _OUTER.items():
            for place, row in enumerate(trial.rows[kind], start=1):
                written[model].append((row["key"], place, row["_pk"]) if kind == "arms" else (row["key"], row["_pk"]))
        for arm in trial.rows["arms"]:
            written["Regimen"] += [(one["key"], one["_pk"]) for one in arm["regimens"]]
        for criterion in trial.rows["criteria"]:
            written["Threshold"] += _limit_keys(criterion["thresholds"])
    for model, rows in written.items():
        tables.write(model, ("key", "old_number") if model == "Arm" else ("key",), rows)
    gone_model = tables.apps.get_model("trials", "RetiredKey")
    gone = [
        gone_model(trial_id=pk, kind=one.kind, key=one.key, label=one.label)
        for pk, trial in keyed.items()
        for one in trial.gone
    ]
    tables.rows("RetiredKey").bulk_create(gone, batch_size=500)


def _limit_keys(limits: list[Data]) -> Iterator[tuple[str, int]]:
    """Yield key and primary key of the limits of a criterion, and of their alternatives, which no path names."""
    used = {limit["key"] for limit in limits}
    for limit in limits:
        yield limit["key"], limit["_pk"]
        for number, pk in enumerate(limit["_others"], start=1):
            key = free_key(f"{limit['key'][:32]}-or-{number}", used)
            used.add(key)
            yield key, pk


def _write_paths(tables: Tables, keyed: dict[int, KeyedTrial], claims: dict[int, list[OldClaim]]) -> None:
    written: list[tuple[Any, ...]] = []
    for trial_pk, trial in keyed.items():
        for claim in claims[trial_pk]:
            path, value = trial.path(claim.path), trial.value(claim)
            if (path, value) != (claim.path, claim.value):
                written.append((path, value, claim.pk))
    _write_claims(tables, written)
    _write_renamed(tables, "Note", keyed, lambda trial, path: trial.path(path))
    _write_renamed(tables, "MissingFact", keyed, lambda trial, path: named(path, trial.names))
    discrepancies = [
        ([named(path, trial.names) for path in row["paths"]], row["paths"], row["_pk"])
        for trial in keyed.values()
        for row in trial.rows["discrepancies"]
    ]
    changed = [(json.dumps(new), pk) for new, old, pk in discrepancies if new != old]
    tables.write("Discrepancy", ("paths",), changed)
    bodies = [
        (json.dumps(trial.body, separators=(",", ":"), ensure_ascii=False), pk)
        for pk, trial in keyed.items()
        if trial.body
    ]
    _write_bodies(tables, bodies)


def _write_claims(tables: Tables, rows: list[tuple[str, Any, int]]) -> None:
    # NULL stands for "read as absent": it is no JSON.
    tables.write(
        "Claim",
        ("path", "value"),
        [(path, None if value is None else json.dumps(value), pk) for path, value, pk in rows],
    )


def _write_renamed(
    tables: Tables, model: str, keyed: dict[int, KeyedTrial], renamed: Callable[[KeyedTrial, str], str]
) -> None:
    query = tables.rows(model).filter(trial__in=keyed).exclude(path="").values_list("pk", "trial_id", "path")
    changed = [(renamed(keyed[trial], path), path, pk) for pk, trial, path in query]
    tables.write(model, ("path",), [(new, pk) for new, old, pk in changed if new != old])


def _write_bodies(tables: Tables, rows: list[tuple[str, int]]) -> None:
    model = tables.apps.get_model("trials", "DeliveredRecord")
    quote = tables.connection.ops.quote_name
    with tables.connection.cursor() as cursor:
        # Without its digest a file counts as new: the next load brings the release's own form.
        cursor.executemany(f"UPDATE {quote(model._meta.db_table)} SET body = %s, digest = '' WHERE trial_id = %s", rows)  # noqa: S608


def _views_with_arms(tables: Tables) -> list[tuple[int, str, str]]:
    """Return (view, registry id in lower case, name) of every arm that a saved address names by a number."""
    found = []
    for pk, query in tables.rows("SavedView").values_list("pk", "query"):
        for field, value in parse_qsl(query, keep_blank_values=True):
            registry_id, _, number = value.partition("~")[0].rpartition(":")
            if field in _NAMING and registry_id and number.isdigit():
                found.append((pk, registry_id.lower(), number))
    return found


def _rewrite_views(tables: Tables, trials: dict[str, KeyedTrial]) -> None:
    """Name the arms of saved addresses by keys: of the arms as they stood when the address was saved."""
    written = []
    for pk, query, saved_at in tables.rows("SavedView").values_list("pk", "query", "saved_at"):
        pairs = parse_qsl(query, keep_blank_values=True)
        renamed = [(field, _renamed(field, value, saved_at, trials)) for field, value in pairs]
        if renamed != pairs:
            written.append((urlencode(renamed), pk))
    tables.write("SavedView", ("query",), written)


def _renamed(field: str, value: str, saved_at: datetime, trials: dict[str, KeyedTrial]) -> str:
    if field not in _NAMING:
        return value
    ref, sign, way = value.partition("~")
    registry_id, _, number = ref.rpartition(":")
    trial = trials.get(registry_id.lower())
    if trial is None or not number.isdigit():
        return value
    arms = trial.arms(saved_at)
    # A number that fits no arm was no address when it was saved either: it stays, and answers that it is none.
    return f"{registry_id}:{arms[int(number) - 1]}{sign}{way}" if 1 <= int(number) <= len(arms) else value


def has_trials(apps: Any, connection: Any) -> bool:
    """Whether there is anything that the way back would lose."""
    return bool(Tables(apps, connection).rows("Trial").exists())

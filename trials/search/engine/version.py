"""Which state of the data this is, and what changed since another one: one look at one row, whatever there is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from trials.models import DataChange, DataVersion


class Version(NamedTuple):
    """A state of the data: the number of its newest change, and that change's mark."""

    number: int
    mark: str


NO_DATA = Version(0, "")


def data_version() -> Version:
    """Return the data's version now. Nothing was ever derived: ``NO_DATA``."""
    with connection.cursor() as cursor:
        cursor.execute(*_version_query(connection.vendor))
        row = cursor.fetchone()
    return Version(*row) if row else NO_DATA


@cache
def _version_query(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Return SQL and parameters, once a process: every page asks this, and writing it costs 20 times what asking does.

    ``vendor`` is whose SQL it is; a process has one database.
    """
    rows = DataVersion.objects.filter(pk=1).values_list("number", "mark")
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    return sql, tuple(parameters)


@dataclass(frozen=True)
class Changes:
    """What changed since a version: the newest version, the trials (primary keys), whether all was rebuilt."""

    newest: Version
    trials: frozenset[int]
    is_full: bool


def changes_since(held: Version) -> Changes | None:
    """Return what changed since a version, in one query; None where the log does not reach back to it.

    The log must still hold the version's own change, under its own mark: then all later ones stand behind it.
    """
    rows = DataChange.objects.filter(number__gte=held.number).order_by("number")
    found = list(rows.values_list("number", "mark", "trial_id", "is_full"))
    if not found or tuple(found[0][:2]) != held:
        return None
    later = [row for row in found if row[0] > held.number]
    newest = Version(*later[-1][:2]) if later else held
    return Changes(newest, frozenset(row[2] for row in later if row[2] is not None), any(row[3] for row in later))


def has_changed(trials: Collection[int], since: Version) -> bool:
    """Whether one of the trials (primary keys) changed since a version, as far as can be told: one query or two."""
    if data_version() == since:
        return False
    changes = changes_since(since)
    return changes is None or not changes.trials.isdisjoint(trials)

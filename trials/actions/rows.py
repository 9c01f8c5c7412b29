"""Bringing the rows below one parent in line with what is wanted, writing only what differs."""

from __future__ import annotations

from typing import Any

from django.db.models import Model


def sync_rows(
    model: type[Model],
    *,
    parent: dict[str, Any],
    key: tuple[str, ...],
    wanted: list[dict[str, Any]],
    using: str,
    keep_surplus: bool = False,
) -> list[Any]:
    """Make the rows of a parent equal to ``wanted`` (column -> value) and return them in that order.

    Rows are matched by the ``key`` columns; equal rows are left alone, others updated, new ones made,
    and those that are wanted no more deleted, unless ``keep_surplus``.
    """
    manager = model._default_manager.using(using)
    existing = {tuple(getattr(row, name) for name in key): row for row in manager.filter(**parent)}
    keys = [tuple(columns[name] for name in key) for columns in wanted]
    surplus = [row.pk for found, row in existing.items() if found not in set(keys)]
    if surplus and not keep_surplus:
        manager.filter(pk__in=surplus).delete()
    fresh: list[Model] = []
    rows: list[Any] = []
    for found, columns in zip(keys, wanted, strict=True):
        row = existing.get(found)
        if row is None:
            row = model(**parent, **columns)
            fresh.append(row)
        elif any(getattr(row, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(row, name, value)
            row.save(using=using)
        rows.append(row)
    manager.bulk_create(fresh)
    return rows


def replace_rows(model: type[Model], *, parent: dict[str, Any], wanted: list[dict[str, Any]], using: str) -> None:
    """Make the rows of a parent equal to ``wanted``, all anew when any differs.

    For rows with two unique columns, where moving one by one would collide half-way.
    """
    manager = model._default_manager.using(using)
    names = sorted({name for columns in wanted for name in columns})
    existing = list(manager.filter(**parent))
    same = len(existing) == len(wanted) and all(
        all(getattr(row, name) == columns[name] for name in names)
        for row, columns in zip(existing, wanted, strict=True)
    )
    if not same:
        manager.filter(pk__in=[row.pk for row in existing]).delete()
        manager.bulk_create(model(**parent, **columns) for columns in wanted)

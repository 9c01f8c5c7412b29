"""Storing what was typed in the admin: a trial's own columns, and the rows of one table below it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Model

from trials.models import Trial
from trials.selectors.keys import next_key


def store_columns(*, trial: Trial) -> None:
    """Store the trial's own columns as they are typed; `finish_curation` files what changed."""
    trial.save()


def store_rows(
    *, parent: str, new: Iterable[Model], changed: Iterable[Model], deleted: Iterable[Model]
) -> tuple[Model, ...]:
    """Store the rows of one table below a trial and return those that are there now, changed ones first.

    ``parent`` names the foreign key to what holds the rows: the trial, or a row of it. A new row gets its key and,
    where no place was typed, goes to the end of its parent's list. Left out is a row that went with its parent on the
    same page.
    Raises django.db.models.ProtectedError, django.db.models.RestrictedError or django.db.IntegrityError when other
    rows need a deleted one; roll back then. The caller's transaction holds the trial: see `begin_curation`.
    """
    for row in deleted:
        row.delete()
    stored: list[Model] = []
    for row in changed:
        if type(row)._default_manager.filter(pk=row.pk).exists():
            row.save()
            stored.append(row)
    for row in new:
        if _has_parent(row, parent):
            _give_key(row)
            _to_the_end(row, parent)
            row.save()
            stored.append(row)
    return tuple(stored)


def _has_parent(row: Any, parent: str) -> bool:
    above = getattr(row, parent)
    return type(above)._default_manager.filter(pk=above.pk).exists()


def _give_key(row: Any) -> None:
    if not getattr(row, "key", "typed"):
        row.key = next_key(row)


def _to_the_end(row: Any, parent: str) -> None:
    if getattr(row, "position", 0) is not None:
        return
    siblings = type(row)._default_manager.filter(**{parent: getattr(row, parent)})
    row.position = (siblings.aggregate(Max("position"))["position__max"] or 0) + 1

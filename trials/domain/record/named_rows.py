"""The keys of a trial's rows as a whole: completed where rows come without, and checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from msgspec.structs import asdict, replace

from trials.domain.record.checks import check_unique
from trials.domain.record.keys import KEY_RULE, NOUNS, completed, is_key

#: Lists whose rows have keys of this form -> the list inside each of their rows.
LISTS = {"arms": "regimens", "criteria": "thresholds", "outcomes": "", "results": "", "publications": "",
         "discrepancies": ""}  # fmt: skip


class HasRows(Protocol):
    """A trial's record, as far as its keys go."""

    @property
    def arms(self) -> tuple[Any, ...]:
        """The arms."""

    @property
    def results(self) -> tuple[Any, ...]:
        """The results."""

    @property
    def retired(self) -> tuple[Any, ...]:
        """The rows that are gone."""


def rows_by_kind(trial: HasRows) -> Iterator[tuple[str, Any]]:
    """Yield (kind, row) of every row that has a key of this form, in order, rows inside a row after it."""
    for kind, inner in LISTS.items():
        for row in getattr(trial, kind):
            yield kind, row
            if inner:
                yield from ((inner, one) for one in getattr(row, inner))


def completed_lists(trial: HasRows) -> dict[str, tuple[Any, ...]]:
    """Return the lists in which rows had no key, each row with one; empty when every row has its key."""
    if all(row.key for _, row in rows_by_kind(trial)):
        return {}
    found: dict[str, tuple[Any, ...]] = {}
    for kind, inner in LISTS.items():
        rows = _completed(trial, kind, getattr(trial, kind))
        if inner:
            every = iter(_completed(trial, inner, tuple(one for row in rows for one in getattr(row, inner))))
            rows = tuple(replace(row, **{inner: tuple(next(every) for _ in getattr(row, inner))}) for row in rows)
        found[kind] = rows
    return found


def _completed(trial: HasRows, kind: str, rows: tuple[Any, ...]) -> tuple[Any, ...]:
    gone = [one.key for one in trial.retired if one.kind == kind]
    keys = completed(kind, ((row.key, asdict(row)) for row in rows), gone)
    return tuple(row if row.key == key else replace(row, key=key) for row, key in zip(rows, keys, strict=True))


def check_keys(trial: HasRows) -> None:
    """Refuse keys of another form, keys that stand twice or name a row that is gone, arms of results that are none."""
    keys: dict[str, list[str]] = {kind: [] for kind in NOUNS}
    for kind, row in rows_by_kind(trial):
        keys[kind].append(row.key)
    for one in trial.retired:
        if one.key in keys[one.kind]:
            raise ValueError(f"{one.kind}: key {one.key!r} was that of a row that is gone")
    for kind, found in keys.items():
        wrong = next((key for key in found if not is_key(key)), None)
        if wrong is not None:
            raise ValueError(f"{kind}: key {wrong!r}: {KEY_RULE}")
        check_unique(found, f"{kind}: key")
    numbers = [*(arm.old_number for arm in trial.arms), *(one.old_number for one in trial.retired)]
    check_unique([number for number in numbers if number is not None], "arms: old number")
    arms = {arm.key for arm in trial.arms}
    for result in trial.results:
        for group in result.groups:
            if group.arm and group.arm not in arms:
                raise ValueError(f"result {group.label!r}: {group.arm!r} is no arm here")

"""The keys of a trial's rows as a whole: completed where rows come without, and checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from msgspec.structs import asdict, replace

from trials.domain.record.keys import (
    NOUNS,
    OLD_NUMBERS,
    RESULT_ARM,
    RETIRED_KEY,
    ROW_KEY,
    ROW_KEYS,
    completed,
    is_key,
)

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
        RETIRED_KEY.check(one.key not in keys[one.kind], f"{one.kind}/{one.key}")
        keys[one.kind].append(one.key)
    for kind, found in keys.items():
        wrong = next((key for key in found if not is_key(key)), None)
        ROW_KEY.check(wrong is None, f"{kind}/{wrong}")
        ROW_KEYS.check([f"{kind}/{key}" for key in found])
    numbers = [*(arm.old_number for arm in trial.arms), *(one.old_number for one in trial.retired)]
    OLD_NUMBERS.check([number for number in numbers if number is not None])
    arms = {arm.key for arm in trial.arms}
    for result in trial.results:
        for group in result.groups:
            RESULT_ARM.check(not group.arm or group.arm in arms, f"{group.arm!r} of {group.label!r}")

"""Whether a path names a value that a record has a place for, whether the value is there or not."""

from __future__ import annotations

from trials.domain.record import TrialRecord
from trials.domain.record.fields import FIELDS
from trials.domain.record.keys import row_of
from trials.domain.record.paths import VALUES_OF_ROWS
from trials.domain.record.rows import INNER_LISTS, ROW_LISTS

_OF_REGIMENS = ("intervention", "relation", "route", "dose", "schedule")


def is_known(trial: TrialRecord, path: str) -> bool:
    """Whether a path leads somewhere: a fact, a list, a row of it, or a value of the row."""
    head, *steps = path.split("/")
    if head in FIELDS:
        return not steps
    if head not in ROW_LISTS:
        return False
    if not steps:
        return True
    row = row_of(getattr(trial, head), steps[0])
    if row is None or len(steps) == 1:
        return row is not None
    inner = INNER_LISTS.get(head)
    if steps[1] == inner:
        return _is_known_inside(getattr(row, inner), steps[2:], has_values=inner == "regimens")
    return len(steps) == 2 and steps[1] in VALUES_OF_ROWS.get(head, ())


def _is_known_inside(rows: tuple[object, ...], steps: list[str], *, has_values: bool) -> bool:
    """Whether the rest of a path leads to a row inside a row, or to one of its values."""
    if not steps:
        return True
    found = row_of(rows, steps[0])  # type: ignore[type-var]
    if found is None or len(steps) == 1:
        return found is not None
    return has_values and len(steps) == 2 and steps[1] in _OF_REGIMENS

"""Which rows a comparison shows and in which order: groups chosen and ordered, and within each its rows.

An address names a group's rows only where they are not all of them in the usual order: ``group=dosing`` alone means
the whole group, ``row=dosing.per_kg`` that only this row of the group is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trials.domain.comparison.rows import GROUP_BY_ID, GROUPS, ROWS
from trials.domain.comparison.rowspec import RowGroup, RowSpec

ROW_BY_ID: dict[str, RowSpec] = {row.id: row for row in ROWS}


def shown_groups(groups: Iterable[str], rows: Iterable[str]) -> tuple[RowGroup, ...]:
    """Return the chosen groups in their order (all without a choice), each with its chosen rows in theirs."""
    wanted = tuple(rows)
    return tuple(_with_rows(group, wanted) for group in (tuple(GROUP_BY_ID[one] for one in groups) or GROUPS))


def _with_rows(group: RowGroup, rows: tuple[str, ...]) -> RowGroup:
    chosen = tuple(ROW_BY_ID[one] for one in dict.fromkeys(rows) if ROW_BY_ID[one].group == group.id)
    return replace(group, rows=chosen) if chosen else group


def is_usual(group: RowGroup) -> bool:
    """Whether a group shows all its rows in the usual order."""
    return group.rows == GROUP_BY_ID[group.id].rows


def shortest_rows(groups: Iterable[str], rows: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that an address must name: the rows of shown groups that do not show all in the usual order."""
    return tuple(row.id for group in shown_groups(groups, rows) if not is_usual(group) for row in group.rows)


def groups_with_rows(groups: Iterable[str], rows: Iterable[str]) -> tuple[str, ...]:
    """Return the chosen groups of which at least one row is chosen; none may be left."""
    told = {ROW_BY_ID[one].group for one in rows}
    return tuple(one for one in (tuple(groups) or tuple(GROUP_BY_ID)) if one in told)


def offered_rows(group: RowGroup) -> tuple[RowSpec, ...]:
    """Return all rows of a group as they are offered: those left out at their usual place, or last if rows were moved.

    So a row that is taken back stands where it stood.
    """
    usual = GROUP_BY_ID[group.id].rows
    if [row for row in usual if row in group.rows] == list(group.rows):
        return usual
    return (*group.rows, *(row for row in usual if row not in group.rows))

"""What the form of a comparison offers: columns kept, rows to choose, assumptions, the reader's own arm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from trials.domain.comparison.columns import MAX_COLUMNS
from trials.domain.comparison.row_choice import is_usual, offered_rows, shown_groups
from trials.domain.comparison.rows import GROUPS
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.dosing.quantities import ULN_BOUNDS
from trials.domain.dosing.weights import CHILD_WEIGHT_BOUNDS, WEIGHT_BOUNDS
from trials.domain.view_state.comparison import SPAN_WORDS, Address, plan_pairs, query_of, query_pairs
from trials.domain.vocabulary import CellSource, DoseUnit, Route
from trials.domain.wording.units import Units

#: Names of the units for a switch, shorter than the terms.
_UNIT_NAMES = {Units.BOTH: "Both", Units.SI: "SI", Units.CONVENTIONAL: "mg/dL"}


@dataclass(frozen=True)
class OfferedRow:
    """A row that may be chosen."""

    row: RowSpec
    is_chosen: bool


@dataclass(frozen=True)
class OfferedGroup:
    """A group that may be chosen, its rows as they are offered; ``first`` and ``last`` are the ends of those shown."""

    group: RowGroup
    is_chosen: bool
    is_usual: bool
    rows: tuple[OfferedRow, ...]
    first: str
    last: str


@dataclass(frozen=True)
class Controls:
    """What the form shows. ``raw``: what was typed stands in it again, also when it cannot be used.

    ``query`` is the shortest query of the view, ``usual_rows`` that with all rows as usual ("" where they are),
    ``spans`` the ranges of the timeline: query, words, whether it is the one shown.
    """

    address: Address
    query: str
    raw: Mapping[str, str]
    hidden: tuple[tuple[str, str], ...]
    bounds: Mapping[str, tuple[Decimal, Decimal]]
    units: tuple[tuple[str, str], ...]
    groups: tuple[OfferedGroup, ...]
    usual_rows: str
    plan: Mapping[str, str]
    plan_units: tuple[tuple[str, str], ...]
    routes: list[tuple[str, str]]
    cell_sources: list[tuple[str, str]]
    spans: tuple[tuple[str, str, bool], ...]
    most: int


def controls(view: Address) -> Controls:
    """Return what the form of a view offers."""
    return Controls(
        address=view,
        query=query_of(view),
        raw=view.raw,
        hidden=tuple(pair for pair in query_pairs(view) if pair[0] in ("trial", "arm")),
        bounds={"weight": WEIGHT_BOUNDS, "child_weight": CHILD_WEIGHT_BOUNDS, "uln": ULN_BOUNDS},
        units=tuple((unit.value, _UNIT_NAMES[unit]) for unit in Units),
        groups=_row_choice(view),
        usual_rows=query_of(replace(view, groups=(), rows=())) if view.groups or view.rows else "",
        plan=dict(plan_pairs(view.plan)) if view.plan is not None else {},
        plan_units=tuple((unit.value, unit.label) for unit in (DoseUnit.CELLS_PER_KG, DoseUnit.CELLS)),
        routes=Route.choices(),
        cell_sources=CellSource.choices(),
        spans=tuple((query_of(replace(view, span=key)), words, key == view.span) for key, words in SPAN_WORDS.items()),
        most=MAX_COLUMNS,
    )


def _row_choice(view: Address) -> tuple[OfferedGroup, ...]:
    """Every group with its rows as the form offers them: chosen ones first, in their order."""
    chosen = shown_groups(view.groups, view.rows)
    ids = {group.id for group in chosen}
    every = (*chosen, *(group for group in GROUPS if group.id not in ids))
    return tuple(_offered(group, is_chosen=group.id in ids) for group in every)


def _offered(group: RowGroup, *, is_chosen: bool) -> OfferedGroup:
    return OfferedGroup(
        group=group,
        is_chosen=is_chosen,
        is_usual=is_usual(group),
        rows=tuple(OfferedRow(row, row in group.rows) for row in offered_rows(group)),
        first=group.rows[0].id,
        last=group.rows[-1].id,
    )

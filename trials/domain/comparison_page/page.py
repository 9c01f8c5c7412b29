"""A comparison, whole: the table, the figures and the sentences of one view, made from its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trials.domain.comparison.grid import Decisions, Grid, Slot, build_grid
from trials.domain.comparison.notes import findings, heading, methods_note
from trials.domain.comparison.row_choice import shown_groups
from trials.domain.figures.lanes import arm_lane
from trials.domain.figures.limits import LimitTable, limit_table
from trials.domain.figures.matrix import Matrix, endpoint_matrix
from trials.domain.figures.timeline import Timeline, last_endpoint, timeline
from trials.domain.view_state.comparison import SPANS, Address
from trials.domain.view_state.resolving import Resolved


@dataclass(frozen=True)
class TrialHead:
    """The upper row of the table's head: neighbouring columns of one trial under one name."""

    id: str
    title: str
    span: int
    pinned: bool
    is_planned: bool


@dataclass(frozen=True)
class ComparisonPage:
    """Everything that a comparison shows. ``reference`` is the pinned column; ``note`` is for a methods section."""

    grid: Grid
    reference: Slot
    heads: tuple[TrialHead, ...]
    heading: str
    findings: str
    note: str
    timeline: Timeline
    limits: LimitTable
    matrix: Matrix


def build_page(view: Address, resolved: Resolved, decisions: Decisions) -> ComparisonPage:
    """Return the comparison of a view with its columns looked up.

    ``decisions``: curators' readings by trial and path. Raises IndexError when there is no column.
    """
    grid = build_grid(
        resolved.slots,
        reference=resolved.reference,
        groups=shown_groups(view.groups, view.rows),
        all_rows=view.all_rows,
        decisions=decisions,
    )
    return ComparisonPage(
        grid=grid,
        reference=grid.slots[grid.reference],
        heads=_heads(grid.slots, grid.reference),
        heading=heading(resolved.columns),
        findings=findings(resolved.columns),
        note=methods_note(grid),
        timeline=_timeline(view, resolved),
        limits=limit_table(resolved.columns),
        matrix=endpoint_matrix(resolved.columns),
    )


def _heads(slots: Sequence[Slot], reference: int) -> tuple[TrialHead, ...]:
    heads: list[TrialHead] = []
    for place, slot in enumerate(slots):
        trial = slot.first.trial
        if heads and heads[-1].id == trial.registry_id:
            heads[-1] = TrialHead(trial.registry_id, trial.title, heads[-1].span + 1, False, heads[-1].is_planned)
        else:
            heads.append(TrialHead(trial.registry_id, trial.title, 1, place == reference, slot.first.is_planned))
    return tuple(heads)


def _timeline(view: Address, resolved: Resolved) -> Timeline:
    weights = view.assumptions.weights
    lanes = [arm_lane(c.trial, c.position, c.key, weights, with_trial=not c.is_planned) for c in resolved.columns]
    last = SPANS[view.span]
    return timeline(lanes, last_day=last_endpoint(lanes) if last == -1 else last)

"""The list of arms: facets, chips, one page of rows. Two queries, and one more for words not asked for before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from trials.domain.arm_list.rows import ArmRow, arm_row
from trials.domain.dosing.weights import Weights
from trials.domain.record import TrialRecord
from trials.domain.record.keys import place_of, row_of
from trials.domain.vocabulary import Registry
from trials.search.definitions import ALL_ARMS, DEFAULT_SORT
from trials.search.engine.index import ArmKey, FacetIndex
from trials.search.engine.order import ordered_arms, picked
from trials.search.engine.selection import select
from trials.search.engine.version import Version
from trials.search.list_page.chips import Chip, Hint, chips, hints
from trials.search.list_page.paging import Paging, page_of
from trials.search.list_page.panels import Counter, Panel, panels
from trials.search.list_page.state import PAGE_SIZES, ROWS_PER_TRIAL, TICK, ListRequest
from trials.selectors.arm_index import current_index
from trials.selectors.records import trial_records

_TRIES = 3


@dataclass(frozen=True)
class Group:
    """What makes one row of the table: one arm, or the arms of one trial that were found."""

    rows: list[ArmRow]

    @property
    def first(self) -> ArmRow:
        """The row's first arm, which speaks for its trial."""
        return self.rows[0]


@dataclass(frozen=True)
class Tick:
    """An arm in the tray."""

    ref: str
    registry_id: str
    label: str
    on_page: bool


@dataclass(frozen=True)
class ListPage:
    """All that the page shows. ``arm_count`` and ``trial_count``: what was found; ``arms_of``: without filters.

    ``paper_count``: trials known from papers only, which can be the papers of registered trials in the same list.
    """

    panels: list[Panel]
    chips: list[Chip]
    hints: list[Hint]
    groups: list[Group]
    ticks: list[Tick]
    arm_count: int
    trial_count: int
    paper_count: int
    arms_of: int
    paging: Paging
    weights: Weights
    has_all_arms: bool
    per_trial: bool

    @property
    def rows(self) -> list[ArmRow]:
        """Every arm on the page."""
        return [row for group in self.groups for row in group.rows]

    @property
    def refs(self) -> list[str]:
        """The names of the arms on the page."""
        return [row.ref for row in self.rows]

    @property
    def ticked(self) -> list[str]:
        """The names of the arms in the tray."""
        return [tick.ref for tick in self.ticks]


def list_page(request: ListRequest, seen: Version | None = None) -> ListPage:
    """Return the page that an address asks for; a page beyond the last is the last.

    ``seen``: the data's version, where the request has asked for it already.
    """
    index = current_index(seen)
    for _ in range(_TRIES):
        try:
            return _page(request, index)
        except _ChangedMeanwhile:
            index = current_index()
    return _page(request, index, leave_out=True)


class _ChangedMeanwhile(Exception):
    """An arm of the index is not in its trial's record: the trial was changed after the index was taken."""


def present_ticks(ticks: tuple[str, ...], seen: Version | None = None) -> list[str] | None:
    """Return the ticks of an address with arms that it names by their old numbers named by keys; None where none is.

    ``seen``: the data's version, where the request has asked for it already.
    """
    if not ticks:
        return None
    index = current_index(seen)
    if all(ref.lower() in index.by_ref for ref in ticks):
        return None
    found = [index.by_old_ref.get(ref.lower(), ref) for ref in ticks]
    return list(dict.fromkeys(found)) if found != list(ticks) else None


def _page(request: ListRequest, index: FacetIndex, *, leave_out: bool = False) -> ListPage:
    selection = select(index, request.filters)
    per_trial = request.view.get("rows") == ROWS_PER_TRIAL
    count: Counter = index.trial_count if per_trial else int.bit_count
    bits = selection.bits
    found = count(bits)
    paging = page_of(found, request.view.get("per") or PAGE_SIZES[0], request.view.get("page") or 1)
    order = ordered_arms(index, request.view.get("sort") or DEFAULT_SORT, selection.weights)
    numbers = _page_of(index, order, bits, paging, per_trial)
    ticked = [index.by_ref[ref.lower()] for ref in request.state.values.get(TICK, ()) if ref.lower() in index.by_ref]
    rows, ticks = _rows(index, numbers, list(dict.fromkeys(ticked)), selection.weights, leave_out=leave_out)
    return ListPage(
        panels=panels(selection, count, request.finds, request.wrong),
        chips=chips(request, selection),
        hints=hints(request, selection, count) if not found else [],
        groups=_groups(rows, per_trial=per_trial),
        ticks=ticks,
        arm_count=bits.bit_count(),
        trial_count=index.trial_count(bits),
        paper_count=index.trial_count(bits & index.facets.get("registry", {}).get(Registry.PUBLICATION.value, 0)),
        arms_of=selection.universe.bit_count(),
        paging=paging,
        weights=selection.weights,
        has_all_arms=request.filters.get("arms") == ALL_ARMS,
        per_trial=per_trial,
    )


def _page_of(index: FacetIndex, order: list[int], bits: int, paging: Paging, per_trial: bool) -> list[int]:
    arms = picked(order, bits)
    if not per_trial:
        return list(islice(arms, *paging.slice))
    trials: dict[int, list[int]] = {}
    for number in arms:
        trials.setdefault(index.arms[number].trial_id, []).append(number)
    return [number for group in islice(trials.values(), *paging.slice) for number in group]


def _rows(
    index: FacetIndex, numbers: list[int], ticked: list[int], weights: Weights, *, leave_out: bool
) -> tuple[list[ArmRow], list[Tick]]:
    """Return the rows of arms and the ticks; where a record lacks one, raise _ChangedMeanwhile or leave it out."""
    records = trial_records(dict.fromkeys(index.arms[number].registry_id for number in (*numbers, *ticked)))
    lacking = {number for number in (*numbers, *ticked) if not _holds(records, index.arms[number])}
    if lacking and not leave_out:
        raise _ChangedMeanwhile
    chosen, shown = set(ticked), set(numbers)
    rows: list[ArmRow] = []
    for number in numbers:
        if number in lacking:
            continue
        key = index.arms[number]
        record = records[key.registry_id]
        again = bool(rows) and rows[-1].registry_id == key.registry_id
        place = place_of(record.arms, key.key)
        rows.append(arm_row(record, place, weights, ref=key.ref, ticked=number in chosen, again=again))
    ticks = [_tick(records, index.arms[number], number in shown) for number in ticked if number not in lacking]
    return rows, ticks


def _holds(records: Mapping[str, TrialRecord], key: ArmKey) -> bool:
    record = records.get(key.registry_id)
    return record is not None and row_of(record.arms, key.key) is not None


def _groups(rows: list[ArmRow], *, per_trial: bool) -> list[Group]:
    if not per_trial:
        return [Group([row]) for row in rows]
    trials: dict[str, list[ArmRow]] = {}
    for row in rows:
        trials.setdefault(row.registry_id, []).append(row)
    return [Group(arms) for arms in trials.values()]


def _tick(records: Mapping[str, TrialRecord], key: ArmKey, on_page: bool) -> Tick:
    arm = row_of(records[key.registry_id].arms, key.key)
    return Tick(key.ref, key.registry_id, arm.label if arm is not None else "", on_page)

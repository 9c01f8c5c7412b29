"""The comparison put together: groups of rows over columns, every cell with its difference and its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from trials.domain.comparison.cells import Cell, Item, joined_cells, with_letters
from trials.domain.comparison.columns import Column
from trials.domain.comparison.differences import Difference, Relation, relate, row_differs, row_words
from trials.domain.comparison.evidence import Decision, Evidence, EvidenceReader
from trials.domain.comparison.rows import GROUPS
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.vocabulary import ValueState
from trials.domain.wording.discrepancies import NO_SIGNS, Signs

#: Groups that a planned arm can say something about.
PLANNED_GROUPS = frozenset({"product", "dosing", "schedule", "cumulative"})
_SILENT = (ValueState.NOT_REPORTED, ValueState.NOT_EXTRACTED)


@dataclass(frozen=True)
class Slot:
    """One column of the page: an arm, or the chosen arms of a trial. ``ref`` is its address."""

    ref: str
    columns: tuple[Column, ...]

    @property
    def first(self) -> Column:
        """The first arm, which also speaks for the trial."""
        return self.columns[0]

    @property
    def letters(self) -> str:
        """The letters of its arms: "A", "B, C"."""
        return ", ".join(column.key.letter for column in self.columns)


@dataclass(frozen=True)
class GridCell:
    """A cell in its place. ``number`` is the 1-based column, ``signs`` what contradicts the value, or does not fit."""

    number: int
    slot: Slot
    cell: Cell
    difference: Difference
    evidence: Evidence
    signs: Signs
    css: str


@dataclass(frozen=True)
class GridRow:
    """A row with its cells. ``count`` says how many columns differ, in words; ``is_alike`` that none does."""

    spec: RowSpec
    cells: tuple[GridCell, ...]
    count: str
    is_alike: bool
    is_equal: bool

    @property
    def css(self) -> str:
        """Classes of the row."""
        if self.is_equal:
            return "same all-equal"
        return "same" if self.is_alike else "differs"


@dataclass(frozen=True)
class GridGroup:
    """A group with the rows that are shown; ``hidden`` rows have no value in any column."""

    group: RowGroup
    rows: tuple[GridRow, ...]
    hidden: tuple[str, ...]

    @property
    def alike(self) -> int:
        """How many of the rows shown are alike in all columns."""
        return sum(row.is_alike for row in self.rows)


@dataclass(frozen=True)
class Grid:
    """The whole table. ``reference`` is the 0-based place of the pinned column."""

    slots: tuple[Slot, ...]
    reference: int
    groups: tuple[GridGroup, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every arm in the order of the page."""
        return tuple(column for slot in self.slots for column in slot.columns)

    @property
    def row_count(self) -> int:
        """How many rows are shown."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def alike(self) -> int:
        """How many of them are alike in all columns."""
        return sum(group.alike for group in self.groups)

    @property
    def hidden(self) -> int:
        """How many rows are left out because no column has a value."""
        return sum(len(group.hidden) for group in self.groups)


Decisions = Mapping[str, Mapping[str, tuple[Decision, ...]]]


def slots_of(columns: Sequence[Column], by: Literal["arm", "trial"]) -> tuple[Slot, ...]:
    """Return the columns of the page: each arm, or the arms of each trial together where the trial first stands."""
    if by == "arm":
        return tuple(Slot(column.ref, (column,)) for column in columns)
    ids = dict.fromkeys(column.trial.registry_id for column in columns)
    return tuple(Slot(one, tuple(c for c in columns if c.trial.registry_id == one)) for one in ids)


def build_grid(
    slots: Sequence[Slot],
    *,
    reference: int = 0,
    groups: Sequence[RowGroup] = GROUPS,
    all_rows: bool = False,
    decisions: Decisions | None = None,
) -> Grid:
    """Return the grid of columns against the pinned one. ``decisions``: curators' readings by trial and path.

    Raises IndexError when ``reference`` is no column.
    """
    if not 0 <= reference < len(slots):
        raise IndexError(reference)
    trials = {column.trial.registry_id: column.trial for slot in slots for column in slot.columns}
    uln = slots[0].first.assumptions.uln
    witnesses = {one: EvidenceReader(trial, (decisions or {}).get(one, {}), uln) for one, trial in trials.items()}
    maker = _Maker(tuple(slots), reference, witnesses)
    return Grid(tuple(slots), reference, signed(tuple(maker.group(group, all_rows) for group in groups), witnesses))


def signed(groups: tuple[GridGroup, ...], witnesses: Mapping[str, EvidenceReader]) -> tuple[GridGroup, ...]:
    """Return the groups with the signs of their values: in each column once, in the first row that is about the value.

    Rows that only quote a value, or derive another from it, get its sign where no row of its own is shown.
    """
    places: dict[tuple[str, int], list[str]] = {}
    taken: set[tuple[int, str]] = set()
    rows = [row for group in groups for row in group.rows]
    for row in (*(one for one in rows if one.spec.flags), *(one for one in rows if one.spec.differ == "verbatim")):
        for one in row.cells:
            if one.slot.first.is_planned:
                continue
            mine = [path for path in one.cell.paths if (one.number, path) not in taken]
            taken.update((one.number, path) for path in mine)
            places.setdefault((row.spec.id, one.number), []).extend(mine)

    def with_signs(row: GridRow) -> GridRow:
        cells = tuple(
            replace(one, signs=witnesses[one.slot.first.trial.registry_id].signs_at(paths))
            if (paths := places.get((row.spec.id, one.number)))
            else one
            for one in row.cells
        )
        return replace(row, cells=cells)

    return tuple(replace(group, rows=tuple(with_signs(row) for row in group.rows)) for group in groups)


@dataclass(frozen=True)
class _Maker:
    slots: tuple[Slot, ...]
    reference: int
    witnesses: dict[str, EvidenceReader]

    def group(self, group: RowGroup, all_rows: bool) -> GridGroup:
        """Read every row of a group; detail rows without any value are left out and named."""
        rows, hidden = [], []
        for spec in group.rows:
            cells = tuple(_read(spec, slot) for slot in self.slots)
            if spec.detail and not all_rows and all(cell.is_absent for cell in cells):
                hidden.append(spec.label)
            else:
                rows.append(self.row(spec, cells))
        return GridGroup(group, tuple(rows), tuple(hidden))

    def row(self, spec: RowSpec, cells: tuple[Cell, ...]) -> GridRow:
        """Put cells into a row, each held against the reference."""
        against = cells[self.reference]
        letters = self.slots[self.reference].letters
        placed = tuple(
            self.place(spec, number, slot, cell, relate(spec, cell, against, letters))
            for number, (slot, cell) in enumerate(zip(self.slots, cells, strict=True), start=1)
        )
        # What a plan leaves open neither differs nor is alike.
        told = [one for one in placed if not (one.slot.first.is_planned and one.cell.is_absent)]
        told_cells = tuple(one.cell for one in told)
        differs = row_differs(spec, told_cells)
        equal = not differs and len({cell.plain for cell in cells}) == 1 and not cells[0].is_absent
        count = row_words(spec, told_cells, [one.difference for one in told], against, letters)
        return GridRow(spec, placed, count, not differs, equal)

    def place(self, spec: RowSpec, number: int, slot: Slot, cell: Cell, difference: Difference) -> GridCell:
        """Put one cell in its place, with what stands behind it."""
        pinned = number - 1 == self.reference
        if pinned:
            difference = Difference(Relation.REFERENCE)
        evidence = self.evidence(slot, cell)
        css = " ".join(filter(None, ("pinned" if pinned else "", _css(cell, difference))))
        return GridCell(number, slot, cell, difference, evidence, NO_SIGNS, css)

    def evidence(self, slot: Slot, cell: Cell) -> Evidence:
        """Return what stands behind a cell; a planned arm has no source but the reader."""
        if slot.first.is_planned:
            return Evidence()
        state = next((one.state for one in cell.items if one.is_absent), cell.state)
        return self.witnesses[slot.first.trial.registry_id].of(cell.paths, state)


def _read(spec: RowSpec, slot: Slot) -> Cell:
    if spec.scope == "trial" or len(slot.columns) == 1:
        return _planned(spec, slot.first) if slot.first.is_planned else spec.read(slot.first)
    read = [(column.key.letter, spec.read(column)) for column in slot.columns]
    cells = [cell for _, cell in read]
    if all(cell.items == cells[0].items for cell in cells):
        return replace(cells[0], paths=tuple(dict.fromkeys(path for cell in cells for path in cell.paths)))
    grouped: dict[tuple[Item, ...], list[str]] = {}
    for letter, cell in read:
        grouped.setdefault(cell.items, []).append(letter)
    parts = tuple((", ".join(grouped[items]), cell) for items, cell in {c.items: c for c in cells}.items())
    marked = [with_letters(cell, letters) for letters, cell in parts]
    whole = joined_cells(marked, absent=cells[0])
    keys = tuple(cell.key for cell in cells)
    paths = tuple(dict.fromkeys(path for cell in cells for path in cell.paths))
    return replace(whole, key=None if all(key is None for key in keys) else keys, size=None, paths=paths, parts=parts)


def _planned(spec: RowSpec, column: Column) -> Cell:
    """Read a row from the reader's own arm: it says what it says, and nothing else was reported or overlooked."""
    if spec.group not in PLANNED_GROUPS:
        if spec.id in ("trial.title", "trial.status"):
            return Cell((Item(text=column.trial.title if spec.id == "trial.title" else "Planned on this page"),))
        return Cell((Item(state=ValueState.NOT_APPLICABLE, reason="not part of the plan", reason_only=True),))
    cell = spec.read(column)
    items = tuple(
        replace(one, state=ValueState.NOT_APPLICABLE, reason="not set in the plan", reason_only=True)
        if one.state in _SILENT
        else one
        for one in cell.items
    )
    return replace(cell, items=items)


def _css(cell: Cell, difference: Difference) -> str:
    if cell.is_absent:
        return "missing"
    if not difference.is_different:
        return ""
    short = all(len(item.text) <= 24 for item in cell.items)
    return "ne" if short else "ne ne-text"

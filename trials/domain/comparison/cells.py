"""What a cell of the comparison holds: values in words or figures, their states, what is compared, their paths."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from trials.domain.dosing.numbers import Range
from trials.domain.dosing.quantities import Figure
from trials.domain.vocabulary import ValueState
from trials.domain.wording.quantities import QuantityParts, figure_parts
from trials.domain.wording.values import ShownValue


@dataclass(frozen=True)
class Item(ShownValue):
    """One value inside a cell.

    ``text`` or ``quantity`` is shown; with neither, the words of ``state`` and ``reason``. ``approx`` is the same
    value converted ("171 µmol/L"), ``derived`` says that the text itself wears ≈, ``alternatives`` stand below it.
    ``letters`` name the arms it belongs to where a column holds several; ``href`` is where it can be read.
    ``reason_only``: the reason of an absence says it all, the state's word is left out.
    """

    quantity: QuantityParts | None = None
    reason: str = ""
    derived: bool = False
    approx: str = ""
    alternatives: tuple[str, ...] = ()
    derivation: str = ""
    strong: bool = False
    letters: str = ""
    href: str = ""
    reason_only: bool = False

    @property
    def is_absent(self) -> bool:
        """Whether there is neither text nor a quantity."""
        return super().is_absent and self.quantity is None

    @property
    def absence(self) -> str:
        """The words of an absent item: its state with the reason."""
        if self.reason_only:
            return self.reason
        return f"{self.state.label}: {self.reason}" if self.reason else self.state.label

    @property
    def plain(self) -> str:
        """The item as one line of text, for exports and for the ear."""
        if self.is_absent:
            return self.absence
        text = self.quantity.text if self.quantity is not None else self.text
        text = f"“{text}”" if self.quoted else text
        text = f"≈ {text}" if self.derived else text
        text = f"{text} ≈ {self.approx}" if self.approx else text
        text = "; ".join((text, *self.alternatives))
        text = f"{text} ({self.note})" if self.note else text
        return f"{self.letters}: {text}" if self.letters else text


@dataclass(frozen=True)
class Cell:
    """The values of one row in one column.

    ``key`` is what is compared with other columns, None where there is nothing to compare. ``size`` is the
    quantity for "above" and "below". ``paths`` name the values of the record that it was read from.
    ``parts`` are the arms of a column that differ, each with its letters; empty where there is one, or all are alike.
    """

    items: tuple[Item, ...]
    key: Hashable | None = None
    size: Range | None = None
    paths: tuple[str, ...] = ()
    parts: tuple[tuple[str, Cell], ...] = ()

    @property
    def is_absent(self) -> bool:
        """Whether no item has a value."""
        return all(item.is_absent for item in self.items)

    @property
    def state(self) -> ValueState:
        """The state of the first item."""
        return self.items[0].state

    @property
    def plain(self) -> str:
        """The cell as text."""
        return "; ".join(item.plain for item in self.items)


def absent_cell(state: ValueState, *paths: str, reason: str = "") -> Cell:
    """Return a cell without a value."""
    return Cell((Item(state=state, reason=reason),), paths=paths)


def text_cell(text: str, *paths: str, note: str = "", key: Hashable | None = None) -> Cell:
    """Return a cell of words; what is compared is the words unless a key is given."""
    return Cell((Item(text=text, note=note),), key=key if key is not None else text, paths=paths)


def figure_item(figure: Figure, note: str = "") -> Item:
    """Return a figure of the core as an item."""
    return Item(
        quantity=figure_parts(figure),
        state=figure.state,
        reason=figure.reason if figure.range is None else "",
        note=note or (figure.reason if figure.range is not None else ""),
        derivation=figure.derivation,
    )


def figure_cell(figures: Iterable[Figure], *paths: str) -> Cell:
    """Return a cell of figures, equal ones once; it has a size when there is one figure only."""
    distinct = tuple(dict.fromkeys(figures))
    ranges = tuple(figure.range for figure in distinct)
    known = [one for one in ranges if one is not None]
    return Cell(
        tuple(figure_item(figure) for figure in distinct),
        key=ranges if known else None,
        size=known[0] if len(known) == len(distinct) == 1 else None,
        paths=paths,
    )


def joined_cells(cells: Iterable[Cell], *, absent: Cell) -> Cell:
    """Return one cell holding the items of several, equal ones once; ``absent`` when there are none."""
    every = list(cells)
    if not every:
        return absent
    items = tuple(dict.fromkeys(item for cell in every for item in cell.items))
    keys = tuple(dict.fromkeys(cell.key for cell in every))
    sizes = list(dict.fromkeys(cell.size for cell in every))
    paths = tuple(dict.fromkeys(path for cell in every for path in cell.paths))
    key = None if keys == (None,) else keys[0] if len(keys) == 1 else keys
    return Cell(items, key=key, size=sizes[0] if len(sizes) == 1 else None, paths=paths)


def with_letters(cell: Cell, letters: str) -> Cell:
    """Return the cell with its items marked as belonging to arms: "A, B"."""
    return replace(cell, items=tuple(replace(item, letters=letters) for item in cell.items))

"""The addresses and heads that the list's template loops over, so that no query string is built in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from trials.domain.view_state.listing import ListState
from trials.search.definitions import DEFAULT_SORT
from trials.search.list_page.columns import COLUMN_BY_NAME, COLUMNS, DEFAULT_COLUMNS, ListColumn
from trials.search.list_page.paging import Paging
from trials.search.list_page.state import (
    COMFORTABLE,
    COMPACT,
    MOST_TICKS,
    PAGE_SIZES,
    ROWS_PER_ARM,
    ROWS_PER_TRIAL,
    TICK,
    VIEW,
)


@dataclass(frozen=True)
class Head:
    """The head of a column. ``aria_sort`` is empty for columns that the list is not sorted by."""

    column: ListColumn
    url: str
    aria_sort: str


@dataclass(frozen=True)
class Choice:
    """One of several ways to show the list: a link, or an option of a form that needs no address."""

    label: str
    url: str
    is_current: bool
    value: str = ""


@dataclass(frozen=True)
class Move:
    """A chosen column and the addresses that move it; empty at the ends."""

    column: ListColumn
    left: str
    right: str


def _swapped(names: list[str], place: int) -> list[str]:
    """Exchange the name at a place with the next one."""
    return [*names[:place], names[place + 1], names[place], *names[place + 2 :]]


class ListLinks:
    """Every address that leads from one state of the list to another."""

    def __init__(self, state: ListState, paging: Paging, shown: Sequence[str], ticked: Sequence[str]) -> None:
        """Take the state, which page is shown, and the names of the arms on it and of those that are ticked."""
        self.state, self.paging, self.shown, self.ticked = state, paging, shown, ticked

    @cached_property
    def columns(self) -> list[ListColumn]:
        """The chosen columns in their order."""
        return [COLUMN_BY_NAME[name] for name in self.state.values.get("col", DEFAULT_COLUMNS)]

    def fits(self) -> bool:
        """Whether the table fits a wide screen, so that it needs no frame of its own to scroll in."""
        return len(self.columns) <= len(DEFAULT_COLUMNS) and self.state.get("rows") != ROWS_PER_TRIAL

    def moves(self) -> list[Move]:
        """The chosen columns, each with the addresses that move it left or right."""
        names = [column.name for column in self.columns]
        found = []
        for place, column in enumerate(self.columns):
            left = self.state.query(col=_swapped(names, place - 1)) if place else ""
            right = self.state.query(col=_swapped(names, place)) if place < len(names) - 1 else ""
            found.append(Move(column, left, right))
        return found

    @cached_property
    def trial_head(self) -> Head:
        """The head of the first column."""
        return self._head(ListColumn("trial", "Trial and arm", sort="trial"))

    @cached_property
    def heads(self) -> list[Head]:
        """The heads of the chosen columns."""
        return [self._head(column) for column in self.columns]

    def _head(self, column: ListColumn) -> Head:
        if not column.sort:
            return Head(column, "", "")
        current = self.state.get("sort")
        if current.removeprefix("-") != column.sort:
            return Head(column, self.state.query(sort=column.sort), "")
        is_up = not current.startswith("-")
        turned = f"-{column.sort}" if is_up else column.sort
        return Head(column, self.state.query(sort=turned), "ascending" if is_up else "descending")

    def clear(self) -> str:
        """The list without filters."""
        return self.state.without_filters()

    def current(self) -> str:
        """The list as it is."""
        return self.state.query(page=self.paging.page)

    def tick_all(self) -> str:
        """The list with every arm of the page ticked, besides those that are."""
        ticks = list(dict.fromkeys([*self.ticked, *self.shown]))[:MOST_TICKS]
        return self.state.query(**{TICK: ticks, "page": self.paging.page})

    def no_ticks(self) -> str:
        """The list with nothing ticked."""
        return self.state.query(**{TICK: None, "page": self.paging.page})

    def pages(self) -> list[Choice]:
        """First, last, current page and its neighbours; a gap has no address."""
        wanted = {1, self.paging.pages, *range(self.paging.page - 1, self.paging.page + 2)}
        found: list[Choice] = []
        last = 0
        for number in sorted(one for one in wanted if 1 <= one <= self.paging.pages):
            if number - last > 1 and last:
                found.append(Choice("…", "", is_current=False))
            found.append(Choice(str(number), self.state.query(page=number), number == self.paging.page))
            last = number
        return found

    def previous(self) -> str:
        """The page before, empty on the first."""
        return self.state.query(page=self.paging.page - 1) if self.paging.page > 1 else ""

    def next(self) -> str:
        """The page after, empty on the last."""
        return self.state.query(page=self.paging.page + 1) if self.paging.page < self.paging.pages else ""

    def sizes(self) -> list[Choice]:
        """Rows a page."""
        return [Choice(str(size), "", size == self.paging.per) for size in PAGE_SIZES]

    def row_kinds(self) -> list[Choice]:
        """Rows per arm or per trial."""
        return self._ways("rows", ((ROWS_PER_ARM, "arm"), (ROWS_PER_TRIAL, "trial")))

    def densities(self) -> list[Choice]:
        """How tightly rows are set."""
        return self._ways("density", ((COMFORTABLE, "Comfortable"), (COMPACT, "Compact")))

    def _ways(self, name: str, ways: tuple[tuple[str, str], ...]) -> list[Choice]:
        current = self.state.get(name)
        return [Choice(label, "", value == current, value) for value, label in ways]

    def sorts(self) -> list[Choice]:
        """Every way to sort by the columns shown, for narrow screens, where the heads are hidden."""
        current = self.state.get("sort") or DEFAULT_SORT
        keys = [ListColumn("trial", "Trial", sort="trial"), *(one for one in COLUMNS if one.sort)]
        found = []
        for column in keys:
            for key, words in ((column.sort, "ascending"), (f"-{column.sort}", "descending")):
                found.append(Choice(f"{column.label}, {words}", "", key == current, key))
        return found

    def carried_by_filters(self) -> list[tuple[str, str]]:
        """What the form of the filters carries along: how the list is shown, and the ticks."""
        return self.state.hidden(*(name for name in VIEW if name not in ("page", "weight", "child_weight")), TICK)

    def carried_by_view(self) -> list[tuple[str, str]]:
        """What the form of the view carries along: the filters and the ticks."""
        names = [name for name in self.state.values if name not in VIEW]
        return self.state.hidden(*names, "weight", "child_weight")

"""Which rows of a list stand on which page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paging:
    """One page of a list: its number from 1, how many there are, how many rows a full one holds, how many all do."""

    page: int
    pages: int
    per: int
    rows: int

    @property
    def first(self) -> int:
        """The number of the page's first row, counted from 1; 0 in an empty list."""
        return self.slice[0] + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the page's last row; 0 in an empty list."""
        return min(self.slice[1], self.rows)

    @property
    def slice(self) -> tuple[int, int]:
        """Where the page begins and ends among the rows, counted from 0."""
        return (self.page - 1) * self.per, self.page * self.per


def page_of(rows: int, per: int, asked: int) -> Paging:
    """Return the page that was asked for, from 1; a page beyond the last is the last."""
    pages = max(1, -(-rows // per))
    return Paging(min(asked, pages), pages, per, rows)

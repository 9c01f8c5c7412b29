"""What a row of the comparison is: declared once, read by the page, the exports and the API alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from trials.domain.comparison.cells import Cell
from trials.domain.comparison.columns import Column

#: How two cells of a row are told apart. "value": by what is compared; "verbatim": quotations, never compared.
Differ = Literal["value", "verbatim"]


@dataclass(frozen=True)
class RowSpec:
    """One row. ``id`` is ``group.name`` and never changes: addresses and exports hold it.

    ``scope`` says whether the value belongs to the arm or to its whole trial. ``by_size`` allows "above" and
    "below" and a ratio against the reference. ``detail`` rows are shown only where some column has a value,
    unless all rows are asked for. ``flags``: signs of contradictions about its values stand in this row.
    ``hint`` explains the label in a few words.
    """

    id: str
    label: str
    read: Callable[[Column], Cell]
    differ: Differ = "value"
    scope: Literal["arm", "trial"] = "arm"
    by_size: bool = False
    detail: bool = False
    flags: bool = True
    hint: str = ""

    @property
    def group(self) -> str:
        """The id of the group: what stands before the point."""
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class RowGroup:
    """A group of rows under one heading."""

    id: str
    label: str
    rows: tuple[RowSpec, ...]
    note: str = ""

"""How a cell stands to the reference: alike, different, above, below, not comparable; with the ratio."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trials.domain.comparison.cells import Cell
from trials.domain.comparison.rowspec import RowSpec
from trials.domain.comparison.wording import significant
from trials.domain.quantities import Range, words
from trials.domain.vocabulary import ValueState
from trials.domain.vocabulary.terms import Term


class Relation(Term):
    """How a cell stands to the reference cell of its row."""

    REFERENCE = "reference", "reference"
    EQUAL = "equal", "equal to"
    DIFFERS = "differs", "differs from"
    ABOVE = "above", "above"
    BELOW = "below", "below"
    OVERLAPS = "overlaps", "overlaps with"
    NOT_COMPARABLE = "not_comparable", "not comparable with"
    NOT_COMPARED = "not_compared", "not compared with"


#: Relations that count as a difference.
DIFFERENT = frozenset({Relation.DIFFERS, Relation.ABOVE, Relation.BELOW, Relation.OVERLAPS})


@dataclass(frozen=True)
class Difference:
    """A relation, and for sizes the ratio to the reference in words ("25×", "2.5–25×"), "" for none."""

    relation: Relation
    ratio: str = ""

    @property
    def is_different(self) -> bool:
        """Whether the cell counts as different from the reference."""
        return self.relation in DIFFERENT


def relate(row: RowSpec, cell: Cell, reference: Cell) -> Difference:
    """Return how a cell stands to the reference cell.

    Quotations are never compared. Where either is silent there is nothing to compare. Sizes are ranges:
    one lies above another when its lower end is higher than the other's upper end.
    """
    if row.differ == "verbatim":
        return Difference(Relation.NOT_COMPARED)
    if cell.key is None or reference.key is None:
        return Difference(Relation.NOT_COMPARABLE)
    if row.by_size and cell.size is not None and reference.size is not None:
        return _by_size(cell.size, reference.size)
    return Difference(Relation.EQUAL if cell.key == reference.key else Relation.DIFFERS)


def _by_size(size: Range, reference: Range) -> Difference:
    if size == reference:
        return Difference(Relation.EQUAL, "1×")
    ratio = _ratio(size, reference)
    if size.low > reference.high:
        return Difference(Relation.ABOVE, ratio)
    if size.high < reference.low:
        return Difference(Relation.BELOW, ratio)
    return Difference(Relation.OVERLAPS, ratio)


def _ratio(size: Range, reference: Range) -> str:
    """Return least to greatest possible ratio; "" when the reference holds 0, which nothing is a multiple of."""
    if reference.low == 0:
        return ""
    low, high = size.low / reference.high, size.high / reference.low
    ends = dict.fromkeys((_times(low), _times(high)))
    sign = "" if all(significant(end, 2) == end for end in (low, high)) else "≈ "
    return f"{sign}{'–'.join(ends)}×"


def _times(ratio: Decimal) -> str:
    return words(significant(ratio, 2))


def row_differs(row: RowSpec, cells: tuple[Cell, ...]) -> bool:
    """Whether the row tells its columns apart: two values differ, or one speaks where another is silent.

    A column to which the row does not apply is left out: a control arm has no cell product to differ in.
    """
    cells = tuple(cell for cell in cells if not _is_inapplicable(cell))
    if row.differ == "verbatim":
        return len({cell.plain for cell in cells}) > 1
    return len({cell.key for cell in cells}) > 1


def _is_inapplicable(cell: Cell) -> bool:
    return cell.key is None and all(item.is_absent and item.state == ValueState.NOT_APPLICABLE for item in cell.items)

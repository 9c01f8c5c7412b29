"""How a cell stands to the reference: alike, different, above, below, not comparable; with the ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.comparison.cells import Cell
from trials.domain.comparison.rowspec import RowSpec
from trials.domain.dosing.numbers import Range, number_words, parts_words, significant
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
    MIXED = "mixed", "alike in part"
    NOT_COMPARABLE = "not_comparable", "not comparable with"
    NOT_COMPARED = "not_compared", "not compared with"


#: Relations that count as a difference.
DIFFERENT = frozenset({Relation.DIFFERS, Relation.ABOVE, Relation.BELOW, Relation.OVERLAPS})


@dataclass(frozen=True)
class Difference:
    """A relation, and for sizes the ratio to the reference in words ("25×", "2.5–25×"), "" for none.

    ``words`` tell the arms apart where a column holds several that differ: "equal to A, below B"; else "".
    """

    relation: Relation
    ratio: str = ""
    words: str = ""

    @property
    def is_different(self) -> bool:
        """Whether the cell counts as different from the reference."""
        return self.relation in DIFFERENT


def relate(row: RowSpec, cell: Cell, reference: Cell, letters: str = "") -> Difference:
    """Return how a cell stands to the reference cell, whose arms have these letters.

    Quotations are never compared. Where either is silent there is nothing to compare. Sizes are ranges:
    one lies above another when its lower end is higher than the other's upper end. Arms that differ within
    a column are held against the reference one by one.
    """
    if row.differ == "verbatim":
        return Difference(Relation.NOT_COMPARED)
    if cell.key is None or reference.key is None:
        return Difference(Relation.NOT_COMPARABLE)
    if cell.parts or reference.parts:
        return _by_arm(row, cell, reference, letters)
    if row.by_size and cell.size is not None and reference.size is not None:
        return _by_size(cell.size, reference.size)
    return Difference(Relation.EQUAL if cell.key == reference.key else Relation.DIFFERS)


def _by_arm(row: RowSpec, cell: Cell, reference: Cell, letters: str) -> Difference:
    """Hold each arm of a column against each of the reference; what equals one of them is no difference."""
    if cell.key == reference.key:
        return Difference(Relation.EQUAL)
    told, found = [], set[Relation]()
    for mine, own in cell.parts or (("", cell),):
        against: dict[Relation, list[str]] = {}
        for others, other in reference.parts or ((letters, reference),):
            against.setdefault(relate(row, own, other).relation, []).append(others)
        found |= set(against)
        words_ = ", ".join(f"{relation.label} {', '.join(others)}".strip() for relation, others in against.items())
        told.append(f"{mine} {words_}".strip())
    if len(found) == 1:
        return Difference(found.pop())
    relation = Relation.DIFFERS if found & DIFFERENT and Relation.EQUAL not in found else Relation.MIXED
    return Difference(relation, words="; ".join(told))


def _by_size(size: Range, reference: Range) -> Difference:
    if size == reference:
        return Difference(Relation.EQUAL, "1×")
    ratio = _ratio(size, reference)
    if size.low > reference.high:
        return Difference(Relation.ABOVE, ratio)
    if size.high < reference.low:
        return Difference(Relation.BELOW, ratio)
    return Difference(Relation.OVERLAPS if size.meets(reference) else Relation.DIFFERS, ratio)


def _ratio(size: Range, reference: Range) -> str:
    """Return least to greatest possible ratio, of several levels each; "" where the reference holds 0."""
    if reference.low == 0:
        return ""
    found = Range.of((mine.low / yours.high, mine.high / yours.low) for mine in size.parts for yours in reference.parts)
    ends = [end for part in found.parts for end in (part.low, part.high)]
    sign = "" if all(significant(end, 2) == end for end in ends) else "≈ "
    return f"{sign}{parts_words(found, _times)}×"


def _times(ratio: Decimal) -> str:
    return number_words(significant(ratio, 2))


def row_differs(row: RowSpec, cells: tuple[Cell, ...]) -> bool:
    """Whether the row tells its columns apart: two values differ, or one has none, or the row is not about it.

    A row without any value tells nothing apart.
    """
    if all(cell.is_absent for cell in cells):
        return False
    if row.differ == "verbatim":
        return len({cell.plain for cell in cells}) > 1
    return len({cell.key for cell in cells}) > 1


def row_words(
    row: RowSpec, cells: Sequence[Cell], differences: Sequence[Difference], against: Cell, letters: str
) -> str:
    """Say in a few signs how a row stands to the reference cell, whose arms have these letters.

    "≠ 3", "in part =", "=", "= where stated", "= where it applies", "as worded"; where the reference has no value
    "others alike", "others differ", of one other "A is silent", "not for A"; "" for a row without any value.
    """
    if row.differ == "verbatim":
        return "as worded"
    number = sum(one.is_different for one in differences)
    if number:
        return f"≠ {number}"
    if any(one.relation == Relation.MIXED for one in differences):
        return "in part ="
    speaking = [cell.key for cell in cells if not cell.is_absent]
    if not speaking:
        return ""
    if against.is_absent:
        if len(speaking) > 1:
            return "others alike" if len(set(speaking)) == 1 else "others differ"
        are = "are" if "," in letters else "is"
        return f"not for {letters}" if _is_inapplicable(against) else f"{letters} {are} silent"
    rest_of = [cell for cell in cells if cell.is_absent]
    if not rest_of:
        return "="
    applies = all(_is_inapplicable(cell) for cell in rest_of)
    if len(speaking) == 1:
        return f"only for {letters}" if applies else "others silent"
    return "= where it applies" if applies else "= where stated"


def _is_inapplicable(cell: Cell) -> bool:
    return all(item.is_absent and item.state == ValueState.NOT_APPLICABLE for item in cell.items)

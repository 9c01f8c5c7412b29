"""How two cells stand to each other."""

from decimal import Decimal

import pytest

from trials.domain.comparison.cells import Cell, Item, absent_cell, text_cell
from trials.domain.comparison.differences import Difference, Relation, relate, row_differs, row_words
from trials.domain.comparison.rowspec import RowSpec
from trials.domain.dosing.numbers import Range
from trials.domain.vocabulary import ValueState

SIZES = RowSpec("dosing.size", "Size", lambda column: text_cell(""), by_size=True)
WORDS = RowSpec("dosing.words", "Words", lambda column: text_cell(""))
QUOTED = RowSpec("dosing.quoted", "Quoted", lambda column: text_cell(""), differ="verbatim")
SILENT = absent_cell(ValueState.NOT_REPORTED)
NOWHERE = absent_cell(ValueState.NOT_APPLICABLE)


def size(low: str, high: str = "") -> Cell:
    number = Range(Decimal(low), Decimal(high or low))
    return Cell((Item(text=low),), key=number, size=number)


@pytest.mark.parametrize(
    ("cell", "reference", "relation", "ratio"),
    [
        pytest.param(size("2"), size("1"), Relation.ABOVE, "2×", id="twice"),
        pytest.param(size("1"), size("4"), Relation.BELOW, "0.25×", id="a-quarter"),
        pytest.param(size("3"), size("3"), Relation.EQUAL, "1×", id="equal"),
        pytest.param(size("2.5"), size("0.1", "1"), Relation.ABOVE, "2.5–25×", id="above-a-range"),
        pytest.param(size("0.1", "1"), size("2"), Relation.BELOW, "0.05–0.5×", id="range-below"),
        pytest.param(size("0.4"), size("0.3", "3"), Relation.OVERLAPS, "≈ 0.13–1.3×", id="inside-a-range"),
        pytest.param(size("1", "2"), size("2", "3"), Relation.OVERLAPS, "≈ 0.33–1×", id="touching-from-below"),
        pytest.param(size("2", "3"), size("1", "2"), Relation.OVERLAPS, "1–3×", id="touching-from-above"),
        pytest.param(size("8"), size("3"), Relation.ABOVE, "≈ 2.7×", id="rounded-and-marked"),
        pytest.param(size("1"), size("0"), Relation.ABOVE, "", id="nothing-is-a-multiple-of-zero"),
        pytest.param(size("0"), size("1"), Relation.BELOW, "0×", id="zero-of-one"),
        pytest.param(SILENT, size("1"), Relation.NOT_COMPARABLE, "", id="silent"),
        pytest.param(size("1"), SILENT, Relation.NOT_COMPARABLE, "", id="silent-reference"),
    ],
)
def test_relate_by_size(cell, reference, relation, ratio):
    assert relate(SIZES, cell, reference) == Difference(relation, ratio)


def arms(**cells: Cell) -> Cell:
    """A column whose arms differ."""
    keys = tuple(cell.key for cell in cells.values())
    return Cell((Item(text="several"),), key=keys, parts=tuple(cells.items()))


@pytest.mark.parametrize(
    ("cell", "reference", "difference"),
    [
        pytest.param(
            size("3"),
            arms(A=size("3"), B=size("5")),
            Difference(Relation.MIXED, words="equal to A, below B"),
            id="like-one-arm-of-the-reference",
        ),
        pytest.param(size("1"), arms(A=size("3"), B=size("5")), Difference(Relation.BELOW), id="below-all"),
        pytest.param(
            size("4"),
            arms(A=size("3"), B=size("5")),
            Difference(Relation.DIFFERS, words="above A, below B"),
            id="like-none",
        ),
        pytest.param(
            arms(C=size("3"), D=size("5")),
            size("3"),
            Difference(Relation.MIXED, words="C equal to A; D above A"),
            id="one-arm-like-the-reference",
        ),
        pytest.param(
            arms(C=size("3"), D=SILENT),
            size("3"),
            Difference(Relation.MIXED, words="C equal to A; D not comparable with A"),
            id="one-arm-silent",
        ),
        pytest.param(
            arms(C=size("3"), D=size("5")), arms(A=size("3"), B=size("5")), Difference(Relation.EQUAL), id="arm-by-arm"
        ),
    ],
)
def test_relate_arm_by_arm_where_a_column_holds_several(cell, reference, difference):
    assert relate(SIZES, cell, reference, "A") == difference


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        pytest.param((text_cell("a"), text_cell("a")), "=", id="alike"),
        pytest.param((text_cell("a"), text_cell("b"), SILENT), "≠ 1", id="different"),
        pytest.param((SILENT, NOWHERE), "", id="no-value"),
        pytest.param((text_cell("a"), text_cell("a"), SILENT), "= where stated", id="one-silent"),
        pytest.param((text_cell("a"), text_cell("a"), NOWHERE), "= where it applies", id="one-does-not-apply"),
        pytest.param((text_cell("a"), SILENT), "others silent", id="only-the-reference"),
        pytest.param((text_cell("a"), NOWHERE), "only for A", id="applies-to-the-reference"),
        pytest.param((SILENT, text_cell("a")), "A is silent", id="reference-silent"),
        pytest.param((SILENT, text_cell("a"), text_cell("b")), "others differ", id="others-differ"),
        pytest.param((NOWHERE, text_cell("a")), "not for A", id="not-for-the-reference"),
        pytest.param((NOWHERE, text_cell("a"), text_cell("a")), "others alike", id="others-alike"),
        pytest.param((arms(A=size("3"), B=size("5")), size("3")), "in part =", id="like-one-arm"),
    ],
)
def test_standing_of_a_row(cells, words):
    differences = [relate(WORDS, cell, cells[0], "A") for cell in cells]
    assert row_words(WORDS, cells, differences, cells[0], "A") == words


def test_relate_words():
    assert relate(WORDS, text_cell("a"), text_cell("a")).relation == Relation.EQUAL
    assert relate(WORDS, text_cell("a"), text_cell("b")).relation == Relation.DIFFERS
    assert relate(QUOTED, text_cell("a"), text_cell("b")).relation == Relation.NOT_COMPARED


@pytest.mark.parametrize(
    ("row", "cells", "differs"),
    [
        pytest.param(WORDS, (text_cell("a"), text_cell("a")), False, id="alike"),
        pytest.param(WORDS, (text_cell("a"), text_cell("b")), True, id="different"),
        pytest.param(WORDS, (text_cell("a"), SILENT), True, id="one-silent"),
        pytest.param(WORDS, (SILENT, SILENT), False, id="all-silent"),
        pytest.param(WORDS, (text_cell("a"), NOWHERE), True, id="does-not-apply-to-one"),
        pytest.param(WORDS, (NOWHERE, SILENT), False, id="no-value-in-any"),
        pytest.param(QUOTED, (NOWHERE, SILENT), False, id="no-wording-in-any"),
        pytest.param(QUOTED, (text_cell("a"), NOWHERE), True, id="no-wording-for-one"),
        pytest.param(WORDS, (text_cell("a"), NOWHERE, text_cell("b")), True, id="others-differ"),
        pytest.param(QUOTED, (text_cell("a"), text_cell("a")), False, id="same-wording"),
        pytest.param(QUOTED, (text_cell("a"), text_cell("b")), True, id="other-wording"),
    ],
)
def test_row_differs(row, cells, differs):
    assert row_differs(row, cells) is differs

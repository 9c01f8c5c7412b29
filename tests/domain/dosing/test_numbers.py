"""Numbers as they are printed."""

from decimal import Decimal

import pytest

from trials.domain.dosing.numbers import Range, range_words, significant


@pytest.mark.parametrize(
    ("number", "digits", "result"),
    [("0", 2, "0"), ("0.12345", 2, "0.12"), ("2.6667", 2, "2.7"), ("1234.5", 2, "1234"), ("9.942", 4, "9.942")],
)
def test_significant(number, digits, result):
    assert significant(Decimal(number), digits) == Decimal(result)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        pytest.param(["1", "4"], "1 or 4", id="two"),
        pytest.param(["100000", "1000000", "10000000"], "0.1, 1, 10 ×10⁶", id="levels"),
        pytest.param(["4", "1", "4"], "1 or 4", id="in-order-and-once"),
        pytest.param(["3", "3"], "3", id="one"),
    ],
)
def test_levels_are_listed_and_never_a_span(numbers, words):
    assert range_words(Range.levels(map(Decimal, numbers))) == words


def test_ranges_that_meet_are_one():
    once, twice = Range(Decimal(5), Decimal(50)), Range(Decimal(10), Decimal(100))
    assert Range.of((one.low, one.high) for one in (once, twice)) == Range(Decimal(5), Decimal(100))


def test_levels_are_multiplied_added_and_met_one_by_one():
    levels = Range.levels(map(Decimal, ("0.1", "1", "10")))
    assert levels.times(8) == Range.levels(map(Decimal, ("0.8", "8", "80")))
    assert levels.plus(Range(Decimal(1), Decimal(1))) == Range.levels(map(Decimal, ("1.1", "2", "11")))
    assert levels.meets(Range(Decimal("0.5"), Decimal(2)))
    assert not levels.meets(Range(Decimal(2), Decimal(9)))

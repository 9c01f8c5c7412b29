"""Numbers in an address: one reader for every page."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.domain.view_state.numbers import ULN, WEIGHT, NotUsable, NumberRule, plain_digits, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("60", "60"), ("17,1", "17.1"), (" 70", "70"), ("1000,5", "1000.5"), ("1,000,000", "1000000"), (".5", "0.5"),
     ("150 000 000", "150000000"), ("-3", "-3"), ("nan", ""), ("inf", ""), ("x", ""), ("", ""), ("1_0", ""),
     ("60,000", ""), ("٦٠", ""), ("1 5", ""), ("1e6", ""), ("9" * 50, ""), ("5.", ""), ("0x10", "")],
)  # fmt: skip
def test_number_of_a_text(text, number):
    assert read_number(text) == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1e6", "1000000"), ("1,5e6", "1500000"), ("2.5E+6", "2500000"), ("1,500e3", ""), ("1e999", ""), ("1e", "")],
)
def test_power_of_ten_is_read_only_where_cells_are_counted(text, number):
    assert read_number(text, powers=True) == (Decimal(number) if number else None)
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("rule", "text", "reason"),
    [
        (WEIGHT, "39.99", "out of range: it must lie from 40 to 120 kg"),
        (WEIGHT, "62.555", "too exact: at most 2 decimals is meant"),
        (WEIGHT, "60.00000000000001", "too exact"),
        (WEIGHT, "heavy", "not a number: it must lie from 40 to 120 kg"),
        (WEIGHT, "60,000", "the comma could mark thousands or decimals: write 60000 or 60"),
        (ULN, "30.01", "out of range: it must lie from 10 to 30 µmol/L"),
        (NumberRule(Decimal(0), Decimal(1000), "infusions"), "2.5", "too exact: a whole number is meant"),
        (NumberRule(Decimal(0), Decimal(9), above_low=True), "0", "out of range"),
        (NumberRule(Decimal(0), Decimal(1_000_000), "×10⁶ cells/kg"), "lots", "from 0 to 1000000 ×10⁶ cells/kg"),
    ],
)
def test_rule_says_why_a_number_cannot_be_used(rule, text, reason):
    with pytest.raises(NotUsable, match=reason):
        rule.read(text)


@pytest.mark.parametrize(("text", "number"), [("62,5", "62.5"), ("62.55", "62.55"), ("70.000", "70"), ("40", "40")])
def test_rule_reads_what_it_admits(text, number):
    assert WEIGHT.read(text) == Decimal(number)


@given(st.decimals(min_value=40, max_value=120, places=2))
def test_what_an_address_holds_is_read_again(number):
    assert WEIGHT.read(plain_digits(number)) == number


@given(st.text(max_size=45))
def test_any_text_is_a_number_or_none(text):
    number = read_number(text, powers=True)
    assert number is None or number.is_finite()

"""Numbers as they are printed."""

from decimal import Decimal

import pytest

from trials.domain.dosing.numbers import significant


@pytest.mark.parametrize(
    ("number", "digits", "result"),
    [("0", 2, "0"), ("0.12345", 2, "0.12"), ("2.6667", 2, "2.7"), ("1234.5", 2, "1234"), ("9.942", 4, "9.942")],
)
def test_significant(number, digits, result):
    assert significant(Decimal(number), digits) == Decimal(result)

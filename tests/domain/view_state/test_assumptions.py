"""The assumptions of derived figures in an address: read, complained of, repeated."""

from decimal import Decimal

import pytest

from trials.domain.view_state.assumptions import assumptions_query, read_assumptions


@pytest.mark.parametrize(
    ("weight", "uln", "wanted", "wrong"),
    [
        ("", "", ("60", "17.1"), []),
        ("70", "20", ("70", "20"), []),
        ("70,5", "", ("70.5", "17.1"), []),
        ("39.9", "31", ("60", "17.1"), ["weight", "uln"]),
        ("NaN", "Infinity", ("60", "17.1"), ["weight", "uln"]),
        ("heavy", "", ("60", "17.1"), ["weight"]),
    ],
)
def test_assumptions_are_read_or_complained_of(weight, uln, wanted, wrong):
    assumed, problems = read_assumptions({"weight": weight, "uln": uln})
    assert (assumed.weight, assumed.uln) == tuple(map(Decimal, wanted))
    assert [problem.field for problem in problems] == wrong


def test_assumptions_repeat_only_what_differs():
    assert assumptions_query(read_assumptions({"weight": "60", "uln": "17.1"})[0]) == ""
    assert assumptions_query(read_assumptions({"weight": "70,0", "uln": "20"})[0]) == "weight=70&uln=20"

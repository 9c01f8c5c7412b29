"""Published results in words."""

from decimal import Decimal

import pytest

from trials.domain.record import (
    EffectRecord,
    ResultGroupRecord,
)
from trials.domain.wording.results import counts_words, effect_words, group_value_words


@pytest.mark.parametrize(
    ("group", "counts", "value"),
    [
        ({"n": 56, "events": 0}, "0 of 56", ""),
        ({"events": 3}, "3 events", ""),
        ({"n": 14}, "n = 14", ""),
        ({"value": Decimal("12.5"), "sd": Decimal(0), "unit": "U/L"}, "", "12.5 ± 0 U/L"),
        ({"value": Decimal("41"), "unit": "umol/L"}, "", "41 µmol/L"),
        ({"value": Decimal(0), "unit": "%"}, "", "0 %"),
    ],
)
def test_result_group_in_words(group, counts, value):
    record = ResultGroupRecord(label="A", **group)
    assert (counts_words(record), group_value_words(record)) == (counts, value)


def test_effect_in_words():
    effect = EffectRecord(
        measure="HR", value=Decimal("0.6"), ci_low=Decimal("0.36"), ci_high=Decimal("1.02"), p=Decimal(0)
    )
    assert effect_words(effect) == "HR 0.6 (interval 0.36 to 1.02), p = 0"
    assert effect_words(EffectRecord(p=Decimal("0.03"))) == "p = 0.03"

"""Values of claims in words, and numbers as curators type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from trials.admin.fields import DaysField, FigureField, figure_text
from trials.admin.words import claim_value
from trials.domain.record import rulebook as rule


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 000 000", "1000000"),
        ("1_000_000", "1000000"),
        ("1e6", "1000000"),
        ("1.5x10^8", "150000000"),
        ("1.5 × 10^8", "150000000"),
        ("0.5", "0.5"),
        ("0", "0"),
        ("1000000.000", "1000000"),
    ],
)
def test_number_is_read_as_people_write_it(typed, number):
    field = FigureField(max_digits=20, decimal_places=3)
    assert str(field.clean(typed)) == number
    assert field.has_changed(Decimal(number), typed) is False


@pytest.mark.parametrize("typed", ["1,5", "1.000.000", "10E", "1*10E6x", "Infinity", "1e400", "0.0001"])
def test_what_could_be_misread_is_refused(typed):
    with pytest.raises(ValidationError):
        FigureField(max_digits=20, decimal_places=3).clean(typed)


@pytest.mark.parametrize(
    ("value", "text"), [("1000000", "1 000 000"), ("0", "0"), ("0.50", "0.5"), ("-12000", "-12 000")]
)
def test_number_is_shown_in_groups(value, text):
    assert figure_text(Decimal(value)) == text


def test_days_before_the_first_dose_are_days_of_measurement_only():
    assert DaysField(rule=rule.OUTCOME_DAYS, day=rule.OUTCOME_DAY).clean("-7, 0 28") == (-7, 0, 28)
    with pytest.raises(ValidationError):
        DaysField(rule=rule.DOSE_DAYS, day=rule.DOSE_DAY).clean("-7, 0")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (
            "arms/cells/regimens/msc/dose",
            {"low": "1000000", "high": "2000000", "unit": "cells/kg"},
            "1–2 ×10⁶ cells/kg",
        ),
        ("arms/cells/regimens/msc/schedule", {"count": 3, "days": [0, 7, 14]}, "3 times, days 0, 7, 14"),
        ("arms/cells/regimens/msc/dose", {"as_reported": "high"}, "a text, no figure"),
        ("enrolment", 0, "0"),
        ("start", "2016-06", "Jun 2016"),
        ("healthy_volunteers", False, "no"),
        ("enrolment", None, "absent"),
        ("criteria", {"of": ["a", "b", "c"], "rows": ["a", "c", {"key": "d"}]}, "b taken away; d added"),
        ("criteria", {"of": ["a", "b"], "rows": ["b", "a"]}, "in another order"),
    ],
)  # fmt: skip
def test_claim_in_words(path, value, words):
    assert claim_value(path, value) == words

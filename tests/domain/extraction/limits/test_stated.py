"""A limit as a text states it becomes the record's and comes back: strict ends, sexes, choices."""

from decimal import Decimal

import pytest

from trials.domain.extraction.limits import limits_of, read_thresholds, records_of
from trials.domain.extraction.text import Span, certain
from trials.domain.record import ThresholdRecord
from trials.domain.vocabulary import Operator, Sex


def limit(analyte, operator, low, high, unit, **more):
    return ThresholdRecord(
        analyte=analyte,
        operator=Operator(operator),
        low=None if low is None else Decimal(str(low)),
        high=None if high is None else Decimal(str(high)),
        unit=unit,
        **more,
    )


RECORDS = [
    pytest.param(
        "age > 18 and < 65 years",
        [limit("age", "between", 18, 65, "years", low_strict=True, high_strict=True)],
        id="strict-ends",
    ),
    pytest.param(
        "age ≥ 18 and < 65 years", [limit("age", "between", 18, 65, "years", high_strict=True)], id="one-strict-end"
    ),
    pytest.param("MELD of 14 to 26", [limit("meld", "between", 14, 26, "score")], id="both-ends-in"),
    pytest.param(
        "creatinine > 1.9 mg/dL in men, > 1.7 mg/dL in women",
        [
            limit("creatinine", "gt", 1.9, None, "mg/dL", sex=Sex.MALE),
            limit("creatinine", "gt", 1.7, None, "mg/dL", sex=Sex.FEMALE),
        ],
        id="sexes",
    ),
    pytest.param(
        "INR ≥ 1.5 or PTA ≤ 40%",
        [limit("inr", "ge", 1.5, None, "ratio", either=(limit("pta", "le", None, 40, "%"),))],
        id="choice",
    ),
    pytest.param(
        "bilirubin ≥ 12 mg/dL (≥ 205 umol/L) or INR ≥ 1.5",
        [limit("bilirubin", "ge", 12, None, "mg/dL", either=(limit("inr", "ge", 1.5, None, "ratio"),))],
        id="choice-with-a-restatement",
    ),
    pytest.param(
        "AST or ALT > 10 x ULN and MELD > 20",
        [
            limit("ast", "gt", 10, None, "xULN", either=(limit("alt", "gt", 10, None, "xULN"),)),
            limit("meld", "gt", 20, None, "score"),
        ],
        id="choice-of-measures",
    ),
    pytest.param("INR ≥ 1.5 or albumin < 3", [], id="a-choice-that-is-not-wholly-read"),
    pytest.param("ALT and AST > 3 x ULN, or bilirubin > 2 mg/dL", [], id="two-together-against-one"),
    pytest.param(
        "Child-Pugh B or C",
        [limit("child_pugh", "ge", 7, None, "score", remark="figures of the class that the text names")],
        id="class",
    ),
    pytest.param("MELD > 15 or Child-Pugh C", [], id="class-beside-a-limit"),
    pytest.param("blood pressure > 155/95 mmHg", [], id="pair-of-pressures"),
    pytest.param("albumin < 3", [], id="nothing-certain"),
]


@pytest.mark.parametrize(("text", "records"), RECORDS)
def test_records_of_a_text(text, records):
    assert list(records_of(read_thresholds(text))) == records


@pytest.mark.parametrize(("text", "records"), RECORDS)
def test_a_record_comes_back_as_stated(text, records):
    readings = [certain(one, Span(0, 0, ""), "limit-compare") for one in limits_of(records)]
    assert list(records_of(readings)) == records


def test_two_choices_of_one_text_stay_apart():
    first = limit("inr", "ge", 1.5, None, "ratio", either=(limit("pta", "le", None, 40, "%"),))
    second = limit("ast", "gt", 3, None, "xULN", either=(limit("alt", "gt", 3, None, "xULN"),))
    assert [one.choice for one in limits_of([first, second])] == [1, 1, 2, 2]


def test_what_is_stated_is_what_comes_back():
    stated = [reading.value for reading in read_thresholds("age > 18 and ≤ 65 years; creatinine < 2 mg/dL in women")]
    assert (
        list(limits_of(records_of(read_thresholds("age > 18 and ≤ 65 years; creatinine < 2 mg/dL in women")))) == stated
    )

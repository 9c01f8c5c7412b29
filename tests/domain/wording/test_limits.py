"""Limits in words, converted and rounded."""

from decimal import Decimal

import pytest

from trials.domain.record import ThresholdRecord
from trials.domain.vocabulary import Operator, Sex
from trials.domain.wording.limits import limit_words
from trials.domain.wording.units import Units


def limit(analyte: str, operator: str, unit: str, low: str = "", high: str = "", **more) -> ThresholdRecord:
    ends = {"low": Decimal(low) if low else None, "high": Decimal(high) if high else None}
    return ThresholdRecord(analyte=analyte, operator=Operator(operator), unit=unit, **ends, **more)


RISE = limit("bilirubin_rise", "ge", "umol/L/day", "17.1")
PTA = limit("pta", "lt", "%", high="40")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param(limit("bilirubin", "ge", "xULN", "10"), "≥ 10 × ULN ≈ 171 µmol/L", id="NCT02812121"),
        pytest.param(
            limit("bilirubin", "ge", "umol/L", "170", either=(RISE,)),
            "≥ 170 µmol/L ≈ 9.9 mg/dL, or rising ≥ 17.1 µmol/L a day ≈ 1 mg/dL a day",
            id="NCT03668171",
        ),
        pytest.param(
            limit("bilirubin", "ge", "mg/dL", "12", remark="205 umol/L"), "≥ 12 mg/dL ≈ 205 µmol/L", id="NCT06884904"
        ),
        pytest.param(limit("bilirubin", "ge", "mg/dL", "5"), "≥ 5 mg/dL ≈ 85.5 µmol/L", id="one-decimal-below-100"),
        pytest.param(limit("bilirubin", "gt", "umol/L", "35"), "> 35 µmol/L ≈ 2.05 mg/dL", id="two-decimals-below-5"),
        pytest.param(limit("bilirubin", "between", "mg/dL", "3", "5"), "3–5 mg/dL ≈ 51.3–85.5 µmol/L", id="between"),
        pytest.param(limit("creatinine", "ge", "mg/dL", "2"), "Creatinine ≥ 2 mg/dL ≈ 177 µmol/L", id="creatinine"),
        pytest.param(
            limit("inr", "ge", "ratio", "1.5", either=(PTA,)), "INR ≥ 1.5, or prothrombin activity < 40 %", id="or"
        ),
        pytest.param(limit("alt", "le", "xULN", high="5"), "ALT ≤ 5 × ULN", id="no-reference-limit-to-put-in"),
        pytest.param(limit("meld", "between", "score", "17", "30"), "MELD 17–30", id="score-without-unit"),
        pytest.param(limit("platelets", "eq", "10^9/L", "0", "0"), "Platelets 0 ×10⁹/L", id="zero-is-a-number"),
        pytest.param(
            limit("time_window", "lt", "months", high="1", event="since transplant"),
            "Time window < 1 month since transplant",
            id="one-month",
        ),
        pytest.param(
            limit("meld", "between", "score", "10", "20", low_strict=True, high_strict=True),
            "MELD > 10 and < 20",
            id="strict-ends",
        ),
        pytest.param(
            limit("bilirubin", "between", "mg/dL", "3", "5", high_strict=True),
            "≥ 3 and < 5 mg/dL ≈ ≥ 51.3 and < 85.5 µmol/L",
            id="one-strict-end-converted",
        ),
        pytest.param(
            limit("hemoglobin", "lt", "g/dL", high="13", sex=Sex.MALE),
            "Haemoglobin < 13 g/dL in men ≈ 130 g/L",
            id="for-men",
        ),
        pytest.param(limit("unheard_of", "gt", "bushels", "3"), "Unheard of > 3 bushels", id="unknown-analyte"),
        pytest.param(limit("bilirubin", "ge", "furlongs", "3"), "≥ 3 furlongs", id="unknown-unit-is-not-converted"),
    ],
)
def test_threshold_words(given, words):
    assert limit_words(given, subject="bilirubin").plain == words


@pytest.mark.parametrize("units", list(Units))
@pytest.mark.parametrize(
    ("low", "remark", "words"),
    [("6", "100 umol/L", "registered also as 100 µmol/L"), ("12", "205 umol/L", ""), ("12", "twice", "twice")],
)
def test_second_figure_is_introduced_unless_it_repeats_the_first(low, remark, words, units):
    assert limit_words(limit("bilirubin", "ge", "mg/dL", low, remark=remark), units=units).remark == words


@pytest.mark.parametrize(
    ("units", "words"),
    [(Units.SI, "≥ ≈ 205 µmol/L"), (Units.CONVENTIONAL, "≥ 12 mg/dL"), (Units.BOTH, "≥ 12 mg/dL ≈ 205 µmol/L")],
)
def test_threshold_words_in_units(units, words):
    assert limit_words(limit("bilirubin", "ge", "mg/dL", "12"), subject="bilirubin", units=units).plain == words


def test_threshold_words_at_another_uln():
    words = limit_words(limit("bilirubin", "ge", "xULN", "10"), uln=Decimal("20.5"), subject="bilirubin")
    assert (words.approx, words.low, words.unit) == ("205 µmol/L", Decimal(205), "umol/L")
    assert words.derivation == "10 × ULN of 20.5 µmol/L = 205 µmol/L"


def test_threshold_words_of_a_multiple_in_conventional_units():
    words = limit_words(limit("bilirubin", "ge", "xULN", "10"), subject="bilirubin", units=Units.CONVENTIONAL)
    assert (words.plain, words.derivation) == (
        "≥ 10 × ULN ≈ 10 mg/dL",
        "10 × ULN of 17.1 µmol/L ÷ 17.1 = 10 mg/dL",
    )

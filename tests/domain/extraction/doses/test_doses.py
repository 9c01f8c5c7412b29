"""Doses: figures, units and roles, what is no dose, and which one dose a text states."""

from decimal import Decimal

import pytest

from tests.domain.extraction.phrases import cases
from trials.domain.extraction.doses import DoseRole, choose_dose, read_doses


@pytest.mark.parametrize("case", cases("doses.tsv"))
def test_read_doses(case):
    found = {
        (reading.value.low, reading.value.high, reading.value.unit, reading.value.role.value)
        for reading in read_doses(case["phrase"])
        if reading.is_certain
    }
    assert (Decimal(case["low"]), Decimal(case["high"]), case["unit"], case["role"]) in found


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("platelets above 50×10^9/L", id="blood-count"),
        pytest.param("neutrophils of 1.5 x 109/l", id="blood-count-lost-superscript"),
        pytest.param("5×10^6 CD34+ cells/kg", id="blood-stem-cells"),
        pytest.param("some 10 million people live with hepatitis", id="people"),
        pytest.param("heparin 5,000 units and 250,000 IU of a drug", id="drug-units"),
        pytest.param("methylprednisolone 1000000 ug", id="mass"),
        pytest.param("10 E10 particles per vial", id="ten-or-ten-to-the-tenth"),
        pytest.param("no figure here at all", id="no-figure"),
    ],
)
def test_read_doses_finds_none_in(phrase):
    assert [reading for reading in read_doses(phrase) if reading.is_certain] == []


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        pytest.param("rats received 1×10^6 cells/kg", "animals", id="animals"),
        pytest.param("2×10^5 cells are stained with antibodies", "culture or testing", id="flow-cytometry"),
        pytest.param("cells were seeded at 5×10^5 cells", "culture or testing", id="seeding"),
        pytest.param("0.5, 1 or 3 million cells/kg", "several dose levels", id="listed-levels"),
        pytest.param("at least 10 million cells", "lower bound", id="lower-bound"),
        pytest.param("a dose of 2×10^6 cells/kit", "not a known unit", id="unknown-denominator"),
        pytest.param("at a rate of 5 million cells per minute", "rate", id="rate"),
        pytest.param("a dose of 2×10^6 cells/weight range", "per weight", id="per-weight-range"),
    ],
)
def test_read_doses_is_unclear_about(phrase, reason):
    reading = read_doses(phrase)[-1]
    assert not reading.is_certain
    assert reason in reading.reason


def test_read_doses_keeps_the_words_it_rests_on():
    text = "Cohort: 2.0 x 10\\^6 cells/kg, thawed"
    span = read_doses(text, "armGroups/0/description")[0].span
    assert text[span.start : span.end] == span.text == "2.0 x 10\\^6 cells/kg"
    assert span.place == "armGroups/0/description"


def test_read_doses_keeps_levels_volume_and_count():
    levels = read_doses("0.5, 1 and 2 × 10^6 cells/kg")[-1].value
    assert levels.levels == (Decimal(500000), Decimal(1000000), Decimal(2000000))
    assert read_doses("3 × 10^7 cells in 20 ml")[0].value.volume_ml == Decimal(20)
    assert read_doses("2 x 30 million cells")[0].value.times == 2


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        pytest.param("2 million cells/kg (up to a maximum of 100 million cells)", 2000000, "cells/kg", id="cap-beside"),
        pytest.param("20 million (2 x 10^7) MSC", 20000000, "cells", id="same-figure-twice"),
        pytest.param(
            "8 million cells/mL, total of 40 million cells", 40000000, "cells", id="total-beats-concentration"
        ),
        pytest.param("4x10^6 cells/mL are injected", 4000000, "cells/mL", id="concentration-alone"),
        pytest.param("1×10^6 MSC/kg per dose (total up to 3×10^6/kg)", 1000000, "cells/kg", id="total-after-it"),
        pytest.param("supplied as 90 million cells; 1×10^6 cells/kg", 1000000, "cells/kg", id="supply-beside"),
    ],
)
def test_choose_dose_takes(text, low, unit):
    dose = choose_dose(read_doses(text)).certain_value
    assert (dose.low, dose.unit) == (Decimal(low), unit)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("1×10^6 cells/kg or 3×10^6 cells/kg", "several dose levels", id="two-levels"),
        pytest.param("cells at 1×10^6 cells/kg, then 5×10^7 cells", "different units", id="two-units"),
        pytest.param("a maximum of 2×10^8 cells", "upper bound", id="only-a-cap"),
    ],
)
def test_choose_dose_is_unclear_about(text, reason):
    reading = choose_dose(read_doses(text))
    assert not reading.is_certain
    assert reason in reading.reason


def test_choose_dose_of_nothing_is_nothing():
    assert choose_dose(()) is None
    assert DoseRole("given") is DoseRole.GIVEN

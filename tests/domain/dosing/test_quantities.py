"""The dose algebra: exact numbers in, figures with their derivation out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.domain.dosing.numbers import Range, number_words, range_words
from trials.domain.dosing.quantities import Course, cells_per_administration, cells_per_kg, cumulative
from trials.domain.dosing.weights import BodyWeight
from trials.domain.vocabulary import DoseUnit, ValueState

KG60 = BodyWeight()


def single(number: str) -> Range:
    return Range(Decimal(number), Decimal(number))


def test_dose_stated_per_kg_is_reported_whatever_the_weight():
    figure = cells_per_kg(Range(Decimal("1e5"), Decimal("1e6")), DoseUnit.CELLS_PER_KG, BodyWeight(Decimal(100)))
    assert (figure.state, figure.range) == (ValueState.REPORTED, Range(Decimal("1e5"), Decimal("1e6")))
    assert figure.assumes == frozenset()


def test_fixed_dose_is_divided_by_the_reference_weight_and_says_so():
    figure = cells_per_kg(single("1.5e8"), DoseUnit.CELLS, KG60)
    assert figure.state == ValueState.DERIVED
    assert figure.range == single("2.5e6")
    assert figure.derivation == "150 ×10⁶ cells ÷ 60 kg reference weight = 2.5 ×10⁶ cells/kg"
    assert figure.assumes == {"weight"}


def test_dose_per_kg_is_multiplied_by_the_reference_weight():
    figure = cells_per_administration(Range(Decimal("1e5"), Decimal("1e6")), DoseUnit.CELLS_PER_KG, KG60)
    assert figure.range == Range(Decimal("6e6"), Decimal("6e7"))
    assert figure.derivation == "0.1–1 ×10⁶ cells/kg × 60 kg reference weight = 6–60 ×10⁶ cells"


@pytest.mark.parametrize("unit", [DoseUnit.ML, DoseUnit.PARTICLES, DoseUnit.CELLS_PER_ML, DoseUnit.CELLS_PER_M2])
def test_dose_in_another_unit_is_not_put_on_the_scale(unit):
    for derive in (cells_per_kg, cells_per_administration):
        figure = derive(single("30"), unit, KG60)
        assert figure.state == ValueState.NOT_DERIVABLE
        assert figure.range is None
        assert unit.label in figure.reason


@pytest.mark.parametrize(
    ("courses", "per_kg", "line"),
    [
        pytest.param(
            (Course(single("1e5"), DoseUnit.CELLS_PER_KG, 4),),
            single("4e5"),
            "0.1 ×10⁶ cells/kg × 4 = 0.4 ×10⁶ cells/kg",
            id="per-kg",
        ),
        pytest.param(
            (Course(single("1.5e8"), DoseUnit.CELLS, 3), Course(single("1.5e8"), DoseUnit.CELLS, 2)),
            single("1.25e7"),
            "150 ×10⁶ cells × 3 ÷ 60 kg reference weight + 150 ×10⁶ cells × 2 ÷ 60 kg reference weight"
            " = 12.5 ×10⁶ cells/kg",
            id="two-courses-fixed",
        ),
        pytest.param(
            (Course(single("0"), DoseUnit.CELLS_PER_KG, 3),), single("0"), "0 cells/kg × 3 = 0 cells/kg", id="zero"
        ),
    ],
)
def test_cumulative_adds_up_the_courses(courses, per_kg, line):
    figure = cumulative(courses, KG60, DoseUnit.CELLS_PER_KG)
    assert (figure.state, figure.range, figure.derivation) == (ValueState.DERIVED, per_kg, line)


def test_cumulative_of_a_quotient_that_does_not_end_stays_exact():
    figure = cumulative((Course(single("1e8"), DoseUnit.CELLS, 7),), BodyWeight(Decimal(70)), DoseUnit.CELLS_PER_KG)
    assert figure.range == single("1e7")


@pytest.mark.parametrize(
    ("course", "reason"),
    [
        pytest.param(
            Course(None, None, 3, dose_state=ValueState.NOT_REPORTED), "dose not reported", id="dose-not-reported"
        ),
        pytest.param(Course(None, None, 3, dose_state=ValueState.UNCLEAR), "dose unclear", id="dose-unclear"),
        pytest.param(
            Course(single("1"), DoseUnit.CELLS, None, count_state=ValueState.NOT_EXTRACTED),
            "number of infusions not yet extracted",
            id="number-not-extracted",
        ),
    ],
)
def test_one_silent_course_makes_the_sum_unknown(course, reason):
    known = Course(single("1e6"), DoseUnit.CELLS_PER_KG, 1)
    figure = cumulative((known, course), KG60, DoseUnit.CELLS_PER_KG)
    assert (figure.state, figure.range, figure.reason) == (ValueState.NOT_DERIVABLE, None, reason)


def test_no_course_gives_no_sum():
    assert cumulative((), KG60, DoseUnit.CELLS).reason == "no MSC regimen"


def test_range_that_runs_backwards_is_refused():
    with pytest.raises(ValueError, match="backwards"):
        Range(Decimal(2), Decimal(1))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("0.5", "0.5"),
        ("2500", "2500"),
        ("999999", "999999"),
        ("1000000", "1 ×10⁶"),
        ("150000000", "150 ×10⁶"),
        ("2142857.142857142857", "2.14 ×10⁶"),
        ("171.0", "171"),
    ],
)
def test_words_of_numbers(number, text):
    assert number_words(Decimal(number)) == text


@pytest.mark.parametrize(
    ("dose", "unit", "shown", "line"),
    [
        pytest.param(
            "5e6",
            DoseUnit.CELLS,
            "83300",
            "5 ×10⁶ cells ÷ 60 kg reference weight = 0.08333333 ×10⁶ cells/kg, shown rounded as 0.0833 ×10⁶",
            id="does-not-end",
        ),
        pytest.param("1.5e8", DoseUnit.CELLS, "2500000", "", id="exact"),
        pytest.param(
            "123456000",
            DoseUnit.CELLS,
            "2057600",
            "",
            id="as-many-digits-as-the-source",
        ),
    ],
)
def test_derived_dose_is_shown_rounded_and_stays_exact(dose, unit, shown, line):
    figure = cells_per_kg(single(dose), unit, KG60)
    assert figure.shown == single(shown)
    assert figure.range == single(dose).divided_by(Decimal(60))
    assert figure.derivation == line if line else "rounded" not in figure.derivation


def test_reported_dose_is_never_rounded():
    assert cells_per_kg(single("1234567"), DoseUnit.CELLS_PER_KG, KG60).shown == single("1234567")


def test_words_of_a_range_share_the_power_of_ten():
    assert range_words(Range(Decimal("1e5"), Decimal("1e6"))) == "0.1–1 ×10⁶"


doses = st.decimals(min_value="0", max_value="1e11", places=1, allow_nan=False)
weights = st.decimals(min_value=40, max_value=120, places=1)


@given(low=doses, extra=doses, weight=weights, count=st.integers(1, 60))
def test_both_scales_agree(low, extra, weight, count):
    """The cumulative dose in cells is the one per kg times the weight, whichever way the dose was stated."""
    course = Course(Range(low, low + extra), DoseUnit.CELLS_PER_KG, count)
    per_kg = cumulative((course,), BodyWeight(weight), DoseUnit.CELLS_PER_KG).range
    cells = cumulative((course,), BodyWeight(weight), DoseUnit.CELLS).range
    assert per_kg is not None
    assert cells == per_kg.times(weight)

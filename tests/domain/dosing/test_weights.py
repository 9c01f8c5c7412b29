"""Whose weight figures assume: never an adult's where only children may enter."""

from decimal import Decimal

import pytest

from tests.domain.makers import course, dose, trial
from trials.domain.dosing.arms import arm_figures
from trials.domain.dosing.quantities import NO_WEIGHT
from trials.domain.dosing.weights import BodyWeight, Weights, admits_only_children
from trials.domain.record import CriterionRecord, ThresholdRecord
from trials.domain.vocabulary import CriterionKind, CriterionTopic, DoseUnit, Operator, ValueState


def limit(operator, high, unit="years", kind=CriterionKind.INCLUSION, low=None):
    threshold = ThresholdRecord(
        analyte="age", operator=operator, unit=unit, low=low and Decimal(low), high=Decimal(high)
    )
    return (CriterionRecord(kind=kind, statement="Age", topic=CriterionTopic.AGE, thresholds=(threshold,)),)


@pytest.mark.parametrize(
    ("facts", "only_children"),
    [
        pytest.param({"age_max": "18 years"}, True, id="18"),
        pytest.param({"age_max": "216 months"}, True, id="in-months"),
        pytest.param({"age_max": "2 years"}, True, id="infants"),
        pytest.param({"age_max": "18.5 years"}, False, id="older"),
        pytest.param({"age_max": "65 years", "age_min": "16 years"}, False, id="adults"),
        pytest.param({}, False, id="not-stated"),
        pytest.param({"criteria": limit(Operator.LT, 18)}, True, id="by-a-criterion"),
        pytest.param({"criteria": limit(Operator.BETWEEN, 24, "months", low=5)}, True, id="criterion-in-months"),
        pytest.param({"criteria": limit(Operator.LE, 70)}, False, id="criterion-of-adults"),
        pytest.param({"criteria": limit(Operator.LT, 18, kind=CriterionKind.EXCLUSION)}, False, id="children-kept-out"),
        pytest.param({"age_max": "70 years", "criteria": limit(Operator.LE, 18)}, False, id="the-head-decides"),
    ],
)
def test_only_children_are_admitted_by_the_highest_age(facts, only_children):
    assert admits_only_children(trial(**facts)) is only_children


@pytest.mark.parametrize(
    "weights", [Weights(), Weights(Decimal(40)), Weights(Decimal(120))], ids=["usual", "least", "most"]
)
@pytest.mark.parametrize("unit", [DoseUnit.CELLS, DoseUnit.CELLS_PER_KG])
def test_reference_weight_is_never_applied_to_children(weights, unit):
    children = trial(course(dose=dose("10000000", unit=unit)), age_max="18 years")
    figures = arm_figures(children, 1, weights)
    one = figures.msc[0]
    assumed = (
        (one.per_kg, figures.cumulative_per_kg) if unit == DoseUnit.CELLS else (one.cells, figures.cumulative_cells)
    )
    for figure in assumed:
        assert (figure.state, figure.range, figure.reason) == (ValueState.NOT_DERIVABLE, None, NO_WEIGHT)


def test_weight_for_children_is_applied_to_them_alone():
    weights = Weights(Decimal(60), Decimal(10))
    fixed = course(dose=dose("10000000", unit=DoseUnit.CELLS))
    children = arm_figures(trial(fixed, age_max="2 years"), 1, weights).msc[0].per_kg
    assert (children.range.low, children.assumes) == (Decimal(1_000_000), {"child_weight"})
    assert "÷ 10 kg reference weight for children" in children.derivation
    adults = arm_figures(trial(fixed), 1, weights).msc[0].per_kg
    assert adults.assumes == {"weight"}
    assert weights.of(trial()) == BodyWeight(Decimal(60))

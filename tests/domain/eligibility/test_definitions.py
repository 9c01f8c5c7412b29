"""Whose definition of ACLF a trial uses: by name, by its limits, or why none is known."""

from decimal import Decimal

import pytest

from tests.domain.makers import trial
from trials.domain.eligibility.definitions import definition_of_limits, definition_used
from trials.domain.record import CriterionRecord, MissingRecord, ThresholdRecord
from trials.domain.vocabulary import (
    AclfDefinition,
    Aetiology,
    CriterionKind,
    CriterionTopic,
    Operator,
    RecordRead,
    Syndrome,
    ValueState,
)
from trials.domain.vocabulary.definitions import liver_failure_definitions
from trials.domain.wording.facts import definition_note


def at_least(analyte, low, unit):
    return ThresholdRecord(analyte=analyte, operator=Operator.GE, unit=unit, low=Decimal(low))


def at_most(analyte, high, unit):
    return ThresholdRecord(analyte=analyte, operator=Operator.LE, unit=unit, high=Decimal(high))


INR = at_least("inr", "1.5", "ratio")
PTA = at_most("pta", "40", "%")


def aclf(*limits, kind=CriterionKind.INCLUSION, **changes):
    criterion = CriterionRecord(kind=kind, statement="Limits", topic=CriterionTopic.DIAGNOSIS, thresholds=limits)
    return trial(**({"syndrome": Syndrome.ACLF, "criteria": (criterion,)} | changes))


@pytest.mark.parametrize(
    ("limits", "definition"),
    [
        pytest.param((at_least("bilirubin", "5", "mg/dL"), INR), AclfDefinition.APASL, id="5-mg-inr"),
        pytest.param((at_least("bilirubin", "85.5", "umol/L"), INR), AclfDefinition.APASL, id="85.5-umol-inr"),
        pytest.param((at_least("bilirubin", "10", "xULN"), PTA), AclfDefinition.CHINESE, id="10-uln-pta"),
        pytest.param((at_least("bilirubin", "170", "umol/L"), INR), AclfDefinition.CHINESE, id="170-for-171"),
        pytest.param((at_least("bilirubin_rise", "17.1", "umol/L/day"), PTA), AclfDefinition.CHINESE, id="rise-alone"),
        pytest.param((at_least("bilirubin", "205", "umol/L"), INR), AclfDefinition.COSSH, id="205-inr-1.5"),
        pytest.param(
            (at_least("bilirubin", "12", "mg/dL"), at_least("inr", "2.5", "ratio")), AclfDefinition.EASL_CLIF, id="easl"
        ),
        pytest.param((at_least("bilirubin", "6", "mg/dL"), INR), AclfDefinition.OWN, id="6-mg"),
        pytest.param((at_least("bilirubin", "5", "mg/dL"),), None, id="no-clotting"),
        pytest.param((INR, PTA), None, id="no-bilirubin"),
        pytest.param((at_most("bilirubin", "5", "mg/dL"), INR), None, id="bilirubin-at-most"),
        pytest.param((at_least("bilirubin", "5", "mmol/L"), INR), None, id="unit-not-known"),
    ],
)
def test_definition_of_limits(limits, definition):
    assert definition_of_limits(limits) == definition


def test_definition_by_limits_shows_them():
    used = definition_used(aclf(at_least("age", "18", "years"), at_least("bilirubin", "5", "mg/dL"), INR))
    assert (used.definition, used.state) == (AclfDefinition.APASL, ValueState.DERIVED)
    assert [path for path, _ in used.limits] == [
        "criteria/diagnosis/thresholds/bilirubin",
        "criteria/diagnosis/thresholds/inr",
    ]
    assert definition_note(used, Decimal("17.1")) == "by its limits: total bilirubin ≥ 5 mg/dL ≈ 85.5 µmol/L; INR ≥ 1.5"


def test_definition_by_alternatives_of_a_limit():
    rise = at_least("bilirubin_rise", "17.1", "umol/L/day")
    level = ThresholdRecord(analyte="bilirubin", operator=Operator.GE, unit="umol/L", low=Decimal(171), either=(rise,))
    assert definition_used(aclf(level, INR)).definition == AclfDefinition.CHINESE


def test_name_outweighs_limits():
    record = aclf(at_least("bilirubin", "10", "xULN"), INR, aclf_definition=AclfDefinition.APASL)
    used = definition_used(record)
    assert (used.definition, used.state, used.limits) == (AclfDefinition.APASL, ValueState.REPORTED, ())


@pytest.mark.parametrize(
    ("causes", "definition"),
    [
        pytest.param((Aetiology.HBV,), AclfDefinition.COSSH, id="hepatitis-b"),
        pytest.param((Aetiology.ALCOHOL,), AclfDefinition.OWN, id="other-cause"),
    ],
)
def test_cossh_is_for_hepatitis_b(causes, definition):
    record = aclf(at_least("bilirubin", "12", "mg/dL"), INR, aetiologies=causes)
    assert definition_used(record).definition == definition


@pytest.mark.parametrize(
    ("record", "state"),
    [
        pytest.param(aclf(), ValueState.NOT_REPORTED, id="whole-record-silent"),
        pytest.param(aclf(record_read=RecordRead.PART), ValueState.NOT_EXTRACTED, id="part-read"),
        pytest.param(aclf(syndrome=Syndrome.CIRRHOSIS), ValueState.NOT_APPLICABLE, id="cirrhosis"),
        pytest.param(aclf(at_least("aclf_grade", "2", "grade")), ValueState.UNCLEAR, id="grades-of-nobody"),
        pytest.param(
            aclf(at_least("bilirubin", "5", "mg/dL"), INR, kind=CriterionKind.EXCLUSION),
            ValueState.NOT_REPORTED,
            id="limits-that-keep-out",
        ),
        pytest.param(
            aclf(
                at_least("bilirubin", "5", "mg/dL"),
                INR,
                missing=(MissingRecord(path="aclf_definition", state=ValueState.UNCLEAR, note="two are named"),),
            ),
            ValueState.UNCLEAR,
            id="said-to-be-unclear",
        ),
    ],
)
def test_definition_absent(record, state):
    used = definition_used(record)
    assert used.definition is None
    assert (used.state, used.code) == (state, state.value)


def test_terms_are_the_definitions_of_the_methods_page():
    codes = {definition.code for definition in liver_failure_definitions()}
    assert codes == {term.value for term in AclfDefinition} - {AclfDefinition.OWN.value}

"""Definitions of acute-on-chronic liver failure: by name and by figures, in own-written texts."""

import pytest

from trials.domain.extraction.eligibility import read_definition
from trials.domain.vocabulary.definitions import liver_failure_definitions

CERTAIN = [
    pytest.param("ACLF: bilirubin ≥ 5 mg/dL and INR ≥ 1.5", "apasl_2019", id="apasl-figures"),
    pytest.param("ACLF: TBIL ≥ 85.5 umol/L, INR ≥ 1.5 or PTA < 40%", "apasl_2019", id="apasl-in-umol"),
    pytest.param("Acute-on-chronic liver failure with TBIL ≥ 10 × ULN and PTA ≤ 40%", "cma", id="chinese-by-uln"),
    pytest.param(
        "ACLF: TBIL ≥ 171 umol/L or daily increase of TBIL ≥ 17.1 umol/L; INR ≥ 1.5", "cma", id="chinese-with-rise"
    ),
    pytest.param("HBV-related ACLF: TBIL ≥ 12 mg/dL and INR ≥ 1.5", "cossh", id="cossh-figures"),
    pytest.param("ACLF: bilirubin ≥ 12 mg/dL and INR ≥ 2.5", "easl_clif", id="easl-figures"),
    pytest.param("ACLF: bilirubin ≥ 8 mg/dL and INR ≥ 1.9", "own", id="own-figures"),
    pytest.param("ACLF as defined by APASL", "apasl_2019", id="apasl-name"),
    pytest.param("ACLF of grade 2 by the EASL-CLIF criteria", "easl_clif", id="easl-name"),
    pytest.param("ACLF by NACSELD", "nacseld", id="nacseld-name"),
    pytest.param("ACLF by the COSSH criteria: TBIL ≥ 12 mg/dL and INR ≥ 1.5", "cossh", id="name-and-figures-agree"),
]

UNCLEAR = [
    pytest.param("ACLF by APASL: TBIL ≥ 12 mg/dL and INR ≥ 1.5", "not those", id="name-and-figures-differ"),
    pytest.param("ACLF by APASL or EASL-CLIF", "several", id="two-names"),
    pytest.param("ACLF grade 1 or 2", "whose", id="grades-without-a-name"),
]


@pytest.mark.parametrize(("text", "code"), CERTAIN)
def test_read_definition(text, code):
    reading = read_definition(text)
    assert reading.is_certain, reading.reason
    assert reading.value == code


@pytest.mark.parametrize(("text", "reason"), UNCLEAR)
def test_read_definition_unclear(text, reason):
    reading = read_definition(text)
    assert not reading.is_certain
    assert reason in reading.reason


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Cirrhosis with bilirubin ≥ 5 mg/dL and INR ≥ 1.5", id="not-about-liver-failure"),
        pytest.param("ACLF with bilirubin ≥ 5 mg/dL", id="coagulation-missing"),
        pytest.param("ACLF measured by the CLIF-C ACLF score", id="a-score-is-no-definition"),
        pytest.param("", id="empty"),
    ],
)
def test_read_definition_none(text):
    assert read_definition(text) is None


def test_codes_are_those_of_the_vocabulary():
    known = {definition.code for definition in liver_failure_definitions()} | {"own"}
    assert {read_definition(case.values[0]).value for case in CERTAIN} == known

"""Syndrome and causes from title, conditions and inclusion text, in own-written records."""

import pytest

from trials.domain.extraction.eligibility import read_aetiologies, read_syndrome
from trials.domain.extraction.limits import read_thresholds
from trials.domain.vocabulary import Aetiology, Syndrome

SYNDROMES = [
    pytest.param("Cells in acute-on-chronic liver failure", (), "", "ACLF", id="aclf"),
    pytest.param(
        "Cells for liver failure", ("Acute-On-Chronic Liver Failure",), "", "ACLF", id="conditions-make-it-aclf"
    ),
    pytest.param("Cells in acute liver failure", (), "", "ALF", id="alf"),
    pytest.param("Cells in fulminant hepatitis", (), "", "ALF", id="fulminant"),
    pytest.param("Cells in hepatic failure", (), "", "liver_failure", id="kind-not-stated"),
    pytest.param("Cells in decompensated cirrhosis", (), "", "decompensated_cirrhosis", id="decompensated"),
    pytest.param(
        "Cells in cirrhosis",
        (),
        "Decompensated liver disease",
        "decompensated_cirrhosis",
        id="inclusion-says-decompensated",
    ),
    pytest.param("Cells in cirrhosis", ("Liver Cirrhosis",), "Biopsy", "cirrhosis", id="cirrhosis"),
    pytest.param("Cells in cirrhosis", (), "Compensated or decompensated", "cirrhosis", id="either-stage"),
    pytest.param("Cells in cirrhosis", (), "No sign of decompensation", "cirrhosis", id="decompensation-denied"),
    pytest.param("Cells in cirrhosis", ("Liver Failure",), "", "cirrhosis", id="title-before-conditions"),
    pytest.param("Cells in primary biliary cirrhosis", (), "", "other", id="primary-biliary-is-no-cirrhosis"),
    pytest.param("Cells after liver transplantation", ("Liver Failure",), "", "other", id="after-transplantation"),
    pytest.param("Cells in the knee", (), "", "other", id="nothing-of-the-liver"),
]


@pytest.mark.parametrize(("title", "conditions", "inclusion", "code"), SYNDROMES)
def test_read_syndrome(title, conditions, inclusion, code):
    reading = read_syndrome(title, conditions, inclusion)
    assert reading.is_certain
    assert reading.value == code
    assert code in set(Syndrome)


def test_read_syndrome_acute_and_acute_on_chronic():
    reading = read_syndrome("Cells in acute liver failure and acute-on-chronic liver failure")
    assert not reading.is_certain
    assert "together" in reading.reason


def test_read_syndrome_child_pugh_alone_is_unclear():
    reading = read_syndrome("Cells in cirrhosis", (), "", read_thresholds("Child-Pugh ≥ 8"))
    assert not reading.is_certain
    assert reading.value == "decompensated_cirrhosis"


CAUSES = [
    pytest.param("Cells in HBV-related cirrhosis", (), "", ["HBV"], id="hbv"),
    pytest.param("Cells in cirrhosis due to hepatitis B or C", (), "", ["HBV", "HCV"], id="b-or-c"),
    pytest.param("Cells in alcoholic cirrhosis", (), "", ["alcohol"], id="alcohol"),
    pytest.param("Cells in cirrhosis", ("Wilson's Disease",), "", ["Wilson"], id="condition"),
    pytest.param("Cells in cirrhosis", (), "Cirrhosis caused by NASH", ["metabolic"], id="inclusion"),
    pytest.param("Cells in cirrhosis", (), "Cirrhosis of any cause", ["mixed"], id="any-cause"),
    pytest.param("Cells in cirrhosis", (), "No hepatitis C; liver biopsy", [], id="denied"),
    pytest.param("Cells in cirrhosis", (), "No alcohol abuse", [], id="drinking-is-no-cause"),
    pytest.param("Cells in HBV-related cirrhosis", (), "Liver disease caused by alcohol", ["HBV"], id="title-suffices"),
]


@pytest.mark.parametrize(("title", "conditions", "inclusion", "codes"), CAUSES)
def test_read_aetiologies(title, conditions, inclusion, codes):
    assert [reading.value for reading in read_aetiologies(title, conditions, inclusion)] == codes
    assert set(codes) <= set(Aetiology)


def test_read_aetiologies_place():
    inclusion = "Adults\nCirrhosis caused by NASH"
    reading = read_aetiologies("Cells in cirrhosis", (), inclusion)[0]
    assert inclusion[reading.span.start : reading.span.end] == "NASH"
    assert reading.span.place == "inclusion"

"""The closed lists: unit factors against an independent table, labels for every code."""

from decimal import Decimal

import pint
import pytest

from trials.domain.vocabulary import ANALYTES, Phase, analyte_label, concept_label, endpoint_concepts

UNITS = pint.UnitRegistry()

#: Molar masses in g/mol: bilirubin C33H36N4O6, creatinine C4H7N3O, glucose C6H12O6 (IUPAC atomic weights).
MOLAR_MASS = {"bilirubin": 584.67, "creatinine": 113.12, "fasting_glucose": 180.16}


@pytest.mark.parametrize(
    ("analyte", "unit"),
    [
        (code, unit)
        for code, info in ANALYTES.items()
        for unit in info.factors
        if unit != info.unit and code in MOLAR_MASS
    ],
)
def test_molar_factors_follow_from_the_molar_mass(analyte, unit):
    info = ANALYTES[analyte]
    mass = UNITS(unit.replace("mg/dL", "mg/dL")).to("g/L").magnitude
    target = 1e6 if info.unit == "umol/L" else 1e3
    assert float(info.factors[unit]) == pytest.approx(mass / MOLAR_MASS[analyte] * target, rel=2e-3)


@pytest.mark.parametrize(("analyte", "unit"), [("albumin", "g/dL"), ("hemoglobin", "g/dL"), ("time_window", "weeks")])
def test_plain_factors_agree_with_pint(analyte, unit):
    info = ANALYTES[analyte]
    assert float(info.factors[unit]) == pytest.approx(UNITS(unit).to(info.unit).magnitude)


def test_every_analyte_has_its_canonical_unit_at_factor_one():
    assert all(info.factors[info.unit] == Decimal(1) for info in ANALYTES.values())


def test_prothrombin_activity_is_never_converted():
    assert set(ANALYTES["pta"].factors) == {"%"}
    assert set(ANALYTES["inr"].factors) == {"ratio"}


def test_unknown_codes_are_still_shown():
    assert Phase.label_of("PHASE5") == "PHASE5"
    assert analyte_label("serum_iron") == "Serum iron"
    assert concept_label("serum_iron") == "Serum iron"


def test_endpoint_concepts_are_told_apart():
    concepts = endpoint_concepts()
    labels = [concept.label for concept in concepts.values()]
    assert len(labels) == len(set(labels)) > 40
    assert "other" in concepts

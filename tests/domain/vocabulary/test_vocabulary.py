"""The closed lists: unit factors against an independent table, labels for every code."""

import tomllib
from decimal import Decimal
from importlib import resources

import pint
import pytest

from trials.domain.extraction.limits import MEASURES
from trials.domain.vocabulary import ANALYTES, Phase, analyte_label, concept_label, endpoint_concepts

UNITS = pint.UnitRegistry()

#: Molar masses in g/mol: bilirubin C33H36N4O6, creatinine C4H7N3O, glucose C6H12O6,
#: lactic acid C3H6O3 (IUPAC atomic weights).
MOLAR_MASS = {
    "bilirubin": 584.67,
    "direct_bilirubin": 584.67,
    "creatinine": 113.12,
    "fasting_glucose": 180.16,
    "glucose": 180.16,
    "lactate": 90.08,
}
#: Two nitrogen atoms in a molecule of urea.
UREA_NITROGEN = 2 * 14.007


@pytest.mark.parametrize(
    ("analyte", "unit"),
    [
        (code, unit)
        for code, info in ANALYTES.items()
        for unit in info.factors
        if unit in ("mg/dL", "mg/L") and code in MOLAR_MASS
    ],
)
def test_molar_factors_follow_from_the_molar_mass(analyte, unit):
    info = ANALYTES[analyte]
    mass = UNITS(unit).to("g/L").magnitude
    target = 1e6 if info.unit == "umol/L" else 1e3
    assert float(info.factors[unit]) == pytest.approx(mass / MOLAR_MASS[analyte] * target, rel=2e-3)


def test_urea_nitrogen_follows_from_its_molar_mass():
    assert float(ANALYTES["bun"].factors["mmol/L"]) == pytest.approx(UREA_NITROGEN / 10, rel=2e-3)


@pytest.mark.parametrize(
    ("analyte", "unit"),
    [
        (code, unit)
        for code, info in ANALYTES.items()
        for unit in info.factors
        if unit != info.unit
        and (code, unit[:2]) not in {(one, "mg") for one in MOLAR_MASS}
        # Not for pint: cells, months of a third of a quarter, the urea above, a score in per cent, a ratio.
        and code
        not in ("platelets", "white_blood_cells", "neutrophils", "lymphocytes", "bun", "karnofsky", "time_window")
        and "/day" not in unit
        and unit != "ratio"
    ]
    + [("time_window", "weeks")],
)
def test_plain_factors_agree_with_pint(analyte, unit):
    info = ANALYTES[analyte]
    assert float(info.factors[unit]) == pytest.approx(UNITS(unit).to(info.unit).magnitude)


@pytest.mark.parametrize("code", ["platelets", "white_blood_cells", "neutrophils", "lymphocytes"])
def test_counts_per_microlitre(code):
    """A litre holds a million microlitres: 45 000 per microlitre are 45 x 10^9 per litre."""
    assert Decimal(45_000) * ANALYTES[code].factors["cells/uL"] == Decimal(45_000) * 10**6 / 10**9 == 45


#: Units that stay as printed: no exact factor leads to the canonical one, or the reader turns them into another.
AS_PRINTED = {
    ("egfr", "mL/min"),
    ("creatinine_clearance", "mL/min/1.73m2"),
    ("hemoglobin", "mmol/L"),
    ("afp", "IU/mL"),
    ("hbv_dna", "copies/mL"),
    ("prothrombin_time", "%"),
    ("oxygenation_index", "ratio"),
    ("ecog", "score"),
    ("urine_protein", "g"),
    ("bilirubin_rise", "mg/dL"),
    ("bilirubin_rise", "umol/L"),
    ("lansky", "%"),
    ("urine_protein_creatinine", "mg/g"),
    ("urine_albumin_creatinine", "mg/g"),
    ("modified_rankin", "grade"),
    ("pain_vas", "mm"),
    ("pain_vas", "cm"),
    ("pain_score", "mm"),
    ("pain_score", "cm"),
    ("ldl", "mmol/L"),
    ("triglycerides", "mmol/L"),
    ("c_peptide", "nmol/L"),
}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_every_measure_of_the_reader_is_known(measure):
    info = ANALYTES[measure.id]
    left = {unit for unit in measure.units if unit not in info.factors} - {"xULN", "xLLN", "IU/L"}
    assert all(measure.id == "age" or (measure.id, unit) in AS_PRINTED for unit in left)


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


def test_broader_concepts_are_entries_and_come_to_an_end():
    text = resources.files("trials.domain.vocabulary").joinpath("data/endpoint_concepts.toml").read_text("utf-8")
    broader = {row["id"]: row["broader"] for row in tomllib.loads(text)["concept"] if "broader" in row}
    assert broader["meld_na"] == "meld"
    assert set(broader.values()) <= endpoint_concepts().keys()
    for code in broader:
        seen = [code]
        while (code := broader.get(code, "")) and code not in seen:
            seen.append(code)
        assert code == "", seen

"""What a numeric limit can be about, and in which unit limits of one kind are put on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class AnalyteInfo:
    """One measurable: code, words, canonical unit, exact factors from other units to it.

    ``factors`` maps a unit to the number that a value in it is multiplied by to give the canonical
    unit. ``uln_unit`` names the unit in which a multiple of the upper limit of normal is resolved;
    None where the project has no reference limit to put in (such limits stay multiples).
    """

    code: str
    label: str
    unit: str
    factors: dict[str, Decimal]
    uln_unit: str | None = None
    note: str = ""


def _info(code: str, label: str, unit: str, **factors: str) -> AnalyteInfo:
    table = {unit: Decimal(1)} | {key.replace("_per_", "/"): Decimal(value) for key, value in factors.items()}
    return AnalyteInfo(code, label, unit, table)


_BILIRUBIN = {"umol/L": Decimal(1), "mg/dL": Decimal("17.1")}

# Factors: bilirubin 17.1, creatinine 88.4, albumin 10 (JAMA conversion table); urea nitrogen and glucose by molar mass.
_ALL = (
    AnalyteInfo("bilirubin", "Total bilirubin", "umol/L", _BILIRUBIN, uln_unit="umol/L"),
    AnalyteInfo(
        "bilirubin_rise",
        "Rise of bilirubin",
        "umol/L/day",
        {"umol/L/day": Decimal(1), "mg/dL/day": Decimal("17.1")},
    ),
    _info("inr", "INR", "ratio"),
    AnalyteInfo(
        "pta", "Prothrombin activity", "%", {"%": Decimal(1)}, note="never converted to INR: depends on the reagent"
    ),
    _info("prothrombin_time", "Prothrombin time", "s"),
    _info("prothrombin_time_prolongation", "Prolongation of prothrombin time", "s"),
    _info("meld", "MELD", "score"),
    _info("meld_na", "MELD-Na", "score"),
    _info("child_pugh", "Child-Pugh", "score"),
    _info("aclf_grade", "ACLF grade", "grade"),
    _info("encephalopathy_grade", "Encephalopathy grade", "grade"),
    _info("age", "Age", "years"),
    AnalyteInfo("creatinine", "Creatinine", "umol/L", {"umol/L": Decimal(1), "mg/dL": Decimal("88.4")}),
    AnalyteInfo("albumin", "Albumin", "g/L", {"g/L": Decimal(1), "g/dL": Decimal(10)}),
    AnalyteInfo("hemoglobin", "Haemoglobin", "g/L", {"g/L": Decimal(1), "g/dL": Decimal(10)}),
    _info("hemoglobin_vs_lower_limit", "Haemoglobin against the lower limit", "%"),
    AnalyteInfo("hematocrit", "Haematocrit", "%", {"%": Decimal(1), "ratio": Decimal(100)}),
    _info("platelets", "Platelets", "10^9/L"),
    _info("white_blood_cells", "White blood cells", "10^9/L"),
    _info("neutrophils", "Neutrophils", "10^9/L"),
    _info("sodium", "Sodium", "mmol/L"),
    _info("alt", "ALT", "U/L"),
    _info("ast", "AST", "U/L"),
    _info("alt_or_ast", "ALT or AST", "U/L"),
    _info("alp", "Alkaline phosphatase", "U/L"),
    _info("alp_change_between_visits", "Change of alkaline phosphatase between visits", "%"),
    _info("ggt", "GGT", "U/L"),
    _info("bun", "Urea nitrogen", "mg/dL"),
    AnalyteInfo("fasting_glucose", "Fasting glucose", "mmol/L", {"mmol/L": Decimal(1), "mg/dL": Decimal("0.0555")}),
    _info("afp", "AFP", "ng/mL"),
    _info("hbv_dna", "HBV DNA", "IU/mL"),
    _info("gamma_globulin", "Gamma globulin", "xULN"),
    _info("bmi", "Body mass index", "kg/m2"),
    _info("weight", "Body weight", "kg"),
    _info("egfr", "eGFR", "mL/min/1.73m2"),
    _info("creatinine_clearance", "Creatinine clearance", "mL/min"),
    _info("fibrinogen", "Fibrinogen", "mg/dL"),
    _info("aptt", "aPTT", "s"),
    _info("systolic_pressure", "Systolic pressure", "mmHg"),
    _info("diastolic_pressure", "Diastolic pressure", "mmHg"),
    _info("spo2", "Oxygen saturation", "%"),
    _info("fev1_and_fvc", "FEV1 and FVC", "%"),
    _info("shortening_fraction", "Shortening fraction", "%"),
    _info("ejection_fraction", "Ejection fraction", "%"),
    _info("nyha_class", "NYHA class", "grade"),
    _info("gold_stage", "GOLD stage", "grade"),
    _info("ecog", "ECOG", "grade"),
    _info("varices_grade", "Varices grade", "grade"),
    _info("histological_stage", "Histological stage", "grade"),
    _info("mayo_ibd_score", "Mayo score", "score"),
    _info("panel_reactive_antibodies", "Panel-reactive antibodies", "%"),
    _info("ama_titre", "AMA titre", "reciprocal titre"),
    _info("age_of_biopsy", "Age of the biopsy", "weeks"),
    _info("n_infusions", "Infusions before", "infusions"),
    AnalyteInfo(
        "time_window",
        "Time window",
        "days",
        {
            "days": Decimal(1),
            "weeks": Decimal(7),
            "months": Decimal("30.4375"),
            "years": Decimal("365.25"),
            "hours": Decimal(1) / Decimal(24),
        },
    ),
)

ANALYTES: dict[str, AnalyteInfo] = {info.code: info for info in _ALL}


def analyte_label(code: str) -> str:
    """Return the words for an analyte code; an unknown code is spelled out from itself."""
    info = ANALYTES.get(code)
    return info.label if info else code.replace("_", " ").capitalize()

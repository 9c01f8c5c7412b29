"""What a numeric limit can be about, and in which unit limits of one kind are put on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trials.domain.vocabulary.units import BILIRUBIN_PER_MG_DL, CREATININE_PER_MG_DL


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


def _info(code: str, label: str, unit: str) -> AnalyteInfo:
    return AnalyteInfo(code, label, unit, {unit: Decimal(1)})


def _count(code: str, label: str) -> AnalyteInfo:
    """Return a count of cells: 1000 cells per microlitre are 10^9 per litre."""
    return AnalyteInfo(code, label, "10^9/L", {"10^9/L": Decimal(1), "cells/uL": Decimal("0.001")})


_BILIRUBIN = {"umol/L": Decimal(1), "mg/dL": BILIRUBIN_PER_MG_DL, "mmol/L": Decimal(1000)}
_GRAMS = {"g/L": Decimal(1), "g/dL": Decimal(10), "mg/dL": Decimal("0.01")}
_GLUCOSE = {"mmol/L": Decimal(1), "mg/dL": Decimal("0.0555")}

# Factors of bilirubin and creatinine: vocabulary.units. Albumin 10 by definition; urea nitrogen, glucose and lactate
# by molar mass. Left without a factor: what depends on the assay (HBV DNA in copies, AFP in IU) or on the patient (eGFR
# per body surface).
_ALL = (
    AnalyteInfo("bilirubin", "Total bilirubin", "umol/L", _BILIRUBIN, uln_unit="umol/L"),
    AnalyteInfo("direct_bilirubin", "Direct bilirubin", "umol/L", _BILIRUBIN),
    AnalyteInfo(
        "bilirubin_rise",
        "Rise of bilirubin",
        "umol/L/day",
        {"umol/L/day": Decimal(1), "mg/dL/day": BILIRUBIN_PER_MG_DL},
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
    AnalyteInfo(
        "creatinine",
        "Creatinine",
        "umol/L",
        {
            "umol/L": Decimal(1),
            "mg/dL": CREATININE_PER_MG_DL,
            "mmol/L": Decimal(1000),
            "mg/L": CREATININE_PER_MG_DL / 10,
        },
    ),
    AnalyteInfo("albumin", "Albumin", "g/L", _GRAMS),
    AnalyteInfo("hemoglobin", "Haemoglobin", "g/L", _GRAMS),
    _info("hemoglobin_vs_lower_limit", "Haemoglobin against the lower limit", "%"),
    AnalyteInfo("hematocrit", "Haematocrit", "%", {"%": Decimal(1), "ratio": Decimal(100)}),
    _count("platelets", "Platelets"),
    _count("white_blood_cells", "White blood cells"),
    _count("neutrophils", "Neutrophils"),
    _count("lymphocytes", "Lymphocytes"),
    _info("sodium", "Sodium", "mmol/L"),
    _info("potassium", "Potassium", "mmol/L"),
    _info("alt", "ALT", "U/L"),
    _info("ast", "AST", "U/L"),
    _info("alt_or_ast", "ALT or AST", "U/L"),
    _info("transaminases", "Transaminases", "U/L"),
    _info("ldh", "Lactate dehydrogenase", "U/L"),
    _info("alp", "Alkaline phosphatase", "U/L"),
    _info("alp_change_between_visits", "Change of alkaline phosphatase between visits", "%"),
    _info("ggt", "GGT", "U/L"),
    AnalyteInfo("bun", "Urea nitrogen", "mg/dL", {"mg/dL": Decimal(1), "mmol/L": Decimal("2.8013")}),
    AnalyteInfo("fasting_glucose", "Fasting glucose", "mmol/L", _GLUCOSE),
    AnalyteInfo("glucose", "Glucose", "mmol/L", _GLUCOSE),
    _info("hba1c", "HbA1c", "%"),
    AnalyteInfo("lactate", "Lactate", "mmol/L", {"mmol/L": Decimal(1), "mg/dL": Decimal("0.1110")}),
    _info("ammonia", "Ammonia", "umol/L"),
    AnalyteInfo("crp", "C-reactive protein", "mg/L", {"mg/L": Decimal(1), "mg/dL": Decimal(10)}),
    AnalyteInfo("ferritin", "Ferritin", "ng/mL", {"ng/mL": Decimal(1), "ug/L": Decimal(1)}),
    AnalyteInfo("afp", "AFP", "ng/mL", {"ng/mL": Decimal(1), "ug/L": Decimal(1)}),
    _info("hbv_dna", "HBV DNA", "IU/mL"),
    AnalyteInfo("gamma_globulin", "Gamma globulin", "g/L", {"g/L": Decimal(1), "g/dL": Decimal(10)}),
    _info("bmi", "Body mass index", "kg/m2"),
    AnalyteInfo("weight", "Body weight", "kg", {"kg": Decimal(1), "g": Decimal("0.001")}),
    AnalyteInfo(
        "egfr",
        "eGFR",
        "mL/min/1.73m2",
        {"mL/min/1.73m2": Decimal(1)},
        note="printed as mL/min alone it stays so: the body surface is not known",
    ),
    _info("creatinine_clearance", "Creatinine clearance", "mL/min"),
    _info("urine_protein", "Protein in urine", "g/day"),
    AnalyteInfo("fibrinogen", "Fibrinogen", "mg/dL", {"mg/dL": Decimal(1), "g/L": Decimal(100)}),
    _info("aptt", "aPTT", "s"),
    _info("systolic_pressure", "Systolic pressure", "mmHg"),
    _info("diastolic_pressure", "Diastolic pressure", "mmHg"),
    _info("mean_arterial_pressure", "Mean arterial pressure", "mmHg"),
    _info("respiratory_rate", "Respiratory rate", "/min"),
    _info("spo2", "Oxygen saturation", "%"),
    _info("oxygenation_index", "PaO2/FiO2", "mmHg"),
    _info("fev1", "FEV1", "%"),
    _info("fvc", "FVC", "%"),
    _info("dlco", "DLCO", "%"),
    _info("fev1_and_fvc", "FEV1 and FVC", "%"),
    _info("shortening_fraction", "Shortening fraction", "%"),
    _info("ejection_fraction", "Ejection fraction", "%"),
    _info("nyha_class", "NYHA class", "grade"),
    _info("gold_stage", "GOLD stage", "grade"),
    _info("ecog", "ECOG", "grade"),
    AnalyteInfo("karnofsky", "Karnofsky", "score", {"score": Decimal(1), "%": Decimal(1)}),
    _info("edss", "EDSS", "score"),
    _info("kellgren_lawrence_grade", "Kellgren-Lawrence grade", "grade"),
    _info("peld", "PELD", "score"),
    _info("sofa", "SOFA", "score"),
    _info("clif_c_aclf", "CLIF-C ACLF", "score"),
    _info("liver_stiffness", "Liver stiffness", "kPa"),
    _info("varices_grade", "Varices grade", "grade"),
    _info("histological_stage", "Histological stage", "grade"),
    _info("mayo_ibd_score", "Mayo score", "score"),
    _info("lansky", "Lansky", "score"),
    _info("asa_class", "ASA class", "grade"),
    _info("pain_vas", "Pain, visual analogue scale", "score"),
    _info("pain_nrs", "Pain, numeric rating scale", "score"),
    _info("pain_score", "Pain score", "score"),
    _info("glasgow_coma_scale", "Glasgow coma scale", "score"),
    _info("nihss", "NIHSS", "score"),
    _info("modified_rankin", "Modified Rankin scale", "score"),
    _info("mmse", "MMSE", "score"),
    _info("moca", "MoCA", "score"),
    _info("alsfrs_r", "ALSFRS-R", "score"),
    _info("sledai", "SLEDAI", "score"),
    _info("basdai", "BASDAI", "score"),
    _info("cdai", "CDAI", "score"),
    _info("das28", "DAS28", "score"),
    _info("beck_depression", "Beck depression inventory", "score"),
    _info("hamilton_depression", "Hamilton depression scale", "score"),
    _info("syntax_score", "SYNTAX score", "score"),
    _info("lequesne", "Lequesne index", "score"),
    _info("heart_rate", "Heart rate", "/min"),
    _info("qtc", "QTc", "ms"),
    _info("ankle_brachial_index", "Ankle-brachial index", "ratio"),
    _info("tcpo2", "Transcutaneous oxygen pressure", "mmHg"),
    _info("ldl", "LDL cholesterol", "mg/dL"),
    _info("triglycerides", "Triglycerides", "mg/dL"),
    _info("c_peptide", "C-peptide", "ng/mL"),
    _info("psa", "PSA", "ng/mL"),
    _info("amh", "Anti-Müllerian hormone", "ng/mL"),
    _info("testosterone", "Testosterone", "ng/dL"),
    _info("creatine_kinase", "Creatine kinase", "U/L"),
    _info("esr", "Erythrocyte sedimentation rate", "mm/h"),
    _info("cd4", "CD4 cells", "cells/uL"),
    _info("gestational_age", "Gestational age", "weeks"),
    AnalyteInfo("birth_weight", "Birth weight", "g", {"g": Decimal(1), "kg": Decimal(1000)}),
    _info("lesion_area", "Area of the lesion", "cm2"),
    _info("eosinophils", "Eosinophils", "cells/uL"),
    _info("copd_assessment_test", "COPD assessment test", "score"),
    _info("iief", "Index of erectile function", "score"),
    _info("urine_protein_creatinine", "Protein to creatinine in urine", "mg/mmol"),
    _info("urine_albumin_creatinine", "Albumin to creatinine in urine", "mg/mmol"),
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

"""Numeric limits: operators, units, multiples of normal, alternatives, and what is no limit, in own-written phrases."""

import pytest

from trials.domain.extraction.exchange import thresholds_as_gold
from trials.domain.extraction.limits import read_thresholds
from trials.domain.vocabulary import Sex


def shown(text):
    """Return the certain limits as (analyte, operator, low, high, unit)."""
    limits = [reading.value for reading in read_thresholds(text) if reading.is_certain]
    return [(x.analyte, x.operator, number(x.low), number(x.high), x.unit) for x in limits]


def number(value):
    return None if value is None else float(value)


LIMITS = [
    pytest.param("MELD > 12", [("meld", "gt", 12, None, "score")], id="greater"),
    pytest.param("MELD below 28", [("meld", "lt", None, 28, "score")], id="below"),
    pytest.param("INR of at least 1.7", [("inr", "ge", 1.7, None, "ratio")], id="at-least"),
    pytest.param("creatinine no more than 140 umol/L", [("creatinine", "le", None, 140, "umol/L")], id="no-more-than"),
    pytest.param("not less than 16 years of age", [("age", "ge", 16, None, "years")], id="not-less-than"),
    pytest.param("bilirubin 6 mg/dl or more", [("bilirubin", "ge", 6, None, "mg/dL")], id="or-more"),
    pytest.param("MELD >/= 14", [("meld", "ge", 14, None, "score")], id="stroke-equals"),
    pytest.param("albumin \\< 28 g/L", [("albumin", "lt", None, 28, "g/L")], id="escaped-sign"),
    pytest.param("albumin &lt; 28 g/L", [("albumin", "lt", None, 28, "g/L")], id="entity"),
    pytest.param("MELD from 13 to 27", [("meld", "between", 13, 27, "score")], id="from-to"),
    pytest.param("BMI between 16-31", [("bmi", "between", 16, 31, "kg/m2")], id="between-with-dash"),
    pytest.param("14 <= MELD <= 29", [("meld", "between", 14, 29, "score")], id="figure-before-the-measure"),
    pytest.param("25% < PTA ≤ 45%", [("pta", "between", 25, 45, "%")], id="percent-on-both-sides"),
    pytest.param("age > 17 and < 71 years", [("age", "between", 17, 71, "years")], id="two-ends"),
    pytest.param("MELD >11 but below 22", [("meld", "between", 11, 22, "score")], id="but-below"),
    pytest.param(
        "age < 17 or > 71 years",
        [("age", "lt", None, 17, "years"), ("age", "gt", 71, None, "years")],
        id="outside-a-span",
    ),
    pytest.param(
        "under 17 years of age and over 52 years of age",
        [("age", "lt", None, 17, "years"), ("age", "gt", 52, None, "years")],
        id="ends-that-do-not-meet",
    ),
    pytest.param(
        "ALT or AST > 7 x ULN",
        [("alt", "gt", 7, None, "xULN"), ("ast", "gt", 7, None, "xULN")],
        id="two-measures-one-limit",
    ),
    pytest.param(
        "AST, ALT and GGT above 4 times the upper limit of normal",
        [("ast", "gt", 4, None, "xULN"), ("alt", "gt", 4, None, "xULN"), ("ggt", "gt", 4, None, "xULN")],
        id="three-measures-one-limit",
    ),
    pytest.param("bilirubin ≥ 6 × ULN", [("bilirubin", "ge", 6, None, "xULN")], id="times-sign-uln"),
    pytest.param("ALP less than twice the upper limit of normal", [("alp", "lt", None, 2, "xULN")], id="twice"),
    pytest.param("ALT 4 times more than normal", [("alt", "gt", 4, None, "xULN")], id="times-more-than-normal"),
    pytest.param("ALT > ULN × 3", [("alt", "gt", 3, None, "xULN")], id="uln-first"),
    pytest.param("GGT above the ULN", [("ggt", "gt", 1, None, "xULN")], id="above-uln-without-a-figure"),
    pytest.param("platelets < 45 x 109/L", [("platelets", "lt", None, 45, "10^9/L")], id="lost-superscript"),
    pytest.param(
        "platelets over 45,000/mm3", [("platelets", "gt", 45000, None, "cells/uL")], id="thousands-with-comma"
    ),
    pytest.param(
        "platelets over 45.000/mm3", [("platelets", "gt", 45000, None, "cells/uL")], id="thousands-with-point"
    ),
    pytest.param("platelet count > 45 000", [], id="spaced-thousands-are-left"),
    pytest.param(
        "platelets of 6 × 10^4/uL or more", [("platelets", "ge", 60000, None, "cells/uL")], id="power-per-microlitre"
    ),
    pytest.param(
        "platelets below 60,000",
        [("platelets", "lt", None, 60000, "cells/uL")],
        id="count-that-can-only-be-per-microlitre",
    ),
    pytest.param("serum Cr over 1/7 mg/dL", [("creatinine", "gt", 1.7, None, "mg/dL")], id="stroke-as-decimal-point"),
    pytest.param("bilirubin ≥ 165 µmo1/L", [("bilirubin", "ge", 165, None, "umol/L")], id="letter-one-in-mol"),
    pytest.param("sodium < 128 mEq/L", [("sodium", "lt", None, 128, "mmol/L")], id="milliequivalents"),
    pytest.param("eGFR <45 ml/min/1.73m2", [("egfr", "lt", None, 45, "mL/min/1.73m2")], id="gfr-per-body-surface"),
    pytest.param("eGFR ≥ 55 mL / min / 1.73 m^2", [("egfr", "ge", 55, None, "mL/min/1.73m2")], id="gfr-spaced"),
    pytest.param("eGFR <45 ml/min", [("egfr", "lt", None, 45, "mL/min")], id="gfr-alone"),
    pytest.param("prothrombin time > 25 s", [("prothrombin_time", "gt", 25, None, "s")], id="seconds"),
    pytest.param("prothrombin time < 35%", [("pta", "lt", None, 35, "%")], id="percent-makes-it-activity"),
    pytest.param("haematocrit > 0.31", [("hematocrit", "gt", 0.31, None, "ratio")], id="haematocrit-as-a-share"),
    pytest.param(
        "bilirubin ≥ 12 mg/dL (≥ 205 µmol/L)", [("bilirubin", "ge", 12, None, "mg/dL")], id="restated-in-another-unit"
    ),
    pytest.param(
        "TBIL ≥ 160 umol/L or a daily increase of TBIL ≥ 16 umol/L",
        [("bilirubin", "ge", 160, None, "umol/L"), ("bilirubin_rise", "ge", 16, None, "umol/L/day")],
        id="daily-rise",
    ),
    pytest.param(
        "hepatic encephalopathy above grade II (inclusive)",
        [("encephalopathy_grade", "ge", 2, None, "grade")],
        id="above-inclusive",
    ),
    pytest.param(
        "encephalopathy (grade III or lower)", [("encephalopathy_grade", "le", None, 3, "grade")], id="roman-or-lower"
    ),
    pytest.param(
        "grade 2 or 3 hepatic encephalopathy", [("encephalopathy_grade", "between", 2, 3, "grade")], id="grades-listed"
    ),
    pytest.param("ACLF grade 1, 2 or 3", [("aclf_grade", "between", 1, 3, "grade")], id="aclf-grades"),
    pytest.param("NYHA class III-IV", [("nyha_class", "between", 3, 4, "grade")], id="roman-range"),
    pytest.param("ECOG 0-1", [("ecog", "between", 0, 1, "grade")], id="ecog"),
    pytest.param("17-66 years, either sex", [("age", "between", 17, 66, "years")], id="years-alone-are-an-age"),
    pytest.param("Patients over 19 years", [("age", "gt", 19, None, "years")], id="patients-over"),
    pytest.param(
        "MELD of 14 to 26; 3.19-64 years of age",
        [("meld", "between", 14, 26, "score"), ("age", "between", 19, 64, "years")],
        id="list-number-run-into-an-age",
    ),
    pytest.param("from 7 months to 3 years old", [("age", "between", 7, 36, "months")], id="months-to-years"),
    pytest.param("19+ years", [("age", "ge", 19, None, "years")], id="plus-sign"),
    pytest.param("under 7 kg", [("weight", "lt", None, 7, "kg")], id="kilograms-alone-are-a-weight"),
    pytest.param("> 3 × ULN for serum creatinine", [("creatinine", "gt", 3, None, "xULN")], id="multiple-then-measure"),
    pytest.param(
        "> 4 x ULN for AST or GGT",
        [("ast", "gt", 4, None, "xULN"), ("ggt", "gt", 4, None, "xULN")],
        id="multiple-then-two-measures",
    ),
    pytest.param("ALT is higher than the ULN 4 times", [("alt", "gt", 4, None, "xULN")], id="uln-then-times"),
    pytest.param("GGT is twice higher than the ULN", [("ggt", "gt", 2, None, "xULN")], id="twice-higher"),
    pytest.param("ALT < 4 × institutional ULN", [("alt", "lt", None, 4, "xULN")], id="institutional-uln"),
    pytest.param("Hb% < 8 gm%", [("hemoglobin", "lt", None, 8, "g/dL")], id="gram-per-cent"),
    pytest.param("bilirubin ≤ 3 ㎎/㎗", [("bilirubin", "le", None, 3, "mg/dL")], id="squared-units"),
    pytest.param("ALT ≥ 90 IU/I", [("alt", "ge", 90, None, "U/L")], id="capital-i-for-litre"),
    pytest.param("Equal to or older than 17 years", [("age", "ge", 17, None, "years")], id="equal-to-or-older"),
    pytest.param(
        "ALT greater than (>) 4 times the upper limit", [("alt", "gt", 4, None, "xULN")], id="sign-said-again"
    ),
    pytest.param("0 days to < 50 days of age", [("age", "between", 0, 50, "days")], id="range-with-a-sign"),
    pytest.param("≥ 29.0 kg/m² and a comorbidity", [("bmi", "ge", 29, None, "kg/m2")], id="unit-names-the-measure"),
    pytest.param(
        "Lansky index (depending on the age) ≥ 60", [("lansky", "ge", 60, None, "score")], id="age-in-a-bracket"
    ),
    pytest.param("Quick < 45%", [("pta", "lt", None, 45, "%")], id="quick"),
    pytest.param(
        "Platelets ≥ 90 000/uL", [("platelets", "ge", 90000, None, "cells/uL")], id="spaced-thousands-per-unit"
    ),
    pytest.param(
        "ALT < 3 x ULN; < 6 x ULN in patients with metastases",
        [("alt", "lt", None, 3, "xULN"), ("alt", "lt", None, 6, "xULN")],
        id="carried-over-a-semicolon",
    ),
    pytest.param("age minimum 14 years old", [("age", "ge", 14, None, "years")], id="minimum-before-the-figure"),
    pytest.param("Aged 17 years-old or older", [("age", "ge", 17, None, "years")], id="hyphen-before-old"),
    pytest.param(
        "The first 4 patients must be >= 17 and =< 66 years old",
        [("age", "between", 17, 66, "years")],
        id="age-named-behind-both-figures",
    ),
    pytest.param("SpO2 < 88% inferior to 3% of the night", [("spo2", "lt", None, 88, "%")], id="not-the-same-twice"),
    pytest.param(
        "Parents sign; participants are > 4 years and < 11 years of age",
        [("age", "between", 4, 11, "years")],
        id="age-near-parents",
    ),
    pytest.param(
        "creatinine > 1.9 mg/dl (males) and 1.7 mg/dl (females)",
        [("creatinine", "gt", 1.9, None, "mg/dL"), ("creatinine", "gt", 1.7, None, "mg/dL")],
        id="bare-figure-for-the-other-sex",
    ),
    pytest.param(
        "haemoglobin below 13 g/dL in men, 12 g/dL in women",
        [("hemoglobin", "lt", None, 13, "g/dL"), ("hemoglobin", "lt", None, 12, "g/dL")],
        id="in-men-in-women",
    ),
    pytest.param("platelets < 65 K/uL", [("platelets", "lt", None, 65000, "cells/uL")], id="thousands-as-a-letter"),
    pytest.param("platelets ≥ 85 x 103/mm3", [("platelets", "ge", 85000, None, "cells/uL")], id="lost-third-power"),
    pytest.param("WBC > 2 x 1000/uL", [("white_blood_cells", "gt", 2000, None, "cells/uL")], id="times-a-thousand"),
    pytest.param("neutrophils < 2 10^9/L", [("neutrophils", "lt", None, 2, "10^9/L")], id="power-without-a-sign"),
    pytest.param(
        "PT > 6 seconds over control", [("prothrombin_time_prolongation", "gt", 6, None, "s")], id="over-control"
    ),
    pytest.param(
        "serum creatine ≥ 130 umol/L", [("creatinine", "ge", 130, None, "umol/L")], id="creatinine-misspelled"
    ),
    pytest.param("Gestation age ≥ 35 weeks", [("gestational_age", "ge", 35, None, "weeks")], id="gestation-age"),
    pytest.param("25-29 weeks gestation", [("gestational_age", "between", 25, 29, "weeks")], id="weeks-gestation"),
    pytest.param("birth weight < 1300 g", [("birth_weight", "lt", None, 1300, "g")], id="birth-weight"),
    pytest.param(
        "Headache ≥ 3 on a 0 to 10 numeric rating scale", [("pain_nrs", "ge", 3, None, "score")], id="scale-behind"
    ),
    pytest.param("NRS (0-10) ≥ 6", [("pain_nrs", "ge", 6, None, "score")], id="reach-of-the-scale-in-a-bracket"),
    pytest.param("MMSE > 21 (0-30)", [("mmse", "gt", 21, None, "score")], id="reach-of-the-scale-behind"),
    pytest.param("Pain of at least 35 mm on the VAS", [("pain_vas", "ge", 35, None, "mm")], id="millimetres-of-a-line"),
    pytest.param("a score below 22 on the MoCA", [("moca", "lt", None, 22, "score")], id="score-on-a-scale"),
    pytest.param(
        "QTc > 445 ms for men, > 465 msec for women",
        [("qtc", "gt", 445, None, "ms"), ("qtc", "gt", 465, None, "ms")],
        id="milliseconds",
    ),
    pytest.param("a lesion of at least 3 cm2", [("lesion_area", "ge", 3, None, "cm2")], id="area-of-a-lesion"),
    pytest.param(
        "ABI < 0.45 or TcPO2 < 35 mmHg",
        [("ankle_brachial_index", "lt", None, 0.45, "ratio"), ("tcpo2", "lt", None, 35, "mmHg")],
        id="circulation-of-a-limb",
    ),
    pytest.param(
        "grade 1 to 2 osteoarthritis by the Kellgren-Lawrence system",
        [("kellgren_lawrence_grade", "between", 1, 2, "grade")],
        id="system-behind-the-grades",
    ),
    pytest.param(
        "Lansky or Karnofsky ≥ 55",
        [("lansky", "ge", 55, None, "score"), ("karnofsky", "ge", 55, None, "score")],
        id="one-scale-for-two-ages",
    ),
    pytest.param(
        "uncontrolled blood pressure > 155/95 mm Hg",
        [("systolic_pressure", "gt", 155, None, "mmHg"), ("diastolic_pressure", "gt", 95, None, "mmHg")],
        id="pair-of-pressures",
    ),
    pytest.param("systolic pressure ≥ 135 mm Hg", [("systolic_pressure", "ge", 135, None, "mmHg")], id="spaced-mm-hg"),
    pytest.param("glucose > 9 mM", [("glucose", "gt", 9, None, "mmol/L")], id="millimolar"),
    pytest.param("UPCR ≥ 450 mg/mmol", [("urine_protein_creatinine", "ge", 450, None, "mg/mmol")], id="ratio-in-urine"),
    pytest.param(
        "A minimum pain score of 4",
        [("pain_score", "ge", 4, None, "score")],
        id="sign-before-the-score",
    ),
    pytest.param(
        "Karnofsky value (as found by the ward at entry) ≥ 65",
        [("karnofsky", "ge", 65, None, "score")],
        id="words-in-a-bracket",
    ),
    pytest.param(
        "AST below 3 x ULN in the absence of metastases, or below 6 x ULN in their presence",
        [("ast", "lt", None, 3, "xULN"), ("ast", "lt", None, 6, "xULN")],
        id="another-case",
    ),
    pytest.param(
        "0 to 20 days of age, gestational age > 36 weeks",
        [("age", "between", 0, 20, "days"), ("gestational_age", "gt", 36, None, "weeks")],
        id="two-kinds-of-age",
    ),
    pytest.param(
        "forced expiratory volume in 1 second (FEV1) < 55%", [("fev1", "lt", None, 55, "%")], id="volume-in-words"
    ),
    pytest.param(
        "Age ≥ 61 years. Patients aged < 61 years who cannot have the usual therapy may be eligible",
        [("age", "ge", 61, None, "years")],
        id="exception-from-an-age",
    ),
    pytest.param(
        "creatinine clearance > 55 cc/min", [("creatinine_clearance", "gt", 55, None, "mL/min")], id="cc-is-ml"
    ),
    pytest.param("inadequate response: DAS28 > 3.4", [("das28", "gt", 3.4, None, "score")], id="lack-of-response"),
    pytest.param(
        "Child-Pugh class B, 7 to 9 points", [("child_pugh", "between", 7, 9, "score")], id="class-with-points"
    ),
]

NO_LIMITS = [
    pytest.param("Surgery within 5 months before screening", id="time-window"),
    pytest.param("HBsAg positive for more than 7 months", id="duration"),
    pytest.param("At least two immunosuppressive drugs", id="count-of-drugs"),
    pytest.param("Prednisone above 15 mg daily", id="dose-of-a-drug"),
    pytest.param("MELD = 0.957 × ln(Cr) + 0.378 × ln(bilirubin) + 1.120 × ln(INR) + 0.643", id="meld-formula"),
    pytest.param("INR ≤ 1.7 (1 point); 1.7-2.3 (2 points); > 2.3 (3 points)", id="scoring-table"),
    pytest.param("Women of childbearing age must use contraception for at least 6 months", id="childbearing-age"),
    pytest.param("Bilirubin (normal range 3-21 umol/L) is measured", id="normal-range"),
    pytest.param("An increase of creatinine of more than 50%", id="change"),
    pytest.param("Abstinence of at least 4 months", id="abstinence"),
    pytest.param("Diabetes for more than 6 years", id="years-of-disease"),
    pytest.param("Disease in remission, no figures at all", id="no-figures"),
    pytest.param("Sepsis, TB, hepatic dysfunction (> 3 times the ULN)", id="tuberculosis-is-no-bilirubin"),
    pytest.param("VAS 0-10", id="reach-of-a-pain-scale"),
    pytest.param("No drop of blood pressure below 85/55 mmHg", id="change-of-pressure"),
    pytest.param("Blood pressure > 12/8", id="pair-that-is-no-pressure"),
    pytest.param("At least 3 of these points", id="count-of-a-list"),
    pytest.param("A decrease of at least 3 points on the EDSS", id="change-on-a-scale"),
    pytest.param("VA ≥ 20/50", id="acuity-is-no-pain-scale"),
    pytest.param("More than 4 lesions", id="count-of-lesions"),
    pytest.param("Unconjugated bilirubin > 3 mg/dL", id="another-bilirubin"),
    pytest.param("Kellgren-Lawrence score = 1 or 3", id="grades-with-a-gap"),
    pytest.param("Aspirin > 2 g", id="grams-of-a-drug"),
    pytest.param("Mean corpuscular hemoglobin concentration < 29 g/dL", id="haemoglobin-of-a-cell"),
]

UNCLEAR = [
    pytest.param("creatinine > 1.9", "no unit", id="no-unit"),
    pytest.param("one EDSS point more (if baseline EDSS < 4.5)", "in passing", id="if-in-a-bracket"),
    pytest.param("Complete responders have an ALP below 4 times the ULN", "response", id="complete-responders"),
    pytest.param("ALT and AST > 55 U/L and > 65 U/L, respectively", "several figures", id="respectively"),
    pytest.param("platelets > 70,000 K/uL", "impossible", id="thousands-of-thousands"),
    pytest.param("albumin below 31 g/dL", "impossible", id="impossible-figure"),
    pytest.param("platelets > 60 /L", "power of ten", id="power-of-ten-missing"),
    pytest.param("donors: age 20-50 years", "donor", id="donor"),
    pytest.param("sexual partner aged < 18 years", "another person", id="partner"),
    pytest.param("For patients under 11 years of age, another formula holds", "in passing", id="age-of-a-group"),
    pytest.param("childbearing potential (≥ 12 years of age)", "in passing", id="age-of-childbearing"),
    pytest.param("Episodes of ketosis (only applicable to subjects age 13 and older)", "in passing", id="applicable"),
    pytest.param("Score 70-90 for ≥ 13 years of age", "in passing", id="score-for-an-age"),
    pytest.param("potential unless she is age ≥ 52 years", "in passing", id="unless"),
    pytest.param("Subjects aged 16 years and younger must have a guardian", "consent", id="must-have-a-guardian"),
    pytest.param("21 days to < 17 years of age", "another unit", id="lower-end-in-days"),
    pytest.param("Low doses on the premise that the INR is less than 1.7", "in passing", id="premise"),
    pytest.param("INR =1.4", "sign", id="lost-sign"),
    pytest.param("creatinine > 140 mmol/L", "impossible", id="unit-a-thousand-too-large"),
    pytest.param("assent of the parents for patients aged under 18 years", "consent", id="age-of-consent"),
]


@pytest.mark.parametrize(("text", "limits"), LIMITS)
def test_read_thresholds(text, limits):
    assert shown(text) == limits


@pytest.mark.parametrize("text", NO_LIMITS)
def test_read_thresholds_none(text):
    assert shown(text) == []


@pytest.mark.parametrize(("text", "reason"), UNCLEAR)
def test_read_thresholds_unclear(text, reason):
    readings = read_thresholds(text)
    assert any(reason in reading.reason for reading in readings)
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "either"),
    [
        pytest.param("INR ≥ 1.7 or PTA < 45%", [True, True], id="or"),
        pytest.param("INR ≥ 1.7 and PTA < 45%", [False, False], id="and"),
        pytest.param("ALT or AST > 7 x ULN", [True, True], id="measures-joined-by-or"),
        pytest.param("ALT and AST > 7 x ULN", [False, False], id="measures-joined-by-and"),
        pytest.param(
            "hemoglobin < 7 g/dL, platelets < 45,000/uL, or INR > 2.1", [True, True, True], id="list-closed-by-or"
        ),
    ],
)
def test_read_thresholds_alternatives(text, either):
    assert [reading.value.either for reading in read_thresholds(text)] == either


def test_read_thresholds_keeps_strict_ends():
    limit = read_thresholds("MELD ≥ 9 and < 16")[0].value
    assert (limit.low_strict, limit.high_strict) == (False, True)


def test_read_thresholds_notes_sex():
    limits = [reading.value for reading in read_thresholds("hemoglobin < 11 g/dL for men and < 10 g/dL for women")]
    assert [limit.sex for limit in limits] == [Sex.MALE, Sex.FEMALE]


def test_read_thresholds_span_is_in_the_original():
    text = "Liver: TBIL ≥ 160 µmo1/L at entry"
    span = read_thresholds(text)[0].span
    assert text[span.start : span.end] == span.text == "≥ 160 µmo1/L"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("Child-Pugh B", ("between", 7, 9), id="b"),
        pytest.param("child class B or C", ("ge", 7, None), id="b-or-c"),
        pytest.param("Child-Pugh A/B", ("between", 5, 9), id="a-or-b"),
        pytest.param("Child-Turcotte-Pugh grade C", ("ge", 10, None), id="c"),
    ],
)
def test_child_pugh_class_is_derived(text, figures):
    limit = read_thresholds(text)[0].value
    assert limit.derived
    assert (limit.operator, number(limit.low), number(limit.high)) == figures
    assert thresholds_as_gold(read_thresholds(text)) == []


@pytest.mark.parametrize(
    "text", [pytest.param("Child-Pugh A, B or C", id="all-classes"), pytest.param("a child a day", id="a-child")]
)
def test_child_pugh_class_not_read(text):
    assert read_thresholds(text) == ()


def test_read_thresholds_notes_sex_of_a_bare_figure():
    limits = [reading.value for reading in read_thresholds("QTc > 455 ms (men) or 475 ms (women)")]
    assert [(limit.sex, number(limit.low)) for limit in limits] == [(Sex.MALE, 455), (Sex.FEMALE, 475)]


def test_thresholds_as_gold_calls_other_measures_other():
    rows = thresholds_as_gold(read_thresholds("ECOG 0-1, LVEF > 35%"))
    assert [(row["analyte"], row["unit"]) for row in rows] == [
        ("other:ecog", "score"),
        ("other:ejection_fraction", "%"),
    ]


def test_thresholds_as_gold_names():
    rows = thresholds_as_gold(read_thresholds("prothrombin time > 25 s, hematocrit > 0.3"))
    assert [row["analyte"] for row in rows] == ["pt_seconds", "other:hematocrit"]
    assert rows[0] == {"analyte": "pt_seconds", "op": "gt", "low": 25, "high": None, "unit": "s", "either": False}


@pytest.mark.parametrize(
    ("operator", "words"),
    [
        *(("le", f"not {word}") for word in ("above", "over", "exceeding", "more than", "greater than", "higher than")),
        *(("le", f"no {word}") for word in ("more than", "greater than", "higher than", "older than")),
        *(("ge", f"not {word}") for word in ("below", "less than", "lower than", "younger than")),
        *(("ge", f"no {word}") for word in ("less than", "lower than", "younger than")),
    ],
)
def test_denied_comparison_is_the_opposite_and_takes_the_limit_in(operator, words):
    ends = (None, 17) if operator == "le" else (17, None)
    assert shown(f"age {words} 17 years") == [("age", operator, *ends, "years")]

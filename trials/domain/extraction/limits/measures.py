"""What a limit can be about: the words for each measure, and the units that make sense for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """What a limit can be about: words for it, the units that make sense, the unit where none is printed."""

    id: str
    words: tuple[str, ...]
    units: frozenset[str]
    default: str | None = None


def _measure(code: str, phrases: str, units: str, default: str | None = None) -> Measure:
    return Measure(code, tuple(phrase.strip() for phrase in phrases.split("|")), frozenset(units.split()), default)


_ENZYME = "U/L IU/L xULN"
_COUNT = "cells/uL 10^9/L xULN xLLN"
MEASURES = {
    measure.id: measure
    for measure in (
        _measure("age", "age|aged|ages|ages of|aging", "years months weeks days", "years"),
        _measure("weight", "weight|body mass|body weight|bodyweight|weigh|weighs|weighing|bw", "kg g"),
        _measure("bmi", "bmi|body mass index|body mass indices", "kg/m2", "kg/m2"),
        _measure(
            "bilirubin",
            "bilirubin|total bilirubin|total bili|serum bilirubin|serum total bilirubin|tbil|tb|t bil|tbili|bil|t bilirubin|stb|total serum bilirubin|billirubin|bilirubine|bilirubin level|total bil",
            "mg/dL umol/L mmol/L xULN",
        ),
        _measure(
            "bilirubin_rise",
            "bilirubin rise|rise of bilirubin|rise in bilirubin|daily rise of bilirubin|daily increase of bilirubin",
            "umol/L mg/dL",
        ),
        _measure(
            "direct_bilirubin",
            "direct bilirubin|direct bili|conjugated bilirubin|dbil|d bil|direct billirubin",
            "mg/dL umol/L mmol/L xULN",
        ),
        _measure("albumin", "albumin|serum albumin|alb|plasma albumin|albumin level", "g/dL g/L xLLN mg/dL"),
        _measure(
            "alt",
            "alt|alanine aminotransferase|alanine transaminase|alanine amino transferase|sgpt|gpt|alat|serum glutamic pyruvic transaminase|glutamate pyruvate transaminase|serum glutamate pyruvate transaminase|glutamic pyruvate transaminase|alanine aminotransaminase|glutamic pyruvic transaminase",
            _ENZYME,
        ),
        _measure(
            "ast",
            "ast|aspartate aminotransferase|aspartate transaminase|aspartate amino transferase|sgot|got|asat|glutamic oxalacetic transaminase|glutamicoxalacetic transaminase|serum glutamic oxaloacetic transaminase|glutamate oxaloacetate transaminase|glutamic oxaloacetic transaminase|aspartic transaminase",
            _ENZYME,
        ),
        _measure(
            "transaminases",
            "transaminase|transaminases|aminotransferase|aminotransferases|liver enzyme|liver enzymes|hepatic enzyme|hepatic enzymes|transaminase level|serum transaminase|liver transaminases",
            _ENZYME,
        ),
        _measure(
            "alp",
            "alp|alkaline phosphatase|alkalin phosphatase|alkaline phosphate|alk phos|serum alkaline phosphatase|akp",
            _ENZYME,
        ),
        _measure(
            "ggt",
            "ggt|gamma gt|gamma glutamyl transferase|gamma glutamyltransferase|gamma glutamyl transpeptidase",
            _ENZYME,
        ),
        _measure("ldh", "ldh|lactate dehydrogenase", _ENZYME),
        _measure("gamma_globulin", "gamma globulin|gammaglobulin|gamma globulins", "g/dL g/L xULN"),
        _measure(
            "inr",
            "inr|pt inr|international standardized ratio of prothrombin time|international normalized ratio of prothrombin time|international normalised ratio of prothrombin time|international normalized ratio|international normalised ratio|international normalization ratio|international standardized ratio|international standard ratio|prothrombin time international normalized ratio|prothrombin international normalized ratio|inr level|inr value",
            "ratio xULN",
            "ratio",
        ),
        _measure(
            "pta",
            "pta|prothrombin activity|prothrombin time activity|prothrombin concentration|prothrombin activation|plasma prothrombin activity|prothrombin index|quick|quick value|quick test|quick time|activity of prothrombin|thrombogen activity",
            "%",
            "%",
        ),
        _measure(
            "prothrombin_time",
            "prothrombin time|pt|protrombin time|thrombin original time|prothrombine time",
            "s % xULN",
        ),
        _measure(
            "prothrombin_time_prolongation",
            "prothrombin time prolongation|pt prolongation|prothrombin time prolonged|pt prolonged|prolonged prothrombin time|prolongation of prothrombin time|prolonged pt",
            "s",
        ),
        _measure(
            "aptt",
            "aptt|partial prothrombin time|activated partial prothrombin time|activated partial thrombin time|partial thrombin time|partial thrombokinase time|activated partial thromboplastin time|partial thromboplastin time|ptt|partial thromboplastin",
            "s xULN",
        ),
        _measure("fibrinogen", "fibrinogen|fib", "g/L mg/dL"),
        _measure(
            "creatinine",
            "creatinine|serum creatinine|scr|s creatinine|creatinine level|serum cr|blood creatinine|plasma creatinine|creatinine value|crea|creatinin|creatine|serum creatine|cr",
            "mg/dL umol/L mmol/L xULN mg/L",
        ),
        _measure(
            "creatinine_clearance",
            "creatinine clearance|crcl|ccr|clearance of creatinine|creatine clearance",
            "mL/min mL/min/1.73m2",
        ),
        _measure(
            "egfr",
            "egfr|gfr|glomerular filtrate rate|glomerular filtration rate|estimated glomerular filtration rate|estimated gfr|glomerular filtration",
            "mL/min mL/min/1.73m2",
            None,
        ),
        _measure("bun", "bun|blood urea nitrogen|urea nitrogen|urea|blood urea", "mg/dL mmol/L xULN"),
        _measure("sodium", "sodium|serum sodium|blood sodium|natremia|plasma sodium|na", "mmol/L"),
        _measure("potassium", "potassium|serum potassium|blood potassium", "mmol/L"),
        _measure(
            "platelets",
            "platelet|platelets|platelet count|platelet counts|plt|blood platelet|thrombocyte|thrombocytes|thrombocyte count|thrombocytopenia|platelets count|platelet number|platelet value",
            _COUNT,
        ),
        _measure(
            "hemoglobin",
            "hemoglobin|haemoglobin|hb|hgb|hemoglobin level|hemoglobin concentration|hemoglobin value|anemia|anaemia",
            "g/dL g/L mmol/L mg/dL xLLN",
        ),
        _measure("hematocrit", "hematocrit|haematocrit|hct|packed cell volume", "% ratio", "ratio"),
        _measure(
            "white_blood_cells",
            "white blood count|white count|white blood cell|white blood cells|white blood cell count|wbc|wbcs|wbc count|leukocyte|leukocytes|leukocyte count|leucocyte|leucocytes|white cell count|total wbc count|total white blood cell|leukopenia|leucopenia|total leukocyte count",
            _COUNT,
        ),
        _measure(
            "neutrophils",
            "neutrophil|neutrophils|neutrophil count|anc|absolute neutrophil count|neutrophil granulocytes|granulocyte|granulocytes|pmn|neutropenia|absolute neutrophils",
            _COUNT,
        ),
        _measure(
            "lymphocytes", "lymphocyte|lymphocytes|lymphocyte count|absolute lymphocyte count|alc|lymphopenia", _COUNT
        ),
        _measure(
            "afp",
            "afp|alpha fetoprotein|alfa fetoprotein|alphafetoprotein|a fetoprotein|serum alpha fetoprotein",
            "ng/mL ug/L IU/mL xULN",
        ),
        _measure("hbv_dna", "hbv dna|hepatitis b virus dna|hbv dna level|hbv dna load", "IU/mL copies/mL"),
        _measure(
            "spo2",
            "spo2|sao2|oxygen saturation|saturation of oxygen|o2 sat|oxygen sat|saturation in room air|peripheral oxygen saturation|o2 saturation|peripheral capillary oxygen saturation|finger oxygen saturation|arterial oxygen saturation|pulse oximetry|blood oxygen saturation|so2|pulse oxygen saturation|resting oxygen saturation",
            "%",
            "%",
        ),
        _measure(
            "oxygenation_index",
            "pao2 fio2|p f ratio|oxygenation index|p f|pao2 fio2 ratio|ratio of pao2 fio2|pao2 fio2 oxygenation index",
            "mmHg ratio",
            "mmHg",
        ),
        _measure("respiratory_rate", "respiratory rate|rr|respiratory frequency|breathing rate", "/min"),
        _measure(
            "meld",
            "meld|model for end stage liver disease|model of end stage liver disease|end stage liver disease score|meld score|end stage liver disease model|meld index",
            "score",
            "score",
        ),
        _measure("meld_na", "meld na|meldna|meld sodium|na meld|meld 3 0", "score", "score"),
        _measure("peld", "peld|pediatric end stage liver disease|paediatric end stage liver disease", "score", "score"),
        _measure(
            "child_pugh",
            "child pugh|childpugh|child turcotte pugh|ctp|child plough|child pugh score|child score|child pugh class|child pugh grade|child pough|child pugh points|pugh score|child turcotte pugh score|child class|child pugh scale|child pughs|cp score|child grade|child pugh classification|child pugh liver function",
            "score",
            "score",
        ),
        _measure("clif_c_aclf", "clif c aclf|clif c aclf score", "score", "score"),
        _measure("sofa", "sofa|sofa score|clif sofa|sequential organ failure assessment", "score", "score"),
        _measure(
            "aclf_grade",
            "aclf grade|aclf|acute on chronic liver failure grade|grade of aclf|acute on chronic liver failure",
            "grade",
        ),
        _measure(
            "encephalopathy_grade",
            "encephalopathy|hepatic encephalopathy|encephalopathy grade|he grade|hepatic encephalopathies|he|hepatic coma|west haven|west haven grade|hepatic encephalopathy grade|brain disease",
            "grade",
        ),
        _measure("systolic_pressure", "systolic blood pressure|sbp|systolic pressure|systolic", "mmHg", None),
        _measure("diastolic_pressure", "diastolic blood pressure|dbp|diastolic pressure|diastolic", "mmHg", None),
        _measure("mean_arterial_pressure", "mean arterial pressure|mean arterial blood pressure|map", "mmHg", None),
        _measure(
            "ejection_fraction",
            "ejection fraction|lvef|ef|left ventricular ejection fraction|left ventricle ejection fraction|cardiac ejection fraction",
            "%",
        ),
        _measure("shortening_fraction", "shortening fraction|fractional shortening", "%"),
        _measure(
            "hba1c",
            "hba1c|glycated hemoglobin|glycosylated hemoglobin|glycated haemoglobin|hemoglobin a1c|haemoglobin a1c|hb a1c|glycosylated haemoglobin|hbalc|a1c",
            "%",
        ),
        _measure(
            "fasting_glucose",
            "fasting glucose|fasting blood glucose|fasting plasma glucose|fasting blood sugar|fbg|fasting serum glucose|fpg",
            "mmol/L mg/dL",
        ),
        _measure(
            "glucose",
            "glucose|blood glucose|blood sugar|serum glucose|plasma glucose|random glucose|random blood glucose",
            "mmol/L mg/dL",
        ),
        _measure("lactate", "lactate|serum lactate|blood lactate|lactic acid", "mmol/L mg/dL"),
        _measure("ammonia", "ammonia|blood ammonia|serum ammonia", "umol/L"),
        _measure("crp", "crp|c reactive protein|hs crp", "mg/L mg/dL"),
        _measure("ferritin", "ferritin|serum ferritin", "ng/mL ug/L"),
        _measure(
            "ecog",
            "ecog|ecog score|ecog performance status|eastern cooperative oncology group|ecog ps|zubrod|performance status|who performance status|ps",
            "score grade",
            "grade",
        ),
        _measure(
            "karnofsky",
            "karnofsky|kps|karnofsky performance status|karnofsky performance score|karnofsky score|karnofsky performance scale",
            "% score",
            "score",
        ),
        _measure(
            "nyha_class",
            "nyha|new york heart association|nyha class|nyha functional class|new york heart association functional class|new york heart association nyha functional class|new york heart association nyha",
            "grade",
        ),
        _measure("gold_stage", "gold|gold stage|gold grade", "grade"),
        _measure("varices_grade", "varices|esophageal varices|oesophageal varices|varix|esophageal varix", "grade"),
        _measure("histological_stage", "histological stage|fibrosis stage|liver fibrosis stage", "grade"),
        _measure("edss", "edss|expanded disability status scale|edss score", "score", "score"),
        _measure(
            "kellgren_lawrence_grade",
            "kellgren lawrence|kellgren and lawrence|k l grade|kl grade|kellgren lawrence grade|kellgren|k l",
            "grade",
            "grade",
        ),
        _measure(
            "fev1",
            "fev1|fev 1|forced expiratory volume|force expiratory volume|forced expiratory volume 1|force expiratory volume 1|forced expiratory volume in 1 second|forced expiratory volume in one second|forced expiratory volume in 1 s|forced expiratory volume in 1 second fev1|forced expiratory volume in one second fev1",
            "%",
        ),
        _measure("fvc", "fvc|forced vital capacity", "%"),
        _measure("dlco", "dlco", "%"),
        _measure("urine_protein", "proteinuria|urine protein|urinary protein|24 hour urine protein", "g/day g"),
        _measure("liver_stiffness", "liver stiffness|fibroscan|liver stiffness measurement", "kPa"),
        _measure(
            "lansky",
            "lansky|lansky play performance|lansky performance status|lansky score|lansky play score|lansky performance score",
            "% score",
            "score",
        ),
        _measure(
            "asa_class",
            "asa class|asa grade|asa score|asa status|asa physical status|asa classification|asa risk|asa rating|american society of anesthesiologists|american society of anesthesiologists asa|american society of anesthesiologists physical status",
            "grade",
            "grade",
        ),
        _measure(
            "pain_vas",
            "vas|visual analog scale|visual analogue scale|visual analog score|visual analogue score|visual analogic scale|vas score|vas pain|vas pain score|vas pain scale|vas pain intensity|vas scale|pain vas|pain vas score|pain visual analog scale|pain visual analogue scale|visual analog scale pain|visual analogue scale pain|visual analog pain scale|visual analogue pain scale|pain on vas|pain on the vas",
            "score mm cm",
            "score",
        ),
        _measure(
            "pain_nrs",
            "nrs|nprs|numeric rating scale|numerical rating scale|numeric pain rating|numerical pain rating|numeric pain rating scale|numerical pain rating scale|numeric pain scale|numerical pain scale|nrs pain|nrs score|nrs pain score|pain nrs|pain numeric rating scale|pain numerical rating scale|pain on nrs",
            "score",
            "score",
        ),
        _measure("pain_score", "pain score|pain intensity score|pain scale|pain score average", "score mm cm", "score"),
        _measure(
            "glasgow_coma_scale",
            "gcs|gcs score|glasgow coma scale|glasgow coma score|glasgow scale|glasgow coma scale score|glasgow coma score scale|glasgow score|coma scale",
            "score",
            "score",
        ),
        _measure(
            "nihss",
            "nihss|nihss score|nih stroke scale|nih stroke score|nih stroke scale score|national institutes of health stroke scale|national institute of health stroke scale|national institutes of health stroke score|national institutes of health stroke scale score",
            "score",
            "score",
        ),
        _measure(
            "modified_rankin",
            "modified rankin|modified rankin scale|modified rankin score|modified rankin scale score|rankin scale|rankin score|mrs score|mrs",
            "score grade",
            "score",
        ),
        _measure(
            "mmse",
            "mmse|mmse score|mini mental state examination|mini mental state exam|mini mental status examination|mini mental status exam|mini mental state examination score|mini mental state|mini mental status|minimental state examination",
            "score",
            "score",
        ),
        _measure(
            "moca",
            "moca|moca score|montreal cognitive assessment|montreal cognitive assessment score",
            "score",
            "score",
        ),
        _measure(
            "alsfrs_r",
            "alsfrs|alsfrs r|als frs|als frs r|als functional rating scale|als functional rating scale revised|amyotrophic lateral sclerosis functional rating scale|revised als functional rating scale",
            "score",
            "score",
        ),
        _measure(
            "sledai",
            "sledai|sledai score|sledai 2k|sledai 2k score|systemic lupus erythematosus disease activity index|sle disease activity index",
            "score",
            "score",
        ),
        _measure(
            "basdai",
            "basdai|basdai score|bath ankylosing spondylitis disease activity index|bath as disease activity index",
            "score",
            "score",
        ),
        _measure(
            "cdai",
            "cdai|cdai score|crohn s disease activity index|crohn disease activity index|crohn s disease activity index score",
            "score",
            "score",
        ),
        _measure(
            "das28",
            "das 28|das 28 score|das 28 crp|das 28 esr|disease activity score 28|disease activity score",
            "score",
            "score",
        ),
        _measure(
            "beck_depression",
            "bdi|bdi ii|bdi score|bdi ii score|beck depression inventory|beck s depression inventory|beck depression inventory ii|beck depression score",
            "score",
            "score",
        ),
        _measure(
            "hamilton_depression",
            "hamd|ham d|hdrs|hdrs 17|hamd 17|hamilton depression rating scale|hamilton depression scale|hamilton rating scale for depression",
            "score",
            "score",
        ),
        _measure("syntax_score", "syntax score|syntax i score|syntax ii score", "score", "score"),
        _measure("lequesne", "lequesne|lequesne index|lequesne s index|lequesne score", "score", "score"),
        _measure("heart_rate", "heart rate|resting heart rate|pulse rate", "/min"),
        _measure(
            "qtc",
            "qtc|qtcf|qtcb|qtc f|qtc b|qtc interval|qtcf interval|qt c|qt interval|corrected qt|corrected qt interval|corrected qt interval qtc|qtc prolongation|qtc fridericia",
            "ms",
            "ms",
        ),
        _measure(
            "ankle_brachial_index",
            "abi|abpi|ankle brachial index|ankle brachial pressure index|ankle brachial ratio|ankle arm index",
            "ratio",
            "ratio",
        ),
        _measure(
            "tcpo2",
            "tcpo2|transcutaneous oxygen pressure|transcutaneous partial pressure of oxygen|transcutaneous oxygen tension",
            "mmHg",
        ),
        _measure(
            "ldl",
            "ldl|ldl c|ldl cholesterol|low density lipoprotein|low density lipoprotein cholesterol",
            "mg/dL mmol/L",
        ),
        _measure(
            "triglycerides",
            "triglyceride|triglycerides|fasting triglycerides|serum triglycerides|tg level",
            "mg/dL mmol/L",
        ),
        _measure("c_peptide", "c peptide|fasting c peptide|stimulated c peptide|serum c peptide", "ng/mL nmol/L"),
        _measure("psa", "psa|prostate specific antigen", "ng/mL"),
        _measure("amh", "amh|anti mullerian hormone|antimullerian hormone", "ng/mL"),
        _measure(
            "testosterone", "testosterone|serum testosterone|total testosterone|serum total testosterone", "ng/dL"
        ),
        _measure("creatine_kinase", "creatine kinase|creatin kinase|creatine phosphokinase|cpk", "U/L IU/L xULN"),
        _measure("esr", "esr|erythrocyte sedimentation rate|sedimentation rate", "mm/h"),
        _measure(
            "cd4",
            "cd 4|cd 4 count|cd 4 cell|cd 4 cells|cd 4 cell count|cd 4 t cell count|cd 4 lymphocyte count|cd 4 t cells",
            "cells/uL",
        ),
        _measure("gestational_age", "gestational age|gestation age|gestation|gestational ages", "weeks"),
        _measure("birth_weight", "birth weight|birthweight", "g kg"),
        _measure(
            "lesion_area",
            "lesion|lesion size|lesion area|wound|wound size|wound area|wound surface|wound surface area|ulcer|ulcer size|ulcer area|ulcer surface|defect|defect size|defect area|cartilage defect|cartilage lesion|cartilage lesion size|skin defect",
            "cm2",
        ),
        _measure(
            "eosinophils",
            "eosinophil|eosinophils|eosinophil count|blood eosinophil|blood eosinophil count|absolute eosinophil count|peripheral eosinophil count|peripheral blood eosinophil count|eosinophilia",
            "cells/uL",
        ),
        _measure(
            "copd_assessment_test",
            "cat score|copd assessment test|copd assessment test score|copd assessment test cat|copd assessment test cat score",
            "score",
            "score",
        ),
        _measure(
            "iief",
            "iief|iief 5|iief 5 score|iief score|iief ef|iief ef score|international index of erectile function|international index of erectile function score|international index of erectile function iief",
            "score",
            "score",
        ),
        _measure(
            "urine_protein_creatinine",
            "upcr|urine protein creatinine ratio|urine protein to creatinine ratio|urinary protein creatinine ratio|protein to creatinine ratio|protein creatinine ratio|urine protein creatinine",
            "mg/mmol mg/g",
        ),
        _measure(
            "urine_albumin_creatinine",
            "uacr|acr ratio|albumin creatinine ratio|albumin to creatinine ratio|urine albumin creatinine ratio|urine albumin to creatinine ratio|urinary albumin creatinine ratio|urinary albumin to creatinine ratio",
            "mg/mmol mg/g",
        ),
        _measure("panel_reactive_antibodies", "panel reactive antibodies|panel reactive antibody|pra", "%"),
    )
}

#: Measures whose name alone says little: a figure without a unit beside them is a count of lesions, not an area.
UNIT_NEEDED = frozenset(
    {"urine_protein_creatinine", "urine_albumin_creatinine", "lesion_area", "birth_weight", "gestational_age"}
)

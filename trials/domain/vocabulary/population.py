"""Terms for who may take part and what is measured: syndromes, aetiologies, criteria, outcome ranks."""

from trials.domain.vocabulary.terms import Term


class Syndrome(Term):
    """The liver syndrome a trial is about, as set by the curators."""

    ACLF = "ACLF", "Acute-on-chronic liver failure"
    ALF = "ALF", "Acute liver failure"
    LIVER_FAILURE = "liver_failure", "Liver failure, kind not stated"
    DECOMPENSATED_CIRRHOSIS = "decompensated_cirrhosis", "Decompensated cirrhosis"
    CIRRHOSIS = "cirrhosis", "Cirrhosis"
    OTHER = "other", "Other liver disease"


class AclfDefinition(Term):
    """Whose definition of acute-on-chronic liver failure a trial uses; the codes are those of ``definitions``."""

    APASL = "apasl_2019", "APASL"
    EASL_CLIF = "easl_clif", "EASL-CLIF"
    NACSELD = "nacseld", "NACSELD"
    COSSH = "cossh", "COSSH (hepatitis B)"
    CHINESE = "cma", "Chinese guideline"
    OWN = "own", "Limits of the trial's own"


class Aetiology(Term):
    """Cause of the liver disease."""

    HBV = "HBV", "Hepatitis B"
    HCV = "HCV", "Hepatitis C"
    ALCOHOL = "alcohol", "Alcohol"
    AUTOIMMUNE = "autoimmune", "Autoimmune"
    PBC = "PBC", "Primary biliary cholangitis"
    METABOLIC = "metabolic", "Metabolic"
    DRUG = "drug", "Drug-induced"
    WILSON = "Wilson", "Wilson disease"
    MIXED = "mixed", "Mixed or any cause"


class CriterionKind(Term):
    """Whether a criterion lets in or keeps out."""

    INCLUSION = "inclusion", "Inclusion"
    EXCLUSION = "exclusion", "Exclusion"


class Operator(Term):
    """How a value is held against a limit; ge and gt use low, le and lt use high, between and eq both."""

    GE = "ge", "≥"
    GT = "gt", ">"
    LE = "le", "≤"
    LT = "lt", "<"
    BETWEEN = "between", "from–to"
    EQ = "eq", "="


class OutcomeRank(Term):
    """Rank of an outcome in the record."""

    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    OTHER = "other", "Other"


class CriterionTopic(Term):
    """What a criterion is about."""

    DIAGNOSIS = "diagnosis", "Diagnosis"
    AGE = "age", "Age"
    WEIGHT = "weight", "Weight"
    BILIRUBIN = "bilirubin", "Bilirubin"
    INR = "inr", "INR"
    PTA = "pta", "Prothrombin activity"
    MELD = "meld", "MELD"
    CHILD_PUGH = "child_pugh", "Child-Pugh"
    CREATININE = "creatinine", "Creatinine"
    PLATELETS = "platelets", "Platelets"
    ENCEPHALOPATHY = "encephalopathy", "Encephalopathy"
    HBSAG = "hbsag", "HBsAg"
    COINFECTION = "coinfection", "Other viruses"
    HIV = "hiv", "HIV"
    INFECTION = "infection", "Infection"
    BLEEDING = "bleeding", "Bleeding"
    ORGAN_DYSFUNCTION = "organ_dysfunction", "Other organs"
    MALIGNANCY = "malignancy", "Malignancy"
    TRANSPLANT = "transplant", "Transplantation"
    AUTOIMMUNE = "autoimmune", "Autoimmune disease"
    IMMUNOSUPPRESSION = "immunosuppression", "Immunosuppression"
    ALCOHOL = "alcohol", "Alcohol"
    PREGNANCY = "pregnancy", "Pregnancy"
    OTHER_TRIAL = "other_trial", "Other trials"
    CONSENT = "consent", "Consent"
    OTHER = "other", "Other"

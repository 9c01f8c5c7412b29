"""Units as they are printed, and in which of two systems limits are shown."""

from __future__ import annotations

from trials.domain.vocabulary.terms import Term


class Units(Term):
    """Which units limits are shown in. BOTH: as stated, with the other system beside it where there is one."""

    BOTH = "both", "as stated, and converted"
    SI = "si", "SI (µmol/L, g/L)"
    CONVENTIONAL = "conventional", "conventional (mg/dL, g/dL)"


#: The customary unit beside the canonical (SI) one of each analyte that has two.
CONVENTIONAL_UNITS = {
    "bilirubin": "mg/dL",
    "bilirubin_rise": "mg/dL/day",
    "creatinine": "mg/dL",
    "albumin": "g/dL",
    "hemoglobin": "g/dL",
    "fasting_glucose": "mg/dL",
}


_UNIT_WORDS = {
    "umol/L": "µmol/L",
    "umol/L/day": "µmol/L a day",
    "mg/dL/day": "mg/dL a day",
    "xULN": "× ULN",
    "10^9/L": "×10⁹/L",
    "kg/m2": "kg/m²",
    "score": "",
    "ratio": "",
    "grade": "",
    "reciprocal titre": "",
}


def unit_words(unit: str) -> str:
    """Return a unit as it is printed; scores, grades and ratios have none."""
    return _UNIT_WORDS.get(unit, unit)

"""Definitions of acute-on-chronic liver failure by society, with their figures and where these are printed.

Definitions differ, and so do the texts that restate them; each entry is one version with its sources.
A trial that states limits of its own uses none of these.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A text that a rule or a figure rests on; ``url`` is its permanent address."""

    label: str
    url: str


@dataclass(frozen=True)
class LiverFailureDefinition:
    """One society's definition in one version; every text is in own words, figures as printed."""

    code: str
    label: str
    population: str
    liver: str
    coagulation: str
    window: str
    other: str
    references: tuple[Reference, ...]


_ARROYO = Reference("PMC6851421, table 1", "https://pmc.ncbi.nlm.nih.gov/articles/PMC6851421/")
_COMPARED = Reference("PMC10366797, table 1", "https://pmc.ncbi.nlm.nih.gov/articles/PMC10366797/")

LIVER_FAILURE_DEFINITIONS: tuple[LiverFailureDefinition, ...] = (
    LiverFailureDefinition(
        code="apasl_2019",
        label="APASL 2019",
        population="Chronic liver disease or compensated cirrhosis; the first such event",
        liver="Bilirubin ≥ 5 mg/dL (85.5 µmol/L)",
        coagulation="INR ≥ 1.5; trials often add prothrombin activity < 40 %",
        window="Ascites, encephalopathy or both within 4 weeks",
        other="None needed. Severity by the AARC score: grade 1 at 5–7, grade 2 at 8–10, grade 3 at 11–15 points",
        references=(Reference("PMC6728300", "https://pmc.ncbi.nlm.nih.gov/articles/PMC6728300/"),),
    ),
    LiverFailureDefinition(
        code="easl_clif",
        label="EASL-CLIF",
        population="Cirrhosis with acute decompensation",
        liver="Bilirubin ≥ 12 mg/dL (205 µmol/L) is liver failure",
        coagulation="INR ≥ 2.5 is coagulation failure",
        window="Texts differ: none, or 4 weeks; death is counted at 28 days",
        other=(
            "Kidney: creatinine ≥ 2 mg/dL or replacement therapy. Brain: encephalopathy grade 3–4. Circulation: "
            "vasopressors. Lung: PaO₂/FiO₂ ≤ 200, SpO₂/FiO₂ ≤ 214 or ventilation"
        ),
        references=(_ARROYO, _COMPARED),
    ),
    LiverFailureDefinition(
        code="nacseld",
        label="NACSELD",
        population="Cirrhosis; first studied with infection",
        liver="Not a criterion",
        coagulation="Not a criterion",
        window="Texts differ: none, or 30 days",
        other=(
            "Two or more of: encephalopathy grade 3–4; ventilation; renal replacement; shock (mean pressure "
            "< 60 mmHg or a fall of 40 mmHg systolic)"
        ),
        references=(_ARROYO, _COMPARED),
    ),
    LiverFailureDefinition(
        code="cossh",
        label="COSSH (hepatitis B)",
        population="Chronic hepatitis B; cirrhosis is not required",
        liver="Bilirubin ≥ 12 mg/dL (205 µmol/L)",
        coagulation="INR ≥ 1.5",
        window="None stated",
        other="Otherwise the organ failures of EASL-CLIF",
        references=(Reference("doi 10.1136/gutjnl-2017-314641", "https://doi.org/10.1136/gutjnl-2017-314641"),),
    ),
    LiverFailureDefinition(
        code="cma",
        label="Chinese guideline (2018; updated 2024)",
        population="Any chronic liver disease",
        liver="Bilirubin ≥ 10 × ULN (≥ 171 µmol/L), or a rise of ≥ 17.1 µmol/L a day",
        coagulation="Prothrombin activity ≤ 40 % or INR ≥ 1.5",
        window="Up to 4 weeks; acute liver failure up to 2 weeks, subacute from day 15 to week 26",
        other="Stages by prothrombin activity: early 30–40 %, middle 20–30 %, late below",
        references=(Reference("doi 10.12449/JCH241206", "https://doi.org/10.12449/JCH241206"),),
    ),
)

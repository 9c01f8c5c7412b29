"""Closed lists of the field's terms: what a stored code means and how it is written on screen.

Codes of ClinicalTrials.gov API v2 stand as the registry writes them (``PHASE1``, ``RANDOMIZED``);
codes of our own are lower case with underscores (``umbilical_cord``). A term is never deleted:
records may hold it for good.
"""

from trials.domain.vocabulary.analytes import ANALYTES, AnalyteInfo, analyte_label
from trials.domain.vocabulary.design import (
    Allocation,
    ArmRole,
    EnrolmentType,
    InterventionModel,
    Masking,
    Phase,
    PrimaryPurpose,
    RecruitmentStatus,
    Sex,
    StudyType,
)
from trials.domain.vocabulary.endpoints import EndpointConcept, concept_label, endpoint_concepts
from trials.domain.vocabulary.population import (
    AclfDefinition,
    Aetiology,
    CriterionKind,
    CriterionTopic,
    Operator,
    OutcomeRank,
    Syndrome,
)
from trials.domain.vocabulary.products import CellSource, Donor, InterventionKind, Route
from trials.domain.vocabulary.provenance import (
    CONFLICTS,
    ClaimMethod,
    DiscrepancyKind,
    DiscrepancyStatus,
    RecordRead,
    Registry,
    Severity,
    Side,
    SourceKind,
    topic_label,
)
from trials.domain.vocabulary.regimens import DoseUnit, RegimenRelation
from trials.domain.vocabulary.states import ValueState
from trials.domain.vocabulary.terms import Term

__all__ = [
    "ANALYTES",
    "CONFLICTS",
    "AclfDefinition",
    "Aetiology",
    "Allocation",
    "AnalyteInfo",
    "ArmRole",
    "CellSource",
    "ClaimMethod",
    "CriterionKind",
    "CriterionTopic",
    "DiscrepancyKind",
    "DiscrepancyStatus",
    "Donor",
    "DoseUnit",
    "EndpointConcept",
    "EnrolmentType",
    "InterventionKind",
    "InterventionModel",
    "Masking",
    "Operator",
    "OutcomeRank",
    "Phase",
    "PrimaryPurpose",
    "RecordRead",
    "RecruitmentStatus",
    "RegimenRelation",
    "Registry",
    "Route",
    "Severity",
    "Sex",
    "Side",
    "SourceKind",
    "StudyType",
    "Syndrome",
    "Term",
    "ValueState",
    "analyte_label",
    "concept_label",
    "endpoint_concepts",
    "topic_label",
]

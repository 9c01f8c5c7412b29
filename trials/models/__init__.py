"""The record in the database: trials, arms, regimens, eligibility, outcomes, provenance."""

from trials.models.arm import Arm, Intervention
from trials.models.changes import DataChange, DataVersion
from trials.models.derived import ArmLevel, ArmSummary, TrialSnapshot
from trials.models.eligibility import Criterion, Threshold
from trials.models.outcome import Outcome, OutcomeConcept, Result, ResultGroup, Timepoint
from trials.models.probe import WriteProbe
from trials.models.provenance import Claim, DeliveredRecord, Discrepancy, Publication, RetiredKey, Source
from trials.models.regimen import Administration, Regimen
from trials.models.trial import MissingFact, Site, Trial, TrialAetiology, TrialIdentifier
from trials.models.workspace import Note, SavedView

__all__ = [
    "Administration",
    "Arm",
    "ArmLevel",
    "ArmSummary",
    "Claim",
    "Criterion",
    "DataChange",
    "DataVersion",
    "DeliveredRecord",
    "Discrepancy",
    "Intervention",
    "MissingFact",
    "Note",
    "Outcome",
    "OutcomeConcept",
    "Publication",
    "Regimen",
    "Result",
    "ResultGroup",
    "RetiredKey",
    "SavedView",
    "Site",
    "Source",
    "Threshold",
    "Timepoint",
    "Trial",
    "TrialAetiology",
    "TrialIdentifier",
    "TrialSnapshot",
    "WriteProbe",
]

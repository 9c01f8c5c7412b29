"""One trial as plain immutable values: the shape that files, importers, the database and pages agree on.

A ``TrialRecord`` is what a fixture file holds, what an importer makes and what a selector reads back.
Lists carry the order, keys the identity of their rows; a *path* names a value by keys, for example
``arms/uc-msc/regimens/msc/dose``.
``source`` fields hold the key of one of the record's sources; empty means the record's ``values_from``.
"""

from trials.domain.record.discrepancies import DiscrepancyRecord
from trials.domain.record.eligibility import CriterionRecord, ThresholdRecord
from trials.domain.record.outcomes import OutcomeRecord
from trials.domain.record.part import Part
from trials.domain.record.provenance import (
    ClaimRecord,
    MissingRecord,
    PublicationRecord,
    RetiredRecord,
    SourceRecord,
)
from trials.domain.record.regimens import (
    ArmRecord,
    DoseRecord,
    InterventionRecord,
    ProductRecord,
    RegimenRecord,
    RouteRecord,
    ScheduleRecord,
)
from trials.domain.record.results import EffectRecord, ResultGroupRecord, ResultRecord
from trials.domain.record.trial import IdentifierRecord, SiteRecord, TrialRecord

__all__ = [
    "ArmRecord",
    "ClaimRecord",
    "CriterionRecord",
    "DiscrepancyRecord",
    "DoseRecord",
    "EffectRecord",
    "IdentifierRecord",
    "InterventionRecord",
    "MissingRecord",
    "OutcomeRecord",
    "Part",
    "ProductRecord",
    "PublicationRecord",
    "RegimenRecord",
    "ResultGroupRecord",
    "ResultRecord",
    "RetiredRecord",
    "RouteRecord",
    "ScheduleRecord",
    "SiteRecord",
    "SourceRecord",
    "ThresholdRecord",
    "TrialRecord",
]

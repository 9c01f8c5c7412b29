"""One trial as plain immutable values: the shape that files, importers, the database and pages agree on.

A ``TrialRecord`` is what a fixture file holds, what an importer makes and what a selector reads back.
Lists carry the order; a *path* names a value by 1-based places, for example ``arms/2/regimens/1/dose``.
``source`` fields hold the key of one of the record's sources; empty means the record's ``values_from``.
"""

from trials.domain.record.eligibility import CriterionRecord, ThresholdRecord
from trials.domain.record.outcomes import OutcomeRecord
from trials.domain.record.part import Part
from trials.domain.record.provenance import (
    ClaimRecord,
    DiscrepancyRecord,
    MissingRecord,
    PublicationRecord,
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
    "RouteRecord",
    "ScheduleRecord",
    "SiteRecord",
    "SourceRecord",
    "ThresholdRecord",
    "TrialRecord",
]

"""One trial as a whole: the shape that files, importers, the database and pages agree on."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import force_setattr

from trials.domain.record import rulebook as rule
from trials.domain.record.ages import Age, in_years
from trials.domain.record.checks import address_form, check_no_nul, is_registry_id
from trials.domain.record.discrepancies import DiscrepancyRecord
from trials.domain.record.eligibility import CriterionRecord
from trials.domain.record.fields import AGES, DATES, NUMBERS, TEXTS
from trials.domain.record.named_rows import check_keys, completed_lists
from trials.domain.record.outcomes import OutcomeRecord
from trials.domain.record.part import Part
from trials.domain.record.provenance import (
    ClaimRecord,
    MissingRecord,
    PublicationRecord,
    RetiredRecord,
    SourceRecord,
)
from trials.domain.record.regimens import ArmRecord, InterventionRecord
from trials.domain.record.results import ResultRecord
from trials.domain.record.rules import Text, texts
from trials.domain.vocabulary import (
    AclfDefinition,
    Aetiology,
    Allocation,
    EnrolmentType,
    InterventionModel,
    Masking,
    Phase,
    PrimaryPurpose,
    RecordRead,
    RecruitmentStatus,
    Registry,
    Sex,
    StudyType,
    Syndrome,
)


class IdentifierRecord(Part, frozen=True, kw_only=True):
    """Another identifier of the trial."""

    texts: ClassVar[dict[str, Text]] = texts(kind=60, value=120)

    kind: str
    value: str


class SiteRecord(Part, frozen=True, kw_only=True):
    """A place where the trial runs; never a person."""

    texts: ClassVar[dict[str, Text]] = texts(country=80, city=120, facility=300)

    country: str
    city: str = ""
    facility: str = ""


class TrialRecord(Part, frozen=True, kw_only=True):
    """One trial. ``record_read`` decides what silence means: WHOLE, not reported; PART, not yet extracted.

    Rows that are given without a key get one by the rule of ``keys``.
    """

    texts: ClassVar[dict[str, Text]] = TEXTS

    registry_id: str
    registry: Registry
    title: str
    record_read: RecordRead
    values_from: str
    record_as_of: str = ""
    status_as_of: str = ""
    official_title: str = ""
    acronym: str = ""
    other_ids: tuple[IdentifierRecord, ...] = ()
    study_type: StudyType | None = None
    status: RecruitmentStatus | None = None
    why_stopped: str = ""
    phase: Phase | None = None
    allocation: Allocation | None = None
    intervention_model: InterventionModel | None = None
    masking: Masking | None = None
    primary_purpose: PrimaryPurpose | None = None
    enrolment: int | None = None
    enrolment_type: EnrolmentType | None = None
    start: str = ""
    start_type: EnrolmentType | None = None
    primary_completion: str = ""
    primary_completion_type: EnrolmentType | None = None
    completion: str = ""
    completion_type: EnrolmentType | None = None
    last_update: str = ""
    sponsor: str = ""
    collaborators: tuple[str, ...] = ()
    sites: tuple[SiteRecord, ...] = ()
    conditions: tuple[str, ...] = ()
    syndrome: Syndrome | None = None
    aclf_definition: AclfDefinition | None = None
    aetiologies: tuple[Aetiology, ...] = ()
    sex: Sex | None = None
    age_min: str = ""
    age_max: str = ""
    healthy_volunteers: bool | None = None
    interventions: tuple[InterventionRecord, ...] = ()
    arms: tuple[ArmRecord, ...] = ()
    criteria: tuple[CriterionRecord, ...] = ()
    outcomes: tuple[OutcomeRecord, ...] = ()
    results: tuple[ResultRecord, ...] = ()
    publications: tuple[PublicationRecord, ...] = ()
    related_ids: tuple[str, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    rival_claims: tuple[ClaimRecord, ...] = ()
    discrepancies: tuple[DiscrepancyRecord, ...] = ()
    missing: tuple[MissingRecord, ...] = ()
    retired: tuple[RetiredRecord, ...] = ()

    def __post_init__(self) -> None:
        """Complete keys, write ages in one form; refuse what is no date, points nowhere or fits no table."""
        force_setattr(self, "registry_id", address_form(self.registry_id))
        for name, rows in completed_lists(self).items():
            force_setattr(self, name, rows)
        if any(one.kind is None for one in self.discrepancies):
            rivals = {claim.path for claim in self.rival_claims}
            force_setattr(self, "discrepancies", tuple(one.completed(rivals) for one in self.discrepancies))
        rule.REGISTRY_ID.check(is_registry_id(self.registry_id), repr(self.registry_id))
        TEXTS["title"].check_filled(self.title)
        check_no_nul(self)
        for name, date in DATES.items():
            date.check(getattr(self, name))
        for name, age in AGES.items():
            age.check(getattr(self, name))
            if getattr(self, name):
                force_setattr(self, name, str(Age(getattr(self, name))))
        for name, number in NUMBERS.items():
            number.check(getattr(self, name))
        rule.AGE_ORDER.check(in_years(self.age_min), in_years(self.age_max))
        for name in ("start", "primary_completion", "completion"):
            rule.DATE_TYPE.check(bool(getattr(self, name)) or getattr(self, f"{name}_type") is None)
        rule.ENROLMENT_TYPE.check(self.enrolment is not None or self.enrolment_type is None)
        rule.SOURCE_KEYS.check([s.key for s in self.sources])
        rule.INTERVENTION_KEYS.check([i.key for i in self.interventions])
        rule.AETIOLOGIES.check(self.aetiologies)
        rule.MISSING_PATHS.check([m.path for m in self.missing])
        check_keys(self)
        self._check_sources()
        self._check_given()

    def _check_given(self) -> None:
        keys = {i.key for i in self.interventions}
        for arm in self.arms:
            for regimen in arm.regimens:
                if regimen.intervention not in keys:
                    raise ValueError(f"arm {arm.label!r} gives {regimen.intervention!r}, which is no intervention here")

    def _check_sources(self) -> None:
        known = {s.key for s in self.sources}
        for key in [self.values_from, *self.source_keys_used()]:
            if key and key not in known:
                raise ValueError(f"source {key!r} is not in the list of sources")

    def source_keys_used(self) -> list[str]:
        """Return every source key that a value of the record names (not unique, in order)."""
        keys = [i.source for i in self.interventions]
        for arm in self.arms:
            for regimen in arm.regimens:
                keys += [part.source for part in (regimen.route, regimen.dose, regimen.schedule) if part]
        keys += [t.source for c in self.criteria for t in c.thresholds]
        keys += [o.source for o in self.outcomes] + [r.source for r in self.results]
        return keys + [c.source for c in self.rival_claims]

    def intervention(self, key: str) -> InterventionRecord:
        """Return the intervention of that key; KeyError when there is none."""
        for item in self.interventions:
            if item.key == key:
                return item
        raise KeyError(key)

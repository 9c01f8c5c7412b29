"""One trial as plain immutable values: the shape that files, importers, the database and pages agree on.

A ``TrialRecord`` is what a fixture file holds, what an importer makes and what a selector reads back.
Lists carry the order; a *path* names a value by 1-based places, for example ``arms/2/regimens/1/dose``.
``source`` fields hold the key of one of the record's sources; empty means the record's ``values_from``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from trials.domain.dates import PartialDate
from trials.domain.record_checks import (
    INTEGER_MAX,
    SMALL_MAX,
    check_exact,
    check_no_nul,
    check_range,
    check_registry_id,
    check_unique,
    check_whole,
)
from trials.domain.vocabulary import (
    AclfDefinition,
    Aetiology,
    Allocation,
    ArmRole,
    CellSource,
    ClaimMethod,
    CriterionKind,
    CriterionTopic,
    DiscrepancyStatus,
    Donor,
    DoseUnit,
    EnrolmentType,
    InterventionKind,
    InterventionModel,
    Masking,
    Operator,
    OutcomeRank,
    Phase,
    PrimaryPurpose,
    RecordRead,
    RecruitmentStatus,
    RegimenRelation,
    Registry,
    Route,
    Sex,
    SourceKind,
    StudyType,
    Syndrome,
    ValueState,
)


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of every part of a record: immutable, defaults left out when written, unknown keys refused."""


class SourceRecord(Part, frozen=True, kw_only=True):
    """A text that facts were read from. ``covers`` says in own words what was read there."""

    key: str
    kind: SourceKind
    publisher: str
    url: str = ""
    covers: str = ""


class IdentifierRecord(Part, frozen=True, kw_only=True):
    """Another identifier of the trial."""

    kind: str
    value: str


class SiteRecord(Part, frozen=True, kw_only=True):
    """A place where the trial runs; never a person."""

    country: str
    city: str = ""
    facility: str = ""


class ProductRecord(Part, frozen=True, kw_only=True):
    """What is told about a cell product beyond source and donor (the S and E of DOSES). Volumes in mL."""

    preparation: str = ""
    passage: str = ""
    medium: str = ""
    vehicle: str = ""
    volume_ml_low: Decimal | None = None
    volume_ml_high: Decimal | None = None
    viability_min_percent: Decimal | None = None
    markers: str = ""
    manufacturer: str = ""

    def __post_init__(self) -> None:
        """Refuse a volume range that runs backwards, and numbers that the tables do not hold exactly."""
        check_exact("volume", 9, 3, self.volume_ml_low, self.volume_ml_high)
        check_exact("viability", 5, 2, self.viability_min_percent)
        check_range(self.volume_ml_low, self.volume_ml_high, "volume")


class InterventionRecord(Part, frozen=True, kw_only=True):
    """Something a trial gives."""

    key: str
    name: str
    kind: InterventionKind
    cell_source: CellSource | None = None
    donor: Donor | None = None
    product: ProductRecord | None = None
    source: str = ""


class DoseRecord(Part, frozen=True, kw_only=True):
    """The dose of one administration: a range (one number has low = high), its unit, its text.

    ``low``/``high`` None with a text means that the text cannot be read as one dose: unclear.
    ``levels`` are the steps where one arm tries several doses.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    unit: DoseUnit | None = None
    levels: tuple[Decimal, ...] = ()
    as_reported: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse half a range, a value without unit, a range that runs backwards, inexact numbers."""
        check_exact("dose", 20, 3, self.low, self.high, *self.levels)
        if (self.low is None) != (self.high is None):
            raise ValueError("dose: low and high go together")
        if self.low is not None and self.unit is None:
            raise ValueError("dose: a value has its unit")
        check_range(self.low, self.high, "dose")
        if (self.low is not None and self.low < 0) or any(level < 0 for level in self.levels):
            raise ValueError("dose: not negative")


class ScheduleRecord(Part, frozen=True, kw_only=True):
    """Number of administrations and their days, counted from the first (day 0)."""

    count: int | None = None
    days: tuple[int, ...] | None = None
    as_reported: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse days that do not ascend from 0 on, or that contradict the count."""
        if self.count is not None and self.count < 1:
            raise ValueError(f"schedule: {self.count} administrations")
        check_whole("schedule: administrations", self.count, SMALL_MAX)
        if self.days is not None:
            if not self.days or list(self.days) != sorted(set(self.days)) or self.days[0] < 0:
                raise ValueError(f"schedule: days {list(self.days)} do not ascend from 0 on")
            check_whole("schedule: day", self.days[-1], SMALL_MAX)
            if self.count is not None and self.count != len(self.days):
                raise ValueError(f"schedule: {self.count} administrations on {len(self.days)} days")


class RouteRecord(Part, frozen=True, kw_only=True):
    """Site of delivery. ``value`` None with alternatives means: one of these."""

    value: Route | None = None
    alternatives: tuple[Route, ...] = ()
    as_reported: str = ""
    source: str = ""


class RegimenRecord(Part, frozen=True, kw_only=True):
    """One intervention given in one arm."""

    intervention: str
    relation: RegimenRelation = RegimenRelation.COURSE
    route: RouteRecord | None = None
    dose: DoseRecord | None = None
    schedule: ScheduleRecord | None = None


class ArmRecord(Part, frozen=True, kw_only=True):
    """An arm as registered; ``size`` is the number of participants in it."""

    label: str
    role: ArmRole
    size: int | None = None
    regimens: tuple[RegimenRecord, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a size that is none."""
        check_whole(f"size of arm {self.label!r}", self.size)


class ThresholdRecord(Part, frozen=True, kw_only=True):
    """A numeric limit. ge and gt fill ``low``, le and lt ``high``, between and eq both.

    ``either`` holds limits of which one is enough in place of this one; ``remark`` what no limit can say.
    ``event`` says what a time window is counted from.
    """

    analyte: str
    operator: Operator
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    event: str = ""
    either: tuple[ThresholdRecord, ...] = ()
    remark: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse limits that the operator does not use or that run backwards, inexact ones, nested alternatives."""
        check_exact(f"threshold {self.analyte}", 16, 4, self.low, self.high)
        needs_low = self.operator not in (Operator.LE, Operator.LT)
        needs_high = self.operator not in (Operator.GE, Operator.GT)
        if (self.low is not None) != needs_low or (self.high is not None) != needs_high:
            raise ValueError(f"threshold {self.analyte}: {self.operator} with low {self.low}, high {self.high}")
        check_range(self.low, self.high, f"threshold {self.analyte}")
        if any(other.either for other in self.either):
            raise ValueError(f"threshold {self.analyte}: an alternative has no alternatives of its own")


class CriterionRecord(Part, frozen=True, kw_only=True):
    """One criterion, restated in own words. ``item`` is its number in the registry's list."""

    kind: CriterionKind
    statement: str
    topic: CriterionTopic
    item: int | None = None
    thresholds: tuple[ThresholdRecord, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an item number out of range."""
        check_whole("criterion: item", self.item, SMALL_MAX)


class OutcomeRecord(Part, frozen=True, kw_only=True):
    """One outcome.

    ``days`` are the times of measurement from the first dose,
    negative before it; empty = not stated.
    """

    rank: OutcomeRank
    measure: str
    concept: str
    also_concepts: tuple[str, ...] = ()
    description: str = ""
    variable: str = ""
    metric: str = ""
    aggregation: str = ""
    time_frame: str = ""
    days: tuple[int, ...] = ()
    item: int | None = None
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a day that stands twice, and whole numbers out of range."""
        check_whole("outcome: item", self.item, SMALL_MAX)
        check_unique(self.days, "outcome: day")
        for day in self.days:
            check_whole("outcome: day", day, least=-INTEGER_MAX)


class ResultGroupRecord(Part, frozen=True, kw_only=True):
    """One group's figure. ``arm`` is the 1-based place of the arm where the group is one."""

    label: str
    arm: int | None = None
    n: int | None = None
    events: int | None = None
    value: Decimal | None = None
    sd: Decimal | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse more events than participants, and numbers that the tables do not hold exactly."""
        check_exact(f"result {self.label!r}", 16, 5, self.value, self.sd)
        check_whole(f"result {self.label!r}: n", self.n)
        check_whole(f"result {self.label!r}: events", self.events)
        if self.n is not None and self.events is not None and self.events > self.n:
            raise ValueError(f"result {self.label!r}: {self.events} events in {self.n}")


class EffectRecord(Part, frozen=True, kw_only=True):
    """A comparison between groups, as published."""

    measure: str = ""
    value: Decimal | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    p: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse half an interval, and numbers that the tables do not hold exactly."""
        check_exact("effect", 14, 5, self.value, self.ci_low, self.ci_high)
        check_exact("p", 9, 8, self.p)
        if (self.ci_low is None) != (self.ci_high is None):
            raise ValueError("effect: both ends of the interval or none")
        check_range(self.ci_low, self.ci_high, "confidence interval")


class ResultRecord(Part, frozen=True, kw_only=True):
    """A published result of one outcome concept at one time (day from the first dose)."""

    concept: str
    groups: tuple[ResultGroupRecord, ...]
    day: int | None = None
    effect: EffectRecord | None = None
    source: str = ""
    cited: str = ""

    def __post_init__(self) -> None:
        """Refuse a day out of range."""
        check_whole("result: day", self.day)


class PublicationRecord(Part, frozen=True, kw_only=True):
    """A paper about the trial."""

    title: str
    journal: str = ""
    year: int | None = None
    doi: str = ""
    pmid: str = ""

    def __post_init__(self) -> None:
        """Refuse a year out of range."""
        check_whole("publication: year", self.year, SMALL_MAX)


class ClaimRecord(Part, frozen=True, kw_only=True):
    """A rival reading of a value: what another text, or another place of the same text, says."""

    path: str
    value: Any = None
    as_reported: str = ""
    source: str = ""
    place: str = ""
    method: ClaimMethod = ClaimMethod.CURATED_EVIDENCE


class DiscrepancyRecord(Part, frozen=True, kw_only=True):
    """A contradiction, in own words; ``paths`` name the values it is about."""

    text: str
    topic: str = "other"
    paths: tuple[str, ...] = ()
    status: DiscrepancyStatus = DiscrepancyStatus.OPEN
    resolution: str = ""


class MissingRecord(Part, frozen=True, kw_only=True):
    """Why one value is absent, where the trial's general rule would say otherwise."""

    path: str
    state: ValueState
    note: str = ""


class TrialRecord(Part, frozen=True, kw_only=True):
    """One trial. ``record_read`` decides what silence means: WHOLE, not reported; PART, not yet extracted."""

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
    primary_completion: str = ""
    completion: str = ""
    last_update: str = ""
    sponsor: str = ""
    collaborators: tuple[str, ...] = ()
    sites: tuple[SiteRecord, ...] = ()
    conditions: tuple[str, ...] = ()
    syndrome: Syndrome = Syndrome.OTHER
    aclf_definition: AclfDefinition | None = None
    aetiologies: tuple[Aetiology, ...] = ()
    sex: Sex | None = None
    age_min_years: Decimal | None = None
    age_max_years: Decimal | None = None
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

    def __post_init__(self) -> None:
        """Refuse dates that are none, keys and arms that point nowhere, and what the tables do not hold."""
        check_registry_id(self.registry_id)
        if not self.title.strip():
            raise ValueError("title: empty")
        check_no_nul(self)
        check_whole("enrolment", self.enrolment)
        check_exact("age", 7, 3, self.age_min_years, self.age_max_years)
        for text in (self.start, self.primary_completion, self.completion, self.last_update):
            if text:
                PartialDate(text)
        check_range(self.age_min_years, self.age_max_years, "age")
        check_unique([s.key for s in self.sources], "source key")
        check_unique([i.key for i in self.interventions], "intervention key")
        check_unique(self.aetiologies, "aetiology")
        check_unique([m.path for m in self.missing], "missing: path")
        self._check_sources()
        self._check_arms()

    def _check_arms(self) -> None:
        keys = {i.key for i in self.interventions}
        for arm in self.arms:
            for regimen in arm.regimens:
                if regimen.intervention not in keys:
                    raise ValueError(f"arm {arm.label!r} gives {regimen.intervention!r}, which is no intervention here")
        for result in self.results:
            for group in result.groups:
                check_whole(f"result {group.label!r}: arm", group.arm, len(self.arms), least=1)

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

"""A trial and what identifies and describes it as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.db.models.functions import Lower
from django.urls import reverse

from trials.domain.record import IdentifierRecord, MissingRecord, SiteRecord
from trials.domain.record import rulebook as rule
from trials.domain.record.fields import AGES, DATES, HEADER, TEXTS
from trials.domain.record.provenance import WAYS_TO_BE_MISSING
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
    ValueState,
)
from trials.models.constraints import Held, once
from trials.models.fields import AgeField, CountField, LineField, PartialDateField, TermField
from trials.models.keyed import Keyed
from trials.models.managers import ChildManager, TrialManager

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Trial(models.Model):
    """One clinical trial as its register, or its paper, describes it.

    Empty text and NULL mean "not stated"; ``record_read`` (and rows of MissingFact) say why.
    """

    registry_id = LineField(rule=TEXTS["registry_id"], help_text="The register's number, for example NCT03668171")
    registry = TermField(Registry)
    title = LineField(rule=TEXTS["title"])
    official_title = models.TextField(blank=True)
    acronym = LineField(rule=TEXTS["acronym"], blank=True)
    record_read = TermField(RecordRead, help_text="Decides what silence means: not reported, or not yet extracted")
    record_as_of = PartialDateField(rule=DATES["record_as_of"], help_text="State of the record that was read")
    status_as_of = PartialDateField(
        rule=DATES["status_as_of"], help_text="When the recruitment status was looked up, if later than the record"
    )
    status = TermField(RecruitmentStatus, blank=True)
    why_stopped = models.TextField(blank=True)
    study_type = TermField(StudyType, blank=True)
    phase = TermField(Phase, blank=True)
    allocation = TermField(Allocation, blank=True)
    intervention_model = TermField(InterventionModel, blank=True)
    masking = TermField(Masking, blank=True)
    primary_purpose = TermField(PrimaryPurpose, blank=True)
    enrolment = CountField(rule=rule.ENROLMENT, null=True, blank=True, help_text="Participants")
    enrolment_type = TermField(EnrolmentType, blank=True)
    start = PartialDateField(rule=DATES["start"])
    start_type = TermField(EnrolmentType, blank=True)
    primary_completion = PartialDateField(rule=DATES["primary_completion"])
    primary_completion_type = TermField(EnrolmentType, blank=True)
    completion = PartialDateField(rule=DATES["completion"])
    completion_type = TermField(EnrolmentType, blank=True)
    last_update = PartialDateField(rule=DATES["last_update"])
    sponsor = LineField(rule=TEXTS["sponsor"], blank=True)
    collaborators = models.JSONField(default=list, blank=True, help_text="One name a line")
    conditions = models.JSONField(default=list, blank=True, help_text="One condition a line, as registered")
    syndrome = TermField(Syndrome, blank=True, default="", help_text="Empty: not yet extracted, never “other”")
    aclf_definition = TermField(
        AclfDefinition,
        blank=True,
        help_text="Only if a source names it; else it is derived from the limits for bilirubin and clotting",
    )
    sex = TermField(Sex, blank=True)
    age_min = AgeField(rule=AGES["age_min"])
    age_max = AgeField(rule=AGES["age_max"])
    healthy_volunteers = models.BooleanField(null=True, blank=True)
    related_ids = models.JSONField(default=list, blank=True, help_text="One registry id a line")
    values_from = LineField(
        rule=TEXTS["values_from"], help_text="Key of the source that values come from unless they name another"
    )
    search_text = models.TextField(blank=True, editable=False, help_text="Folded words for the text filter; derived")

    objects = TrialManager()

    if TYPE_CHECKING:
        arms: RelatedManager[Any]
        sources: RelatedManager[Any]
        claims: RelatedManager[Any]

    class Meta:
        ordering = ["registry_id"]
        constraints = [
            UniqueConstraint(Lower("registry_id"), name="trial_registry_id_unique"),
            Held(
                sentence=rule.ENROLMENT_TYPE.sentence,
                columns=("enrolment_type", "enrolment"),
                condition=Q(enrolment__isnull=False) | Q(enrolment_type=""),
                name="trial_enrolment_type_needs_number",
            ),
            *(
                Held(
                    sentence=rule.DATE_TYPE.sentence,
                    columns=(f"{name}_type", name),
                    condition=~Q(**{name: ""}) | Q(**{f"{name}_type": ""}),
                    name=f"trial_{name}_type_needs_date",
                )
                for name in ("start", "primary_completion", "completion")
            ),
        ]
        indexes = [models.Index(fields=["syndrome"]), models.Index(fields=["start"])]

    def __str__(self) -> str:
        return self.registry_id

    def get_absolute_url(self) -> str:
        """Return the trial's page."""
        return reverse("trials:detail", args=[self.registry_id])

    def natural_key(self) -> tuple[str]:
        """Return the registry id."""
        return (self.registry_id,)


for _field in HEADER:
    # The admin calls a fact as the pages do. Set here and not in the columns, so that a new label is no migration.
    if _field.is_column:
        _column: Any = Trial._meta.get_field(_field.name)
        _column.verbose_name = _field.label_inside


class TrialIdentifier(Keyed):
    """Another number under which the trial is known (sponsor's own, EudraCT, ...)."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="identifiers")
    position = models.PositiveSmallIntegerField()
    kind = LineField(rule=IdentifierRecord.texts["kind"])
    value = LineField(rule=IdentifierRecord.texts["value"])

    objects = ChildManager("trial", "position")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [UniqueConstraint(fields=["trial", "position"], name="identifier_position_unique")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Site(Keyed):
    """A hospital or town where the trial takes place. Never a person's name or contact."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="sites")
    position = models.PositiveSmallIntegerField()
    facility = LineField(rule=SiteRecord.texts["facility"], blank=True)
    city = LineField(rule=SiteRecord.texts["city"], blank=True)
    country = LineField(rule=SiteRecord.texts["country"])

    objects = ChildManager("trial", "position")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [UniqueConstraint(fields=["trial", "position"], name="site_position_unique")]
        indexes = [models.Index(fields=["country", "trial"])]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.facility, self.city, self.country) if part)


class TrialAetiology(Keyed):
    """A cause of liver disease that the trial admits."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="aetiologies")
    position = models.PositiveSmallIntegerField()
    aetiology = TermField(Aetiology)

    objects = ChildManager("trial", "position")

    class Meta:
        ordering = ["trial", "position"]
        verbose_name_plural = "trial aetiologies"
        constraints = [
            UniqueConstraint(fields=["trial", "position"], name="aetiology_position_unique"),
            once(rule.AETIOLOGIES, ["trial", "aetiology"], "aetiology_once_a_trial"),
        ]

    def __str__(self) -> str:
        return Aetiology.label_of(self.aetiology)


class MissingFact(Keyed):
    """Why one value of a trial is absent, where the general rule of its record would say otherwise."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="missing_facts")
    path = LineField(rule=MissingRecord.texts["path"], help_text="For example arms/uc-msc/regimens/msc/dose")
    state = TermField(ValueState)
    note = LineField(rule=MissingRecord.texts["note"], blank=True)

    objects = ChildManager("trial", "path")

    class Meta:
        ordering = ["trial", "path"]
        constraints = [
            once(rule.MISSING_PATHS, ["trial", "path"], "missing_fact_path_unique"),
            Held(
                sentence=rule.MISSING_STATE.sentence,
                columns=("state",),
                condition=Q(state__in=[state.value for state in WAYS_TO_BE_MISSING]),
                name="missing_fact_is_a_way_to_be_missing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path}: {ValueState.label_of(self.state)}"


__all__ = ["MissingFact", "Site", "Trial", "TrialAetiology", "TrialIdentifier"]

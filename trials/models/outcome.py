"""What is measured and when, and what was found."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from trials.domain.vocabulary import OutcomeRank, concept_label
from trials.models.arm import Arm
from trials.models.constraints import ordered, together
from trials.models.fields import KeyField, TermField
from trials.models.keyed import Keyed
from trials.models.managers import ChildManager
from trials.models.trial import Trial


class Outcome(Keyed):
    """One registered outcome: variable, metric, aggregation, times."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    rank = TermField(OutcomeRank)
    measure = models.CharField(max_length=400)
    description = models.TextField(blank=True)
    concept = models.CharField(max_length=60, help_text="Id of the working outcome list")
    variable = models.CharField(max_length=200, blank=True)
    metric = models.CharField(max_length=60, blank=True)
    aggregation = models.CharField(max_length=60, blank=True)
    time_frame = models.CharField(max_length=400, blank=True, help_text="As reported")
    item = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Number in the registry's own list")

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [UniqueConstraint(fields=["trial", "key"], name="outcome_key_unique")]
        indexes = [models.Index(fields=["concept", "trial"])]

    def __str__(self) -> str:
        return f"{self.trial} {self.get_rank_display()} outcome: {self.measure}"

    def get_absolute_url(self) -> str:
        """Return the place on the trial's page."""
        return f"{self.trial.get_absolute_url()}#outcome-{self.key}"


class OutcomeConcept(Keyed):
    """A further concept that an outcome covers, where one line of a record names several."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="also_concepts")
    position = models.PositiveSmallIntegerField()
    concept = models.CharField(max_length=60)

    objects = ChildManager("outcome", "position")

    class Meta:
        ordering = ["outcome", "position"]
        constraints = [UniqueConstraint(fields=["outcome", "position"], name="outcome_concept_position_unique")]
        indexes = [models.Index(fields=["concept", "outcome"])]

    def __str__(self) -> str:
        return concept_label(self.concept)


class Timepoint(Keyed):
    """One planned time of measurement, in days from the first dose; negative before it."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="timepoints")
    day = models.IntegerField()

    objects = ChildManager("outcome", "day")

    class Meta:
        ordering = ["outcome", "day"]
        constraints = [UniqueConstraint(fields=["outcome", "day"], name="timepoint_day_once")]

    def __str__(self) -> str:
        return f"day {self.day}"


class Result(Keyed):
    """A published result: one outcome concept at one time, by group, with the effect as printed."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    concept = models.CharField(max_length=60)
    day = models.PositiveIntegerField(null=True, blank=True, help_text="Day from the first dose")
    cited = models.CharField(max_length=300, blank=True, help_text="The paper or page, as short as it can be named")
    effect_measure = models.CharField(max_length=60, blank=True)
    effect = models.DecimalField(max_digits=14, decimal_places=5, null=True, blank=True)
    ci_low = models.DecimalField(max_digits=14, decimal_places=5, null=True, blank=True)
    ci_high = models.DecimalField(max_digits=14, decimal_places=5, null=True, blank=True)
    p = models.DecimalField(max_digits=9, decimal_places=8, null=True, blank=True)

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [
            UniqueConstraint(fields=["trial", "key"], name="result_key_unique"),
            together("ci_low", "ci_high", "result_interval_both_ends", "Confidence interval"),
            ordered("ci_low", "ci_high", "result_interval_ordered", "Confidence interval"),
            CheckConstraint(
                condition=Q(p__isnull=True) | Q(p__gte=0, p__lte=1),
                name="result_p_is_probability",
                violation_error_message="p: from 0 to 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trial} result {self.position}: {concept_label(self.concept)}"


class ResultGroup(Keyed):
    """One group's figures in a result. 0 events is a number."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField()
    arm = models.ForeignKey(Arm, on_delete=models.SET_NULL, null=True, blank=True, related_name="result_groups")
    label = models.CharField(max_length=200)
    n = models.PositiveIntegerField(null=True, blank=True, help_text="Participants")
    events = models.PositiveIntegerField(null=True, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=5, null=True, blank=True)
    sd = models.DecimalField(max_digits=16, decimal_places=5, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)

    objects = ChildManager("result", "position")

    class Meta:
        ordering = ["result", "position"]
        constraints = [
            UniqueConstraint(fields=["result", "position"], name="result_group_position_unique"),
            CheckConstraint(
                condition=Q(n__isnull=True) | Q(events__isnull=True) | Q(events__lte=F("n")),
                name="result_group_events_within_n",
                violation_error_message="Events: not more than participants.",
            ),
            CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(unit=""),
                name="result_group_value_has_unit",
                violation_error_message="Value: a value needs its unit.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

"""Who may take part: criteria in own words and the numeric limits in them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from trials.domain.vocabulary import CriterionKind, CriterionTopic, Operator, analyte_label
from trials.models.constraints import ordered
from trials.models.fields import KeyField, TermField
from trials.models.keyed import Keyed
from trials.models.managers import ChildManager
from trials.models.trial import Trial


class Criterion(Keyed):
    """One inclusion or exclusion criterion, restated in own words."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    kind = TermField(CriterionKind)
    statement = models.CharField(max_length=400)
    topic = TermField(CriterionTopic)
    item = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Number in the registry's own list")

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        verbose_name_plural = "criteria"
        constraints = [UniqueConstraint(fields=["trial", "key"], name="criterion_key_unique")]

    def __str__(self) -> str:
        return f"{self.trial} {self.get_kind_display()} {self.position}: {self.statement}"

    def get_absolute_url(self) -> str:
        """Return the place on the trial's page."""
        return f"{self.trial.get_absolute_url()}#criterion-{self.key}"


class Threshold(Keyed):
    """A numeric limit of a criterion. ge and gt use ``low``, le and lt ``high``, between and eq both.

    ``alternative_to`` points to the limit that this one may replace ("or INR >= 1.5"); paths name only that limit.
    """

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="thresholds")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    alternative_to = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="alternatives"
    )
    analyte = models.CharField(max_length=40)
    operator = TermField(Operator)
    low = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=30)
    event = models.CharField(max_length=120, blank=True, help_text="What a time window counts from")
    remark = models.CharField(max_length=200, blank=True, help_text="What the limit cannot say, in own words")

    objects = ChildManager("criterion", "key")

    class Meta:
        ordering = ["criterion", "position"]
        constraints = [
            UniqueConstraint(fields=["criterion", "key"], name="threshold_key_unique"),
            ordered("low", "high", "threshold_ordered", "Limit"),
            CheckConstraint(
                condition=~Q(unit=""),
                name="threshold_has_unit",
                violation_error_message="Limit: a value needs its unit.",
            ),
            CheckConstraint(
                condition=Q(operator__in=["ge", "gt"], low__isnull=False, high__isnull=True)
                | Q(operator__in=["le", "lt"], low__isnull=True, high__isnull=False)
                | Q(operator__in=["between", "eq"], low__isnull=False, high__isnull=False),
                name="threshold_operator_uses_its_ends",
                violation_error_message="Limit: ≥ and > use low only, ≤ and < use high only, from–to and = use both.",
            ),
        ]
        indexes = [models.Index(fields=["analyte", "criterion"])]

    def __str__(self) -> str:
        ends = [f"{end.normalize():f}" for end in (self.low, self.high) if end is not None]
        return f"{analyte_label(self.analyte)} {Operator.label_of(self.operator)} {' '.join(ends)} {self.unit}"

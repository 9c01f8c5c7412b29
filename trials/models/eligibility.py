"""Who may take part: criteria in own words and the numeric limits in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, UniqueConstraint

from trials.domain.record import CriterionRecord, ThresholdRecord
from trials.domain.record import rulebook as rule
from trials.domain.vocabulary import CriterionKind, CriterionTopic, Operator, Sex, analyte_label
from trials.models.constraints import Held, filled, ordered
from trials.models.fields import ExactField, KeyField, LineField, SmallCountField, TermField
from trials.models.keyed import Keyed
from trials.models.managers import ChildManager
from trials.models.trial import Trial


class Criterion(Keyed):
    """One inclusion or exclusion criterion, restated in own words."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    kind = TermField(CriterionKind)
    statement = LineField(rule=CriterionRecord.texts["statement"])
    topic = TermField(CriterionTopic)
    item = SmallCountField(rule=rule.ITEM, null=True, blank=True, help_text="Number in the registry's own list")

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

    ``low_strict`` and ``high_strict`` keep the end of a range itself out. ``sex`` is empty where it holds for all.
    ``alternative_to`` points to the limit that this one may replace ("or INR >= 1.5"); paths name only that limit.
    """

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="thresholds")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    alternative_to = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="alternatives"
    )
    analyte = LineField(rule=ThresholdRecord.texts["analyte"])
    operator = TermField(Operator)
    low = ExactField(rule=rule.LIMIT)
    high = ExactField(rule=rule.LIMIT)
    low_strict = models.BooleanField(
        default=False, verbose_name="low end out", help_text="From–to: the low end itself is out"
    )
    high_strict = models.BooleanField(
        default=False, verbose_name="high end out", help_text="From–to: the high end itself is out"
    )
    unit = LineField(rule=ThresholdRecord.texts["unit"])
    sex = TermField(Sex, blank=True, help_text="Whom it holds for, where it differs by sex")
    event = LineField(rule=ThresholdRecord.texts["event"], blank=True, help_text="What a time window counts from")
    remark = LineField(
        rule=ThresholdRecord.texts["remark"], blank=True, help_text="What the limit cannot say, in own words"
    )

    objects = ChildManager("criterion", "key")

    class Meta:
        ordering = ["criterion", "position"]
        constraints = [
            UniqueConstraint(fields=["criterion", "key"], name="threshold_key_unique"),
            ordered(rule.LIMIT_ORDER, "low", "high", "threshold_ordered"),
            filled(ThresholdRecord.texts["unit"], "unit", "threshold_has_unit"),
            Held(
                sentence=rule.LIMIT_ENDS.sentence,
                columns=("low", "high"),
                condition=Q(operator__in=["ge", "gt"], low__isnull=False, high__isnull=True)
                | Q(operator__in=["le", "lt"], low__isnull=True, high__isnull=False)
                | Q(operator__in=["between", "eq"], low__isnull=False, high__isnull=False),
                name="threshold_operator_uses_its_ends",
            ),
            Held(
                sentence=rule.LIMIT_STRICT.sentence,
                columns=("low_strict", "high_strict"),
                condition=Q(low_strict=False, high_strict=False) | Q(operator="between", low__lt=F("high")),
                name="threshold_strict_ends_part",
            ),
            Held(
                sentence=rule.LIMIT_SEX.sentence, columns=("sex",), condition=~Q(sex="ALL"), name="threshold_sex_is_one"
            ),
        ]
        indexes = [models.Index(fields=["analyte", "criterion"])]

    def __str__(self) -> str:
        ends = [f"{end.normalize():f}" for end in (self.low, self.high) if end is not None]
        return f"{analyte_label(self.analyte)} {Operator.label_of(self.operator)} {' '.join(ends)} {self.unit}"

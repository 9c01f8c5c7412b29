"""What is measured and when, and what was found."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, UniqueConstraint

from trials.domain.record import EffectRecord, OutcomeRecord, ResultGroupRecord, ResultRecord
from trials.domain.record import rulebook as rule
from trials.domain.vocabulary import OutcomeRank, concept_label
from trials.models.arm import Arm
from trials.models.constraints import Held, has_unit, once, ordered, together, within
from trials.models.fields import CountField, DayField, ExactField, KeyField, LineField, SmallCountField, TermField
from trials.models.keyed import Keyed
from trials.models.managers import ChildManager
from trials.models.trial import Trial

_OUTCOME = OutcomeRecord.texts


class Outcome(Keyed):
    """One registered outcome: variable, metric, aggregation, times."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    rank = TermField(OutcomeRank)
    measure = LineField(rule=_OUTCOME["measure"])
    description = models.TextField(blank=True)
    concept = LineField(rule=_OUTCOME["concept"], help_text="Id of the working outcome list")
    variable = LineField(rule=_OUTCOME["variable"], blank=True)
    metric = LineField(rule=_OUTCOME["metric"], blank=True)
    aggregation = LineField(rule=_OUTCOME["aggregation"], blank=True)
    time_frame = LineField(rule=_OUTCOME["time_frame"], blank=True, help_text="As reported")
    item = SmallCountField(rule=rule.ITEM, null=True, blank=True, help_text="Number in the registry's own list")

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
    concept = LineField(rule=_OUTCOME["concept"])

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
    day = DayField(rule=rule.OUTCOME_DAY)

    objects = ChildManager("outcome", "day")

    class Meta:
        ordering = ["outcome", "day"]
        constraints = [once(rule.OUTCOME_DAYS, ["outcome", "day"], "timepoint_day_once")]

    def __str__(self) -> str:
        return f"day {self.day}"


class Result(Keyed):
    """A published result: one outcome concept at one time, by group, with the effect as printed."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    concept = LineField(rule=ResultRecord.texts["concept"])
    day = CountField(rule=rule.RESULT_DAY, null=True, blank=True, help_text="Day from the first dose")
    cited = LineField(
        rule=ResultRecord.texts["cited"], blank=True, help_text="The paper or page, as short as it can be named"
    )
    effect_measure = LineField(rule=EffectRecord.texts["measure"], blank=True)
    effect = ExactField(rule=rule.EFFECT)
    ci_low = ExactField(rule=rule.INTERVAL)
    ci_high = ExactField(rule=rule.INTERVAL)
    p = ExactField(rule=rule.P)

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [
            UniqueConstraint(fields=["trial", "key"], name="result_key_unique"),
            together(rule.INTERVAL_ENDS, "ci_low", "ci_high", "result_interval_both_ends"),
            ordered(rule.INTERVAL_ORDER, "ci_low", "ci_high", "result_interval_ordered"),
            within(rule.P, "p", "result_p_is_probability"),
        ]

    def __str__(self) -> str:
        return f"{self.trial} result {self.position}: {concept_label(self.concept)}"


class ResultGroup(Keyed):
    """One group's figures in a result. 0 events is a number."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField()
    arm = models.ForeignKey(Arm, on_delete=models.SET_NULL, null=True, blank=True, related_name="result_groups")
    label = LineField(rule=ResultGroupRecord.texts["label"])
    n = CountField(rule=rule.PARTICIPANTS, null=True, blank=True, help_text="Participants")
    events = CountField(rule=rule.EVENTS, null=True, blank=True)
    value = ExactField(rule=rule.VALUE)
    sd = ExactField(rule=rule.DEVIATION)
    unit = LineField(rule=ResultGroupRecord.texts["unit"], blank=True)

    objects = ChildManager("result", "position")

    class Meta:
        ordering = ["result", "position"]
        constraints = [
            UniqueConstraint(fields=["result", "position"], name="result_group_position_unique"),
            Held(
                sentence=rule.EVENTS_WITHIN.sentence,
                columns=("n", "events"),
                condition=Q(n__isnull=True) | Q(events__isnull=True) | Q(events__lte=F("n")),
                name="result_group_events_within_n",
            ),
            has_unit(rule.VALUE_UNIT, "value", "unit", "result_group_value_has_unit"),
        ]

    def __str__(self) -> str:
        return self.label

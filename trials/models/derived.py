"""What is derived from the record and stored for speed: never typed, written by one action, can be rebuilt."""

from __future__ import annotations

from django.db import models

from trials.domain.record.rules import Exact, InOrder
from trials.domain.vocabulary import ValueState
from trials.models.arm import Arm
from trials.models.constraints import ordered, within
from trials.models.fields import TermField
from trials.models.trial import Trial

#: What is derived, its columns for the low and the high end, and the constraint that holds them in order.
_RANGES = (
    ("Dose per kg", "dose_per_kg_low", "dose_per_kg_high", "summary_dose_kg_ordered"),
    ("Dose in cells", "dose_cells_low", "dose_cells_high", "summary_dose_cells_ordered"),
    ("Cumulative dose per kg", "cumulative_per_kg_low", "cumulative_per_kg_high", "summary_cumulative_kg_ordered"),
    ("Cumulative dose", "cumulative_cells_low", "cumulative_cells_high", "summary_cumulative_cells_ordered"),
    ("Days", "first_day", "last_day", "summary_days_ordered"),
)


class ArmSummary(models.Model):
    """The figures of one MSC arm by which arms are filtered and sorted: derived, never typed, can be rebuilt.

    Doses per kg stand only where the dose is stated per kg, so that no assumption hides in a filter;
    states say why a figure is absent. Days count from the first dose.
    """

    arm = models.OneToOneField(Arm, on_delete=models.CASCADE, related_name="summary", primary_key=True)
    has_msc = models.BooleanField()
    only_children = models.BooleanField(default=False, help_text="No adult's weight is assumed for the arm")
    dose_state = TermField(ValueState)
    dose_per_kg_low = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    dose_per_kg_high = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    dose_cells_low = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    dose_cells_high = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    schedule_state = TermField(ValueState)
    doses_count = models.PositiveSmallIntegerField(null=True)
    days_state = TermField(ValueState)
    first_day = models.PositiveSmallIntegerField(null=True)
    last_day = models.PositiveSmallIntegerField(null=True)
    cumulative_per_kg_low = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    cumulative_per_kg_high = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    cumulative_cells_low = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    cumulative_cells_high = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    route_state = TermField(ValueState)
    cell_source_state = TermField(ValueState)
    donor_state = TermField(ValueState)
    comparators = models.CharField(max_length=200, blank=True, help_text="Kinds of comparator in the trial, |a|b|")
    aclf_definition = models.CharField(
        max_length=40, blank=True, help_text="Code of the definition that the trial uses, or the state of its absence"
    )
    facets = models.TextField(default="", help_text="The values by which the arm is found, as JSON")

    objects = models.Manager()

    class Meta:
        verbose_name_plural = "arm summaries"
        constraints = [
            *(ordered(InOrder(what), low, high, name) for what, low, high, name in _RANGES),
            within(Exact("Dose per kg", least=0), "dose_per_kg_low", "summary_dose_not_negative"),
        ]
        indexes = [models.Index(fields=["dose_per_kg_low"]), models.Index(fields=["doses_count"])]

    def __str__(self) -> str:
        return f"{self.arm} (derived)"


class ArmLevel(models.Model):
    """One of several levels of a figure of an arm: its doses 0.1, 1 and 10, its 1 or 4 infusions. Derived.

    Between the levels of a figure nothing is meant; figures that are one range have none.
    """

    arm = models.ForeignKey(Arm, on_delete=models.CASCADE, related_name="levels")
    figure = models.CharField(max_length=20, help_text="Name of the range by which the arm is found")
    low = models.DecimalField(max_digits=20, decimal_places=3)
    high = models.DecimalField(max_digits=20, decimal_places=3)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["arm", "figure"], name="arm_level_of_figure")]
        constraints = [ordered(InOrder("Level"), "low", "high", "arm_level_ordered")]

    def __str__(self) -> str:
        return f"{self.arm}: {self.figure}"


class TrialSnapshot(models.Model):
    """The whole record of one trial as JSON, so that a page reads any number of trials in one query.

    ``fingerprint`` is that of the code that wrote it and the summaries of the trial's arms
    (`trials.fingerprints.data_fingerprint`): code of another one makes them anew from the tables when it reads them.
    """

    trial = models.OneToOneField(Trial, on_delete=models.CASCADE, related_name="snapshot", primary_key=True)
    body = models.TextField()
    fingerprint = models.CharField(
        max_length=32, blank=True, default="", db_default="", db_index=True, help_text="Of the code that wrote it"
    )

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.trial} (derived)"

"""Regimens: one intervention given in one arm, with its dose, route and days."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from trials.domain.vocabulary import DoseUnit, RegimenRelation, Route
from trials.models.arm import Arm, Intervention
from trials.models.constraints import has_unit, not_negative, ordered, together
from trials.models.fields import KeyField, TermField
from trials.models.keyed import Keyed
from trials.models.managers import ChildManager


class Regimen(Keyed):
    """One course of one intervention in one arm: what is compared.

    The structured dose is of one administration; its text is kept as reported. NULL = not stated.
    """

    arm = models.ForeignKey(Arm, on_delete=models.CASCADE, related_name="regimens")
    position = models.PositiveSmallIntegerField(help_text="1 for the first regimen of the arm")
    key = KeyField(help_text="Short name by which paths refer to it")
    intervention = models.ForeignKey(Intervention, on_delete=models.RESTRICT, related_name="regimens")
    relation = TermField(RegimenRelation, default=RegimenRelation.COURSE.value)
    route = TermField(Route, blank=True)
    route_alternatives = models.JSONField(default=list, blank=True, help_text="Other routes that may be used instead")
    route_text = models.CharField(max_length=200, blank=True, help_text="As reported")
    dose_low = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    dose_high = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    dose_unit = TermField(DoseUnit, blank=True)
    dose_levels = models.JSONField(default=list, blank=True, help_text="Steps where one arm tries several doses")
    dose_text = models.CharField(max_length=300, blank=True, help_text="As reported")
    doses_count = models.PositiveSmallIntegerField("number of doses", null=True, blank=True)
    days_known = models.BooleanField(default=False, help_text="Whether the rows of administrations give the days")
    schedule_text = models.CharField(max_length=300, blank=True, help_text="As reported")

    objects = ChildManager("arm", "key")

    class Meta:
        ordering = ["arm", "position"]
        constraints = [
            UniqueConstraint(fields=["arm", "key"], name="regimen_key_unique"),
            ordered("dose_low", "dose_high", "regimen_dose_ordered", "Dose"),
            together("dose_low", "dose_high", "regimen_dose_both_ends", "Dose"),
            has_unit("dose_low", "dose_unit", "regimen_dose_has_unit", "Dose"),
            not_negative("dose_low", "regimen_dose_not_negative", "Dose"),
            CheckConstraint(
                condition=Q(doses_count__isnull=True) | Q(doses_count__gte=1),
                name="regimen_doses_count_from_one",
                violation_error_message="Number of doses: at least one.",
            ),
        ]
        indexes = [models.Index(fields=["route", "arm"])]

    def __str__(self) -> str:
        return f"{self.arm}: {self.intervention.name}"

    def get_absolute_url(self) -> str:
        """Return the arm's place on the trial's page."""
        return self.arm.get_absolute_url()

    @property
    def path(self) -> str:
        """The regimen's name in the record, for claims."""
        return f"arms/{self.arm.key}/regimens/{self.key}"


class Administration(Keyed):
    """One planned day of giving, counted from the first dose (day 0)."""

    regimen = models.ForeignKey(Regimen, on_delete=models.CASCADE, related_name="administrations")
    day = models.PositiveSmallIntegerField()

    objects = ChildManager("regimen", "day")

    class Meta:
        ordering = ["regimen", "day"]
        constraints = [
            UniqueConstraint(fields=["regimen", "day"], name="administration_day_once"),
            not_negative("day", "administration_day_not_negative", "Day"),
        ]

    def __str__(self) -> str:
        return f"day {self.day}"

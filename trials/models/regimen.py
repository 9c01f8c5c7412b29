"""Regimens: one intervention given in one arm, with its dose, route and days."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint

from trials.domain.record import DoseRecord, RouteRecord, ScheduleRecord
from trials.domain.record import rulebook as rule
from trials.domain.vocabulary import DoseUnit, RegimenRelation, Route
from trials.models.arm import Arm, Intervention
from trials.models.constraints import has_unit, once, ordered, together, within
from trials.models.fields import ExactField, KeyField, LineField, SmallCountField, TermField
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
    route_text = LineField(rule=RouteRecord.texts["as_reported"], blank=True, help_text="As reported")
    dose_low = ExactField(rule=rule.DOSE)
    dose_high = ExactField(rule=rule.DOSE)
    dose_unit = TermField(DoseUnit, blank=True)
    dose_levels = models.JSONField(default=list, blank=True, help_text="Steps where one arm tries several doses")
    dose_text = LineField(rule=DoseRecord.texts["as_reported"], blank=True, help_text="As reported")
    doses_count = SmallCountField("number of doses", rule=rule.DOSES_COUNT, null=True, blank=True)
    days_known = models.BooleanField(default=False, help_text="Whether the rows of administrations give the days")
    schedule_text = LineField(rule=ScheduleRecord.texts["as_reported"], blank=True, help_text="As reported")

    objects = ChildManager("arm", "key")

    class Meta:
        ordering = ["arm", "position"]
        constraints = [
            UniqueConstraint(fields=["arm", "key"], name="regimen_key_unique"),
            ordered(rule.DOSE_ORDER, "dose_low", "dose_high", "regimen_dose_ordered"),
            together(rule.DOSE_ENDS, "dose_low", "dose_high", "regimen_dose_both_ends"),
            has_unit(rule.DOSE_UNIT, "dose_low", "dose_unit", "regimen_dose_has_unit"),
            within(rule.DOSE, "dose_low", "regimen_dose_not_negative"),
            within(rule.DOSES_COUNT, "doses_count", "regimen_doses_count_from_one"),
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
    day = SmallCountField(rule=rule.DOSE_DAY)

    objects = ChildManager("regimen", "day")

    class Meta:
        ordering = ["regimen", "day"]
        constraints = [
            once(rule.DOSE_DAYS, ["regimen", "day"], "administration_day_once"),
            within(rule.DOSE_DAY, "day", "administration_day_not_negative"),
        ]

    def __str__(self) -> str:
        return f"day {self.day}"

"""The parts of a trial's page: its own rows, and the rows of its arms, criteria and results."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from trials.admin import forms
from trials.admin.rows import RowInline, ThroughFormSet, ThroughInline
from trials.models import (
    Arm,
    Criterion,
    Discrepancy,
    Intervention,
    MissingFact,
    Outcome,
    Publication,
    Regimen,
    Result,
    ResultGroup,
    Site,
    Source,
    Threshold,
    TrialAetiology,
    TrialIdentifier,
)


def _arm_label(arm: Arm) -> str:
    return f"Arm {arm.position}: {arm.label}"


class ArmInline(RowInline, admin.TabularInline):
    """The arms; what each gets stands in the regimens."""

    model = Arm
    readonly_fields = ("key",)
    fields = ("position", "key", "label", "role", "size")
    verbose_name_plural = "arms"


class InterventionInline(RowInline, admin.StackedInline):
    """What the trial gives."""

    model = Intervention
    form = forms.InterventionForm
    classes = ("collapse",)
    fieldsets = (
        (None, {"fields": (("key", "name", "kind"), ("cell_source", "donor"))}),
        (
            "Product",
            {
                "fields": (
                    ("preparation", "manufacturer"),
                    ("passage", "medium", "vehicle"),
                    ("volume_ml_low", "volume_ml_high", "viability_min_percent"),
                    "markers",
                )
            },
        ),
    )


class RegimenFormSet(ThroughFormSet):
    """Every regimen of every arm."""

    parent, through = "arm", "arm__trial"

    def offered(self) -> dict[str, Any]:
        """Offer the trial's arms and interventions."""
        arms = list(self.instance.arms.order_by("position"))
        for arm in arms:
            arm.trial = self.instance
        given = list(self.instance.interventions.order_by("position"))
        return {"arm": (arms, _arm_label), "intervention": (given, lambda row: row.name)}


class RegimenInline(ThroughInline, admin.StackedInline):
    """Dose, route and days of everything that is given in the arms."""

    model = Regimen
    readonly_fields = ("key",)
    form = forms.RegimenForm
    formset: Any = RegimenFormSet
    ordering = ("arm__position", "position")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("arm", "intervention", "relation", "key"),
                    ("dose_low", "dose_high", "dose_unit", "dose_text"),
                    ("doses_count", "days", "schedule_text"),
                    ("route", "route_text"),
                )
            },
        ),
        (
            "Several dose levels, or routes to choose from",
            {"classes": ("collapse",), "fields": (("dose_levels", "route_alternatives"),)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the days along."""
        return super().get_queryset(request).prefetch_related("administrations")

    @admin.display(description="Days")
    def days(self, row: Regimen) -> str:
        """Print the days for those who may only look."""
        return ", ".join(str(one.day) for one in row.administrations.all())


class CriterionInline(RowInline, admin.TabularInline):
    """Inclusion and exclusion criteria."""

    model = Criterion
    readonly_fields = ("key",)
    form = forms.CriterionForm
    fields = ("position", "key", "kind", "statement", "topic", "item")
    classes = ("collapse",)


class ThresholdFormSet(ThroughFormSet):
    """Every limit of every criterion."""

    parent, through = "criterion", "criterion__trial"

    def offered(self) -> dict[str, Any]:
        """Offer the trial's criteria and the limits that have no other above them."""
        criteria = list(self.instance.criteria.order_by("position"))
        for criterion in criteria:
            criterion.trial = self.instance
        limits = list(Threshold.objects.filter(criterion__trial=self.instance, alternative_to__isnull=True))
        return {
            "criterion": (criteria, lambda row: f"{row.position}. {row.statement}"),
            "alternative_to": (limits, str),
        }


class ThresholdInline(ThroughInline, admin.TabularInline):
    """The numeric limits in the criteria."""

    model = Threshold
    readonly_fields = ("key",)
    form = forms.ThresholdForm
    formset: Any = ThresholdFormSet
    ordering = ("criterion__position", "position")
    classes = ("collapse",)
    fields = (
        *("criterion", "key", "analyte", "operator", "low", "low_strict", "high", "high_strict", "unit", "sex"),
        *("event", "alternative_to", "remark"),
    )
    verbose_name_plural = "limits (thresholds) of the criteria"


class OutcomeInline(RowInline, admin.StackedInline):
    """What is measured, and when."""

    model = Outcome
    readonly_fields = ("key",)
    form = forms.OutcomeForm
    classes = ("collapse",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("position", "key", "rank", "measure"),
                    ("concept", "further_concepts"),
                    ("time_frame", "days"),
                    ("variable", "metric", "aggregation", "item"),
                    "description",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read days and concepts along."""
        return super().get_queryset(request).prefetch_related("timepoints", "also_concepts")

    @admin.display(description="Days")
    def days(self, row: Outcome) -> str:
        """Print the days for those who may only look."""
        return ", ".join(str(one.day) for one in row.timepoints.all())

    @admin.display(description="Further concepts")
    def further_concepts(self, row: Outcome) -> str:
        """Print the further concepts for those who may only look."""
        return ", ".join(str(one) for one in row.also_concepts.all())


class ResultInline(RowInline, admin.StackedInline):
    """Published results."""

    model = Result
    readonly_fields = ("key",)
    form = forms.ResultForm
    classes = ("collapse",)
    fieldsets = (
        (
            None,
            {"fields": (("key", "concept", "day", "cited"), ("effect_measure", "effect", "ci_low", "ci_high", "p"))},
        ),
    )


class ResultGroupFormSet(ThroughFormSet):
    """Every group of every result."""

    parent, through = "result", "result__trial"

    def offered(self) -> dict[str, Any]:
        """Offer the trial's results and arms."""
        results = list(self.instance.results.order_by("position"))
        for result in results:
            result.trial = self.instance
        arms = list(self.instance.arms.order_by("position"))
        return {"result": (results, str), "arm": (arms, _arm_label)}


class ResultGroupInline(ThroughInline, admin.TabularInline):
    """The figures of each group in the results."""

    model = ResultGroup
    form = forms.ResultGroupForm
    formset: Any = ResultGroupFormSet
    ordering = ("result__position", "position")
    classes = ("collapse",)
    fields = ("result", "label", "arm", "n", "events", "value", "sd", "unit")
    verbose_name_plural = "groups of the results"


class SourceInline(RowInline, admin.TabularInline):
    """The texts that facts were read from."""

    model = Source
    form = forms.SourceForm
    classes = ("collapse",)
    fields = ("key", "kind", "publisher", "url", "covers")


class DiscrepancyInline(RowInline, admin.StackedInline):
    """Contradictions, inconsistencies and reading notes."""

    model = Discrepancy
    readonly_fields = ("key",)
    form = forms.DiscrepancyForm
    classes = ("collapse",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("key", "kind", "severity", "topic"),
                    "text",
                    "path",
                    ("value_a", "place_a"),
                    ("value_b", "place_b"),
                    ("shown", "reason"),
                    ("status", "resolution"),
                    "paths",
                )
            },
        ),
    )


class MissingFactInline(RowInline, admin.TabularInline):
    """Why values are absent, where the general rule would say otherwise."""

    model = MissingFact
    form = forms.MissingFactForm
    classes = ("collapse",)
    fields = ("path", "state", "note")


class SiteInline(RowInline, admin.TabularInline):
    """Where the trial takes place."""

    model = Site
    classes = ("collapse",)
    fields = ("facility", "city", "country")


class AetiologyInline(RowInline, admin.TabularInline):
    """Causes of liver disease that the trial admits."""

    model = TrialAetiology
    classes = ("collapse",)
    fields = ("aetiology",)
    verbose_name_plural = "aetiologies"


class IdentifierInline(RowInline, admin.TabularInline):
    """Other numbers of the trial."""

    model = TrialIdentifier
    classes = ("collapse",)
    fields = ("kind", "value")
    verbose_name_plural = "other identifiers"


class PublicationInline(RowInline, admin.TabularInline):
    """Papers about the trial."""

    model = Publication
    readonly_fields = ("key",)
    classes = ("collapse",)
    fields = ("key", "title", "journal", "year", "doi", "pmid")


#: In the order in which they are saved: arms before their regimens.
ROWS = (
    ArmInline,
    RegimenInline,
    InterventionInline,
    CriterionInline,
    ThresholdInline,
    OutcomeInline,
    ResultInline,
    ResultGroupInline,
    DiscrepancyInline,
    MissingFactInline,
    PublicationInline,
    SourceInline,
    SiteInline,
    AetiologyInline,
    IdentifierInline,
)

"""Filters of the list of trials that only curators need: what is missing, what a curator decided."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from trials.domain.vocabulary import CONFLICTS, DiscrepancyStatus, Severity, ValueState
from trials.models import Arm, ArmSummary, Discrepancy

#: Facts of MSC arms that a curator looks after: column of ArmSummary -> word.
FACTS = {
    "dose_state": "dose",
    "schedule_state": "schedule",
    "days_state": "days",
    "route_state": "route",
    "cell_source_state": "cell source",
}
#: A trial without arms is in no list of arms, and the filters of that list do not find it.
NO_ARM = "arms"
_THERE = [ValueState.REPORTED.value, ValueState.NOT_APPLICABLE.value]


def lacks(column: str) -> Exists:
    """Whether an MSC arm of a trial lacks a fact."""
    arms = ArmSummary.objects.filter(arm__trial=OuterRef("pk"), has_msc=True)
    return Exists(arms.exclude(**{f"{column}__in": _THERE}))


def open_conflicts(severity: Severity) -> Coalesce:
    """How many contradictions and inconsistencies of that severity nobody has settled."""
    rows = Discrepancy.objects.filter(
        trial=OuterRef("pk"),
        kind__in=[kind.value for kind in CONFLICTS],
        severity=severity.value,
        status=DiscrepancyStatus.OPEN.value,
    )
    counted = rows.order_by().values("trial").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


class MissingFilter(admin.SimpleListFilter):
    """Trials in which an MSC arm lacks a fact."""

    title = "facts missing in an MSC arm"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer each fact, and any."""
        facts = ((column, f"no {word}") for column, word in FACTS.items())
        return [("any", "any of these"), *facts, (NO_ARM, "no arm at all")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep trials that lack it."""
        value = self.value()
        if value == NO_ARM:
            return queryset.filter(~Exists(Arm.objects.filter(trial=OuterRef("pk"))))
        if value == "any":
            return queryset.filter(Q(*(Q(lacks(column)) for column in FACTS), _connector=Q.OR))
        return queryset.filter(lacks(value)) if value in FACTS else queryset


class CuratedFilter(admin.SimpleListFilter):
    """Trials in which a curator has decided something."""

    title = "work of curators"
    parameter_name = "curated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer yes."""
        return [("yes", "decided by a curator")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep trials that have a curator's claim."""
        return queryset.filter(claims__method="curator").distinct() if self.value() == "yes" else queryset

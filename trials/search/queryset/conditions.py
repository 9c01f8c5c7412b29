"""The SQL of each filter, on the tables of the record and the figures derived from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, NullIf
from django.db.models.lookups import Contains

from trials.domain.dosing.weights import Weights
from trials.domain.record.missingness import SET_BY_CURATORS
from trials.domain.record.subjects import SUBJECTS, Subject
from trials.domain.vocabulary import (
    CONFLICTS,
    Allocation,
    DiscrepancyKind,
    DoseUnit,
    InterventionKind,
    InterventionModel,
    OutcomeRank,
    RecordRead,
    Severity,
    ValueState,
)
from trials.models import (
    Arm,
    ArmLevel,
    Discrepancy,
    MissingFact,
    Outcome,
    OutcomeConcept,
    Publication,
    Regimen,
    Result,
    Site,
    TrialAetiology,
)
from trials.search.definitions import NONE, STATED, STATES, WEIGHED_RANGES, DoseBasis, Facet, RangeFilter, ResultsRead

Codes = Sequence[str]
Condition = Callable[[Codes], Q]

#: The regimens of MSC of the arm that is asked about.
MSC_REGIMENS = Regimen.objects.filter(arm=OuterRef("pk"), intervention__kind=InterventionKind.MSC.value)
_ALTERNATIVES = Cast("route_alternatives", TextField())


def facet_condition(facet: Facet, codes: Codes) -> Q:
    """Return the condition on arms that a facet has one of the codes."""
    return _column(facet.column)(codes) if facet.column else _CONDITIONS[facet.name](codes)


def range_condition(one: RangeFilter, low: Decimal | None, high: Decimal | None, options: RangeOptions) -> Q:
    """Return the condition that an arm's number, or some number of its range, lies from low to high.

    Numbers are in the address's unit. Without low and high there is no condition.
    """
    if low is None and high is None:
        return Q()
    first, last = _COLUMNS[one.name]
    low, high = (None if end is None else end * one.factor for end in (low, high))
    found = _years(low, high) if one.name == "start" else _touches(one.name, first, last, low, high)
    if one.name in WEIGHED_RANGES and options.fixed:
        for only_children, weight in ((False, options.weights.adult), (True, options.weights.child)):
            if weight is not None:
                heavy = [None if end is None else end * weight for end in (low, high)]
                fixed = _touches(f"{one.name}_fixed", *_FIXED_COLUMNS[one.name], *heavy)
                found |= Q(summary__only_children=only_children) & fixed
    if options.keep:
        nothing = Q(**{f"{first}__isnull": True}) if one.name != "start" else Q(trial__start="")
        if one.name in WEIGHED_RANGES:
            unweighed = Q(**{f"{_FIXED_COLUMNS[one.name][0]}__isnull": True})
            nothing &= unweighed | Q(summary__only_children=True) if options.weights.child is None else unweighed
        found |= nothing
    return found


class RangeOptions:
    """What stands beside a range: whether arms without the number stay, whether fixed doses count at the weights."""

    def __init__(self, *, keep: bool, fixed: bool, weights: Weights) -> None:
        """Take the switches and the weights."""
        self.keep, self.fixed, self.weights = keep, fixed, weights


_COLUMNS = {
    "dose": ("summary__dose_per_kg_low", "summary__dose_per_kg_high"),
    "infusions": ("summary__doses_count", "summary__doses_count"),
    "cumulative": ("summary__cumulative_per_kg_low", "summary__cumulative_per_kg_high"),
    "span": ("span", "span"),
    "enrolment": ("trial__enrolment", "trial__enrolment"),
    "start": ("trial__start", "trial__start"),
}
_FIXED_COLUMNS = {
    "dose": ("summary__dose_cells_low", "summary__dose_cells_high"),
    "cumulative": ("summary__cumulative_cells_low", "summary__cumulative_cells_high"),
}


def with_span(arms: Any) -> Any:
    """Add the days from the first to the last infusion to a queryset of arms; a single infusion has none."""
    return arms.annotate(span=days_between())


def days_between() -> NullIf:
    """Return the days from the first to the last infusion as an expression; NULL for a single one."""
    return NullIf(F("summary__last_day") - F("summary__first_day"), Value(0))


def _touches(figure: str, first: str, last: str, low: Decimal | None, high: Decimal | None) -> Q:
    found = Q(**{f"{first}__isnull": False})
    if low is not None:
        found &= Q(**{f"{last}__gte": low})
    levels = ArmLevel.objects.filter(arm=OuterRef("pk"), figure=figure)
    if high is not None:
        below = Q(**{f"{first}__lte": high})
        # Of several numbers of infusions the summary holds the largest: there the levels alone decide.
        found &= below | Q(Exists(levels)) if figure == "infusions" else below
    touched = levels
    if low is not None:
        touched = touched.filter(high__gte=low)
    if high is not None:
        touched = touched.filter(low__lte=high)
    return found & (~Q(Exists(levels)) | Q(Exists(touched)))


def _years(low: Decimal | None, high: Decimal | None) -> Q:
    """Dates are ISO text of any precision: the year's text sorts before every date in it."""
    found = ~Q(trial__start="")
    if low is not None:
        found &= Q(trial__start__gte=f"{int(low):04d}")
    if high is not None:
        found &= Q(trial__start__lt=f"{int(high) + 1:04d}") if high < 9999 else Q()
    return found


def _split(codes: Codes) -> tuple[list[str], list[str]]:
    return [code for code in codes if code not in STATES], [code for code in codes if code in STATES]


def silent(path: str, states: Codes) -> Q:
    """Return the condition that silence at a path of the trial's record is one of the states."""
    said = MissingFact.objects.filter(trial=OuterRef("trial"), path=path)
    found = Q(Exists(said.filter(state__in=states)))
    reads = {
        ValueState.NOT_REPORTED.value: RecordRead.WHOLE.value,
        ValueState.NOT_EXTRACTED.value: RecordRead.PART.value,
    }
    if path in SET_BY_CURATORS:
        return found | Q(~Exists(said)) if ValueState.NOT_EXTRACTED.value in states else found
    by_rule = [reads[state] for state in states if state in reads]
    if by_rule:
        found |= Q(~Exists(said), trial__record_read__in=by_rule)
    return found


def _column(name: str) -> Callable[[Codes], Q]:
    def condition(codes: Codes) -> Q:
        stated, states = _split(codes)
        found = Q(**{f"trial__{name}__in": stated})
        return found | Q(silent(name, states), **{f"trial__{name}": ""}) if states else found

    return condition


def _children(model: Any, column: str, path: str, lookup: str = "trial") -> Callable[[Codes], Q]:
    def condition(codes: Codes) -> Q:
        stated, states = _split(codes)
        rows = model.objects.filter(**{lookup: OuterRef("trial")})
        found = Q(Exists(rows.filter(**{f"{column}__in": stated})))
        return found | Q(~Exists(rows), silent(path, states)) if states else found

    return condition


def _endpoint(codes: Codes, *, rank: str = "") -> Q:
    stated, states = _split(codes)
    rows, more = Outcome.objects.all(), OutcomeConcept.objects.all()
    if rank:
        rows, more = rows.filter(rank=rank), more.filter(outcome__rank=rank)
    found = Q(Exists(rows.filter(trial=OuterRef("trial"), concept__in=stated)))
    found |= Q(Exists(more.filter(outcome__trial=OuterRef("trial"), concept__in=stated)))
    if states:
        found |= Q(~Exists(Outcome.objects.filter(trial=OuterRef("trial"))), silent("outcomes", states))
    return found


def primary_endpoint(codes: Codes) -> Q:
    """Return the condition that a trial has one of the concepts as a primary endpoint, or the state of silence."""
    return _endpoint(codes, rank=OutcomeRank.PRIMARY.value)


def _definition(codes: Codes) -> Q:
    return Q(summary__aclf_definition__in=codes)


def _comparator(codes: Codes) -> Q:
    stated, states = _split(codes)
    found = Q()
    for code in stated:
        if code != NONE:
            found |= Q(summary__comparators__contains=f"|{code}|")
    single = Q(trial__allocation=Allocation.NA.value) | Q(
        trial__intervention_model=InterventionModel.SINGLE_GROUP.value
    )
    siblings = OuterRef("trial")
    lone = ~Exists(Arm.objects.filter(trial=siblings, position__gte=2))
    unread = Q(lone, ~single, trial__record_read=RecordRead.PART.value)
    if NONE in stated:
        found |= Q(~unread, summary__comparators="")
    if ValueState.NOT_EXTRACTED.value in states:
        found |= Q(unread, summary__comparators="")
    return found if found else Q(pk__in=[])


def _of_arm(state: str, stated_condition: Callable[[Codes], Q]) -> Callable[[Codes], Q]:
    def condition(codes: Codes) -> Q:
        stated, states = _split(codes)
        found = stated_condition(stated) if stated else Q(pk__in=[])
        return found | Q(**{f"summary__{state}__in": states}) if states else found

    return condition


def _cells(codes: Codes) -> Q:
    return Q(Exists(MSC_REGIMENS.filter(intervention__cell_source__in=codes)))


def _donor(codes: Codes) -> Q:
    return Q(Exists(MSC_REGIMENS.filter(intervention__donor__in=codes)))


def _route(codes: Codes) -> Q:
    return Q(Exists(MSC_REGIMENS.filter(by_route(codes))))


def by_route(codes: Codes) -> Q:
    """Return the condition on regimens that one of the routes is given, or is one of the alternatives.

    Alternatives stand in a JSON list, of which no database but PostgreSQL is asked for what it contains: its text is.
    """
    found = Q(route__in=codes)
    for code in codes:
        found |= Q(Contains(_ALTERNATIVES, f'"{code}"'))
    return found


def _dose_as(codes: Codes) -> Q:
    units = {DoseBasis.PER_KG.value: DoseUnit.CELLS_PER_KG.value, DoseBasis.FIXED.value: DoseUnit.CELLS.value}
    found = Q(dose_unit__in=[units[code] for code in codes if code in units])
    if DoseBasis.OTHER.value in codes:
        found |= ~Q(dose_unit__in=list(units.values()))
    return Q(Exists(MSC_REGIMENS.filter(found, dose_low__isnull=False)))


def _infusions(codes: Codes) -> Q:
    numbers = [int(code) for code in codes]
    levels = ArmLevel.objects.filter(arm=OuterRef("pk"), figure="infusions")
    one_number = Q(summary__doses_count__in=numbers) & ~Q(Exists(levels))
    return one_number | Q(Exists(levels.filter(low__in=numbers)))


def _days(codes: Codes) -> Q:
    return Q(summary__first_day__isnull=False) if STATED in codes else Q(pk__in=[])


def _results(codes: Codes) -> Q:
    read = Q(Exists(Result.objects.filter(trial=OuterRef("trial"))))
    listed = Q(Exists(Publication.objects.filter(trial=OuterRef("trial"))))
    ways = {
        ResultsRead.IN_RECORD.value: read,
        ResultsRead.PUBLICATION.value: ~read & listed,
        ResultsRead.NONE.value: ~read & ~listed,
    }
    found = Q(pk__in=[])
    for code in codes:
        found |= ways[code]
    return found


def _discrepancy(column: str, **which: Any) -> Condition:
    """Return the condition on a column of the trial's discrepancies, those that ``which`` names."""

    def condition(codes: Codes) -> Q:
        known = Discrepancy.objects.filter(trial=OuterRef("trial"), **which)
        found = Q(Exists(known.filter(**{f"{column}__in": codes})))
        return found | Q(~Exists(known)) if NONE in codes else found

    return condition


def _about(subject: Subject) -> Q:
    """Return which paths are about a subject, as ``Subject.holds`` says."""
    found = Q(path__in=[*subject.facts, *(name for name in subject.lists if name in subject.ends)])
    for name in subject.lists:
        if not subject.ends:
            found |= Q(path=name) | Q(path__startswith=f"{name}/")
        for end in subject.ends:
            found |= Q(path__startswith=f"{name}/", path__endswith=end)
    return found


def _contradicted(**which: Any) -> Condition:
    """Return the condition on what the trial's contradictions are about."""

    def condition(codes: Codes) -> Q:
        known = Discrepancy.objects.filter(trial=OuterRef("trial"), kind=DiscrepancyKind.CONTRADICTION.value, **which)
        every = Q(*(_about(one) for one in SUBJECTS), _connector=Q.OR)
        asked = Q(~every, topic__in=codes)
        for one in SUBJECTS:
            if one.code in codes:
                asked |= _about(one)
        found = Q(Exists(known.filter(asked)))
        return found | Q(~Exists(known)) if NONE in codes else found

    return condition


_CONDITIONS: dict[str, Condition] = {
    "aetiology": _children(TrialAetiology, "aetiology", "aetiologies"),
    "definition": _definition,
    "cells": _of_arm("cell_source_state", _cells),
    "donor": _of_arm("donor_state", _donor),
    "route": _of_arm("route_state", _route),
    "dose_as": _of_arm("dose_state", _dose_as),
    "infusions": _of_arm("schedule_state", _infusions),
    "days": _of_arm("days_state", _days),
    "comparator": _comparator,
    "endpoint": _endpoint,
    "country": _children(Site, "country", "sites"),
    "results": _results,
    "disputed": _contradicted(severity=Severity.MAJOR.value),
    "contradicted": _contradicted(),
    "contradiction": _discrepancy("severity", kind=DiscrepancyKind.CONTRADICTION.value),
    "misfit": _discrepancy("severity", kind=DiscrepancyKind.INCONSISTENCY.value),
    "discrepancy": _discrepancy("status", kind__in=[kind.value for kind in CONFLICTS]),
}

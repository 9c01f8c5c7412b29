"""The order of the list in SQL, the same on every database: what the list's own order in memory is held equal to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DecimalField,
    Exists,
    Expression,
    F,
    Func,
    IntegerField,
    Min,
    OrderBy,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, NullIf, Substr

from trials.domain.dosing.weights import Weights, multiples
from trials.models import Arm, ArmLevel, Site, Trial
from trials.search.definitions import FACET_BY_NAME, open_list_key
from trials.search.queryset.conditions import MSC_REGIMENS, by_route, days_between, facet_condition

Keys = list[Any]


def in_list_order(arms: QuerySet[Arm], sort: str, weights: Weights) -> QuerySet[Arm]:
    """Return arms in the order of a sort key (``-`` before it: descending); those without the value come last.

    ``weights``: at which fixed doses stand among those per kg. Equal values keep the order of registry ids and places.
    """
    keys, down = _keys(sort, weights)
    if not keys:
        return arms.order_by(_towards("trial__registry_id", down=down), _towards("position", down=down))
    named = {f"list_order_{place}": key for place, key in enumerate(keys)}
    arms = arms.annotate(**named)
    return arms.order_by(*(_towards(name, down=down) for name in named), "trial__registry_id", "position")


def trials_in_list_order(arms: QuerySet[Arm], sort: str, weights: Weights) -> QuerySet[Trial]:
    """Return the trials of arms in the order in which the first of these arms of each stands in the list."""
    keys, down = _keys(sort, weights)
    first = in_list_order(arms.filter(trial=OuterRef("pk")), sort, weights)
    names = [f"list_order_{place}" for place in range(len(keys))]
    trials = Trial.objects.filter(Exists(arms.filter(trial=OuterRef("pk"))))
    trials = trials.annotate(**{name: Subquery(first.values(name)[:1]) for name in names})
    last = _towards("registry_id", down=down and not keys)
    return trials.order_by(*(_towards(name, down=down) for name in names), last)


def _keys(sort: str, weights: Weights) -> tuple[Keys, bool]:
    """Return what a sort key compares, one after the other (nothing: registry ids), and whether it descends."""
    name = sort.removeprefix("-")
    return _KEYS[name](weights) if name in _KEYS else _of_facet(name), sort.startswith("-")


def _towards(name: str, *, down: bool) -> OrderBy:
    return F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True)


def _weighed(name: str) -> Callable[[Weights], Keys]:
    """Doses per kg times the weight beside fixed doses, as whole multiples: SQLite would round a fraction."""

    def keys(weights: Weights) -> Keys:
        per_kg, fixed, fixed_child = multiples(weights)
        of_children = None if fixed_child is None else Value(fixed_child)
        multiple = Case(When(summary__only_children=True, then=of_children), default=Value(fixed))
        return [
            Coalesce(F(f"summary__{name}_per_kg_{end}") * Value(per_kg), F(f"summary__{name}_cells_{end}") * multiple)
            for end in ("low", "high")
        ]

    return keys


def _infusions(weights: Weights) -> Keys:
    """The smallest and the largest number; the summary holds the largest."""
    levels = ArmLevel.objects.filter(arm=OuterRef("pk"), figure="infusions").order_by().values("arm")
    least = Subquery(levels.annotate(least=Min("low")).values("least"))
    return [Coalesce(least, F("summary__doses_count"), output_field=DecimalField()), F("summary__doses_count")]


def _start(weights: Weights) -> Keys:
    """The year alone: dates are known to the year, the month or the day."""
    return [NullIf(Substr("trial__start", 1, 4), Value(""))]


def _country(weights: Weights) -> Keys:
    sites = Site.objects.filter(trial=OuterRef("trial")).order_by().values("trial")
    return [Subquery(sites.annotate(least=Min(_open_list_key("country"))).values("least"))]


def _sponsor(weights: Weights) -> Keys:
    return [Case(When(trial__sponsor="", then=None), default=_open_list_key("trial__sponsor"))]


def _of_facet(name: str) -> Keys:
    """The place of the first of an arm's values in the facet's order."""
    facet = FACET_BY_NAME[name]
    return [_places(facet.in_order, lambda code: facet_condition(facet, [code]))]


def _of_msc(name: str, has_code: Callable[[str], Q]) -> Callable[[Weights], Keys]:
    """The same for a facet of MSC regimens, which are looked at once an arm. ``has_code``: the condition on them."""

    def keys(weights: Weights) -> Keys:
        places = _places(FACET_BY_NAME[name].in_order, has_code)
        regimens = MSC_REGIMENS.order_by().values("arm")
        return [Subquery(regimens.annotate(least=Min(places)).values("least"))]

    return keys


def _places(codes: Sequence[str], has_code: Callable[[str], Q]) -> Case:
    whens = (When(has_code(code), then=Value(place)) for place, code in enumerate(codes))
    return Case(*whens, default=None, output_field=IntegerField())


class _SmallLetters(Func):
    """A text with its letters A-Z small and all others as they are, compared by the numbers of Unicode."""

    function = "LOWER"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template='%(function)s(%(expressions)s COLLATE "C")', **more)


def _open_list_key(column: str) -> Expression:
    """The same as ``trials.search.definitions.open_list_key``."""
    return Concat(_SmallLetters(F(column)), Value(open_list_key("")), F(column), output_field=CharField())


_KEYS: dict[str, Callable[[Weights], Keys]] = {
    "trial": lambda weights: [],
    "dose": _weighed("dose"),
    "cumulative": _weighed("cumulative"),
    "infusions": _infusions,
    "cells": _of_msc("cells", lambda code: Q(intervention__cell_source=code)),
    "donor": _of_msc("donor", lambda code: Q(intervention__donor=code)),
    "route": _of_msc("route", lambda code: by_route([code])),
    "span": lambda weights: [days_between()],
    "enrolment": lambda weights: [F("trial__enrolment")],
    "start": _start,
    "country": _country,
    "sponsor": _sponsor,
}

"""The filters of the public list in the admin's list of trials: the same names, values, words and counts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from trials.search.definitions import ALL_ARMS, FACET_BY_NAME, Facet
from trials.search.engine.index import bits_of
from trials.search.engine.selection import Selection, select
from trials.search.list_page.panels import FacetView, facet_view
from trials.search.list_page.state import read_request
from trials.selectors.arm_index import current_index
from trials.selectors.found import found_arms


class SidebarFacet(admin.ListFilter):
    """A facet of the public list: its name in addresses, its values, words and counts.

    The trials are found by ``TrialList``: what is true of arms must be true of one and the same arm, so that filters
    cannot find one after the other.
    """

    facet: Facet

    def __init__(self, request: HttpRequest, params: dict[str, list[str]], model: Any, model_admin: Any) -> None:
        """Take the parameter from those that Django would look up as columns."""
        super().__init__(request, params, model, model_admin)
        params.pop(self.facet.name, None)

    def has_output(self) -> bool:
        """Stand in the sidebar always."""
        return True

    def expected_parameters(self) -> list[str | None]:
        """Name the parameter."""
        return [self.facet.name]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Leave the trials as they are."""
        return queryset

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """Offer what occurs; with counts where they are asked for."""
        view: FacetView = changelist.facet(self.facet)
        name = self.facet.name
        everything = changelist.get_query_string(remove=[name])
        yield {"selected": not view.is_chosen, "query_string": everything, "display": "All"}
        for one in (*view.options, *view.more, *view.states):
            yield {
                "selected": one.chosen,
                "query_string": changelist.get_query_string({name: one.code}),
                "display": f"{one.label} ({one.count})" if changelist.add_facets else one.label,
            }


def _facet_filter(name: str) -> type[SidebarFacet]:
    facet = FACET_BY_NAME[name]
    title = f"{facet.label[0].lower()}{facet.label[1:]}"
    return type(f"{name.title()}Filter", (SidebarFacet,), {"facet": facet, "title": title})


#: Facets of the public list that curators work by: first what is to be looked after.
FACET_FILTERS = tuple(
    _facet_filter(name)
    for name in (
        "disputed",
        "contradiction",
        "misfit",
        "discrepancy",
        "cells",
        "route",
        "dose_as",
        "infusions",
        "days",
        "comparator",
        "results",
        "syndrome",
        "registry",
        "status",
    )
)


class TrialList(ChangeList):
    """The admin's list of trials, found by the FilterSet of arms beside the admin's own filters.

    All arms are asked, those without MSC too. Without any facet every trial is there, also one without arms.
    """

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the address as the public list does, and name what cannot be used."""
        self.request = request
        names = [one.facet.name for one in FACET_FILTERS if any(request.GET.getlist(one.facet.name))]
        facets = QueryDict(mutable=True)
        for name in names:
            facets.setlist(name, request.GET.getlist(name))
        facets["arms"] = ALL_ARMS
        self.asked = read_request(facets)
        self.is_narrowed = any(self.asked.filters.get(name) for name in names)
        super().__init__(request, *args, **kwargs)
        for problem in self.asked.problems:
            messages.error(request, f"{problem.name}: {problem.reason}. This filter is not applied.")

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str | None] | None = None) -> QuerySet:
        """Return the trials that the admin's own filters and search find, of which an arm meets the facets."""
        trials = super().get_queryset(request, exclude_parameters)
        return trials.filter(pk__in=found_arms(self.asked).order_by().values("trial")) if self.is_narrowed else trials

    def facet(self, facet: Facet) -> FacetView:
        """Return a facet as it stands under all other filters, counted in trials."""
        return facet_view(self._selection, facet, self._count)

    @cached_property
    def _selection(self) -> Selection:
        return select(current_index(), self.asked.filters)

    @cached_property
    def _within(self) -> int:
        """The arms of trials that the admin's own filters and search find; all where nothing is counted."""
        index = self._selection.index
        if not self.add_facets:
            return index.every
        found = super().get_queryset(self.request).order_by().values_list("pk", flat=True)
        return bits_of((number for pk in found for number in index.by_trial.get(pk, ())), len(index.arms))

    def _count(self, bits: int) -> int:
        return self._selection.index.trial_count(bits & self._within)

"""What an address of the list finds, as querysets: for exports, commands and whoever wants rows instead of a page.

One query each, whatever is found. The page itself counts in memory (``trials.selectors.arm_list``); both give the same
arms in the same order.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict

from trials.domain.dosing.weights import Weights
from trials.models import Arm, Trial
from trials.search.definitions import DEFAULT_SORT
from trials.search.engine.selection import weights_of
from trials.search.list_page.state import ListRequest
from trials.search.queryset.filterset import ArmFilter
from trials.search.queryset.order import in_list_order, trials_in_list_order


def found_arms(asked: ListRequest) -> QuerySet[Arm]:
    """Return the arms that an address finds, on all its pages, in the order that it asks for.

    A filter whose value cannot be used is not applied: whoever must not take the wider list for the one that was asked
    for looks at ``asked.problems`` first.
    """
    return in_list_order(_found(asked), *_order(asked))


def found_trials(asked: ListRequest) -> QuerySet[Trial]:
    """Return the trials of the arms that an address finds, in the order in which the list comes to them."""
    return trials_in_list_order(_found(asked), *_order(asked))


def _found(asked: ListRequest) -> QuerySet[Arm]:
    parameters = MultiValueDict({name: list(values) for name, values in asked.state.values.items()})
    return ArmFilter(parameters, queryset=Arm.objects.all()).qs


def _order(asked: ListRequest) -> tuple[str, Weights]:
    return asked.view.get("sort") or DEFAULT_SORT, weights_of(asked.filters)

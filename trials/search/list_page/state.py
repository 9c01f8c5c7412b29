"""The state of a list in an address: read, checked, and written again in one canonical order.

Unknown parameters are ignored. A value that cannot be used is named as a problem and its filter is not applied;
the page then answers with status 400.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict

from trials.domain.dosing.weights import REFERENCE_WEIGHT
from trials.domain.view_state.listing import ListGrammar, ListState
from trials.domain.view_state.numbers import plain_digits
from trials.domain.view_state.problems import Problem
from trials.search.definitions import DEFAULT_SORT, FACET_BY_NAME, FACETS, RANGES, SORT_KEYS, STATES
from trials.search.list_page.columns import COLUMNS, DEFAULT_COLUMNS
from trials.search.queryset.filterset import ArmFilter, NumberField

PAGE_SIZES = (25, 50, 100)
ROWS_PER_ARM, ROWS_PER_TRIAL = "arm", "trial"
COMFORTABLE, COMPACT = "comfortable", "compact"
MOST_TICKS = 60

_RANGE_PARAMETERS = tuple(f"{one.name}_{end}" for one in RANGES for end in ("min", "max", "keep"))
#: Filters in the order in which they stand in an address.
FILTERS = ("q", *FACET_BY_NAME, "endpoint_rank", *_RANGE_PARAMETERS, "fixed", "arms")
FINDS = tuple(f"find_{facet.name}" for facet in FACETS if facet.order == "frequency")
VIEW = ("weight", "child_weight", "rows", "sort", "col", "density", "per", "page")
TICK = "tick"
PARAMETERS = (*FILTERS, *FINDS, *VIEW, TICK)

GRAMMAR = ListGrammar(
    order=PARAMETERS,
    filters=(*FILTERS, *FINDS),
    defaults={
        "weight": (plain_digits(REFERENCE_WEIGHT),),
        "rows": (ROWS_PER_ARM,),
        "sort": (DEFAULT_SORT,),
        "col": DEFAULT_COLUMNS,
        "density": (COMFORTABLE,),
        "per": (str(PAGE_SIZES[0]),),
        "page": ("1",),
    },
    paging=("page", TICK),
)


class ViewForm(forms.Form):
    """How the list is shown."""

    rows = forms.ChoiceField(
        label="Rows", required=False, choices=[(ROWS_PER_ARM, "One per arm"), (ROWS_PER_TRIAL, "One per trial")]
    )
    sort = forms.ChoiceField(
        label="Sort", required=False, choices=[(key, key) for name in SORT_KEYS for key in (name, f"-{name}")]
    )
    density = forms.ChoiceField(
        label="Density", required=False, choices=[(COMFORTABLE, "Comfortable"), (COMPACT, "Compact")]
    )
    per = forms.TypedChoiceField(
        label="Rows a page",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(size, str(size)) for size in PAGE_SIZES],
    )
    page = forms.IntegerField(label="Page", required=False, min_value=1, max_value=1_000_000)
    col = forms.MultipleChoiceField(
        label="Columns", required=False, choices=[(column.name, column.label) for column in COLUMNS]
    )


@dataclass(frozen=True)
class ListRequest:
    """An address read: the state, the values of its filters and of its view, and what was wrong."""

    state: ListState
    filters: Mapping[str, Any]
    view: Mapping[str, Any]
    problems: list[Problem]
    has_blanks: bool

    @property
    def finds(self) -> dict[str, str]:
        """Facet -> words that its options are narrowed to."""
        return {name.removeprefix("find_"): self.state.get(name) for name in FINDS if self.state.get(name)}

    @property
    def wrong(self) -> dict[str, str]:
        """Field -> what was typed and could not be used."""
        return {problem.field: problem.value for problem in self.problems}


@cache
def _filter_form() -> type[forms.Form]:
    """The form of the FilterSet, which would make a new class for each request."""
    return ArmFilter().get_form_class()


def read_request(get: QueryDict) -> ListRequest:
    """Read an address. Ticks and column names are taken as they come; unknown ones are dropped by whoever uses them."""
    filter_form = _filter_form()(get)
    view_form = ViewForm(get)
    problems = [*_problems(filter_form, get), *_problems(view_form, get)]
    filters, view = filter_form.cleaned_data, view_form.cleaned_data
    wrong = {problem.field for problem in problems}
    values = {}
    for name in PARAMETERS:
        if name not in wrong and name in get:
            found = _canonical(name, get.getlist(name), filters)
            if found and found != GRAMMAR.defaults.get(name):
                values[name] = found
    has_blanks = any(not value for name in get for value in get.getlist(name))
    return ListRequest(ListState(values, GRAMMAR), filters, view, problems, has_blanks)


def _canonical(name: str, given: list[str], filters: Mapping[str, Any]) -> tuple[str, ...]:
    if name in FACET_BY_NAME:
        return _in_order(name, filters.get(name) or [])
    if name == "col":
        return tuple(dict.fromkeys(given))
    if name == TICK:
        return tuple(dict.fromkeys(one for one in given if 0 < len(one) < 80 and "\0" not in one))[:MOST_TICKS]
    if name in filters:
        value = filters[name]
        if value is None or value == "":
            return ()
        return (plain_digits(value) if isinstance(value, Decimal) else str(value),)
    last = given[-1].strip()[:200].replace("\0", "")
    return (last,) if last else ()


def _in_order(name: str, codes: list[str]) -> tuple[str, ...]:
    known = FACET_BY_NAME[name].codes
    places = {code: place for place, code in enumerate((*(known or ()), *STATES))}
    if known is None:  # an open list: by the alphabet, numbers by size, states last
        return tuple(sorted(codes, key=lambda code: (places.get(code, -1), len(code) if code.isdigit() else 0, code)))
    return tuple(sorted(codes, key=lambda code: (places.get(code, len(places)), code)))


def _problems(form: forms.Form, get: QueryDict) -> list[Problem]:
    if form.is_valid():
        return []
    return [
        Problem(
            name,
            ", ".join(get.getlist(name)),
            " ".join(map(str, messages)),
            _example(form.fields[name], name),
            label=str(form.fields[name].label or name),
        )
        for name, messages in form.errors.items()
        if name in form.fields
    ]


def _example(field: forms.Field, name: str) -> str:
    return field.rule.example(name) if isinstance(field, NumberField) else ""

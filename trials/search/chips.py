"""What is chosen, one chip a value, each with the address without it; and what to drop when nothing is found."""

from __future__ import annotations

from dataclasses import dataclass

from trials.domain.quantities import words
from trials.search.definitions import FACETS, RANGES, STATES, WEIGHED_RANGES, RangeFilter
from trials.search.facets import Counter
from trials.search.filters import ALL_ARMS, PRIMARY_ONLY
from trials.search.query import ListRequest
from trials.search.selection import Selection


@dataclass(frozen=True)
class Chip:
    """One filter in force: its name, its value in words, the address without it. ``filter`` names its condition."""

    label: str
    value: str
    url: str
    filter: str
    is_state: bool = False


@dataclass(frozen=True)
class Hint:
    """A filter that could be dropped, and how many rows there would be then."""

    label: str
    value: str
    url: str
    count: int


def chips(request: ListRequest, selection: Selection) -> list[Chip]:
    """Return a chip for every value that is chosen, in the order of the filters."""
    state, cleaned = request.state, request.filters
    found = []
    if text := state.get("q"):
        found.append(Chip("Words", text, state.query(q=None), "q"))
    for facet in FACETS:
        suffix = ", primary" if facet.name == "endpoint" and cleaned.get("endpoint_rank") == PRIMARY_ONLY else ""
        for code in state.values.get(facet.name, ()):
            url = state.without_value(facet.name, code)
            is_state = facet.has_states and code in STATES
            found.append(Chip(facet.label + suffix, facet.words(code), url, facet.name, is_state))
    for one in RANGES:
        if f"{one.name}_range" in selection.conditions:
            url = state.query(**dict.fromkeys([f"{one.name}_{end}" for end in ("min", "max", "keep")]))
            found.append(Chip(one.label, _range_words(one, selection), url, f"{one.name}_range"))
    if cleaned.get("arms") == ALL_ARMS:
        found.append(Chip("Arms", "with and without MSC", state.query(arms=None), "arms"))
    return found


def _range_words(one: RangeFilter, selection: Selection) -> str:
    cleaned = selection.cleaned
    low, high = cleaned.get(f"{one.name}_min"), cleaned.get(f"{one.name}_max")
    unit = "" if one.unit == "year" else f" {one.unit}"
    if low is not None and high is not None:
        text = f"{words(low)}{unit}" if low == high else f"{words(low)}–{words(high)}{unit}"
    elif low is not None:
        text = f"from {words(low)}{unit}"
    else:
        text = f"up to {words(high)}{unit}" if high is not None else ""
    if one.unit == "year":
        text = text.replace(" ×10⁶", "")
    if one.name in WEIGHED_RANGES and cleaned.get("fixed"):
        text += f", fixed doses ≈ at {words(selection.weight)} kg"
    if cleaned.get(f"{one.name}_keep"):
        text += f", or without {one.without}"
    return text


def hints(request: ListRequest, selection: Selection, count: Counter) -> list[Hint]:
    """Return the filters of which one alone, dropped, gives rows: the most first.

    If no single one does, the only way is to clear them all; the list is empty then.
    """
    state, found = request.state, []
    names = {facet.name: facet.label for facet in FACETS} | {f"{one.name}_range": one.label for one in RANGES}
    shown = {chip.filter: chip for chip in chips(request, selection)}
    for name in selection.conditions:
        number = count(selection.without(name)) if name in shown and name != "arms" else 0
        if number:
            parameters = [name]
            if name.endswith("_range"):
                parameters = [f"{name.removesuffix('_range')}_{end}" for end in ("min", "max", "keep")]
            values = [chip.value for chip in chips(request, selection) if chip.filter == name]
            url = state.query(**dict.fromkeys(parameters))
            found.append(Hint(names.get(name, "Words"), " or ".join(values), url, number))
    return sorted(found, key=lambda hint: -hint.count)

"""What is chosen, one chip a value, each with the address without it; and what to drop when nothing is found."""

from __future__ import annotations

from dataclasses import dataclass

from trials.domain.dosing.numbers import number_words
from trials.search.definitions import ALL_ARMS, FACETS, PRIMARY_ONLY, RANGES, STATES, WEIGHED_RANGES, RangeFilter
from trials.search.engine.selection import UNIVERSE, Selection
from trials.search.list_page.panels import Counter
from trials.search.list_page.state import ListRequest


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
    """A way out of an empty list: a filter to drop, or (``alone``) the only one to keep, and how many rows it gives."""

    label: str
    value: str
    url: str
    count: int
    alone: bool


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
            url = state.query(**dict.fromkeys(_parameters(f"{one.name}_range")))
            found.append(Chip(one.label, _range_words(one, selection), url, f"{one.name}_range"))
    if cleaned.get("arms") == ALL_ARMS:
        found.append(Chip("Arms", "with and without MSC", state.query(arms=None), "arms"))
    return found


def _range_words(one: RangeFilter, selection: Selection) -> str:
    cleaned = selection.cleaned
    low, high = cleaned.get(f"{one.name}_min"), cleaned.get(f"{one.name}_max")
    unit = "" if one.unit == "year" else f" {one.unit}"
    if low is not None and high is not None:
        text = f"{number_words(low)}{unit}" if low == high else f"{number_words(low)}–{number_words(high)}{unit}"
    elif low is not None:
        text = f"from {number_words(low)}{unit}"
    else:
        text = f"up to {number_words(high)}{unit}" if high is not None else ""
    if one.unit == "year":
        text = text.replace(" ×10⁶", "")
    if one.name in WEIGHED_RANGES and cleaned.get("fixed"):
        text += f", fixed doses ≈ at {number_words(selection.weights.adult)} kg"
        if selection.weights.child is not None:
            text += f", of children at {number_words(selection.weights.child)} kg"
    if cleaned.get(f"{one.name}_keep"):
        text += f", or without {one.without}"
    return text


def hints(request: ListRequest, selection: Selection, count: Counter) -> list[Hint]:
    """Return the ways out of an empty list, those with the most rows first.

    They are the filters of which one alone, dropped, gives rows. If no single one does: the filters that give rows
    when all others are dropped.
    """
    shown: dict[str, list[Chip]] = {}
    for chip in chips(request, selection):
        if chip.filter != UNIVERSE:
            shown.setdefault(chip.filter, []).append(chip)
    state = request.state

    def hint(name: str, rows: int, url: str, *, alone: bool) -> Hint:
        return Hint(shown[name][0].label, " or ".join(chip.value for chip in shown[name]), url, rows, alone)

    found = [
        hint(name, rows, state.query(**dict.fromkeys(_parameters(name))), alone=False)
        for name in shown
        if (rows := count(selection.without(name)))
    ]
    if not found:
        others = {name: [one for other in shown if other != name for one in _parameters(other)] for name in shown}
        found = [
            hint(name, rows, state.query(**dict.fromkeys(others[name])), alone=True)
            for name in shown
            if (rows := count(selection.conditions[name] & selection.universe))
        ]
    return sorted(found, key=lambda one: -one.count)


def _parameters(name: str) -> list[str]:
    """The parameters that make up a condition."""
    if not name.endswith("_range"):
        return [name]
    return [f"{name.removesuffix('_range')}_{end}" for end in ("min", "max", "keep")]

"""Which arms meet the filters, by bitsets: one condition a filter, so that any of them can be lifted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from trials.domain.dosing.weights import REFERENCE_WEIGHT, Weights
from trials.search.definitions import (
    ALL_ARMS,
    FACETS,
    PRIMARY_ONLY,
    RANGES,
    STATES,
    WEIGHED_RANGES,
    RangeFilter,
    fixed_ranges,
)
from trials.search.engine.index import FacetIndex
from trials.search.engine.values import SCALE
from trials.search.text import query_words

#: The condition that says which arms there are to choose from; it is never lifted.
UNIVERSE = "arms"


@dataclass(frozen=True)
class Selection:
    """The arms that meet the filters. ``conditions``: name of the filter -> bits; ranges are named ``dose_range``."""

    index: FacetIndex
    conditions: Mapping[str, int]
    cleaned: Mapping[str, Any]

    @property
    def bits(self) -> int:
        """The arms that meet every filter."""
        return self.without("")

    def without(self, *names: str) -> int:
        """Return the arms that meet every filter but the named ones."""
        found = self.index.every
        for name, bits in self.conditions.items():
            if name not in names:
                found &= bits
        return found

    @property
    def universe(self) -> int:
        """The arms that there are without any filter."""
        return self.conditions[UNIVERSE]

    @property
    def weights(self) -> Weights:
        """The weights that fixed doses are put per kg by."""
        return weights_of(self.cleaned)

    def endpoint_bits(self) -> dict[str, int]:
        """Endpoint concept -> arms, of primary endpoints only where that is asked for."""
        every = self.index.facets.get("endpoint", {})
        if self.cleaned.get("endpoint_rank") != PRIMARY_ONLY:
            return every
        return {code: self.index.primary.get(code, bits if code in STATES else 0) for code, bits in every.items()}

    def facet_bits(self, name: str) -> dict[str, int]:
        """Code -> arms of a facet."""
        return self.endpoint_bits() if name == "endpoint" else self.index.facets.get(name, {})


def weights_of(cleaned: Mapping[str, Any]) -> Weights:
    """Return the weights of a form's values, the usual ones where none are typed."""
    return Weights(cleaned.get("weight") or REFERENCE_WEIGHT, cleaned.get("child_weight"))


def select(index: FacetIndex, cleaned: Mapping[str, Any]) -> Selection:
    """Return the selection of the form's values; a filter that has an error is absent from them and does nothing."""
    conditions = {UNIVERSE: index.every if cleaned.get("arms") == ALL_ARMS else index.msc}
    selection = Selection(index, conditions, cleaned)
    if words := query_words(cleaned.get("q") or ""):
        conditions["q"] = index.containing(words)
    for facet in FACETS:
        if codes := cleaned.get(facet.name):
            bits, by_code = 0, selection.facet_bits(facet.name)
            for code in codes:
                bits |= by_code.get(code, 0)
            conditions[facet.name] = bits
    for one in RANGES:
        low, high = cleaned.get(f"{one.name}_min"), cleaned.get(f"{one.name}_max")
        if low is not None or high is not None:
            conditions[f"{one.name}_range"] = _range_bits(selection, one, low, high)
    return selection


def _range_bits(selection: Selection, one: RangeFilter, low: Decimal | None, high: Decimal | None) -> int:
    low, high = (None if end is None else end * one.factor * SCALE for end in (low, high))
    found = _touching(selection.index, one.name, low, high)
    if one.name in WEIGHED_RANGES and selection.cleaned.get("fixed"):
        adult, child = fixed_ranges(one.name)
        for fixed, weight in ((adult, selection.weights.adult), (child, selection.weights.child)):
            if weight is not None:
                heavy = [None if end is None else end * weight for end in (low, high)]
                found |= _touching(selection.index, fixed, *heavy)
    if selection.cleaned.get(f"{one.name}_keep"):
        found |= lacking(selection.index, one, selection.weights)
    return found


def _touching(index: FacetIndex, name: str, low: Decimal | None, high: Decimal | None) -> int:
    found = 0
    for first, last, bits in index.spans.get(name, ()):
        if (low is None or last >= low) and (high is None or first <= high):
            found |= bits
    return found


def lacking(index: FacetIndex, one: RangeFilter, weights: Weights) -> int:
    """Return the arms without the number of a range; a fixed dose is a dose where a weight is assumed for it."""
    has = index.has_number.get(one.name, 0)
    if one.name in WEIGHED_RANGES:
        adult, child = fixed_ranges(one.name)
        has |= index.has_number.get(adult, 0)
        if weights.child is not None:
            has |= index.has_number.get(child, 0)
    return index.every & ~has

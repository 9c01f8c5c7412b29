"""The order of arms by each column that can be sorted; arms without the value come last, whichever the direction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trials.domain.dosing.weights import Weights, multiples
from trials.search.definitions import FACET_BY_NAME, RANGE_BY_NAME, STATES, fixed_ranges, open_list_key
from trials.search.engine.index import Ends, FacetIndex

_ORDERS_KEPT = 64


def ordered_arms(index: FacetIndex, sort: str, weights: Weights) -> list[int]:
    """Return the numbers of all arms in the order of a sort key (``-`` before it: descending); remembered.

    Equal values keep the order of registry ids and arm positions.
    """
    key = sort.removeprefix("-")
    kept = (sort, str(weights) if key in ("dose", "cumulative") else "")
    rows = index.orders.get(kept)
    if rows is None:
        values = dict(_values(index, key, weights))
        rows = sorted(sorted(values), key=values.__getitem__, reverse=sort.startswith("-"))
        rows += [number for number in range(len(index.arms)) if number not in values]
        if len(index.orders) >= _ORDERS_KEPT:
            index.orders.clear()
        index.orders[kept] = rows
    return rows


def _values(index: FacetIndex, key: str, weights: Weights) -> Iterator[tuple[int, Any]]:
    if key == "trial":
        return iter([(number, number) for number in range(len(index.arms))])
    if key in ("dose", "cumulative"):
        return _weighed(index, key, weights)
    if key in RANGE_BY_NAME:
        return _stated(index, key)
    return _by_facet(index, key)


def _weighed(index: FacetIndex, key: str, weights: Weights) -> Iterator[tuple[int, Any]]:
    """Doses per kg and fixed doses on one scale, as whole multiples: what is printed is what is sorted."""
    adult, child = fixed_ranges(key)
    per_kg, fixed, fixed_child = multiples(weights)
    seen: set[int] = set()
    for name, multiple in ((key, per_kg), (adult, fixed), (child, fixed_child)):
        if multiple is None:
            continue
        for number, (low, high) in _stated(index, name):
            if number not in seen:
                seen.add(number)
                yield number, (low * multiple, high * multiple)


def _stated(index: FacetIndex, name: str) -> Iterator[tuple[int, Ends]]:
    return ((number, ends) for number, ends in enumerate(index.numbers.get(name, ())) if ends is not None)


def _by_facet(index: FacetIndex, name: str) -> Iterator[tuple[int, Any]]:
    """An arm with several values goes by the first of them in the facet's own order."""
    held = index.facets.get(name, {})
    codes = FACET_BY_NAME[name].in_order or sorted((code for code in held if code not in STATES), key=open_list_key)
    seen: dict[int, int] = {}
    for place, code in enumerate(codes):
        for number in numbers_of(held.get(code, 0)):
            seen.setdefault(number, place)
    return iter(seen.items())


def numbers_of(bits: int) -> Iterator[int]:
    """Give the numbers of the arms whose bits are set, ascending."""
    for place, byte in enumerate(bits.to_bytes(bits.bit_length() // 8 + 1, "little")):
        while byte:
            low = byte & -byte
            yield place * 8 + low.bit_length() - 1
            byte ^= low


def picked(order: list[int], bits: int) -> Iterator[int]:
    """Give the arms of an order whose bits are set."""
    mask = bits.to_bytes(max(1, len(order) // 8 + 1), "little")
    return (number for number in order if mask[number >> 3] >> (number & 7) & 1)

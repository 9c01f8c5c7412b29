"""A new index from the one that is held: the arms of some trials replaced, everything else shared or shifted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from itertools import islice
from operator import le
from typing import Any, NamedTuple

from trials.search.definitions import fixed_ranges
from trials.search.engine.index import FacetIndex, FoundArm, numbering, outermost
from trials.search.engine.version import Version


class _Cut(NamedTuple):
    """The arms from ``start`` to ``end`` (numbers of the old index, the end not among them) give way to others."""

    start: int
    end: int
    arms: tuple[FoundArm, ...]


def patched(index: FacetIndex, version: Version, trials: Collection[int], arms: Iterable[FoundArm]) -> FacetIndex:
    """Return the index with ``arms`` in place of those that the ``trials`` (primary keys) had.

    Equal to ``build_index`` of all arms as they are then. The old index stays as it is, for whoever reads it.
    """
    cuts = _cuts(index, trials, sorted(arms, key=numbering))
    fresh = FacetIndex(
        version=version,
        arms=_spliced(index.arms, cuts, lambda arm: arm.key),
        msc=_moved(index.msc, cuts),
        facets={name: _moved_all(by_code, cuts) for name, by_code in index.facets.items()},
        primary=_moved_all(index.primary, cuts),
        ends={name: _moved_all(by_ends, cuts) for name, by_ends in index.ends.items()},
        numbers={
            name: _spliced(values, cuts, lambda arm, name=name: outermost(arm.values.numbers.get(name, ())))
            for name, values in index.numbers.items()
        },
    )
    _put_in(fresh, cuts)
    _tidy(fresh)
    if fresh.arms == index.arms:
        _keep_what_still_holds(fresh, index)
    return fresh


def _keep_what_still_holds(fresh: FacetIndex, index: FacetIndex) -> None:
    """Take over what was worked out from the old index and rests on nothing that changed; the arms are the same."""
    for name in ("by_trial", "by_ref", "_last_of_trial"):
        if name in vars(index):
            vars(fresh)[name] = vars(index)[name]
    for kept, order in list(index.orders.items()):
        key = kept[0].removeprefix("-")
        same_numbers = all(fresh.numbers.get(one) == index.numbers.get(one) for one in (key, *fixed_ranges(key)))
        if same_numbers and fresh.facets.get(key) == index.facets.get(key):
            fresh.orders[kept] = order
    for name, bins in list(index.bins.items()):
        if fresh.ends.get(name) == index.ends.get(name):
            fresh.bins[name] = bins


def _cuts(index: FacetIndex, trials: Collection[int], arms: list[FoundArm]) -> list[_Cut]:
    """Return where the old index is cut, ascending; arms that go in at one place stand in their order."""
    ends: dict[int, int] = {}
    for trial in trials:
        if numbers := index.by_trial.get(trial):
            ends[numbers.start] = numbers.stop
    going_in: dict[int, list[FoundArm]] = {}
    for arm in arms:
        place = bisect_left(index.arms, arm.key.registry_id, key=lambda key: key.registry_id)
        going_in.setdefault(place, []).append(arm)
    return [_Cut(at, ends.get(at, at), tuple(going_in.get(at, ()))) for at in sorted(ends.keys() | going_in.keys())]


def _spliced(old: list[Any], cuts: list[_Cut], new: Any) -> list[Any]:
    found: list[Any] = []
    done = 0
    for cut in cuts:
        found += old[done : cut.start]
        found += map(new, cut.arms)
        done = cut.end
    return found + old[done:]


def _moved(bits: int, cuts: list[_Cut]) -> int:
    """Return the bits of the arms that stay, at their new places; those that go in are not set yet."""
    for cut in reversed(cuts):
        low = bits & ((1 << cut.start) - 1)
        bits = (bits >> cut.end << (cut.start + len(cut.arms))) | low
    return bits


def _moved_all(held: dict[Any, int], cuts: list[_Cut]) -> dict[Any, int]:
    """The same for every value of a facet. Where nothing is renumbered, values that are not touched are shared."""
    if any(cut.end - cut.start != len(cut.arms) for cut in cuts):
        return {key: _moved(bits, cuts) for key, bits in held.items()}
    mask = 0
    for cut in cuts:
        mask |= ((1 << (cut.end - cut.start)) - 1) << cut.start
    return {key: bits & ~mask if bits & mask else bits for key, bits in held.items()}


def _put_in(index: FacetIndex, cuts: list[_Cut]) -> None:
    """Set the bits of the arms that go in."""
    shift = 0
    for cut in cuts:
        for number, arm in enumerate(cut.arms, start=cut.start + shift):
            bit = 1 << number
            if arm.has_msc:
                index.msc |= bit
            for name, codes in arm.values.facets.items():
                _set(index.facets.setdefault(name, {}), codes, bit)
            _set(index.primary, arm.values.primary, bit)
            for name, pairs in arm.values.numbers.items():
                _set(index.ends.setdefault(name, {}), pairs, bit)
                index.numbers.setdefault(name, [None] * len(index.arms))[number] = outermost(pairs)
        shift += len(cut.arms) - (cut.end - cut.start)


def _set(held: dict[Any, int], keys: Iterable[Any], bit: int) -> None:
    for key in keys:
        held[key] = held.get(key, 0) | bit


def _tidy(index: FacetIndex) -> None:
    """Take out what no arm has any more, and keep everything in its order, as an index that was read has it."""
    index.facets = {name: kept for name, held in sorted(index.facets.items()) if (kept := _in_order(held))}
    index.primary = _in_order(index.primary)
    index.ends = {name: kept for name, held in sorted(index.ends.items()) if (kept := _in_order(held))}
    index.numbers = {name: index.numbers[name] for name in index.ends}


def _in_order(held: dict[Any, int]) -> dict[Any, int]:
    kept = {key: bits for key, bits in held.items() if bits}
    return kept if all(map(le, kept, islice(kept, 1, None))) else dict(sorted(kept.items()))

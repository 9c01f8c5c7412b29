"""All arms in memory as bitsets: one whole number per facet value, bit n standing for arm n.

Arms are numbered in the order of registry ids and positions, so that the arms of one trial are neighbours. An index
never changes once it is made: after an edit a new one is made from it (`trials.search.engine.patch`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from trials.models import Trial
from trials.search.engine.values import ArmValues
from trials.search.engine.version import Version
from trials.search.text import contains_words

_TEXTS_KEPT = 256

#: The low and the high end of a number, in thousandths of the stored unit.
Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ArmKey:
    """Which arm a bit stands for."""

    arm_id: int
    trial_id: int
    registry_id: str
    position: int
    key: str
    old_number: int | None = None

    @property
    def ref(self) -> str:
        """The arm's name in addresses."""
        return f"{self.registry_id}:{self.key}"


class FoundArm(NamedTuple):
    """What an index holds of one arm."""

    key: ArmKey
    has_msc: bool
    values: ArmValues


def numbering(arm: FoundArm) -> tuple[str, int]:
    """Return what arms are numbered by. It is sorted here, so that every database's order is the same."""
    return (arm.key.registry_id, arm.key.position)


@dataclass
class FacetIndex:
    """The arms of one state of the database.

    ``facets``: facet -> code -> bits, codes in their order. ``primary``: endpoint concept -> bits of trials that have
    it as a primary one. ``ends``: range -> (low, high) -> bits, an arm with several levels under each of them.
    ``numbers``: range -> the outermost ends of each arm, None where it has none. ``orders`` and ``bins`` remember what
    others work out from the index.
    """

    version: Version
    arms: list[ArmKey]
    msc: int
    facets: dict[str, dict[str, int]]
    primary: dict[str, int]
    ends: dict[str, dict[Ends, int]]
    numbers: dict[str, list[Ends | None]]
    _texts: dict[tuple[str, ...], int] = field(default_factory=dict)
    orders: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    bins: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def every(self) -> int:
        """The bits of all arms."""
        return (1 << len(self.arms)) - 1

    @cached_property
    def has_number(self) -> dict[str, int]:
        """Range -> bits of the arms that have the number."""
        found = dict.fromkeys(self.ends, 0)
        for name, by_ends in self.ends.items():
            for bits in by_ends.values():
                found[name] |= bits
        return found

    @cached_property
    def spans(self) -> dict[str, list[tuple[int, int, int]]]:
        """Range -> every different (low, high) with the bits of the arms that have it, ascending."""
        return {name: [(*pair, bits) for pair, bits in by_ends.items()] for name, by_ends in self.ends.items()}

    @cached_property
    def by_ref(self) -> dict[str, int]:
        """Arm reference in lower case -> number of the arm."""
        return {key.ref.lower(): number for number, key in enumerate(self.arms)}

    @cached_property
    def by_old_ref(self) -> dict[str, str]:
        """Arm reference of before arms had keys, in lower case -> the reference that it has now."""
        return {f"{key.registry_id}:{key.old_number}".lower(): key.ref for key in self.arms if key.old_number}

    @cached_property
    def by_trial(self) -> dict[int, range]:
        """Trial -> numbers of its arms."""
        found: dict[int, range] = {}
        start = 0
        for number in range(1, len(self.arms) + 1):
            if number == len(self.arms) or self.arms[number].trial_id != self.arms[start].trial_id:
                found[self.arms[start].trial_id] = range(start, number)
                start = number
        return found

    @cached_property
    def _last_of_trial(self) -> int:
        return bits_of((numbers[-1] for numbers in self.by_trial.values()), len(self.arms))

    def trial_count(self, bits: int) -> int:
        """Return how many trials have at least one of the arms.

        The arms of a trial are a run of bits. Adding ones below its last bit carries into that bit if any of them
        is set; nothing is carried further.
        """
        last = self._last_of_trial
        below = self.every & ~last
        return (((bits & below) + below | bits) & last).bit_count()

    def containing(self, words: tuple[str, ...]) -> int:
        """Return the arms of trials whose text has all the folded words: one query, remembered."""
        found = self._texts.get(words)
        if found is None:
            pks = Trial.objects.filter(contains_words(words)).values_list("pk", flat=True)
            found = bits_of((number for pk in pks for number in self.by_trial.get(pk, ())), len(self.arms))
            if len(self._texts) >= _TEXTS_KEPT:
                self._texts.clear()
            self._texts[words] = found
        return found


def bits_of(numbers: Iterable[int], size: int) -> int:
    """Return the whole number whose bits at the given places are set."""
    field_ = bytearray(size // 8 + 1)
    for number in numbers:
        field_[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(field_, "little")


def build_index(version: Version, arms: Iterable[FoundArm]) -> FacetIndex:
    """Return the index of all arms, which come in their order (`numbering`): none is kept once it is counted in."""
    keys: list[ArmKey] = []
    msc: list[int] = []
    facets: dict[str, dict[str, list[int]]] = {}
    primary: dict[str, list[int]] = {}
    ends: dict[str, dict[Ends, list[int]]] = {}
    for number, arm in enumerate(arms):
        keys.append(arm.key)
        if arm.has_msc:
            msc.append(number)
        for name, codes in arm.values.facets.items():
            facet = facets.setdefault(name, {})
            for code in codes:
                facet.setdefault(code, []).append(number)
        for code in arm.values.primary:
            primary.setdefault(code, []).append(number)
        for name, pairs in arm.values.numbers.items():
            for pair in pairs:
                ends.setdefault(name, {}).setdefault(pair, []).append(number)

    def packed(held: dict[Any, list[int]]) -> dict[Any, int]:
        return {key: bits_of(found, len(keys)) for key, found in sorted(held.items())}

    return FacetIndex(
        version=version,
        arms=keys,
        msc=bits_of(msc, len(keys)),
        facets={name: packed(by_code) for name, by_code in sorted(facets.items())},
        primary=packed(primary),
        ends={name: packed(by_ends) for name, by_ends in sorted(ends.items())},
        numbers={name: _by_arm(by_ends, len(keys)) for name, by_ends in sorted(ends.items())},
    )


def _by_arm(by_ends: dict[Ends, list[int]], size: int) -> list[Ends | None]:
    found: list[Ends | None] = [None] * size
    for pair, numbers in by_ends.items():
        for number in numbers:
            found[number] = outermost((*filter(None, (found[number],)), pair))
    return found


def outermost(pairs: Iterable[Ends]) -> Ends | None:
    """Return the lowest and the highest end of some ranges; None for none."""
    every = list(pairs)
    return (min(low for low, _ in every), max(high for _, high in every)) if every else None

"""All arms in memory as bitsets: one whole number per facet value, bit n standing for arm n.

A process reads the index once and keeps it while the data's mark stays (``DataVersion``). Arms are numbered in
the order of registry ids and positions, so that the arms of one trial are neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Count, Subquery, Value

from trials.models import ArmSummary, DataVersion, Trial
from trials.search.engine.values import decode_values
from trials.search.text import contains_words

_TEXTS_KEPT = 256


@dataclass(frozen=True)
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


@dataclass
class FacetIndex:
    """The arms of one state of the database.

    ``facets``: facet -> code -> bits. ``primary``: endpoint concept -> bits of trials that have it as a primary one.
    ``numbers``: range -> arm number -> (low, high) in thousandths of the stored unit. ``orders`` and ``bins`` remember
    what others work out from the index.
    """

    version: tuple[str, int]
    arms: list[ArmKey]
    msc: int
    facets: dict[str, dict[str, int]]
    primary: dict[str, int]
    numbers: dict[str, dict[int, tuple[int, int]]]
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
        return {name: bits_of(values, len(self.arms)) for name, values in self.numbers.items()}

    @cached_property
    def spans(self) -> dict[str, list[tuple[int, int, int]]]:
        """Range -> every different (low, high) with the bits of the arms that have it, ascending."""
        found = {}
        for name, values in self.numbers.items():
            together: dict[tuple[int, int], list[int]] = {}
            for number, ends in values.items():
                together.setdefault(ends, []).append(number)
            size = len(self.arms)
            found[name] = [(low, high, bits_of(rows, size)) for (low, high), rows in sorted(together.items())]
        return found

    @cached_property
    def by_ref(self) -> dict[str, int]:
        """Arm reference in lower case -> number of the arm."""
        return {key.ref.lower(): number for number, key in enumerate(self.arms)}

    @cached_property
    def by_old_ref(self) -> dict[str, str]:
        """Arm reference of before arms had keys, in lower case -> the reference that it has now."""
        return {f"{key.registry_id}:{key.old_number}".lower(): key.ref for key in self.arms if key.old_number}

    @cached_property
    def by_trial(self) -> dict[int, list[int]]:
        """Trial -> numbers of its arms."""
        found: dict[int, list[int]] = {}
        for number, key in enumerate(self.arms):
            found.setdefault(key.trial_id, []).append(number)
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


_kept: FacetIndex | None = None


def current_index() -> FacetIndex:
    """Return the index of the data as they are now: one small query, and one to read them anew if they changed."""
    global _kept
    version = data_version()
    if _kept is None or _kept.version != version:
        _kept = _read_index(version)
    return _kept


def data_version() -> tuple[str, int]:
    """Return the data's mark, and the number of summaries: rows that were deleted leave the mark as it was."""
    with connection.cursor() as cursor:
        cursor.execute(*_version_query(connection.vendor))
        row = cursor.fetchone()
    return (row[0], row[1] or 0) if row else ("", 0)


@cache
def _version_query(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Return SQL and parameters, once a process: every page asks this, and writing it costs 20 times what asking does.

    ``vendor`` is whose SQL it is; a process has one database.
    """
    summaries = ArmSummary.objects.annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values("n").order_by()
    rows = DataVersion.objects.filter(pk=1).values_list("mark", Subquery(summaries))
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    return sql, tuple(parameters)


def _read_index(version: tuple[str, int]) -> FacetIndex:
    rows = list(
        ArmSummary.objects.order_by("arm__trial__registry_id", "arm__position").values_list(
            "arm_id",
            "arm__trial_id",
            "arm__trial__registry_id",
            "arm__position",
            "arm__key",
            "arm__old_number",
            "has_msc",
            "facets",
        )
    )
    facets: dict[str, dict[str, list[int]]] = {}
    primary: dict[str, list[int]] = {}
    numbers: dict[str, dict[int, tuple[int, int]]] = {}
    for number, row in enumerate(rows):
        if not row[7]:
            raise ImproperlyConfigured("arms have no stored facet values yet: run 'manage.py rebuild_derived'")
        values = decode_values(row[7])
        for name, codes in values.facets.items():
            facet = facets.setdefault(name, {})
            for code in codes:
                facet.setdefault(code, []).append(number)
        for code in values.primary:
            primary.setdefault(code, []).append(number)
        for name, ends in values.numbers.items():
            numbers.setdefault(name, {})[number] = ends
    size = len(rows)
    return FacetIndex(
        version=version,
        arms=[ArmKey(*row[:6]) for row in rows],
        msc=bits_of((number for number, row in enumerate(rows) if row[6]), size),
        facets={name: {code: bits_of(one, size) for code, one in by.items()} for name, by in facets.items()},
        primary={code: bits_of(one, size) for code, one in primary.items()},
        numbers=numbers,
    )

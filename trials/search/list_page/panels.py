"""What the page shows of each filter: options with counts, ranges with histograms. No query strings are built here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from zlib import crc32

from trials.domain.dosing.numbers import number_words
from trials.domain.vocabulary.folding import folded
from trials.search.definitions import (
    ALWAYS_OFFERED,
    FACETS,
    RANGES,
    STATES,
    WEIGHED_RANGES,
    Facet,
    Level,
    Order,
    RangeFilter,
    fixed_ranges,
)
from trials.search.engine.selection import Selection, lacking
from trials.search.list_page.histogram import Histogram, histogram

#: Options of a facet that are shown at once; the rest is folded away, up to the number after it.
SHOWN = 8
FOLDED = 60


@dataclass(frozen=True)
class Option:
    """One value of a facet: how many rows it would give, whether it is chosen. ``share`` (0-100) is its bar."""

    code: str
    label: str
    count: int
    chosen: bool
    share: int
    state: str = ""

    @property
    def key(self) -> str:
        """The code in a form that can stand in an element's id."""
        return self.code if re.fullmatch(r"[\w.-]+", self.code, re.ASCII) else f"x{crc32(self.code.encode()):08x}"

    @property
    def is_off(self) -> bool:
        """Whether choosing it would give nothing."""
        return self.count == 0 and not self.chosen


@dataclass(frozen=True)
class FacetView:
    """A facet as the page shows it. ``more`` are folded away; ``left_out`` more can only be found by words."""

    name: str
    label: str
    level: Level
    options: list[Option]
    more: list[Option]
    states: list[Option]
    values: int
    left_out: int
    find: str
    is_chosen: bool


@dataclass(frozen=True)
class RangeView:
    """A range as the page shows it: its two ends as asked for, arms without a number, the histogram."""

    name: str
    label: str
    level: Level
    unit: str
    low: str
    high: str
    keep: bool
    without: str
    lacking: int
    fixed: int | None
    ceiling: str
    step: str
    histogram: Histogram | None
    is_chosen: bool
    is_wrong: bool


@dataclass(frozen=True)
class Panel:
    """A facet, a range, or both under one head. ``level``: what the filter must be true of, in words."""

    name: str
    label: str
    level: str
    facet: FacetView | None
    range: RangeView | None
    is_open: bool

    @property
    def is_chosen(self) -> bool:
        """Whether anything in it is chosen."""
        return bool(
            (self.facet and self.facet.is_chosen) or (self.range and (self.range.is_chosen or self.range.is_wrong))
        )


Counter = Callable[[int], int]

#: Panels in the order of the page: name, head, facet, range, open from the start.
_PANELS: tuple[tuple[str, str, str, str, bool], ...] = (
    ("syndrome", "Syndrome", "syndrome", "", True),
    ("cells", "Cell source", "cells", "", True),
    ("route", "Route", "route", "", True),
    ("dose", "Dose per infusion", "dose_as", "dose", True),
    ("infusions", "Number of infusions", "infusions", "infusions", True),
    ("span", "First to last infusion", "days", "span", False),
    ("cumulative", "Cumulative dose", "", "cumulative", False),
    ("comparator", "Comparator", "comparator", "", True),
    ("endpoint", "Endpoint", "endpoint", "", True),
    ("status", "Status", "status", "", True),
    ("phase", "Phase", "phase", "", False),
    ("country", "Country", "country", "", False),
    ("start", "Start year", "", "start", False),
    ("enrolment", "Participants", "", "enrolment", False),
    ("definition", "Definition of ACLF", "definition", "", False),
    ("aetiology", "Aetiology", "aetiology", "", False),
    ("donor", "Donor", "donor", "", False),
    ("allocation", "Allocation", "allocation", "", False),
    ("masking", "Masking", "masking", "", False),
    ("sponsor", "Sponsor", "sponsor", "", False),
    ("registry", "Register", "registry", "", False),
    ("results", "Results", "results", "", False),
    ("disputed", "Major contradictions about", "disputed", "", False),
    ("contradicted", "Contradictions about, minor too", "contradicted", "", False),
    ("contradiction", "Contradictions", "contradiction", "", False),
    ("misfit", "What does not fit", "misfit", "", False),
    ("discrepancy", "Contradictions and misfits", "discrepancy", "", False),
)


def panels(selection: Selection, count: Counter, finds: Mapping[str, str], wrong: Mapping[str, str]) -> list[Panel]:
    """Return every filter under its head, with counts under all other filters.

    ``finds``: facet -> words that the labels of its options must have. ``wrong``: field -> what was typed and could
    not be used; it stays in its field.
    """
    facets = {facet.name: facet_view(selection, facet, count, finds.get(facet.name, "")) for facet in FACETS}
    ranges = {one.name: _range_view(selection, one, count, wrong) for one in RANGES}
    found = []
    for name, label, facet_name, range_name, is_open in _PANELS:
        facet, one = facets.get(facet_name), ranges.get(range_name)
        level = (facet or one or next(iter(facets.values()))).level
        panel = Panel(name, label, level.value, facet, one, is_open)
        found.append(replace(panel, is_open=True) if panel.is_chosen or (facet and facet.find) else panel)
    return found


def facet_counts(selection: Selection, name: str, count: Counter) -> dict[str, int]:
    """Return code -> count of one facet, its own choice lifted."""
    base = selection.without(name)
    return {code: count(bits & base) for code, bits in selection.facet_bits(name).items()}


def facet_view(selection: Selection, facet: Facet, count: Counter, find: str = "") -> FacetView:
    """Return one facet: its values that occur or are chosen, with their counts under all other filters.

    ``find``: words that the labels of its options must have.
    """
    chosen = list(selection.cleaned.get(facet.name) or ())
    counts = facet_counts(selection, facet.name, count)
    found = {code for code, number in counts.items() if number}
    codes = _ordered(selection, facet, [code for code in {*found, *chosen} if not _is_state(facet, code)])
    values = len(codes)
    if find:
        wanted = folded(find)
        codes = [code for code in codes if wanted in folded(facet.words(code)) or code in chosen]
    states = [
        code for code in STATES if facet.has_states and (code in ALWAYS_OFFERED or code in found or code in chosen)
    ]
    top = max((counts.get(code, 0) for code in (*codes, *states)), default=0) or 1

    def option(code: str) -> Option:
        number = counts.get(code, 0)
        state = code if code in states else ""
        return Option(code, facet.words(code), number, code in chosen, round(100 * number / top), state)

    first, rest = _split(codes, chosen, whole=bool(find) or facet.order != Order.FREQUENCY)
    return FacetView(
        facet.name,
        facet.label,
        facet.level,
        [option(code) for code in first],
        [option(code) for code in rest[:FOLDED]],
        [option(code) for code in states],
        values,
        max(0, len(rest) - FOLDED),
        find,
        bool(chosen),
    )


def _is_state(facet: Facet, code: str) -> bool:
    return facet.has_states and code in STATES


def _split(codes: list[str], chosen: list[str], *, whole: bool) -> tuple[list[str], list[str]]:
    """Show all of a short list; of a long one the first and what is chosen."""
    if len(codes) <= SHOWN + 2 or (whole and len(codes) <= FOLDED):
        return codes, []
    shown = codes[:SHOWN] + [code for code in codes[SHOWN:] if code in chosen]
    return shown, [code for code in codes[SHOWN:] if code not in chosen]


def _ordered(selection: Selection, facet: Facet, codes: list[str]) -> list[str]:
    if facet.order == Order.NUMBER:
        return sorted(codes, key=int)
    if facet.order == Order.VOCABULARY and facet.codes is not None:
        places = {code: place for place, code in enumerate(facet.codes)}
        return sorted(codes, key=lambda code: (places.get(code, len(places)), code))
    bits = selection.index.facets.get(facet.name, {})
    return sorted(codes, key=lambda code: (-bits.get(code, 0).bit_count(), facet.words(code).casefold()))


def _range_view(selection: Selection, one: RangeFilter, count: Counter, wrong: Mapping[str, str]) -> RangeView:
    base = selection.without(f"{one.name}_range")
    low, high = selection.cleaned.get(f"{one.name}_min"), selection.cleaned.get(f"{one.name}_max")
    fixed = None
    if one.name in WEIGHED_RANGES:
        has = selection.index.has_number
        adult, child = fixed_ranges(one.name)
        weighed = has.get(adult, 0) | (has.get(child, 0) if selection.weights.child is not None else 0)
        fixed = count(base & weighed & ~has.get(one.name, 0))
    return RangeView(
        name=one.name,
        label=one.label,
        level=one.level,
        unit=one.unit,
        low=wrong.get(f"{one.name}_min", "" if low is None else _typed(low)),
        high=wrong.get(f"{one.name}_max", "" if high is None else _typed(high)),
        keep=bool(selection.cleaned.get(f"{one.name}_keep")),
        without=one.without,
        lacking=count(base & lacking(selection.index, one, selection.weights)),
        fixed=fixed,
        ceiling=_typed(one.ceiling),
        step="any" if one.decimals else "1",
        histogram=histogram(selection.index, one, base, low, high),
        is_chosen=low is not None or high is not None,
        is_wrong=any(f"{one.name}_{end}" in wrong for end in ("min", "max")),
    )


def _typed(number: Decimal) -> str:
    """Plain digits, as a person would type them."""
    return number_words(number) if number < 1_000_000 else f"{number:f}"

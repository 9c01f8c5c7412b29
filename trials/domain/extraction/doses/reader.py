"""Doses of cells in prose: every figure with its unit and role, and the one dose that a text states."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from trials.domain.extraction.doses.figures import FIGURE, HAS_FIGURE, figure_amount
from trials.domain.extraction.doses.roles import LISTED, judged
from trials.domain.extraction.doses.units import with_unit
from trials.domain.extraction.doses.values import CELLS, CELLS_PER_KG, OTHER, Dose, DoseRole, near
from trials.domain.extraction.text import Reading, Text, certain, normalise, unclear

#: A text with more figures than this is a table of something else; the rest of it is not read.
_MOST_FIGURES = 1000


def read_doses(text: str, place: str = "") -> tuple[Reading[Dose], ...]:
    """Return every figure of cells in a text, in order, each with unit and role (see `DoseRole`).

    Figures about blood counts, animals, culture and people are left out. Never raises.
    Example: "0.5-1x10E6 cells/kg, up to 1x10E8 cells" gives a given range per kg and a cap in cells.
    """
    return doses_in(normalise(text), place)


def doses_in(text: Text, place: str = "") -> tuple[Reading[Dose], ...]:
    """Return the same as `read_doses` for a text that is already normalised."""
    if not HAS_FIGURE.search(text.low):
        return ()
    found = list(islice(_readings(text, place), _MOST_FIGURES))
    return tuple(_merge_mean_and_range(found))


def _readings(text: Text, place: str) -> Iterator[Reading[Dose]]:
    low = text.low
    blocked = -99
    for match in FIGURE.finditer(low):
        if match.start() < blocked:
            continue
        amount = figure_amount(match, low)
        if amount is None:
            continue
        beside = low[max(0, blocked) : match.start()].strip() in ("", "cells", "mscs") and match.start() - blocked <= 12
        named = with_unit(
            low, match.start(), amount.end, Dose(amount.low, amount.high, CELLS, mean=amount.mean), beside
        )
        if named is None:
            continue
        dose, end = named
        blocked = end
        span = text.span(match.start(), end, place)
        yield judged(low, match.start(), end, dose, span, amount.rule)
    yield from _masses(text, place)


_MASS = re.compile(
    r"(?<![\w.,])(?P<mass>\d{1,4}(?:\.\d{1,3})?)\s?(?:u|m)g\b(?:\s(?:of\s)?[a-z-]{0,20}){0,3}\s?(?:exo(?:some)?s?\b|vesicles?|evs?\b|mscs?-exos?)"
)


def _masses(text: Text, place: str) -> Iterator[Reading[Dose]]:
    """Yield amounts of vesicles given by mass: "5 ug MSC-exosomes"."""
    for match in _MASS.finditer(text.low):
        amount = Decimal(match["mass"])
        yield certain(
            Dose(amount, amount, OTHER, "dose"), text.span(match.start(), match.end(), place), "dose.vesicle-mass"
        )


def _merge_mean_and_range(found: list[Reading[Dose]]) -> list[Reading[Dose]]:
    """Join "31.7×10^6 (10.2-60×10^6)" into one range with its middle."""
    merged: list[Reading[Dose]] = []
    for reading in found:
        last = merged[-1] if merged else None
        if last is not None and last.value is not None and reading.value is not None and _is_range_of(last, reading):
            value = replace(reading.value, mean=last.value.low, unit=last.value.unit)
            merged[-1] = replace(reading, value=value, rule="dose.middle-and-range")
            continue
        merged.append(reading)
    return merged


def _is_range_of(single: Reading[Dose], ranged: Reading[Dose]) -> bool:
    a, b = single.value, ranged.value
    if a is None or b is None or a.low != a.high or b.low == b.high or not b.low <= a.low <= b.high:
        return False
    return 0 <= ranged.span.start - single.span.end <= 14 and ranged.rule == "dose.range"


def choose_dose(readings: tuple[Reading[Dose], ...]) -> Reading[Dose] | None:
    """Return the one dose that a group of readings states, an unclear reading where they differ, None where none is stated.

    A dose given beats a total, a total beats a concentration; caps, supplies and shares never stand for the dose.
    A per-kg figure beside its own fixed total counts once.
    """
    sure = [r for r in readings if r.is_certain and r.value is not None]
    for roles in ((DoseRole.GIVEN,), (DoseRole.TOTAL,), (DoseRole.CONCENTRATION,)):
        group = _distinct([r for r in sure if r.value is not None and r.value.role in roles])
        if roles == (DoseRole.GIVEN,):
            group = _settle_units(group)
        if len(group) == 1:
            return _doubted(group[0], readings)
        if group:
            return _levels(group)
    doubtful = [r for r in readings if not r.is_certain and r.reason in (LISTED, "only a lower bound")]
    if doubtful:
        return doubtful[0]
    capped = [r for r in sure if r.value is not None and r.value.role is DoseRole.CAP]
    return unclear(capped[0].value, capped[0].span, capped[0].rule, "only an upper bound") if capped else None


def _doubted(reading: Reading[Dose], readings: tuple[Reading[Dose], ...]) -> Reading[Dose]:
    """Return the reading as unclear where a list of dose levels stands beside it."""
    for other in readings:
        if not other.is_certain and other.reason == LISTED and other.value is not None and reading.value is not None:
            return unclear(reading.value, reading.span, reading.rule, other.reason)
    return reading


def _levels(group: list[Reading[Dose]]) -> Reading[Dose]:
    values = [r.value for r in group if r.value is not None]
    first = group[0]
    if len({v.unit for v in values}) > 1:
        return unclear(None, first.span, first.rule, "several doses in different units")
    value = replace(
        values[0],
        low=min(v.low for v in values),
        high=max(v.high for v in values),
        levels=tuple(sorted({v.low for v in values})),
        mean=None,
    )
    return unclear(value, first.span, first.rule, "several dose levels")


#: No arm tries so many doses: a text with more is a list of something else, and comparing all would take too long.
_MOST_LEVELS = 40


def _distinct(readings: list[Reading[Dose]]) -> list[Reading[Dose]]:
    kept: list[Reading[Dose]] = []
    for reading in readings:
        if len(kept) > _MOST_LEVELS:
            break
        value = reading.value
        if value is not None and not any(k.value is not None and k.value.same_amount(value) for k in kept):
            kept.append(reading)
    return kept


def _settle_units(group: list[Reading[Dose]]) -> list[Reading[Dose]]:
    """Drop a fixed figure that is the same number as a per-kg one with its unit left away."""
    weighed = [r for r in group if r.value is not None and r.value.unit == CELLS_PER_KG]
    if not weighed or len(weighed) == len(group):
        return group
    values = [r.value for r in weighed if r.value is not None]
    return [
        r
        for r in group
        if r in weighed or not any(r.value and near(r.value.low, v.low) and near(r.value.high, v.high) for v in values)
    ]

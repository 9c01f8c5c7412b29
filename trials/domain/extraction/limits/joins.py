"""Limits put together: two ends of one span, alternatives joined by "or", restatements in another unit."""

import itertools
from dataclasses import replace
from decimal import Decimal

from trials.domain.extraction.limits.comparisons import LOWER, UPPER, Comparison
from trials.domain.extraction.limits.items import Item, ItemKind
from trials.domain.extraction.limits.subjects import BRIDGE
from trials.domain.vocabulary.units import BILIRUBIN_PER_MG_DL, CREATININE_PER_MG_DL


def share_units(items: list[Item], limits: list[Comparison]) -> None:
    """Give the first of two limits on one thing the unit printed at the second: "> 170 or < 90 mmHg"."""
    for a, b in itertools.pairwise(limits):
        same = a.unit is None and b.unit is not None and len(a.measures) == 1 and a.measures == b.measures
        if same and all(
            item.kind in (ItemKind.OR, ItemKind.AND, ItemKind.COMMA) or item.what in BRIDGE
            for item in items[a.last + 1 : b.first]
        ):
            a.unit = b.unit


_BOUND_LINKS = frozenset("to through until up years year old of age with also both and but the is".split())


def combine(items: list[Item], limits: list[Comparison]) -> list[Comparison]:
    """Join a lower and an upper limit on one thing: "> 21 and < 95 years" is between 21 and 95."""
    joined: list[Comparison] = []
    for limit in limits:
        if joined and _are_two_ends(items, joined[-1], limit):
            joined[-1] = _both_ends(joined[-1], limit)
        else:
            joined.append(limit)
    return joined


def _are_two_ends(items: list[Item], a: Comparison, b: Comparison) -> bool:
    if a.measures != b.measures or len(a.measures) != 1 or a.doubt or b.doubt:
        return False
    if not ((a.operator in LOWER and b.operator in UPPER) or (a.operator in UPPER and b.operator in LOWER)):
        return False
    if a.unit not in (None, b.unit) and b.unit is not None:
        return False
    for item in items[a.last + 1 : b.first]:
        if (
            item.kind in (ItemKind.OR, ItemKind.STOP, ItemKind.FIGURE)
            or (item.kind is ItemKind.MEASURE and item.what not in a.measures)
            or (item.kind is ItemKind.WORD and item.what not in _BOUND_LINKS)
        ):
            return False
    low = a.low if a.low is not None else b.low
    high = a.high if a.high is not None else b.high
    return low is not None and high is not None and low < high


def _both_ends(a: Comparison, b: Comparison) -> Comparison:
    operators = {a.operator, b.operator}
    low = a.low if a.low is not None else b.low
    high = a.high if a.high is not None else b.high
    return replace(
        a,
        operator="between",
        low=low,
        high=high,
        unit=b.unit or a.unit,
        last=max(a.last, b.last),
        rule="limit-two-ends",
        low_strict="gt" in operators,
        high_strict="lt" in operators,
    )


def mark_alternatives(items: list[Item], limits: list[Comparison]) -> None:
    """Mark limits that the text joins by "or", and number the choices they make."""
    for limit in limits:
        limit.either = limit.any_of
    for place in range(len(limits) - 1, 0, -1):
        a, b = limits[place - 1], limits[place]
        link = _link(items, a, b)
        after = limits[place + 1] if place + 1 < len(limits) else None
        chained = (
            link is ItemKind.COMMA
            and b.either
            and after is not None
            and after.either
            and _link(items, b, after) in (ItemKind.OR, ItemKind.COMMA)
        )
        if link is ItemKind.OR or chained:
            a.either = b.either = b.joined = True
    _number_choices(limits)


def _number_choices(limits: list[Comparison]) -> None:
    """Number the choices from 1; one with a side of several measures that hold together gets none."""
    groups: list[list[Comparison]] = []
    for limit in limits:
        if limit.either and limit.joined and groups:
            groups[-1].append(limit)
        elif limit.either:
            groups.append([limit])
    held = [group for group in groups if all(limit.any_of or len(limit.measures) == 1 for limit in group)]
    for choice, group in enumerate(held, start=1):
        for limit in group:
            limit.choice = choice


def _link(items: list[Item], a: Comparison, b: Comparison) -> ItemKind | None:
    """Return what joins two limits: the connecting word or comma nearest to the second one's measure."""
    links: list[ItemKind] = []
    for item in reversed(items[a.last + 1 : b.first]):
        if item.kind is ItemKind.STOP:
            return None
        if item.kind in (ItemKind.AND, ItemKind.OR):
            return item.kind
        if item.kind is ItemKind.COMMA:
            links.append(ItemKind.COMMA)
        elif links and item.kind is not ItemKind.CLOSE:
            break
    return links[0] if links else None


_SAME_VALUE = {
    ("mg/dL", "umol/L"): {"bilirubin": BILIRUBIN_PER_MG_DL, "creatinine": CREATININE_PER_MG_DL},
    ("g/dL", "g/L"): {"albumin": Decimal(10), "hemoglobin": Decimal(10)},
}


def without_restatements(limits: list[Comparison]) -> list[Comparison]:
    """Drop a limit that only says the one before it in another unit: ">= 12 mg/dL (>= 205 umol/L)"."""
    kept: list[Comparison] = []
    for limit in limits:
        if kept and _restates(kept[-1], limit):
            kept[-1].choice = kept[-1].choice or limit.choice
            continue
        kept.append(limit)
    return kept


def _restates(a: Comparison, b: Comparison) -> bool:
    if a.measures != b.measures or len(a.measures) != 1 or a.operator != b.operator or a.unit == b.unit:
        return False
    for (small, large), factors in _SAME_VALUE.items():
        factor = factors.get(a.measures[0])
        if factor is None or {a.unit, b.unit} != {small, large}:
            continue
        one, other = (a, b) if a.unit == small else (b, a)
        pairs = [(x, y) for x, y in ((one.low, other.low), (one.high, other.high)) if x is not None and y is not None]
        return bool(pairs) and all(abs(x * factor - y) <= y / 10 for x, y in pairs)
    return False

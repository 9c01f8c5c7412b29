"""Histograms: bars hold all arms once, on an axis that filters do not move."""

import re
from decimal import Decimal

import pytest

from trials.search.definitions import RANGE_BY_NAME, RANGES, RangeFilter
from trials.search.engine.index import ArmKey, FacetIndex, FoundArm, build_index
from trials.search.engine.values import ArmValues
from trials.search.engine.version import NO_DATA
from trials.search.list_page.histogram import BASE, WIDTH, histogram
from trials.selectors.arm_index import current_index


def index_of(name: str, values: list[int]) -> FacetIndex:
    """An index of arms with one number each, in thousandths."""
    arms = [ArmKey(number, number, f"T{number}", 1, "arm") for number in range(len(values))]
    held = [
        FoundArm(arm, True, ArmValues({}, {name: ((value, value),)}, []))
        for arm, value in zip(arms, values, strict=True)
    ]
    return build_index(NO_DATA, held)


def test_bars_follow_the_counts() -> None:
    index = index_of("infusions", [1000, 1000, 1000, 1000, 4000, 4000, 8000])
    drawn = histogram(index, RANGE_BY_NAME["infusions"], index.every, None, None)
    assert drawn is not None
    heights = [Decimal(bar.height) for bar in drawn.bars]
    assert heights == [BASE - 2, Decimal(BASE - 2) / 2, Decimal(BASE - 2) / 4]
    assert drawn.summary == "7 arms by the low end of their range, in infusions. 1: 4; 4: 2; 8: 1."


def test_powers_of_ten_begin_their_bars() -> None:
    per_kg = 1_000_000 * 1000
    index = index_of("dose", [per_kg // 10, per_kg, per_kg * 10])
    drawn = histogram(index, RANGE_BY_NAME["dose"], index.every, None, None)
    assert drawn is not None
    places = [float(bar.x) for bar in drawn.bars]
    assert places[0] == 0
    assert places[1] == pytest.approx(WIDTH / 2, abs=0.1)
    assert [mark.text for mark in drawn.marks] == ["0.1", "1", "10"]


def test_bars_inside_the_range_are_told_apart() -> None:
    index = index_of("infusions", [1000, 4000, 8000])
    drawn = histogram(index, RANGE_BY_NAME["infusions"], index.every, Decimal(3), Decimal(5))
    assert drawn is not None
    assert [bar.within for bar in drawn.bars] == [False, True, False]


def test_one_value_makes_no_histogram() -> None:
    index = index_of("infusions", [4000, 4000])
    assert histogram(index, RANGE_BY_NAME["infusions"], index.every, None, None) is None


@pytest.mark.usefixtures("evidence_db")
@pytest.mark.parametrize("one", RANGES, ids=lambda one: one.name)
def test_axis_stays_when_filters_change(one: RangeFilter) -> None:
    index = current_index()
    few = index.facets["syndrome"]["ACLF"] & index.msc
    whole, part = (histogram(index, one, base, None, None) for base in (index.msc, few))
    assert whole is not None and part is not None
    assert whole.marks == part.marks
    assert [bar.x for bar in whole.bars] == [bar.x for bar in part.bars]
    arms = [int(number) for number in re.findall(r": (\d+)(?=[;.])", part.summary)]
    assert sum(arms) == (few & index.has_number[one.name]).bit_count()
    assert all(Decimal(bar.x) + Decimal(bar.width) <= WIDTH for bar in whole.bars)

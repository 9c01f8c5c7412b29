"""The bitsets find and count what plain SQL finds and counts, whatever the filters."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.long_forms import tried
from tests.search.oracle.strategies import LOW_HIGH, parameters, query_dict
from trials.models import Arm
from trials.search.definitions import FACET_BY_NAME, FACETS, RANGES
from trials.search.engine.order import numbers_of
from trials.search.engine.selection import lacking, select
from trials.search.list_page.panels import facet_counts
from trials.search.queryset.filterset import ArmFilter
from trials.selectors.arm_index import current_index

RELAXED = tried(80)


def by_sql(chosen: dict[str, list[str]]) -> set[int]:
    filters = ArmFilter(query_dict(chosen), queryset=Arm.objects.all())
    assert filters.form.is_valid(), filters.form.errors
    return set(filters.qs.values_list("pk", flat=True))


@pytest.mark.usefixtures("trials_db")
@RELAXED
@given(data=st.data())
def test_bitsets_find_the_arms_that_sql_finds(data: Any) -> None:
    index = current_index()
    chosen = data.draw(parameters(index))
    form = ArmFilter(query_dict(chosen), queryset=Arm.objects.all()).form
    assert form.is_valid(), form.errors
    selection = select(index, form.cleaned_data)
    found = {index.arms[number].arm_id for number in numbers_of(selection.bits)}
    assert found == by_sql(chosen)
    trials = {index.arms[number].trial_id for number in numbers_of(selection.bits)}
    assert index.trial_count(selection.bits) == len(trials)


@pytest.mark.usefixtures("trials_db")
@RELAXED
@given(data=st.data())
def test_a_count_is_what_the_list_would_have(data: Any) -> None:
    """An option's count under the other filters is the number of arms that SQL finds with it alone in its facet."""
    index = current_index()
    chosen = data.draw(parameters(index))
    form = ArmFilter(query_dict(chosen), queryset=Arm.objects.all()).form
    assert form.is_valid()
    selection = select(index, form.cleaned_data)
    facet = data.draw(st.sampled_from(FACETS))
    counts = facet_counts(selection, facet.name, int.bit_count)
    for code in data.draw(st.lists(st.sampled_from(sorted(counts)), min_size=1, max_size=3, unique=True)):
        assert counts[code] == len(by_sql(chosen | {facet.name: [code]})), (facet.name, code)


@pytest.mark.usefixtures("trials_db")
def test_every_value_of_every_facet_finds_what_sql_finds() -> None:
    index = current_index()
    for facet in FACETS:
        every = index.facets[facet.name]
        assert every
        for code, bits in every.items():
            found = {index.arms[number].arm_id for number in numbers_of(bits)}
            assert found == by_sql({facet.name: [code], "arms": ["all"]}), (facet.name, code)


@pytest.mark.usefixtures("trials_db")
def test_every_arm_has_a_value_or_a_state_in_every_facet() -> None:
    index = current_index()
    for facet in FACETS:
        together = 0
        for bits in index.facets[facet.name].values():
            together |= bits
        assert together == index.every, facet.name


@pytest.mark.usefixtures("trials_db")
def test_every_range_finds_what_sql_finds() -> None:
    index = current_index()
    for one in RANGES:
        for low, high in product(("", *LOW_HIGH[one.name]), repeat=2):
            if low and high and Decimal(low) > Decimal(high):
                continue
            chosen = {f"{one.name}_min": [low], f"{one.name}_max": [high], "arms": ["all"]}
            selection = select(index, _cleaned(chosen))
            found = {index.arms[number].arm_id for number in numbers_of(selection.bits)}
            assert found == by_sql(chosen), chosen


@pytest.mark.usefixtures("trials_db")
def test_the_widest_range_and_what_lacks_the_number_are_all_arms() -> None:
    index = current_index()
    for one in RANGES:
        chosen = {f"{one.name}_min": ["0"], f"{one.name}_keep": ["on"], "fixed": ["on"], "arms": ["all"]}
        selection = select(index, _cleaned(chosen))
        assert selection.bits == index.every, one.name
        assert lacking(index, one, selection.weights), one.name


def _cleaned(chosen: dict[str, list[str]]) -> Any:
    form = ArmFilter(query_dict(chosen), queryset=Arm.objects.all()).form
    assert form.is_valid(), form.errors
    return form.cleaned_data


def test_filters_cover_every_facet_and_every_range() -> None:
    filters = ArmFilter.base_filters
    assert set(FACET_BY_NAME) <= set(filters)
    assert {f"{one.name}_{end}" for one in RANGES for end in ("min", "max", "keep")} <= set(filters)

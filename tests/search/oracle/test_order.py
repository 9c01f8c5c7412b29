"""The list in memory has the order that the querysets have, whatever it is sorted by."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tests.search.oracle.strategies import parameters, query_dict
from tests.search.oracle.test_found_and_counted import RELAXED
from trials.search.definitions import DEFAULT_SORT, SORT_KEYS
from trials.search.engine.order import ordered_arms, picked
from trials.search.engine.selection import select, weights_of
from trials.search.list_page.state import ListRequest, read_request
from trials.selectors.arm_index import current_index
from trials.selectors.found import found_arms, found_trials

SORTS = [f"{sign}{key}" for key in SORT_KEYS for sign in ("", "-")]


def in_memory(asked: ListRequest) -> list[tuple[int, int]]:
    """Trial and arm of every row that the list has."""
    index = current_index()
    order = ordered_arms(index, asked.view.get("sort") or DEFAULT_SORT, weights_of(asked.filters))
    arms = picked(order, select(index, asked.filters).bits)
    return [(index.arms[number].trial_id, index.arms[number].arm_id) for number in arms]


def assert_same(asked: ListRequest) -> None:
    rows = in_memory(asked)
    assert [arm for _, arm in rows] == list(found_arms(asked).values_list("pk", flat=True)), asked.state.query()
    trials = list(dict.fromkeys(trial for trial, _ in rows))
    assert trials == list(found_trials(asked).values_list("pk", flat=True)), asked.state.query()


@pytest.mark.usefixtures("trials_db")
def test_arms_and_trials_stand_in_the_order_of_the_list() -> None:
    for sort in SORTS:
        assert_same(read_request(QueryDict(f"arms=all&weight=62.3&sort={sort}")))


@pytest.mark.usefixtures("trials_db")
@RELAXED
@given(data=st.data())
def test_any_filters_keep_the_order_of_the_list(data: Any) -> None:
    chosen = data.draw(parameters(current_index())) | {"sort": [data.draw(st.sampled_from(SORTS))]}
    asked = read_request(query_dict(chosen))
    assert not asked.problems
    assert_same(asked)


@pytest.mark.usefixtures("trials_db")
def test_whatever_is_found_is_found_in_one_query(django_assert_num_queries: Any) -> None:
    for query in ("", "cells=umbilical_cord&route=peripheral_vein&dose_min=1&fixed=on&q=msc&sort=-country", "arms=all"):
        asked = read_request(QueryDict(query))
        for found in (found_arms, found_trials):
            with django_assert_num_queries(1):
                assert list(found(asked))

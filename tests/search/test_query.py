"""Addresses of the list: read and written again they are the same, in one order, without defaults."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tests.long_forms import tried
from tests.search.oracle.strategies import parameters, query_dict
from trials.search.list_page.columns import COLUMNS, DEFAULT_COLUMNS
from trials.search.list_page.state import PARAMETERS, read_request
from trials.selectors.arm_index import current_index


def canonical(query: str) -> str:
    return read_request(QueryDict(query)).state.query()


@pytest.mark.parametrize(
    ("given_query", "expected"),
    [
        pytest.param("status=COMPLETED&syndrome=ACLF", "?syndrome=ACLF&status=COMPLETED", id="order-of-parameters"),
        pytest.param("phase=PHASE3&phase=PHASE1", "?phase=PHASE1&phase=PHASE3", id="order-of-values"),
        pytest.param("phase=PHASE1&phase=PHASE1", "?phase=PHASE1", id="value-twice"),
        pytest.param("route=not_reported&route=oral", "?route=oral&route=not_reported", id="states-after-values"),
        pytest.param("dose_min=0.50&dose_max=010", "?dose_min=0.5&dose_max=10", id="numbers-plain"),
        pytest.param("page=1&per=25&sort=dose&rows=arm&weight=60&density=comfortable", "?", id="defaults-left-out"),
        pytest.param("q=+Sun++Yat-sen+", "?q=Sun%20%20Yat-sen", id="words-as-typed"),
        pytest.param("country=South+Korea&country=China", "?country=China&country=South%20Korea", id="open-list"),
        pytest.param("&".join(f"col={name}" for name in DEFAULT_COLUMNS), "?", id="usual-columns"),
        pytest.param("col=status&col=dose", "?col=status&col=dose", id="columns-keep-their-order"),
        pytest.param("tick=B:2&tick=A:1&tick=B:2", "?tick=B:2&tick=A:1", id="ticks-keep-their-order"),
        pytest.param("colour=red&q=cord", "?q=cord", id="unknown-ignored"),
        pytest.param(
            "infusions=2&infusions=unclear&infusions=10", "?infusions=2&infusions=10&infusions=unclear", id="numbers"
        ),
    ],
)
def test_address_has_one_form(given_query: str, expected: str) -> None:
    assert canonical(given_query) == expected
    assert canonical(expected[1:]) == expected


@pytest.mark.usefixtures("evidence_db")
@tried(60)
@given(data=st.data())
def test_address_written_again_is_the_same(data: Any) -> None:
    chosen = data.draw(parameters(current_index()))
    first = read_request(query_dict(chosen))
    assert not first.problems
    again = read_request(QueryDict(first.state.query()[1:]))
    assert again.state == first.state
    assert dict(again.filters) == dict(first.filters) | {
        name: value for name, value in again.filters.items() if isinstance(value, list)
    }


def test_changing_a_filter_goes_back_to_the_first_page() -> None:
    state = read_request(QueryDict("page=3&syndrome=ACLF&tick=A:1")).state
    assert state.query(sort="-dose") == "?syndrome=ACLF&sort=-dose&tick=A:1"
    assert state.query(tick=["A:1", "B:1"]) == "?syndrome=ACLF&page=3&tick=A:1&tick=B:1"
    assert state.query(page=4) == "?syndrome=ACLF&page=4&tick=A:1"


def test_every_parameter_is_written_once() -> None:
    assert len(set(PARAMETERS)) == len(PARAMETERS)
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)

"""The address of a list: one canonical order, defaults left out, changes lead to the first page."""

import pytest

from trials.domain.view_state.listing import ListGrammar, ListState

GRAMMAR = ListGrammar(
    order=("q", "phase", "sort", "col", "page", "tick"),
    filters=("q", "phase"),
    defaults={"sort": ("dose",), "col": ("a", "b"), "page": ("1",)},
    paging=("page", "tick"),
)
STATE = ListState({"tick": ("A:1",), "phase": ("P2", "P1"), "q": ("msc é",), "page": ("3",)}, GRAMMAR)


@pytest.mark.parametrize(
    ("changes", "query"),
    [
        ({}, "?q=msc%20%C3%A9&phase=P2&phase=P1&page=3&tick=A:1"),
        ({"page": 1}, "?q=msc%20%C3%A9&phase=P2&phase=P1&tick=A:1"),
        ({"tick": None}, "?q=msc%20%C3%A9&phase=P2&phase=P1&page=3"),
        ({"sort": "dose"}, "?q=msc%20%C3%A9&phase=P2&phase=P1&tick=A:1"),
        ({"sort": "-dose", "q": ""}, "?phase=P2&phase=P1&sort=-dose&tick=A:1"),
        ({"col": ["b", "a"]}, "?q=msc%20%C3%A9&phase=P2&phase=P1&col=b&col=a&tick=A:1"),
        ({"col": ["a", "b"]}, "?q=msc%20%C3%A9&phase=P2&phase=P1&tick=A:1"),
    ],
)
def test_state_is_written_in_one_order(changes, query):
    assert STATE.query(**changes) == query


def test_state_without_filters_keeps_its_ticks():
    assert STATE.without_filters() == "?tick=A:1"
    assert STATE.without_value("phase", "P2") == "?q=msc%20%C3%A9&phase=P1&tick=A:1"
    assert ListState({}, GRAMMAR).query() == "?"


def test_what_is_no_parameter_is_refused():
    with pytest.raises(KeyError):
        STATE.query(colour="red")


def test_a_parameter_that_is_left_out_has_its_default():
    assert (STATE.get("sort"), STATE.get("page"), STATE.get("q")) == ("dose", "3", "msc é")
    assert STATE.hidden("phase", "sort") == [("phase", "P2"), ("phase", "P1")]

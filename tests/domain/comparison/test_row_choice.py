"""Rows chosen and ordered one by one: what is shown, and how short the address stays."""

import pytest

from trials.domain.comparison.row_choice import ROW_BY_ID, is_usual, offered_rows, shown_groups
from trials.domain.comparison.rows import GROUP_BY_ID, GROUPS
from trials.domain.view_state.comparison import query_of, read_address

EVERY_ROW = "&".join(f"row={one}" for one in ROW_BY_ID)


def shown(query: str) -> list[str]:
    address = read_address(query)
    assert address.problems == ()
    return [row.id for group in shown_groups(address.groups, address.rows) for row in group.rows]


def test_without_a_choice_all_rows_are_shown():
    assert shown("") == list(ROW_BY_ID)
    assert shown_groups((), ()) == GROUPS


def test_rows_of_one_group_leave_the_other_groups_whole():
    rows = shown("row=dosing.cells&row=dosing.per_kg")
    assert [row for row in rows if row.startswith("dosing.")] == ["dosing.cells", "dosing.per_kg"]
    assert len(rows) == len(ROW_BY_ID) - len(GROUP_BY_ID["dosing"].rows) + 2


def test_rows_of_a_group_that_is_not_chosen_are_not_shown():
    assert shown("group=schedule&row=dosing.cells") == [row.id for row in GROUP_BY_ID["schedule"].rows]
    assert query_of(read_address("group=schedule&row=dosing.cells")) == "group=schedule"


@pytest.mark.parametrize(
    ("query", "short"),
    [
        pytest.param(f"ticked=1&{EVERY_ROW}", "", id="form-with-every-tick"),
        pytest.param("ticked=1&row=dosing.per_kg", "group=dosing&row=dosing.per_kg", id="form-with-one-tick"),
        pytest.param(
            "ticked=1&group=dosing&group=trial&row=dosing.per_kg",
            "group=dosing&row=dosing.per_kg",
            id="group-without-a-tick",
        ),
        pytest.param("row=schedule.days&row=schedule.days", "row=schedule.days", id="named-twice"),
        pytest.param(
            "&".join(f"row={row.id}" for row in GROUP_BY_ID["schedule"].rows), "", id="a-whole-group-as-usual"
        ),
    ],
)
def test_address_names_only_what_is_unusual(query, short):
    address = read_address(query)
    assert address.problems == ()
    assert query_of(address) == short


def test_ticks_of_a_form_are_sent_on_to_the_short_address():
    assert read_address(f"ticked=1&{EVERY_ROW}").has_blanks


@pytest.mark.parametrize(
    ("rows", "offered"),
    [
        pytest.param("reported cells", "reported per_kg cells levels", id="left-out-at-its-place"),
        pytest.param("cells reported", "cells reported per_kg levels", id="left-out-last-where-rows-were-moved"),
    ],
)
def test_rows_left_out_are_offered(rows, offered):
    (group,) = shown_groups(("dosing",), tuple(f"dosing.{one}" for one in rows.split()))
    assert not is_usual(group)
    assert [row.id for row in offered_rows(group)] == [f"dosing.{one}" for one in offered.split()]

"""A comparison's whole page, built without a database: what every face prints."""

import pytest

from tests.domain.makers import trial
from trials.domain.comparison_page.controls import controls
from trials.domain.comparison_page.page import build_page
from trials.domain.view_state.comparison import read_address
from trials.domain.view_state.resolving import resolve

HELD = {one: trial(registry_id=one, title=f"Trial {one}") for one in ("NCT00000001", "NCT00000002")}
BOTH = "trial=NCT00000001&trial=NCT00000002"


def page(query: str):
    view = read_address(query)
    return build_page(view, resolve(view, HELD), {})


def test_page_holds_table_figures_and_sentences_of_one_view():
    made = page(BOTH)
    assert made.heading == "Two arms of two trials"
    assert made.findings.startswith("Each infusion gives 1 ×10⁶/kg")
    assert [slot.ref for slot in made.grid.slots] == [column.ref for column in made.grid.columns]
    assert (made.reference, made.timeline.rows[0].name) == (made.grid.slots[0], "NCT00000001 Cells")
    assert "a reference body weight of 60 kg; cumulative doses are the sum of dose × number of infusions" in made.note


def test_neighbouring_columns_of_a_trial_stand_under_one_head():
    refs = [slot.ref for slot in page("arm=NCT00000001:cells&arm=NCT00000001:placebo&arm=NCT00000002:cells").grid.slots]
    made = page("&".join(f"arm={ref}" for ref in refs) + f"&ref={refs[2]}&plan_dose=1e6")
    assert [(head.id, head.span, head.pinned, head.is_planned) for head in made.heads] == [
        ("NCT00000001", 2, False, False),
        ("NCT00000002", 1, True, False),
        ("PLAN", 1, False, True),
    ]


def test_rows_and_groups_of_the_view_are_those_of_the_page():
    made = page(f"{BOTH}&group=dosing&group=trial&row=dosing.cells")
    assert [(one.group.id, len(one.rows) == 1) for one in made.grid.groups] == [("dosing", True), ("trial", False)]


@pytest.mark.parametrize(("days", "last"), [("4w", 28), ("12w", 84), ("", 21)])
def test_timeline_ends_where_the_view_says(days, last):
    assert page(f"{BOTH}&days={days}").timeline.last_day == last


def test_without_columns_there_is_no_page():
    with pytest.raises(IndexError):
        page("")


def test_controls_offer_what_was_left_out_and_keep_what_was_typed():
    offered = controls(read_address(f"{BOTH}&weight=heavy&group=dosing&row=dosing.cells&plan_dose=1e6"))
    assert offered.raw["weight"] == "heavy"
    assert offered.hidden == (("trial", "NCT00000001"), ("trial", "NCT00000002"))
    first, *others = offered.groups
    assert (first.group.id, first.is_chosen, first.is_usual, first.first) == ("dosing", True, False, "dosing.cells")
    assert [one.row.id for one in first.rows if not one.is_chosen]
    assert not any(one.is_chosen for one in others)
    assert offered.usual_rows == f"{BOTH}&plan_dose=1000000"
    assert offered.plan == {"plan_dose": "1000000"}
    assert [current for _, _, current in offered.spans].count(True) == 1

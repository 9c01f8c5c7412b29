"""The address of a view: read, written back, changed by buttons."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.makers import trial
from trials.domain.view_state.comparison import query_of, read_address
from trials.domain.view_state.resolving import act, resolve, wanted_ids
from trials.domain.wording.units import Units

HELD = {one: trial(registry_id=one) for one in ("NCT00000001", "NCT00000002", "NCT00000003")}
THREE = "arm=NCT00000001:cells&arm=NCT00000002:cells&arm=NCT00000003:cells"


def pressed(query: str) -> str:
    address = read_address(query)
    done = act(address, resolve(address, HELD), HELD)
    assert done is not None
    return query_of(done[0])


def test_address_keeps_columns_in_the_order_given_across_names():
    address = read_address("arm=B2:cells&trial=A1&arm=B2:cells&arm=C3:placebo&trial=A1")
    assert [pick.ref for pick in address.picks] == ["B2:cells", "A1", "C3:placebo"]


def test_address_is_as_short_as_it_can_be():
    usual = f"{THREE}&weight=60&uln=17.1&units=both&by=arm&differ=0&rows=standard&plan_unit=cells/kg&ref="
    address = read_address(usual)
    assert query_of(address) == THREE
    assert address.has_blanks


def test_address_survives_writing_and_reading():
    query = (
        f"{THREE}&ref=NCT00000002:cells&by=trial&weight=72.5&uln=20&units=si&differ=1&rows=all&days=12w&group=dosing"
        "&group=trial&row=dosing.cells&row=dosing.per_kg&fold=design&plan_dose=2500000&plan_unit=cells&plan_days=0,7&plan_route=portal_vein"
        "&plan_source=bone_marrow"
    )
    address = read_address(query)
    assert address.problems == ()
    assert query_of(address) == query
    assert address.assumptions.units == Units.SI
    assert address.groups == ("dosing", "trial")
    assert address.rows == ("dosing.cells", "dosing.per_kg")


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("1e6", "1e6"),
        ("1,000,000", "1000000"),
        ("2.5e6", "2.5e6"),
        ("150 000 000", "150000000"),
        ("1,5e6", "1500000"),
        ("0,25", "0.25"),
    ],
)
def test_planned_dose_is_read_as_people_write_it(text, dose):
    plan = read_address(f"plan_dose={text}").plan
    assert plan is not None
    assert plan.dose == Decimal(dose)


@pytest.mark.parametrize(
    ("query", "advice"),
    [("plan_dose=0,125", "write 125 or 0.125"), ("plan_dose=1,000", "write 1000 or 1"),
     ("plan_dose=1,500e3", "write 1500e3 or 1.5e3"), ("weight=60,000", "write 60000 or 60"),
     ("plan_dose=1_5", "a positive number"), ("plan_dose=1 5", "a positive number"), ("weight=6_0", "not a number")],
)  # fmt: skip
def test_number_that_can_be_read_in_two_ways_is_refused(query, advice):
    address = read_address(query)
    (problem,) = address.problems
    assert (problem.field, problem.value) == tuple(query.split("="))
    assert advice in problem.reason
    assert address.plan is None or address.plan.dose is None


@pytest.mark.parametrize(
    ("query", "field"),
    [("plan_dose=-1", "plan_dose"), ("plan_dose=0", "plan_dose"), ("plan_days=0,0", "plan_days"),
     ("plan_days=7,0", "plan_days"), ("plan_days=-7", "plan_days"), ("plan_count=0", "plan_count"),
     ("plan_count=2&plan_days=0,7,14", "plan_count"), ("plan_dose=1&plan_unit=mL", "plan_unit"),
     ("plan_route=nose&plan_dose=1", "plan_route"), ("weight=39.99", "weight"), ("uln=30.01", "uln"),
     ("arm=NCT1", "arm"), ("arm=NCT1:X_", "arm"), ("arm=:1", "arm"), ("trial=a%07b", "trial")],
)  # fmt: skip
def test_problem_names_its_field(query, field):
    assert [problem.field for problem in read_address(query).problems] == [field]


@pytest.mark.parametrize(
    ("query", "after"),
    [
        (f"{THREE}&move=NCT00000002:cells~left", "arm=NCT00000002:cells&arm=NCT00000001:cells&arm=NCT00000003:cells"),
        (f"{THREE}&move=NCT00000001:cells~right", "arm=NCT00000002:cells&arm=NCT00000001:cells&arm=NCT00000003:cells"),
        (f"{THREE}&move=NCT00000001:cells~left", THREE),
        (f"{THREE}&move=elsewhere~left", THREE),
        (f"{THREE}&drop=NCT00000002:cells", "arm=NCT00000001:cells&arm=NCT00000003:cells"),
        (f"{THREE}&ref=NCT00000002:cells&drop=NCT00000002:cells", "arm=NCT00000001:cells&arm=NCT00000003:cells"),
        (f"{THREE}&pin=NCT00000003:cells", f"{THREE}&ref=NCT00000003:cells"),
        (f"{THREE}&add=nct00000001:placebo", f"{THREE}&arm=NCT00000001:placebo"),
        ("trial=NCT00000001&add=NCT00000002", "arm=NCT00000001:cells&arm=NCT00000002:cells"),
        ("add=NCT00000003:placebo, nct00000002", "arm=NCT00000003:placebo&arm=NCT00000002:cells"),
        (f"{THREE}&plan_dose=1&drop_plan=1", THREE),
        (f"{THREE}&plan_dose=1&drop=PLAN:planned", THREE),
        (f"{THREE}&group=trial&group=dosing&regroup=dosing~up", f"{THREE}&group=dosing&group=trial"),
        (f"{THREE}&reorder=cumulative.cells~up", f"{THREE}&row=cumulative.cells&row=cumulative.per_kg"),
        (f"{THREE}&row=cumulative.cells&row=cumulative.per_kg&reorder=cumulative.cells~down", THREE),
        (f"{THREE}&row=dosing.per_kg&row=dosing.cells&reorder=dosing.cells~down",
         f"{THREE}&row=dosing.per_kg&row=dosing.cells"),
        (f"{THREE}&reorder=nothing.here~up", THREE),
        ("trial=NCT00000001&trial=NCT00000002&by=trial&move=NCT00000002~left",
         "arm=NCT00000002:cells&arm=NCT00000001:cells&by=trial"),
    ],
)  # fmt: skip
def test_pressed_button_makes_the_next_address(query, after):
    assert pressed(query) == after


def test_words_to_search_for_press_nothing():
    address = read_address(f"{THREE}&add=hepatic artery")
    assert act(address, resolve(address, HELD), HELD) is None


def test_adding_an_id_reads_its_record():
    assert "NCT00000009" in wanted_ids(read_address("add=NCT00000009:placebo"))
    assert {"NCT00000008", "NCT00000009"} <= set(wanted_ids(read_address("add=NCT00000008 NCT00000009:cells")))


def test_one_unknown_id_among_several_adds_nothing():
    address = read_address("add=NCT00000001 NCT00000099")
    assert act(address, resolve(address, HELD), HELD) is None


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("trial=NCT00000009", "no trial is held under NCT00000009"),
        (f"{THREE}&ref=NCT00000009:cells", "the reference is none of the columns"),
    ],
)
def test_resolve_names_what_does_not_exist(query, reason):
    assert [problem.reason for problem in resolve(read_address(query), HELD).problems] == [reason]


def test_resolve_refuses_a_thirteenth_column():
    many = {f"NCT{number:08}": trial(registry_id=f"NCT{number:08}") for number in range(13)}
    query = "&".join(f"trial={one}" for one in many)
    (problem,) = resolve(read_address(query), many).problems
    assert (problem.field, problem.value) == ("arm", "13 columns")


def test_reference_may_be_named_by_its_trial_and_the_other_way_round():
    assert resolve(read_address(f"{THREE}&ref=NCT00000002"), HELD).reference == 1
    assert resolve(read_address(f"{THREE}&by=trial&ref=NCT00000003:cells"), HELD).reference == 2


@given(st.text(max_size=60))
def test_any_text_is_read_as_an_address(text):
    address = read_address(text)
    again = read_address(query_of(address))
    if not address.problems:
        assert again.problems == ()
        assert query_of(again) == query_of(address)

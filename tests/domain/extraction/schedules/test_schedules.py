"""Schedules: numbers, intervals and days, and what is no schedule or could be two."""

import pytest

from tests.domain.extraction.phrases import cases
from trials.domain.extraction.schedules import read_schedule


@pytest.mark.parametrize("case", cases("schedules.tsv"))
def test_read_schedule(case):
    schedule = read_schedule(case["phrase"]).certain_value
    days = tuple(int(day) for day in case["days"].split()) or None
    assert (schedule.count, schedule.days) == (int(case["count"]), days)


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("patients were followed up at 1, 3 and 6 months after the infusion", id="visits"),
        pytest.param("blood samples at day 0, 7 and 14", id="samples"),
        pytest.param("laboratory tests weekly for 4 weeks", id="tests"),
        pytest.param("prednisone 1 mg/kg once a day for 5 days", id="another-drug"),
        pytest.param("plasma exchange every 3 days, 3 times", id="plasma-exchange"),
        pytest.param("a single-center, single-blind trial", id="single-center"),
        pytest.param("single treatment arm", id="single-arm"),
        pytest.param("two dose levels of cells", id="dose-levels"),
        pytest.param("one of three infusions of cells", id="one-of-three"),
        pytest.param("group 2 gets cells", id="group-number"),
        pytest.param("ALT above 3 times the upper limit", id="times-the-limit"),
        pytest.param("second line drugs 1 week after cells have failed", id="second-line"),
        pytest.param("the medium of the cells was concentrated 40 times", id="concentrated-times"),
        pytest.param("cell group: 3 injections of hyaluronate", id="injections-of-another-thing"),
        pytest.param("a 20 mg dose of a drug before the cells", id="milligrams"),
        pytest.param("follow-up visits of the cells group at months 1, 3, 6 and 12", id="visits-that-widen"),
    ],
)
def test_read_schedule_finds_none_in(phrase):
    reading = read_schedule(phrase)
    assert reading is None or reading.certain_value is None or reading.certain_value.count is None


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        pytest.param("up to 3 infusions of cells", "bound", id="up-to"),
        pytest.param("two doses of cells if there is no response", "conditional", id="if"),
        pytest.param("1 to 3 infusions of cells", "range", id="range-of-numbers"),
        pytest.param(
            "a single infusion of cells. If needed a second infusion may follow", "condition", id="second-on-condition"
        ),
        pytest.param("every 4 weeks for 8 weeks the cells are infused", "end of the time", id="end-counts-or-not"),
        pytest.param("a single dose or two doses of cells", "one or more", id="one-or-two"),
        pytest.param("20 injections of cells at 20 points of the myocardium", "one session", id="sites-in-one-session"),
        pytest.param("3 doses of cells on day 0 and 7", "differ", id="count-and-days-differ"),
        pytest.param("the cell infusion is repeated every month for 3 times", "first may be", id="first-counts-or-not"),
        pytest.param("cells are infused on day 3. A second infusion follows", "another", id="one-day-and-a-second"),
        pytest.param("cells are infused on day 3. Cells are infused on day 6", "another", id="two-single-days"),
        pytest.param(
            "either one dose (one infusion of cells) or repeat dosing (two infusions of cells)",
            "several numbers",
            id="either-or",
        ),
    ],
)
def test_read_schedule_is_unclear_about(phrase, reason):
    reading = read_schedule(phrase)
    assert not reading.is_certain
    assert reason in reading.reason


def test_read_schedule_joins_number_and_interval_of_two_sentences():
    schedule = read_schedule(
        "Four infusions of cells are given. The interval between infusions is 2 weeks."
    ).certain_value
    assert schedule.days == (0, 14, 28, 42)


def test_read_schedule_keeps_an_inexact_interval_out_of_the_days():
    schedule = read_schedule("three infusions of cells at least 3 days apart").certain_value
    assert (schedule.count, schedule.days) == (3, None)


def test_read_schedule_keeps_the_words_it_rests_on():
    text = "MSC are infused three times at 4-week intervals."
    assert read_schedule(text).span.text == "three times at 4-week intervals"


@pytest.mark.parametrize(
    ("number", "days"),
    [
        pytest.param("three", (0, 7, 14), id="the-first-is-one-of-them"),
        pytest.param("four", (0, 7, 14, 21), id="the-first-comes-on-top"),
    ],
)
def test_read_schedule_settles_repetitions_by_a_number_said_elsewhere(number, days):
    text = f"The cell infusion is repeated every week for 3 times. Patients get {number} infusions of cells."
    assert read_schedule(text).certain_value.days == days

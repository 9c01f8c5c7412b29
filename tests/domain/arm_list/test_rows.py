"""Rows of the list of arms: words that other pages say too, states where nothing is known."""

import pytest

from tests.domain.makers import course, trial, weekly
from trials.domain.arm_list.rows import arm_row
from trials.domain.dosing.weights import Weights
from trials.domain.record import RouteRecord, ScheduleRecord
from trials.domain.vocabulary import RecordRead, Route, ValueState

KG60 = Weights()


def row(record, position=1):
    return arm_row(record, position, KG60, ref=f"{record.registry_id}:{position}", ticked=False, again=False)


@pytest.mark.parametrize(
    ("schedule", "interval", "spark"),
    [
        (weekly(4), "weekly", "on days 0, 7, 14, 21"),
        (ScheduleRecord(count=1, days=(0,), as_reported="once"), "once", "on day 0"),
        (ScheduleRecord(count=2, days=(0, 28), as_reported="twice"), "4 weeks apart", "on days 0, 28"),
        (ScheduleRecord(count=3, days=(0, 3, 10), as_reported="thrice"), "days 0, 3, 10", "on days 0, 3, 10"),
    ],
)
def test_schedule_stands_under_the_number(schedule, interval, spark):
    found = row(trial(course(schedule=schedule)))
    assert (found.interval, found.spark.words if found.spark else "") == (interval, spark)


def test_route_that_is_one_of_several_is_said_in_short():
    route = RouteRecord(alternatives=(Route.INTRAVENOUS_UNSPECIFIED, Route.HEPATIC_ARTERY), as_reported="either")
    assert row(trial(course(route=route))).route.text == "Vein not stated or hepatic artery"


def test_lone_arm_of_a_record_read_in_part_leaves_its_comparator_open():
    whole = trial(arms=trial().arms[:1])
    assert row(whole).comparator.text == "None"
    part = trial(arms=trial().arms[:1], record_read=RecordRead.PART)
    assert row(part).comparator.state == ValueState.NOT_EXTRACTED

"""Schedules in words."""

import pytest

from trials.domain.record import ScheduleRecord
from trials.domain.wording.times import beat_words, on_days, schedule_words


@pytest.mark.parametrize(
    ("days", "words"),
    [((0,), "once"), ((0, 7, 14), "weekly"), ((0, 3, 10), "days 0, 3, 10"), ((0, 30), "30 days apart"), ((), "")],
)
def test_schedule_in_few_words(days, words):
    assert beat_words(days) == words


@pytest.mark.parametrize(
    ("count", "days", "words"),
    [(3, (0, 7, 14), "3 times, days 0, 7, 14"), (1, None, "once"), (None, (0,), "days 0"), (None, None, "")],
)
def test_number_and_days_of_a_schedule(count, days, words):
    assert schedule_words(ScheduleRecord(count=count, days=days, as_reported="as the source says")) == words


def test_days_stand_in_a_sentence():
    assert (on_days((0,)), on_days((0, 7))) == ("on day 0", "on days 0, 7")

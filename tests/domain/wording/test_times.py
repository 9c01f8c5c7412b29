"""Schedules in words."""

import pytest

from trials.domain.record import ScheduleRecord
from trials.domain.wording.times import beat_words, day_words, on_days, rhythm_words, schedule_words, times_words


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


@pytest.mark.parametrize(
    ("day", "words"),
    [(0, "day 0"), (3, "day 3"), (28, "week 4"), (84, "week 12"), (183, "month 6"), (364, "week 52"),
     (365, "month 12"), (730, "year 2"), (-42, "42 days before"), (560, "week 80")],
)  # fmt: skip
def test_day_words(day, words):
    assert day_words(day) == words


def test_times_words_say_the_unit_once():
    assert times_words([0, 7, 14, 84, 183, 365, 730]) == "day 0; week 1, 2, 12; month 6, 12; year 2"
    assert times_words([]) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [((0, 7, 14), "weekly"), ((0, 21, 42), "every 3 weeks"), ((0, 3, 6), "every 3 days"), ((0, 1, 2), "daily"),
     ((0, 7), "a week apart"), ((0, 1), "a day apart"), ((0, 28), "4 weeks apart"), ((0, 183), "183 days apart"),
     ((0, 7, 14, 28), ""), ((0,), ""), ((), "")],
)  # fmt: skip
def test_rhythm_words(days, words):
    assert rhythm_words(days) == words

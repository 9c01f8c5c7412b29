"""Dates known to the year, the month or the day."""

import pytest

from trials.domain.record.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        pytest.param("2016", "2016", "year", id="year"),
        pytest.param("2016-06", "Jun 2016", "month", id="month"),
        pytest.param("2016-06-04", "4 Jun 2016", "day", id="day"),
        pytest.param("2024-02-29", "29 Feb 2024", "day", id="leap-day"),
    ],
)
def test_words_keep_the_precision(text, words, precision):
    date = PartialDate(text)
    assert (date.words(), date.precision, date.year) == (words, precision, int(text[:4]))


@pytest.mark.parametrize(
    "text", ["", "16", "2016-6", "2016-13", "2016-00", "2023-02-29", "2016-06-31", "0000", "2016-06-24T00:00", "٢٠١٦"]
)
def test_what_is_no_date_is_refused_with_its_text(text):
    with pytest.raises(ValueError, match=r"is not a date|there is no|has no day") as refused:
        PartialDate(text)
    assert repr(text) in str(refused.value)


def test_dates_sort_by_time_and_the_vaguer_first():
    dates = [PartialDate(text) for text in ("2016-06-24", "2015", "2016", "2016-06", "2015-12-31")]
    assert sorted(dates) == ["2015", "2015-12-31", "2016", "2016-06", "2016-06-24"]

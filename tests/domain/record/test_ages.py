"""Ages in the unit in which a source gives them, and documents that have them in other forms."""

from decimal import Decimal

import pytest

from tests.domain.makers import trial
from trials.domain.record.ages import Age, in_years
from trials.domain.record.yaml import RecordError, read_record, write_record


@pytest.mark.parametrize(
    ("text", "age"),
    [
        pytest.param("8 Weeks", "8 weeks", id="registry"),
        pytest.param("1 Month", "1 months", id="one"),
        pytest.param("18", "18 years", id="bare"),
        pytest.param("0.50 years", "0.5 years", id="part"),
        pytest.param("3 days", "3 days", id="days"),
    ],
)
def test_age_is_kept_in_its_unit(text, age):
    assert Age(text) == age


@pytest.mark.parametrize("text", ["", "N/A", "18 moons", "-1 years", "8 weeks old", "1e3 days"])
def test_what_is_no_age_is_refused(text):
    with pytest.raises(ValueError, match="is not an age such as"):
        Age(text)


def test_ages_of_different_units_are_compared_by_their_length():
    assert in_years("12 months") == in_years("1 year") == Decimal(1)
    assert in_years("8 weeks") < in_years("2 months") < in_years("1 years")
    assert in_years("") is None


@pytest.mark.parametrize(
    ("written", "age"),
    [
        pytest.param("age_min: 8 Weeks", "8 weeks", id="with-its-unit"),
        pytest.param("age_min: 18", "18 years", id="number"),
        pytest.param("age_min_years: 0.417", "0.417 years", id="earlier-release"),
    ],
)
def test_file_may_write_an_age_in_several_ways(written, age):
    assert read_record(f"{write_record(trial())}{written}\n").age_min == age


def test_paths_of_ages_of_earlier_releases_name_the_present_facts():
    more = "age_min_years: 16\nmissing:\n  - {path: age_max_years, state: unclear}\n"
    assert read_record(f"{write_record(trial())}{more}").missing[0].path == "age_max"


def test_year_without_quotes_is_a_date():
    assert read_record(f"{write_record(trial())}start: 2016\n").start == "2016"


@pytest.mark.parametrize("written", ["start: 201", "start: 2016.5", "start: true", "start: [2016]", "age_min: [8]"])
def test_what_is_no_date_or_age_is_refused_by_name(written):
    with pytest.raises(RecordError, match=r"start|age_min|Start"):
        read_record(f"{write_record(trial())}{written}\n")

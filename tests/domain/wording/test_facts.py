"""Facts of a trial in words."""

import pytest

from tests.domain.makers import trial
from trials.domain.record import (
    SiteRecord,
)
from trials.domain.record.fields import FIELDS
from trials.domain.vocabulary import EnrolmentType
from trials.domain.wording.facts import age_words, countries_words, fact_words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        pytest.param("18 years", "70 years", "18–70 years", id="both"),
        pytest.param("0 years", "", "from 0 years", id="lowest"),
        pytest.param("", "65 years", "up to 65 years", id="highest"),
        pytest.param("", "1 year", "up to 1 year", id="one"),
        pytest.param("8 weeks", "18 years", "8 weeks to 18 years", id="two-units"),
        pytest.param("5 months", "", "from 5 months", id="months"),
        pytest.param("", "", "", id="neither"),
    ],
)
def test_age_in_words(low, high, words):
    assert age_words(low, high) == words


def test_sites_are_counted_by_country():
    sites = (SiteRecord(country="China"), SiteRecord(country="Japan"), SiteRecord(country="China"))
    assert countries_words(trial(sites=sites)) == "China (2 sites), Japan (1 site)"


@pytest.mark.parametrize(
    ("kind", "words"),
    [(EnrolmentType.ESTIMATED, "Jun 2016 planned"), (EnrolmentType.ACTUAL, "Jun 2016 actual"), (None, "Jun 2016")],
)
def test_date_says_whether_it_was_planned(kind, words):
    assert fact_words(trial(start="2016-06", start_type=kind), FIELDS["start"]) == words

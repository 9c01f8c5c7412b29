"""Facts of a trial in words."""

from decimal import Decimal

import pytest

from tests.domain.makers import trial
from trials.domain.record import (
    SiteRecord,
)
from trials.domain.wording.facts import age_words, countries_words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("18", "70", "18–70 years"), ("0", None, "from 0 years"), (None, "65", "up to 65 years"), (None, None, "")],
)
def test_age_in_words(low, high, words):
    assert age_words(low and Decimal(low), high and Decimal(high)) == words


def test_sites_are_counted_by_country():
    sites = (SiteRecord(country="China"), SiteRecord(country="Japan"), SiteRecord(country="China"))
    assert countries_words(trial(sites=sites)) == "China (2 sites), Japan (1 site)"

"""The two databases that the oracle asks: the shipped trials, and those with odd ones beside them."""

import pytest

from tests.search.oracle.odd import store_odd_trials


@pytest.fixture(params=["shipped", "odd"])
def trials_db(evidence_db: None, request: pytest.FixtureRequest) -> None:
    """A database with the trials of fixtures/ and, the second time, with odd ones too; rolled back after the test."""
    if request.param == "odd":
        store_odd_trials()

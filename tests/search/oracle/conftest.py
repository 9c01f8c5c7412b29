"""The trials that the oracle asks: those that ship with the project, and odd ones beside them."""

import pytest

from tests.search.oracle.odd import store_odd_trials


@pytest.fixture
def trials_db(evidence_db: None) -> None:
    """A database with the trials of fixtures/ and the odd ones; rolled back after the test."""
    store_odd_trials()

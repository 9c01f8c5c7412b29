"""The test database holds the trials of fixtures/, and a server shows them to a browser.

The trials are loaded once a run, before the first test that asks for a database, and stay: a test's own
changes are rolled back. Tests that cannot be rolled back (``transaction=True``) leave an empty database
behind; ``evidence_server`` loads the trials again then.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django.live_server_helper import LiveServer

TRIAL_FILES = sorted((Path(__file__).parent.parent / "fixtures" / "trials").glob("*.yaml"))


def load_evidence() -> None:
    """Load every trial that ships with the project."""
    call_command("loaddata", *map(str, TRIAL_FILES), verbosity=0)


@pytest.fixture(scope="session")
def _own_database() -> str:
    """The name of the installation's own database, before the test database takes its place."""
    from django.db import connection

    return str(connection.settings_dict["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(_own_database: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Fill the new test database.

    pytest-django makes one only for tests that ask for ``db``. Where all tests of a run merely talk to the server
    it is made here, so that the trials are never loaded into the installation's own database.
    """
    with django_db_blocker.unblock():
        made = None
        if str(connection.settings_dict["NAME"]) == _own_database:
            made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        load_evidence()
    yield
    if made is not None:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture
def evidence_db(db: None) -> None:
    """A database with the trials of fixtures/, rolled back after the test."""


@pytest.fixture(scope="session")
def _server(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveServer]:
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
    yield server
    with django_db_blocker.unblock():
        server.stop()


@pytest.fixture
def evidence_server(_server: LiveServer, django_db_blocker: Any) -> Iterator[str]:
    """The address of a running application with the trials of fixtures/. For reading: nothing is rolled back."""
    from trials.models import Trial

    with django_db_blocker.unblock():
        if not Trial.objects.exists():
            load_evidence()
        # Inside Playwright's event loop this was a connection of its own, which PostgreSQL would still count when the
        # test database is dropped.
        if not connection.in_atomic_block:
            connection.close()
        yield _server.url

"""The database away, full or closed to writing: the answer is 503 in own words, and all is well without a restart."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

from trials.actions.probing import Probe
from trials.selectors.outages import Outage, outage_of
from trials.views import health

PASSWORD = "the right one, and long"


def raised(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def coded(sqlstate: str) -> Exception:
    return psycopg.errors.lookup(sqlstate)("told by the server")


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        pytest.param(raised(OperationalError("refused"), psycopg.OperationalError("refused")), Outage.AWAY, id="away"),
        pytest.param(raised(OperationalError("x"), coded("57P01")), Outage.AWAY, id="shut-down"),
        pytest.param(raised(OperationalError("x"), coded("53300")), Outage.AWAY, id="no-connection-left"),
        pytest.param(InterfaceError("connection already closed"), Outage.AWAY, id="closed"),
        pytest.param(raised(OperationalError("x"), coded("53100")), Outage.FULL, id="full"),
        pytest.param(OperationalError("database or disk is full"), Outage.FULL, id="full-file"),
        pytest.param(raised(OperationalError("x"), coded("40P01")), Outage.BUSY, id="deadlock"),
        pytest.param(OperationalError("database is locked"), Outage.BUSY, id="locked-file"),
        pytest.param(OperationalError("unable to open database file"), Outage.AWAY, id="file-away"),
        pytest.param(OperationalError("no such table: trials_trial"), None, id="fault-no-table"),
        pytest.param(raised(ProgrammingError("x"), coded("42P01")), None, id="fault-no-relation"),
        pytest.param(raised(DataError("x"), coded("22001")), None, id="fault-too-long"),
        pytest.param(IntegrityError("UNIQUE constraint failed"), None, id="fault-unique"),
        pytest.param(ValueError("x"), None, id="another-fault"),
    ],
)
def test_outages_are_told_from_faults(error, outage):
    assert outage_of(error) is outage


@pytest.fixture
def closed_to_writing(transactional_db: None) -> Iterator[SimpleNamespace]:
    """Close the test database to writing, and open it again."""
    sqlite = connection.vendor == "sqlite"
    switch: Callable[[str], str] = (
        (lambda word: f"PRAGMA query_only = {word}")
        if sqlite
        else (lambda word: f"SET default_transaction_read_only = {word}")
    )
    get_user_model().objects.create_user("reader", password=PASSWORD)

    def say(word: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(switch(word))

    say("on")
    yield SimpleNamespace(open=lambda: say("off"))
    say("off")


def test_healthz_while_nothing_can_be_written(closed_to_writing, monkeypatch):
    monkeypatch.setattr(health, "PROBE", Probe())
    client = Client()
    assert client.get("/healthz").json()["problem"] == "the database takes no changes"
    assert client.get("/readyz").status_code == 200
    closed_to_writing.open()
    monkeypatch.setattr(health, "PROBE", Probe())
    assert client.get("/healthz").json()["problem"] is None


def test_login_while_nothing_can_be_written(closed_to_writing):
    client = Client(raise_request_exception=False)
    right = {"username": "reader", "password": PASSWORD}
    response = client.post("/accounts/login/", right)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "nothing can be saved" in response.text
    assert client.get("/methods/").status_code == 200
    closed_to_writing.open()
    assert client.post("/accounts/login/", right).status_code == 302


@pytest.mark.django_db
def test_page_while_the_database_is_away(monkeypatch):
    def refuse(*args, **kwargs):
        raise raised(OperationalError("no route to db.internal"), psycopg.OperationalError("no route to db.internal"))

    client = Client(raise_request_exception=False)
    monkeypatch.setattr("trials.views.trial_list.list_page", refuse)
    response = client.get("/trials/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "15")
    assert "does not answer" in response.text
    assert "db.internal" not in response.text

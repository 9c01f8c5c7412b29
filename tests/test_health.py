"""The health check: what it answers when the database is well, silent or behind."""

import logging

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from trials.actions import probing
from trials.actions.probing import Probe
from trials.models import TrialSnapshot, WriteProbe
from trials.selectors.outages import Outage
from trials.views import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def probe(monkeypatch):
    """A probe that has no answer of before."""
    monkeypatch.setattr(health, "PROBE", Probe())


def test_healthz_when_all_is_well(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": {"vendor": connection.vendor, "ok": True, "pending_migrations": 0, "writes": True},
        "derived": {"outdated_trials": 0},
        "problem": None,
    }
    assert "no-store" in response.headers["Cache-Control"]


def test_healthz_when_the_database_is_silent(client, monkeypatch, caplog):
    def refuse():
        raise OperationalError("could not connect to db.internal as user secret")

    monkeypatch.setattr(connection, "cursor", refuse)
    with caplog.at_level(logging.ERROR):
        response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "failing"
    assert response.json()["database"] == {
        "vendor": connection.vendor,
        "ok": False,
        "pending_migrations": None,
        "writes": None,
    }
    assert "secret" not in response.text
    assert "db.internal" in caplog.text


def test_healthz_when_migrations_are_pending(client):
    MigrationRecorder(connection).record_unapplied("auth", "0012_alter_user_first_name_max_length")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["database"] == {
        "vendor": connection.vendor,
        "ok": True,
        "pending_migrations": 1,
        "writes": None,
    }
    assert "migrate" in response.json()["problem"]


def test_healthz_tells_how_many_trials_other_code_derived(client, evidence_db):
    TrialSnapshot.objects.filter(trial__registry_id="NCT03945487").update(fingerprint="another")
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["derived"] == {"outdated_trials": 1}


def test_healthz_cannot_be_posted_to(client):
    assert client.post("/healthz").status_code == 405


def test_healthz_is_answered_over_plain_http_where_pages_are_not(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/admin/").status_code == 301


def test_healthz_stores_something_and_readyz_only_reads(client, monkeypatch):
    assert client.get("/readyz").status_code == 200
    assert not WriteProbe.objects.exists()
    assert client.get("/healthz").status_code == 200
    (row,) = WriteProbe.objects.all()
    first = bytes(row.body)
    assert client.get("/healthz").status_code == 200  # the answer of a moment ago: whoever asks often writes nothing
    assert bytes(WriteProbe.objects.get().body) == first
    monkeypatch.setattr(health, "PROBE", Probe())
    assert client.get("/healthz").status_code == 200
    assert bytes(WriteProbe.objects.get().body) != first


@pytest.mark.parametrize("outage", [Outage.FULL, Outage.READ_ONLY, Outage.BUSY])
def test_where_nothing_can_be_stored_healthz_says_which_and_pages_are_served(client, monkeypatch, outage):
    monkeypatch.setattr(probing, "store_noise", lambda: outage)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["problem"]) == (503, outage.short)
    assert answer.json()["database"]["writes"] is False
    assert answer.headers["Retry-After"]
    assert client.get("/readyz").status_code == 200


def test_readyz_says_what_keeps_pages_from_being_served(client):
    MigrationRecorder(connection).record_unapplied("auth", "0012_alter_user_first_name_max_length")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "failing")


def test_fault_of_ours_is_no_outage(monkeypatch):
    def broken(**given):
        raise OperationalError("no such table: trials_writeprobe")

    monkeypatch.setattr(WriteProbe.objects, "update_or_create", broken)
    with pytest.raises(OperationalError):
        probing.store_noise()

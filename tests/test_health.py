"""The health check: what it answers when the database is well, silent or behind."""

import logging

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from trials.models import TrialSnapshot

pytestmark = pytest.mark.django_db


def test_healthz_when_all_is_well(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": {"vendor": connection.vendor, "ok": True, "pending_migrations": 0},
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
    assert response.json()["database"] == {"vendor": connection.vendor, "ok": False, "pending_migrations": None}
    assert "secret" not in response.text
    assert "db.internal" in caplog.text


def test_healthz_when_migrations_are_pending(client):
    MigrationRecorder(connection).record_unapplied("auth", "0012_alter_user_first_name_max_length")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["database"] == {"vendor": connection.vendor, "ok": True, "pending_migrations": 1}
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

"""Doors that must stay shut: forms without their token, addresses that lead away, others' pages, texts that are code.

Each walks the site's own table of addresses, so that a new page is held to the same.
"""

from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from tests.actions.makers import from_file
from tests.test_every_address import ADDRESSES, filled
from trials.actions.store_trial import store_trial
from trials.domain.record.paths import record_data
from trials.domain.record.yaml import record_of
from trials.models import Claim, Note, SavedView, Trial

pytestmark = pytest.mark.usefixtures("evidence_db")
TRIAL = "NCT03668171"
ROLES = ("nobody", "reader", "locked", "staff", "viewer", "curator", "chief")


def person(role: str) -> User | None:
    """An account of each kind; "locked" was a curator and is inactive, "staff" belongs to no group."""
    if role == "nobody":
        return None
    options = {"is_superuser": role == "chief", "is_staff": role not in ("reader",), "is_active": role != "locked"}
    found = User.objects.create_user(role, **options)
    group = {"viewer": "Viewer", "curator": "Curator", "locked": "Curator"}.get(role)
    if group:
        found.groups.add(Group.objects.get(name=group))
    return found


def visitor(role: str, **options: Any) -> Client:
    client = Client(raise_request_exception=False, **options)
    found = person(role)
    if found is not None:
        client.force_login(found)
    return client


def address(route: str) -> str:
    known = {
        "registry_id": TRIAL,
        "pk": "1",
        "object_id": str(
            (Trial.objects.get(registry_id=TRIAL) if "trials/trial/" in route else Claim.objects.first()).pk
        ),
        "token": "known",
    }
    return filled(route, [], known)


def test_no_form_is_taken_without_its_token():
    client = visitor("chief", enforce_csrf_checks=True)
    statuses = {route: client.post(address(route), {"post": "yes", "_save": "1"}).status_code for route in ADDRESSES}
    assert set(statuses.values()) <= {403, 404, 405}
    assert sum(status == 403 for status in statuses.values()) > 20


AWAY = [
    "https://evil.example/", "//evil.example/", "///evil.example", "http:evil.example", "\\\\evil.example",
    "/\\evil.example", "javascript:alert(1)", "https:///evil.example", "%2f%2fevil.example", "\thttps://evil.example",
]  # fmt: skip


@pytest.mark.parametrize("door", ["/accounts/login/", "/admin/login/"])
@pytest.mark.parametrize("away", AWAY)
def test_login_leads_to_no_other_site(door, away):
    User.objects.create_user("ada", password="the right one, and long", is_staff=True)
    for how in ({"data": {"next": away}}, {"query_params": {"next": away}}):
        sent = {"username": "ada", "password": "the right one, and long"} | how.get("data", {})
        answer = Client().post(door, sent, query_params=how.get("query_params", {}))
        assert answer.status_code == 302
        where = urlsplit(urljoin(f"http://testserver{door}", answer.headers["Location"].replace("\\", "/")))
        assert (where.scheme, where.netloc) == ("http", "testserver")


#: Parts of the admin by who gets in: everybody else is sent to the login, or refused.
IN_TABLES = {"viewer", "curator", "chief"}


@pytest.mark.parametrize("role", ROLES)
def test_who_comes_in_where(role):
    client = visitor(role)
    for route in ADDRESSES:
        if not route.startswith("admin/") or "login" in route or "jsi18n" in route or "<path:url>" in route:
            continue
        status = client.get(address(route)).status_code
        if role in ("nobody", "reader", "locked"):
            assert status == 302, route
        elif role == "chief":
            assert status in (200, 301, 302, 403, 404, 405), route
        elif route.startswith(("admin/auth/", "admin/axes/")):
            assert status in (302, 403), route
        elif route in ("admin/trials/trial/", "admin/trials/claim/", "admin/trials/trial/<path:object_id>/change/"):
            assert status == (200 if role in IN_TABLES else 403), route
        elif route == "admin/trials/trial/add/":
            assert status == (200 if role in ("curator", "chief") else 403), route


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_or_changes_what_another_keeps(role):
    owner = User.objects.create_user("owner")
    at = timezone.now()
    view = SavedView.objects.create(owner=owner, name="Mine alone", page="trials", query="q=x", saved_at=at)
    trial = Trial.objects.get(registry_id=TRIAL)
    note = Note.objects.create(owner=owner, trial=trial, text="Seen by me", written_at=at)
    client = visitor(role)
    for path in ("/workspace/", "/workspace/export/", f"/trials/{TRIAL}/", f"/trials/{TRIAL}/notes/"):
        text = client.get(path).text
        assert "Mine alone" not in text
        assert "Seen by me" not in text
    for path in (f"/workspace/views/{view.pk}/", f"/workspace/notes/{note.pk}/"):
        assert client.post(path, {"action": "delete"}).status_code in (302, 403, 404)
    assert SavedView.objects.filter(pk=view.pk).exists()
    assert Note.objects.filter(pk=note.pk).exists()


CODE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
FREE = {
    "title", "official_title", "sponsor", "city", "facility", "name", "label", "as_reported", "statement", "measure",
    "time_frame", "note", "publisher", "cited", "resolution", "text", "remark", "why_stopped", "reason", "item",
    "description", "acronym", "preparation", "vehicle", "markers", "manufacturer", "medium", "passage",
}  # fmt: skip


def poisoned(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: poisoned(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, "city" if key in ("conditions", "collaborators") else "") for one in value]
    return CODE if isinstance(value, str) and key in FREE else value


@pytest.mark.parametrize("registry_id", [TRIAL, "NCT01724398", "PUB-Xu-2019"])
def test_text_of_a_record_is_never_code(registry_id):
    record = record_of(poisoned(record_data(from_file(registry_id))))
    assert record.title == CODE
    store_trial(record=record)
    client = visitor("chief")
    pk = Trial.objects.get(registry_id=registry_id).pk
    claim = Claim.objects.filter(trial_id=pk).first().pk
    for path in (
        "/", f"/trials/?q={registry_id}", f"/trials/?q={registry_id}&rows=trial", f"/trials/{registry_id}/",
        f"/compare/?trial={registry_id}", f"/compare/?trial={registry_id}&by=trial", f"/trials/{registry_id}/notes/",
        "/admin/trials/trial/", f"/admin/trials/trial/{pk}/change/", f"/admin/trials/claim/{claim}/change/",
    ):  # fmt: skip
        text = client.get(path).text
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path

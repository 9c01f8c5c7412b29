"""An unchanged page is answered with 304, and never after anything that it shows has changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.admin.forms import form_data, post_confirmed
from trials.actions.changes import delete_trials, mark_data_changed
from trials.models import Claim, Discrepancy, Trial
from trials.views import conditional

pytestmark = pytest.mark.usefixtures("evidence_db")

TRIAL = "NCT03945487"
DETAIL = f"/trials/{TRIAL}/"
PAGES = [
    pytest.param("/", id="home"),
    pytest.param("/trials/?syndrome=ACLF&per=50", id="list"),
    pytest.param(DETAIL, id="trial"),
    pytest.param(f"/compare/?trial={TRIAL}&trial=NCT03668171", id="compare"),
    pytest.param("/methods/", id="methods"),
]
OF_DATA = [one for one in PAGES if one.id != "methods"]
Ask = Callable[..., Any]


@pytest.fixture
def ask() -> Ask:
    """Ask for a page as a browser does that has an answer in its cache."""

    def asked(address: str, known: Any = None, **headers: str) -> Any:
        if known is not None:
            headers["If-None-Match"] = known.headers["ETag"]
        return Client().get(address, headers=headers)

    return asked


@pytest.mark.parametrize("address", PAGES)
def test_unchanged_page_is_not_sent_again(ask: Ask, address: str) -> None:
    full = ask(address)
    again = ask(address, full)
    assert (full.status_code, again.status_code, again.content) == (200, 304, b"")
    assert full.headers["ETag"] == again.headers["ETag"]
    for answer in (full, again):
        assert answer.headers["Cache-Control"] == "private, no-cache"
        named = {name.strip() for name in answer.headers["Vary"].split(",")}
        assert named == {"Accept-Encoding", "Cookie", "HX-Request", "HX-History-Restore-Request"}
        assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("address", PAGES)
def test_compressed_page_is_known_by_the_same_tag(ask: Ask, address: str) -> None:
    packed = ask(address, **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"].startswith('W/"')
    assert ask(address, packed, **{"Accept-Encoding": "gzip"}).status_code == 304
    assert ask(address, packed).status_code == 304


def test_tags_differ_by_address_fragment_and_host(ask: Ask) -> None:
    answers = [
        ask("/trials/"),
        ask("/trials/?per=50"),
        ask("/trials/?per=50&page=2"),
        ask("/trials/", **{"HX-Request": "true"}),
        ask("/trials/", **{"HX-Request": "true", "HX-History-Restore-Request": "true"}),
        ask("/trials/", Host="localhost"),
        ask("/"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["ETag"] for answer in answers}) == len(answers)
    assert ask("/trials/", answers[0], **{"HX-Request": "true"}).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_another_release_makes_every_page_new(ask: Ask, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    full = ask(address)
    monkeypatch.setattr(conditional, "pages_fingerprint", lambda: "another")
    assert ask(address, full).status_code == 200


def test_another_day_makes_the_citation_new(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    full = ask(DETAIL)
    tomorrow = conditional.timezone.localdate().replace(year=2050)
    monkeypatch.setattr(conditional.timezone, "localdate", lambda: tomorrow)
    assert ask(DETAIL, full).status_code == 200


# --- After a change ----------------------------------------------------------------------------------------------


@pytest.fixture
def as_curator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("mira", password="a long enough password"))
    return client


def edit(client: Client, **typed: str) -> None:
    """Send the trial's page in the admin with some fields typed over; `__` stands for `-` in their names."""
    address = reverse("admin:trials_trial_change", args=[Trial.objects.get(registry_id=TRIAL).pk])
    data = form_data(client.get(address).text)
    for name, value in typed.items():
        assert name.replace("__", "-") in data
        data[name.replace("__", "-")] = [value]
    assert post_confirmed(client, address, data).status_code == 302


@pytest.mark.parametrize("address", OF_DATA)
def test_page_is_new_after_an_edit_in_the_admin(ask: Ask, address: str, as_curator: Client) -> None:
    full = ask(address)
    edit(as_curator, regimens__0__dose_low="2e6", regimens__0__dose_high="2e6")
    changed = ask(address, full)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != full.headers["ETag"]
    assert ask(address, changed).status_code == 304


def test_trial_is_new_after_words_of_a_discrepancy_changed(ask: Ask, as_curator: Client) -> None:
    trial = Trial.objects.get(registry_id=TRIAL)
    Discrepancy.objects.create(trial=trial, position=9, text="Two doses are named.", topic="dose")
    mark_data_changed()
    full = ask(DETAIL)
    place = Discrepancy.objects.filter(trial=trial).count() - 1
    edit(as_curator, **{f"discrepancies__{place}__text": "Three doses are named."})
    changed = ask(DETAIL, full)
    assert changed.status_code == 200
    assert "Three doses are named." in changed.text


def test_trial_is_new_after_a_claim_was_accepted(ask: Ask, as_curator: Client) -> None:
    claim = Claim.objects.filter(accepted=False, is_rival=True, path__endswith="/dose").order_by("pk").first()
    address = f"/trials/{claim.trial.registry_id}/"
    full = ask(address)
    as_curator.post(reverse("admin:trials_claim_accept", args=[claim.pk]))
    assert ask(address, full).status_code == 200


def test_page_that_names_a_curator_follows_the_account(ask: Ask, as_curator: Client) -> None:
    edit(as_curator, regimens__0__dose_low="2e6", regimens__0__dose_high="2e6")
    full = ask(DETAIL)
    assert "mira" in full.text
    other = get_user_model().objects.get(username="mira")
    address = reverse("admin:auth_user_change", args=[other.pk])
    data = form_data(as_curator.get(address).text) | {"username": ["miranda"]}
    assert as_curator.post(address, data).status_code == 302
    renamed = ask(DETAIL, full)
    assert renamed.status_code == 200
    assert "miranda" in renamed.text
    get_user_model().objects.create_superuser("root", password="a long enough password")
    as_curator.force_login(get_user_model().objects.get(username="root"))
    as_curator.post(reverse("admin:auth_user_delete", args=[other.pk]), {"post": "yes"})
    # The name stays at the decision when the account goes.
    assert "miranda" in ask(DETAIL).text


def test_list_is_new_after_trials_were_deleted(ask: Ask) -> None:
    full = ask("/trials/")
    delete_trials(trials=Trial.objects.filter(registry_id=TRIAL))
    assert ask("/trials/", full).status_code == 200


# --- Never ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
def test_session_gets_no_tag(ask: Ask, address: str, as_curator: Client) -> None:
    full = ask(address)
    answer = as_curator.get(address, headers={"If-None-Match": full.headers["ETag"]})
    assert answer.status_code == 200
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_message_in_a_cookie_gets_no_tag(ask: Ask) -> None:
    full = ask("/")
    client = Client()
    client.cookies["messages"] = "something"
    answer = client.get("/", headers={"If-None-Match": full.headers["ETag"]})
    assert (answer.status_code, "ETag" in answer.headers) == (200, False)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param("/trials/NCT00000000/", 404, id="unknown-trial"),
        pytest.param("/trials/?dose_min=much", 400, id="wrong-value"),
        pytest.param("/compare/?weight=1", 400, id="wrong-weight"),
        pytest.param("/trials/nct03945487/", 301, id="other-spelling"),
        pytest.param("/trials/?q=", 302, id="empty-field"),
    ],
)
def test_answer_that_is_no_page_has_no_tag(ask: Ask, address: str, status: int) -> None:
    answer = ask(address, **{"If-None-Match": "*"})
    assert (answer.status_code, "ETag" in answer.headers) == (status, False)


def test_pages_in_development_are_always_new(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    full = ask("/methods/")
    monkeypatch.setattr(settings, "DEBUG", True)
    answer = ask("/methods/", full)
    assert (answer.status_code, "ETag" in answer.headers) == (200, False)

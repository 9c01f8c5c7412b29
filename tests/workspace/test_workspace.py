"""A person's workspace: only their own, shared by a link that can be closed, exported and deleted."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.actions.makers import curate
from trials.models import Arm, Claim, Note, SavedView, Trial
from trials.views.workspace_forms import read_address

COMPARISON = "/compare/?trial=NCT05985863&weight=70"
PASSWORD = "a long enough password"
PAGES = [
    "trials:workspace",
    "trials:save_view",
    "trials:workspace_export",
    "trials:workspace_delete",
    "trials:password",
]


def person(name, **more):
    return get_user_model().objects.create_user(name, password=PASSWORD, **more)


@pytest.fixture
def ada(client, evidence_db):
    user = person("ada")
    client.force_login(user)
    return user


@pytest.fixture
def other(evidence_db):
    return person("other")


def save(client, name="Two arms", address=COMPARISON):
    return client.post(reverse("trials:save_view"), {"name": name, "address": address})


def write(client, registry_id="NCT05985863", **typed):
    return client.post(reverse("trials:notes", args=[registry_id]), {"path": "", "text": "Ask the sponsor", **typed})


# --- Saved views -------------------------------------------------------------------------------------------------


def test_comparison_is_saved_and_opened_again(client, ada):
    assert save(client).status_code == 302
    view = SavedView.objects.get()
    assert (view.owner, view.page, view.query, view.token) == (ada, "compare", "trial=NCT05985863&weight=70", None)
    page = client.get(reverse("trials:workspace"))
    assert 'href="/compare/?trial=NCT05985863&amp;weight=70"' in page.text


def test_list_with_filters_is_saved(client, ada):
    save(client, address="/trials/?q=umbilical+cord&syndrome=ACLF&syndrome=ALF")
    view = SavedView.objects.get()
    assert (view.page, view.query) == ("trials", "q=umbilical+cord&syndrome=ACLF&syndrome=ALF")


def test_name_used_again_takes_the_new_view_and_keeps_its_link(client, ada):
    save(client)
    view = SavedView.objects.get()
    client.post(reverse("trials:change_view", args=[view.pk]), {"action": "share"})
    token = SavedView.objects.get().token
    save(client, address="/trials/?q=x")
    assert (SavedView.objects.get().page, SavedView.objects.get().token) == ("trials", token)


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/compare/?trial=x",
        "//elsewhere.example/compare/",
        "/admin/",
        "/compare",
        "/trials/NCT05985863/",
        "javascript:alert(1)",
        "/compare/\\elsewhere.example",
        "http://[",
        "/compare/?" + "&".join(f"arm={n}" for n in range(600)),
        "/compare/?q=" + "x" * 9000,
        "",
    ],
)
def test_address_that_is_no_view_is_refused(client, ada, address):
    response = save(client, address=address)
    assert response.status_code == 200
    assert "address" in response.context["form"].errors
    assert not SavedView.objects.exists()


def test_address_is_kept_word_for_word(db):
    assert read_address("/compare/?arm=NCT1%3A1&arm=NCT2:2&weight=") == ("compare", "arm=NCT1%3A1&arm=NCT2%3A2&weight=")
    assert read_address("/trials/") == ("trials", "")


def test_markup_in_a_name_stays_text(client, ada):
    save(client, name="<script>alert(1)</script>")
    page = client.get(reverse("trials:workspace"))
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


# --- Shared links ------------------------------------------------------------------------------------------------


def test_shared_link_opens_for_anybody_until_it_is_closed(client, ada):
    save(client)
    pk = SavedView.objects.get().pk
    client.post(reverse("trials:change_view", args=[pk]), {"action": "share"})
    token = SavedView.objects.get().token
    assert len(token) >= 32
    client.logout()
    response = client.get(reverse("trials:shared", args=[token]))
    assert (response.status_code, response.headers["Location"]) == (302, COMPARISON)
    assert "ada" not in str(response.headers)
    client.force_login(ada)
    client.post(reverse("trials:change_view", args=[pk]), {"action": "unshare"})
    assert client.get(reverse("trials:shared", args=[token])).status_code == 404
    client.post(reverse("trials:change_view", args=[pk]), {"action": "share"})
    assert SavedView.objects.get().token != token


def test_shared_link_changes_nothing(client, ada):
    save(client)
    view = SavedView.objects.get()
    client.post(reverse("trials:change_view", args=[view.pk]), {"action": "share"})
    address = reverse("trials:shared", args=[SavedView.objects.get().token])
    client.logout()
    assert client.post(address, {"action": "delete"}).status_code == 405
    assert SavedView.objects.exists()


@pytest.mark.parametrize("token", ["x", "None", "%00", "a" * 300])
def test_link_that_never_was_leads_nowhere(client, db, token):
    assert client.get(f"/shared/{token}/").status_code == 404


# --- Whose it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_sent_to_the_login(client, db, name):
    response = client.get(reverse(name))
    assert (response.status_code, response.headers["Location"]) == (302, f"/accounts/login/?next={reverse(name)}")


@pytest.mark.parametrize("action", ["share", "unshare", "delete"])
def test_view_of_another_person_cannot_be_touched(client, ada, other, action):
    save(client)
    view = SavedView.objects.get()
    client.force_login(other)
    assert client.post(reverse("trials:change_view", args=[view.pk]), {"action": action}).status_code == 404
    assert SavedView.objects.get().token is None
    theirs = Client()  # without the messages that wait for the first person
    theirs.force_login(other)
    assert "Two arms" not in theirs.get(reverse("trials:workspace")).text


def test_note_of_another_person_is_neither_read_nor_changed(client, ada, other):
    write(client, is_shared="on")
    note = Note.objects.get()
    client.force_login(other)
    assert "Ask the sponsor" not in client.get(reverse("trials:notes", args=["NCT05985863"])).text
    assert client.get(reverse("trials:note", args=[note.pk])).status_code == 404
    assert client.post(reverse("trials:note", args=[note.pk]), {"action": "delete"}).status_code == 404
    assert Note.objects.exists()


# --- Notes -------------------------------------------------------------------------------------------------------


def test_note_on_a_value_is_written_changed_and_deleted(client, ada):
    assert write(client, path="arms/msc-1-huc-msc/regimens/msc/dose").status_code == 302
    note = Note.objects.get()
    assert (note.path, note.is_shared, note.owner) == ("arms/msc-1-huc-msc/regimens/msc/dose", False, ada)
    page = client.get(reverse("trials:notes", args=["nct05985863"]))
    assert "Arm 1, " in page.text
    client.post(reverse("trials:note", args=[note.pk]), {"text": "Answered", "is_shared": "on", "path": "enrolment"})
    note.refresh_from_db()
    assert (note.text, note.is_shared, note.path) == ("Answered", True, "arms/msc-1-huc-msc/regimens/msc/dose")
    client.post(reverse("trials:note", args=[note.pk]), {"action": "delete"})
    assert not Note.objects.exists()


@pytest.mark.parametrize("typed", [{"text": "  "}, {"path": "arms/nobody"}, {"path": "../x"}, {"text": "x" * 10_001}])
def test_note_without_words_or_place_is_refused(client, ada, typed):
    assert write(client, **typed).status_code == 200
    assert not Note.objects.exists()


def test_staff_read_shared_notes_and_no_private_ones(client, ada):
    write(client, text="For all of us", is_shared="on")
    write(client, text="For myself")
    client.force_login(person("staff", is_staff=True))
    page = client.get(reverse("trials:notes", args=["NCT05985863"]))
    assert "For all of us" in page.text
    assert "For myself" not in page.text


def test_note_follows_its_arm_when_a_curator_takes_another_away(client, ada):
    write(client, path="arms/msc-2-huc-msc-prolonged")
    write(client, path="arms/msc-1-huc-msc/regimens/msc/dose", text="Gone with its arm")
    curate("NCT05985863", lambda trial: Arm.objects.get(trial=trial, position=1).delete())
    assert set(Note.objects.values_list("path", flat=True)) == {
        "arms/msc-2-huc-msc-prolonged",
        "removed/arms/msc-1-huc-msc/regimens/msc/dose",
    }
    assert client.get(reverse("trials:notes", args=["NCT05985863"])).status_code == 200
    assert client.get(reverse("trials:workspace")).status_code == 200


@pytest.mark.parametrize("registry_id", ["NCT0", "%00", "NCT05985863%00"])
def test_unknown_trial_has_no_notes(client, ada, registry_id):
    assert client.get(f"/trials/{registry_id}/notes/").status_code == 404


# --- Export, deletion, account -----------------------------------------------------------------------------------


def test_export_holds_everything_and_nothing_of_others(client, ada, other):
    save(client)
    write(client, path="arms/msc-1-huc-msc")
    client.force_login(other)
    save(client, name="Theirs")
    client.force_login(ada)
    response = client.get(reverse("trials:workspace_export"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    data = json.loads(response.content)
    assert data["account"]["username"] == "ada"
    assert [view["name"] for view in data["saved_views"]] == ["Two arms"]
    assert [(note["trial"], note["path"], note["text"]) for note in data["notes"]] == [
        ("NCT05985863", "arms/msc-1-huc-msc", "Ask the sponsor")
    ]
    assert "password" not in response.text


def test_deleting_takes_everything_of_mine_and_leaves_decisions(client, ada, other):
    save(client)
    write(client)
    Note.objects.create(owner=other, trial=Trial.objects.first(), text="theirs", written_at="2024-01-01T00:00Z")
    claims = Claim.objects.count()
    assert "Delete my data?" in client.get(reverse("trials:workspace_delete")).text
    assert SavedView.objects.exists()
    client.post(reverse("trials:workspace_delete"))
    assert not SavedView.objects.exists()
    assert list(Note.objects.values_list("text", flat=True)) == ["theirs"]
    assert Claim.objects.count() == claims


def test_login_leads_back_and_never_elsewhere(client, evidence_db):
    person("ada")
    login = reverse("trials:login")
    typed = {"username": "ada", "password": PASSWORD}
    assert client.post(login, typed | {"next": "/workspace/save/"}).headers["Location"] == "/workspace/save/"
    client.logout()
    assert client.post(login, typed | {"next": "https://elsewhere.example/"}).headers["Location"] == "/workspace/"
    assert client.get(login).headers["Location"] == "/workspace/"
    assert client.get(reverse("trials:logout")).status_code == 405
    assert client.post(reverse("trials:logout")).headers["Location"] == "/"


def test_login_is_refused_after_five_wrong_passwords(client, db):
    person("ada")
    answers = [
        client.post(reverse("trials:login"), {"username": "ada", "password": f"guess {n}"}).status_code
        for n in range(6)
    ]
    assert answers == [200, 200, 200, 200, 429, 429]


def test_password_is_changed(client, ada):
    typed = {
        "old_password": PASSWORD,
        "new_password1": "another long one, yes",
        "new_password2": "another long one, yes",
    }
    assert client.post(reverse("trials:password"), typed).status_code == 302
    ada.refresh_from_db()
    assert ada.check_password("another long one, yes")


# --- Notes beside what they are about ----------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/trials/NCT05985863/", "/compare/?trial=NCT05985863"])
def test_notes_stand_on_the_pages_of_their_trial_for_those_who_may_read_them(client, ada, other, page):
    write(client, text="Ask about the second course", path="arms/msc-2-huc-msc-prolonged/regimens/msc-2/dose")
    mine = client.get(page)
    assert "Ask about the second course" in mine.text
    assert [words for _, words in mine.context["notes"]] == ["Arm 2, hUC-MSC: dose"]
    client.force_login(other)
    assert "Ask about" not in client.get(page).text
    client.logout()
    assert "Ask about" not in client.get(page).text


def test_staff_find_shared_notes_in_their_workspace(client, ada):
    write(client, text="Shared with you", is_shared="on")
    write(client, text="Only mine")
    client.force_login(person("curator", is_staff=True))
    page = client.get(reverse("trials:workspace")).text
    assert "Shared with you" in page and "Only mine" not in page
    client.force_login(person("visitor"))
    assert "Shared with" not in client.get(reverse("trials:workspace")).text


def test_note_can_be_about_a_fact_or_one_of_several_limits(client, ada):
    page = client.get(reverse("trials:notes", args=["NCT03668171"])).text
    assert '<option value="enrolment">Enrolment</option>' in page
    assert "Criterion 5, limit: ACLF: prothrombin activity low or INR high" in page
    write(client, "NCT03668171", path="enrolment")
    assert Note.objects.get().path == "enrolment"


def test_header_names_who_is_logged_in(client, ada):
    assert 'Workspace<span class="who"> of ada' in client.get("/methods/").text
    client.logout()
    assert 'class="who"' not in client.get("/methods/").text

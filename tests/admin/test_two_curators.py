"""Two curators at one trial: what differs is put together, what clashes is shown, and nothing is lost or misfiled."""

import re

import pytest
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.actions.makers import accepted, shown, stored
from tests.admin.conftest import person
from tests.admin.forms import form_data, post_confirmed
from tests.admin.test_trial_admin import DOSE, DOSED, address, errors
from trials.actions.curation import begin_curation, finish_curation
from trials.models import Arm, Claim, Criterion, Trial


@pytest.fixture
def other(evidence_db):
    return person("noor", "Curator")


@pytest.fixture
def as_other(other):
    client = Client()
    client.force_login(other)
    return client


def opened(client):
    return form_data(client.get(address()).text)


def send(client, page, **typed):
    return post_confirmed(
        client, address(), page | {name.replace("__", "-"): text for name, text in typed.items()} | GO_ON
    )


GO_ON = {"_continue": "1"}


def decisions():
    found = Claim.objects.filter(trial__registry_id=DOSED, method="curator", accepted=True)
    return {claim.path: claim.by.username for claim in found}


def test_different_values_are_both_stored_each_in_its_own_name(as_curator, as_other, curator, other):
    page = opened(as_curator)
    assert (
        send(as_other, opened(as_other), regimens__0__dose_low="2e6", regimens__0__dose_high="2e6").status_code == 302
    )
    response = as_curator.post(address(), page | {"enrolment": "7"} | GO_ON, follow=True)
    assert (stored(DOSED).enrolment, shown(DOSED).arms[0].regimens[0].dose.low) == (7, 2000000)
    assert decisions() == {DOSE: other.username, "enrolment": curator.username}
    assert re.search(
        f"While your page was open the trial was changed \\({other.username}, ..:..: {DOSE}\\)", response.text
    )


def test_two_values_of_one_row_are_put_together(as_curator, as_other):
    page = opened(as_curator)
    assert send(as_other, opened(as_other), arms__0__size="31").status_code == 302
    assert send(as_curator, page, arms__0__label="Cells, and care").status_code == 302
    assert (stored(DOSED).arms[0].size, stored(DOSED).arms[0].label) == (31, "Cells, and care")


def test_the_same_change_made_twice_is_no_clash(as_curator, as_other, other):
    page = opened(as_curator)
    assert send(as_other, opened(as_other), enrolment="31").status_code == 302
    assert send(as_curator, page, enrolment=" 31").status_code == 302
    assert decisions() == {"enrolment": other.username}


@pytest.mark.parametrize(
    ("choice", "size", "by"), [("typed", 7, "mira"), ("stored", 31, "noor"), (None, 7, "mira")], ids=str
)
def test_a_clash_shows_both_and_is_decided_by_its_sender(as_curator, as_other, choice, size, by):
    page = opened(as_curator)
    assert send(as_other, opened(as_other), enrolment="31", arms__0__size="5").status_code == 302
    before, claims = stored(DOSED), Claim.objects.count()
    refused = send(as_curator, page, enrolment="7", sponsor="Another sponsor")
    assert refused.status_code == 200
    assert "somebody else changed one place that you changed too" in errors(refused)["__all__"][0]
    assert re.search(r"While your page was open the trial was changed \(noor, \d\d:\d\d: ", refused.text)
    (clash,) = refused.context["clashes"]
    assert (clash.what, clash.opened, clash.stored, clash.typed) == ("Enrolment", "200", "31", "7")
    assert (stored(DOSED), Claim.objects.count()) == (before, claims)
    kept = form_data(refused.text)
    assert (kept["enrolment"], kept["sponsor"], kept["arms-0-size"]) == (["7"], ["Another sponsor"], ["5"])
    decided = kept | GO_ON | ({clash.choice: choice} if choice else {})
    assert as_curator.post(address(), decided).status_code == 302
    found = stored(DOSED)
    assert (found.enrolment, found.sponsor, found.arms[0].size) == (size, "Another sponsor", 5)
    assert decisions() == {"enrolment": by, "sponsor": "mira", "arms/comprehensive-uc-msc/size": "noor"}


def test_a_choice_that_was_overtaken_is_asked_again(as_curator, as_other):
    page = opened(as_curator)
    assert send(as_other, opened(as_other), enrolment="31").status_code == 302
    refused = form_data(send(as_curator, page, enrolment="7").text)
    assert send(as_other, opened(as_other), enrolment="32").status_code == 302
    again = as_curator.post(address(), refused | GO_ON)
    (clash,) = again.context["clashes"]
    assert (clash.opened, clash.stored, clash.typed) == ("31", "32", "7")
    assert as_curator.post(address(), form_data(again.text) | {clash.choice: "stored"} | GO_ON).status_code == 302
    assert stored(DOSED).enrolment == 32


def new_arm(page, label):
    number = int(page["arms-TOTAL_FORMS"][0])
    at = f"arms-{number}-"
    return {
        "arms-TOTAL_FORMS": str(number + 1), f"{at}id": "", f"{at}label": label, f"{at}role": "EXPERIMENTAL",
        f"{at}size": "",
    }  # fmt: skip


def test_rows_that_both_added_are_both_there(as_curator, as_other):
    page = opened(as_curator)
    theirs = opened(as_other)
    assert as_other.post(address(), theirs | new_arm(theirs, "Theirs") | GO_ON).status_code == 302
    assert as_curator.post(address(), page | new_arm(page, "Mine") | GO_ON).status_code == 302
    assert [arm.label for arm in stored(DOSED).arms][2:] == ["Theirs", "Mine"]


def test_row_taken_away_by_the_other_moves_no_value_to_another_row(as_curator, as_other):
    page = opened(as_curator)
    statements = [one.statement for one in stored(DOSED).criteria]
    assert send(as_other, opened(as_other), criteria__1__DELETE="on").status_code == 302
    assert send(as_curator, page, criteria__2__statement="Said anew").status_code == 302
    assert [one.statement for one in stored(DOSED).criteria] == [statements[0], "Said anew", *statements[3:]]


@pytest.mark.parametrize(("choice", "is_back"), [("typed", True), ("stored", False)])
def test_row_taken_away_by_the_other_while_it_was_typed_in(as_curator, as_other, choice, is_back):
    page = opened(as_curator)
    number = len(stored(DOSED).criteria)
    assert send(as_other, opened(as_other), criteria__1__DELETE="on").status_code == 302
    refused = send(as_curator, page, criteria__1__statement="Said anew", enrolment="7")
    (clash,) = refused.context["clashes"]
    assert clash.stored is None
    assert "Said anew" in clash.typed
    assert Criterion.objects.filter(trial__registry_id=DOSED).count() == number - 1
    assert as_curator.post(address(), form_data(refused.text) | {clash.choice: choice} | GO_ON).status_code == 302
    found = stored(DOSED)
    assert ("Said anew" in [one.statement for one in found.criteria]) is is_back
    assert (len(found.criteria), found.enrolment) == (number if is_back else number - 1, 7)


@pytest.mark.parametrize(("choice", "is_left"), [("typed", False), ("stored", True)])
def test_row_typed_in_by_the_other_while_it_was_to_be_taken_away(as_curator, as_other, choice, is_left):
    page = opened(as_curator)
    assert send(as_other, opened(as_other), arms__1__size="44").status_code == 302
    refused = send(as_curator, page, arms__1__DELETE="on")
    (clash,) = refused.context["clashes"]
    assert clash.typed is None
    assert "44" in clash.stored
    assert Arm.objects.filter(trial__registry_id=DOSED).count() == 2
    assert as_curator.post(address(), form_data(refused.text) | {clash.choice: choice} | GO_ON).status_code == 302
    assert [arm.size for arm in stored(DOSED).arms][1:] == ([44] if is_left else [])


def test_what_does_not_fit_once_put_together_is_an_error_at_its_field(as_curator, as_other):
    page = opened(as_curator)
    assert send(as_other, opened(as_other), regimens__0__days="0, 7").status_code in (200, 302)
    assert send(as_other, opened(as_other), regimens__0__doses_count="2", regimens__0__days="0, 7").status_code == 302
    response = send(as_curator, page, regimens__0__dose_high="500")
    assert "dose_high" in " ".join(errors(response)) or "dose_low" in " ".join(errors(response))
    assert stored(DOSED).arms[0].regimens[0].schedule.days == (0, 7)


@pytest.mark.parametrize(
    ("seen", "typed"),
    [("", {}), ("x", {"mark": ""}), ("eyJhIjoxfQ:1abc:def", {"mark": "x 2020-13-41T00:00:00"})],
    ids=["none", "broken", "forged"],
)
def test_page_that_cannot_say_what_it_showed_stores_nothing(as_curator, as_other, typed, seen):
    page = opened(as_curator)
    assert send(as_other, opened(as_other), enrolment="31").status_code == 302
    before = stored(DOSED)
    response = as_curator.post(address(), page | {"enrolment": "7", "opened": seen} | typed | GO_ON)
    assert "changed after this page was opened" in errors(response)["__all__"][0]
    assert stored(DOSED) == before


def test_change_stored_while_a_page_is_being_read_is_never_undone(as_curator, monkeypatch):
    """Somebody stores a change after the page's row was read and before the page is made, each time it is read."""
    read, others = ModelAdmin.get_object, []

    def read_then_changed(self, request, object_id, from_field=None):
        found = read(self, request, object_id, from_field)
        if request.method == "GET" and len(others) < 2:
            others.append(100 + len(others))
            trial = Trial.objects.get(registry_id=DOSED)
            with transaction.atomic():
                begun = begin_curation(trial=trial)
                Trial.objects.filter(pk=trial.pk).update(enrolment=others[-1])
                trial.refresh_from_db()
                finish_curation(trial=trial, curation=begun, by=request.user, at=timezone.now())
        return found

    with monkeypatch.context() as patch:
        patch.setattr(ModelAdmin, "get_object", read_then_changed)
        data = opened(as_curator)
    assert data["enrolment"] != [str(others[-1])]
    response = as_curator.post(address(), data | {"title": "Another title"} | GO_ON)
    assert response.status_code == 302
    assert (stored(DOSED).enrolment, stored(DOSED).title) == (others[-1], "Another title")
    assert accepted(DOSED, "title").by.username == "mira"

"""What a page of the admin may send at most, and accounts whose names stand at decisions."""

import pytest
from django.contrib.auth.models import User
from django.db.models import ProtectedError

from tests.actions.makers import accepted
from tests.admin.test_trial_admin import DOSED, address, page_data, submit
from trials.actions.accounts import delete_accounts
from trials.admin.bounds import MOST_NEW_ROWS
from trials.models import Claim, Criterion, Trial


def rows(number, first=0):
    found = {"criteria-TOTAL_FORMS": str(number)}
    for place in range(first, number):
        found |= {f"criteria-{place}-kind": "inclusion", f"criteria-{place}-statement": "", f"criteria-{place}-id": ""}
    return found


@pytest.mark.parametrize("number", ["1000", "9" * 40])
def test_a_thousand_rows_are_refused_by_name_before_they_are_read(as_curator, number, monkeypatch):
    page = page_data(as_curator, DOSED)
    monkeypatch.setattr("trials.admin.merging.put_together", lambda *args: pytest.fail("the rows were read"))
    answer = as_curator.post(address(), page | rows(1000) | {"criteria-TOTAL_FORMS": number})
    assert answer.status_code == 400
    assert "criteria-TOTAL_FORMS" in answer.text
    assert f"at most {MOST_NEW_ROWS} can be added at once" in answer.text


def test_as_many_new_rows_as_may_be_are_checked_one_by_one(as_curator):
    stored = Criterion.objects.filter(trial__registry_id=DOSED).count()
    answer = as_curator.post(address(), page_data(as_curator, DOSED) | rows(stored + MOST_NEW_ROWS, stored))
    assert answer.status_code in (200, 302)
    refused = as_curator.post(address(), page_data(as_curator, DOSED) | rows(stored + MOST_NEW_ROWS + 1, stored))
    assert refused.status_code == 400


def test_new_trial_with_a_thousand_rows_is_refused(as_curator):
    answer = as_curator.post("/admin/trials/trial/add/", {"registry_id": "NCT00000001"} | rows(1000))
    assert answer.status_code == 400
    assert not Trial.objects.filter(registry_id="NCT00000001").exists()


def decide(as_curator):
    assert submit(as_curator, enrolment="7").status_code == 302
    return accepted(DOSED, "enrolment")


@pytest.mark.parametrize(
    ("path", "data"),
    [("{pk}/delete/", {"post": "yes"}), ("", {"action": "delete_selected", "_selected_action": "{pk}", "post": "yes"})],
    ids=["its-page", "the-list"],
)
def test_account_with_decisions_is_kept_and_can_be_made_inactive(client, as_curator, curator, admin_user, path, data):
    decide(as_curator)
    client.force_login(admin_user)
    sent = {name: value.format(pk=curator.pk) for name, value in data.items()}
    answer = client.post("/admin/auth/user/" + path.format(pk=curator.pk), sent)
    assert "mira: 1 decision stands in this name" in answer.text
    assert "Active" in answer.text
    assert accepted(DOSED, "enrolment").by.username == "mira"
    with pytest.raises(ProtectedError):
        delete_accounts(people=User.objects.filter(pk=curator.pk))
    User.objects.filter(pk=curator.pk).update(is_active=False)
    assert Claim.objects.get(trial__registry_id=DOSED, path="enrolment", accepted=True).by.username == "mira"


def test_account_without_decisions_is_deleted(client, evidence_db, admin_user):
    person = User.objects.create_user("gone")
    client.force_login(admin_user)
    assert client.post(f"/admin/auth/user/{person.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.filter(username="gone").exists()

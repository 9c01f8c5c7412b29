"""Who may do what: curators edit, viewers look, strangers and readers stay outside; nobody deletes history."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from tests.actions.makers import stored
from tests.admin.forms import form_data
from tests.admin.test_trial_admin import DOSED, address
from trials.models import Claim, Trial

LISTS = ["admin:trials_trial_changelist", "admin:trials_claim_changelist"]


def codes(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def test_groups_of_a_new_database_have_their_permissions(db):
    curator, viewer = codes("Curator"), codes("Viewer")
    assert {"change_trial", "add_trial", "change_regimen", "delete_criterion", "view_claim"} <= curator
    assert not curator & {"delete_trial", "add_claim", "change_claim", "delete_claim", "change_user", "add_user"}
    assert viewer == {code for code in curator if code.startswith("view_")}
    apps = Permission.objects.filter(group__name__in=["Curator", "Viewer"]).values_list("content_type__app_label")
    assert set(apps) == {("trials",)}


@pytest.mark.parametrize("name", LISTS)
def test_strangers_and_readers_stay_outside(client, evidence_db, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(get_user_model().objects.create_user("reader"))
    assert client.get(reverse(name)).status_code == 302
    assert client.post(address(), {"title": "mine"}).status_code == 302
    assert stored(DOSED).title != "mine"


def test_viewer_sees_every_value_and_changes_none(as_viewer):
    page = as_viewer.get(address())
    assert page.status_code == 200
    assert "0, 21, 42" in page.text
    assert 'name="_save"' not in page.text
    before = stored(DOSED)
    assert as_viewer.post(address(), form_data(page.text) | {"title": "mine"}).status_code == 403
    assert stored(DOSED) == before


def test_viewer_accepts_no_claim(as_viewer):
    claim = Claim.objects.filter(accepted=False).first()
    page = as_viewer.get(reverse("admin:trials_claim_change", args=[claim.pk]))
    assert page.status_code == 200
    assert "Accept this claim" not in page.text
    assert as_viewer.post(reverse("admin:trials_claim_accept", args=[claim.pk])).status_code == 403
    assert Claim.objects.get(pk=claim.pk).accepted is False


def test_nobody_deletes_a_trial_or_a_claim(client, evidence_db):
    client.force_login(get_user_model().objects.create_superuser("admin"))
    trial, claim = Trial.objects.first(), Claim.objects.first()
    for name, row in (("trial", trial), ("claim", claim)):
        assert client.get(reverse(f"admin:trials_{name}_delete", args=[row.pk])).status_code == 403
        assert client.post(reverse(f"admin:trials_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:trials_claim_add")).status_code == 403
    assert Trial.objects.filter(pk=trial.pk).exists()
    assert Claim.objects.filter(pk=claim.pk).exists()

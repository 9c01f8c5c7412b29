"""A curator's first correction in a real browser; what the admin's pages say to a screen reader."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from playwright.sync_api import expect

from tests.actions.makers import FOLDER, accepted, shown
from trials.models import Claim

PASSWORD = "a long enough password"


@pytest.fixture
def server(live_server):
    """A server whose database is emptied after the test: its trials and its curator are made here."""
    call_command("loaddata", FOLDER / "NCT03945487.yaml", verbosity=0)
    group, _ = Group.objects.get_or_create(name="Curator")
    group.permissions.set(Permission.objects.filter(content_type__app_label="trials"))
    user = get_user_model().objects.create_user("mira", password=PASSWORD, is_staff=True)
    user.groups.add(group)
    return live_server.url


def log_in(page, server, path):
    page.goto(f"{server}/admin/login/?next={path}")
    page.get_by_label("Username").fill("mira")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.django_db(transaction=True)
def test_curator_corrects_a_dose(server, new_page):
    page = new_page(viewport={"width": 1280, "height": 900})
    log_in(page, server, "/admin/trials/trial/?q=NCT03945487")
    page.get_by_role("link", name="NCT03945487").click()
    expect(page.get_by_role("heading", name="Regimens")).to_be_visible()
    page.locator("#id_regimens-0-dose_low").fill("3e6")
    page.locator("#id_regimens-0-dose_high").fill("2e6")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("Dose: the low end is above the high end.")).to_be_visible()
    page.locator("#id_regimens-0-dose_low").fill("2e6")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_role("heading", name="Is this meant?")).to_be_visible()
    page.get_by_label("Yes, store it as it stands below").check()
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(
        page.get_by_text("1 decision filed in your name: arms/comprehensive-uc-msc/regimens/msc/dose.")
    ).to_be_visible()
    expect(page.locator("#id_regimens-0-dose_low")).to_have_value("2 000 000")
    assert shown("NCT03945487").arms[0].regimens[0].dose.low == 2000000
    claim = accepted("NCT03945487", "arms/comprehensive-uc-msc/regimens/msc/dose")
    assert (claim.method, claim.by.username) == ("curator", "mira")


@pytest.mark.django_db(transaction=True)
def test_admin_pages_are_clean(server, new_page, axe):
    page = new_page(viewport={"width": 1280, "height": 900})
    log_in(page, server, "/admin/trials/trial/")
    claim = Claim.objects.first()
    trial = claim.trial_id
    for path in ("trial/", f"trial/{trial}/change/", "trial/add/", "claim/", f"claim/{claim.pk}/change/"):
        page.goto(f"{server}/admin/trials/{path}")
        expect(page.locator("#content")).to_be_visible()
        assert page.errors == [], path
        assert axe(page) == [], path
        page.errors.clear()  # the checker itself tries inline styles

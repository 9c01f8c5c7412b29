"""The workspace in a real browser, also without JavaScript and on a narrow screen."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from playwright.sync_api import expect

from tests.actions.makers import FOLDER

PASSWORD = "a long enough password"


@pytest.fixture
def server(live_server):
    call_command("loaddata", FOLDER / "NCT05985863.yaml", verbosity=0)
    get_user_model().objects.create_user("ada", password=PASSWORD)
    return live_server.url


def save_and_share(page, server):
    page.goto(f"{server}/compare/?trial=NCT05985863&weight=70")
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Name").fill("For the protocol")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved as")).to_be_visible()
    page.get_by_role("button", name="Share by a link").click()
    return page.locator(".ws-link a").get_attribute("href")


@pytest.mark.django_db(transaction=True)
def test_comparison_is_sent_to_a_colleague(server, page_without_scripts, new_page):
    link = save_and_share(page_without_scripts, server)
    colleague = new_page()
    colleague.goto(server + link)
    expect(colleague).to_have_url(f"{server}/compare/?trial=NCT05985863&weight=70")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_clean_and_fit_a_phone(server, new_page, axe, scheme):
    page = new_page(color_scheme=scheme, viewport={"width": 320, "height": 640})
    save_and_share(page, server)
    page.goto(f"{server}/trials/NCT05985863/notes/")
    page.locator("#id_text").fill("Ask about the second cohort")
    page.get_by_role("button", name="Write the note").click()
    expect(page.get_by_text("Ask about the second cohort")).to_be_visible()
    note = page.get_by_role("link", name="Change or delete").get_attribute("href")
    for path in (
        "/workspace/",
        "/workspace/save/",
        "/trials/NCT05985863/notes/",
        note,
        "/workspace/delete/",
        "/accounts/password/",
    ):
        page.goto(server + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert page.errors == [], path
        assert axe(page) == [], path
        page.errors.clear()  # the checker itself tries inline styles
    page.goto(server + "/workspace/")
    page.get_by_role("button", name="Log out").click()
    page.goto(server + "/accounts/login/")
    assert axe(page) == []
    page.errors.clear()

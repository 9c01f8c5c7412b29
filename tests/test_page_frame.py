"""What every page shares: the skip link, the theme with and without scripts, the stylesheets' own rules."""

import re
from pathlib import Path

import django.contrib.admin
from django.contrib.admin import site
from django.test import Client
from playwright.sync_api import expect

from trials.release import FACTS_AS_OF

STYLES = Path(__file__).parent.parent / "static" / "css"
#: Linked by the admin's own forms (their Media), beside Django's sheets, whose variables it uses.
ADMIN_SHEET = "admin.css"
ADMIN_VARIABLES = Path(django.contrib.admin.__file__).parent / "static" / "admin" / "css"


def test_colours_stand_only_in_the_tokens():
    sheets = [path for path in STYLES.glob("*.css") if path.name != "tokens.css"]
    assert len(sheets) > 5
    colour = re.compile(r"#[0-9a-f]{3,8}\b(?=\s*[;,)])|\b(rgb|hsl|oklch)a?\(", re.IGNORECASE)
    assert [path.name for path in sheets if colour.search(path.read_text(encoding="utf-8"))] == []


def test_every_token_in_use_is_declared():
    pages = [path for path in STYLES.glob("*.css") if path.name != ADMIN_SHEET]
    assert undeclared(pages, pages) == set()
    admin = STYLES / ADMIN_SHEET
    assert undeclared([admin], [admin, *ADMIN_VARIABLES.glob("*.css")]) == set()


def undeclared(users, declarers):
    """The variables in use in some sheets that no sheet of others declares."""
    used, declared = ("\n".join(path.read_text(encoding="utf-8") for path in paths) for paths in (users, declarers))
    return set(re.findall(r"var\((--[\w-]+)", used)) - set(re.findall(r"(--[\w-]+)\s*:", declared))


def test_every_stylesheet_is_linked_by_a_template():
    templates = "\n".join(p.read_text(encoding="utf-8") for p in (STYLES.parents[1] / "templates").rglob("*.html"))
    unlinked = [path.name for path in STYLES.glob("*.css") if f"css/{path.name}" not in templates]
    assert unlinked == [ADMIN_SHEET]
    assert any(f"css/{ADMIN_SHEET}" in str(admin.media) for admin in site._registry.values())


def test_current_section_is_marked_once():
    text = Client().get("/methods/").text
    assert re.findall(r'aria-current="page">([^<]+)<', text) == ["Methods"]


def test_footer_claims_one_month_for_most_records_only():
    footer = Client().get("/methods/").text.partition("<footer")[2]
    assert f"Registry records mostly as of {FACTS_AS_OF}; each trial’s page names its own date" in footer


def test_search_words_stay_in_the_field_as_text():
    text = Client().get("/methods/", {"q": '"><b>x</b>'}).text
    assert 'value="&quot;&gt;&lt;b&gt;x&lt;/b&gt;"' in text


def test_skip_link_comes_first_and_leads_to_the_content(page, evidence_server):
    page.goto(f"{evidence_server}/methods/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_theme_is_chosen_and_kept(new_page, evidence_server):
    page = new_page(color_scheme="light")
    page.goto(f"{evidence_server}/methods/")
    page.get_by_role("button", name="Dark theme").click()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    expect(page.get_by_role("button", name="Light theme")).to_be_visible()


def test_theme_follows_the_system_without_scripts(new_page, evidence_server):
    page = new_page(color_scheme="dark", java_script_enabled=False)
    page.goto(f"{evidence_server}/methods/")
    expect(page.locator("[data-theme-toggle]")).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(16, 19, 22)")


def test_every_static_file_of_a_page_is_there(page, evidence_server):
    missing = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.goto(f"{evidence_server}/methods/")
    assert missing == []

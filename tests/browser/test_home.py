"""The first page in a real browser: search, ready comparisons, pictures with their tables, themes and phone."""

import re

import pytest
from playwright.sync_api import expect


def test_home_is_accessible_with_every_table_open(page, axe, evidence_server):
    page.goto(evidence_server)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert axe(page) == []


def test_home_fits_a_phone_with_every_table_open(narrow_page, axe, evidence_server):
    narrow_page.goto(evidence_server)
    narrow_page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert narrow_page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(narrow_page) == []


def test_search_finds_a_trial_without_scripts(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(evidence_server)
    page.locator("#home-q").fill("NCT05985863")
    page.get_by_role("button", name="Find trials").click()
    expect(page).to_have_url(re.compile(r"/trials/\?q=NCT05985863"))
    page.locator("table a[href^='/trials/NCT05985863/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Human Umbilical Cord")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("A second course of infusions", "12.5"),
        ("Repeated infusions in ACLF", "NCT03860155"),
        ("Low against high dose", "not yet extracted"),
    ],
)
def test_ready_comparison_opens(new_page, evidence_server, title, words):
    page = new_page()
    page.goto(evidence_server)
    page.get_by_role("link", name=title).click()
    expect(page.locator("table.compare")).to_contain_text(words)


def test_picture_has_its_table_behind_one_press(new_page, evidence_server):
    page = new_page()
    page.goto(evidence_server)
    picture = page.get_by_role("region", name="How often").or_(page.locator("section[aria-labelledby='h-often']")).first
    picture.locator("summary").focus()
    page.keyboard.press("Enter")
    drawn = picture.locator("svg desc").text_content()
    for row in picture.locator("tbody tr").all():
        label, number = row.locator("th").inner_text(), row.locator("td").inner_text()
        assert f"{label}: {number} arms" in drawn

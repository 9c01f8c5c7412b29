"""The sign of a contradiction in a browser: it opens both values by mouse and keyboard, also without scripts."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("evidence_db")
TRIAL = "/trials/NCT03668171/"
SIGN = "[data-contradiction='arms/msc/regimens/msc/schedule']"


def both_values(page: Page) -> None:
    opened = page.locator(".pop:popover-open")
    expect(opened).to_contain_text("weeks 0, 1, 2 registry arms and summary, shown here")
    expect(opened).to_contain_text("weeks 0, 4, 8 registry intervention text")
    expect(opened).to_contain_text("two places of the record against one")


def test_sign_opens_both_values_and_the_page_stays_accessible(page: Page, evidence_server, axe):
    page.goto(f"{evidence_server}{TRIAL}")
    page.locator(SIGN).click()
    both_values(page)
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".pop:popover-open")).to_have_count(0)


def test_sign_works_by_keyboard_and_without_scripts(page_without_scripts: Page, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}{TRIAL}")
    page.locator(SIGN).focus()
    page.keyboard.press("Enter")
    both_values(page)
    page.locator(".pop:popover-open a").click()
    expect(page.locator("#discrepancy-1")).to_be_in_viewport()


def test_reading_notes_are_folded_and_open_at_a_link(page: Page, evidence_server):
    page.goto(f"{evidence_server}{TRIAL}#discrepancy-8")
    expect(page.locator("#discrepancy-8")).to_be_visible()
    page.goto(f"{evidence_server}/trials/NCT06884904/")
    expect(page.locator("#reading-notes details")).not_to_have_attribute("open", "")


def test_phone_opens_a_sign_without_scrolling_sideways(narrow_page: Page, evidence_server):
    page = narrow_page
    page.goto(f"{evidence_server}{TRIAL}")
    page.locator(SIGN).click()
    both_values(page)
    box = page.locator(".pop:popover-open").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_sign_of_a_comparison_opens_both_values(page: Page, evidence_server, axe):
    page.goto(f"{evidence_server}/compare/?arm=NCT03668171:msc&arm=NCT01724398:uc-msc")
    assert axe(page) == []
    page.locator(f"td {SIGN}").click()
    both_values(page)

"""The trial page in a real browser: opened, printed, without scripts, by keyboard, in both themes and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

RECORDS = ["NCT03668171", "NCT01322906", "NCT05985863", "NCT02997878"]


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("registry_id", RECORDS)
def test_trial_is_accessible_with_everything_open(page, axe, evidence_server, registry_id):
    page.goto(f"{evidence_server}/trials/{registry_id}/")
    open_all(page)
    assert axe(page) == []


@pytest.mark.parametrize("registry_id", RECORDS)
def test_trial_fits_a_phone_with_everything_open(narrow_page, axe, evidence_server, registry_id):
    narrow_page.goto(f"{evidence_server}/trials/{registry_id}/")
    open_all(narrow_page)
    assert narrow_page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(narrow_page) == []


def test_trials_print_on_two_sheets(new_page, evidence_server):
    """The longest records: many arms, criteria, outcomes, contradictions, results."""
    page = new_page()
    sheets = {}
    for registry_id in ("NCT01322906", "NCT01875081", "NCT02997878", "NCT03860155", "NCT05155657", "NCT05985863"):
        page.goto(f"{evidence_server}/trials/{registry_id}/")
        sheets[registry_id] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert set(sheets.values()) == {2}, sheets


def test_citation_is_copied(new_page, evidence_server):
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{evidence_server}/trials/NCT03668171/")
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#cite-text").inner_text()


def test_paper_keeps_figures_and_address_and_leaves_controls_off(new_page, evidence_server):
    page = new_page()
    page.goto(f"{evidence_server}/trials/NCT03668171/?weight=70")
    page.emulate_media(media="print")
    assert "Reference weight 70 kg" in page.locator(".print-only").inner_text()
    assert page.locator("#arms .timeline svg.fig-wide").is_visible()
    for hidden in (".toc", ".controls", "#related", ".acts >> nth=0"):
        assert not page.locator(hidden).is_visible()


def test_derived_figure_opens_by_keyboard(new_page, evidence_server):
    page = new_page()
    page.goto(f"{evidence_server}/trials/NCT03668171/")
    row = page.locator("#arms tr", has=page.get_by_role("rowheader", name="Cumulative, per kg"))
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row.locator("details p")).to_have_text("0.1–1 ×10⁶ cells/kg × 3 = 0.3–3 ×10⁶ cells/kg")


def test_weight_is_applied_without_scripts_and_stands_in_the_address(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/trials/NCT05985863/")
    page.get_by_label("Reference weight").fill("75")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"weight=75.*#arms"))
    row = page.locator("#arms tr", has=page.get_by_role("rowheader", name="Cumulative, per kg"))
    assert [cell.inner_text().split("×")[0].replace("\n", "") for cell in row.locator("summary").all()] == ["≈6", "≈10"]


def test_sign_leads_to_the_contradiction_and_back_to_the_value(new_page, evidence_server):
    page = new_page()
    page.goto(f"{evidence_server}/trials/NCT03668171/")
    row = page.locator("#arms tr", has=page.get_by_role("rowheader", name="Schedule as reported"))
    row.get_by_role("button", name="Contradiction").click()
    row.locator("a[href='#discrepancy-1']").click()
    target = page.locator("#discrepancy-1")
    expect(target).to_be_in_viewport()
    target.locator("a[href='#arm-msc']").first.click()
    expect(page.locator("#arm-msc")).to_be_in_viewport()


def test_compare_with_the_related_ones_that_are_ticked(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/trials/NCT03668171/")
    boxes = page.locator("#related input[type=checkbox]")
    boxes.nth(1).uncheck()
    ticked = [box.get_attribute("value") for box in boxes.all() if box.is_checked()]
    page.get_by_role("button", name="Compare with these").click()
    expect(page).to_have_url(re.compile(r"/compare/\?trial=NCT03668171&" + "&".join(f"trial={one}" for one in ticked)))
    expect(page.locator("table.compare")).to_be_visible()


def test_a_click_marks_the_whole_citation(new_page, evidence_server):
    page = new_page()
    page.goto(f"{evidence_server}/trials/NCT03668171/")
    citation = page.locator(".cite-text")
    citation.click()
    assert page.evaluate("getSelection().toString()") == citation.inner_text()


@pytest.mark.parametrize("wanted", ["NCT0366817", "nothing-like-it"])
def test_unknown_trial_is_accessible(page, axe, evidence_server, wanted):
    assert page.goto(f"{evidence_server}/trials/{wanted}/").status == 404
    assert axe(page) == []
    page.errors.clear()  # the browser complains about the status, which is what is tested

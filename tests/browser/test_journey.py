"""From the list to a comparison and on to a colleague: with scripts, without, by keyboard, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

PAGES = {
    "home": "/",
    "list": "/trials/?syndrome=ACLF",
    "list-empty": "/trials/?q=nothingofthekind",
    "trial": "/trials/NCT03668171/",
    "compare": "/compare/?trial=NCT03668171&trial=NCT05985863&arm=NCT01724398:uc-msc-pe"
    "&arm=NCT06884904:low-dose-placebo-control",
    "compare-empty": "/compare/",
    "methods": "/methods/",
}
ERRORS = {"not-found": ("/nowhere/", 404), "unknown-trial": ("/trials/NCT00000000/", 404), "bad-weight": (
    "/compare/?trial=NCT03668171&weight=900", 400)}  # fmt: skip
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
PROLONGED = "Compare NCT05985863, Group MSC-2"


def cumulative_cells(page: Page) -> str:
    """The text of the row of cumulative doses per kg, without the white space that aligns it."""
    page.wait_for_load_state()  # the address is known before the whole page has come
    row = page.locator("tr", has=page.get_by_role("rowheader", name=re.compile("^Cumulative.*kg", re.I)))
    return re.sub(r"\s+", "", row.inner_text())


def go_from_list_to_comparison(page: Page, address: str) -> None:
    page.goto(f"{address}/trials/?q=NCT05985863")
    for box in page.locator("input[name=arm]").all():
        box.check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page).to_have_url(re.compile(r"/compare/\?"))


def test_list_to_comparison_to_a_colleague(page, new_page, evidence_server):
    go_from_list_to_comparison(page, evidence_server)
    seen = cumulative_cells(page)
    assert "7.5" in seen
    assert "12.5" in seen
    page.get_by_label("Reference weight").fill("75")
    page.get_by_label("Reference weight").press("Enter")
    expect(page).to_have_url(re.compile("weight=75"))
    heavier = cumulative_cells(page)
    assert "≈6×10" in heavier
    assert "≈10×10" in heavier
    page.reload()
    assert cumulative_cells(page) == heavier
    colleague = new_page()
    colleague.goto(page.url)
    assert cumulative_cells(colleague) == heavier


def test_the_same_without_scripts(page_without_scripts, evidence_server):
    page = page_without_scripts
    go_from_list_to_comparison(page, evidence_server)
    assert "12.5" in cumulative_cells(page)
    page.get_by_label("Reference weight").fill("100")
    page.get_by_role("button", name="Apply").first.click()
    expect(page).to_have_url(re.compile("weight=100"))
    assert "7.5" in cumulative_cells(page)


def focus_on(page: Page, selector: str, most: int = 400) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
    pytest.fail(f"{selector} cannot be reached by the keyboard")


def test_the_same_by_keyboard_alone(new_page, evidence_server):
    page = new_page()
    page.goto(f"{evidence_server}/trials/?q=NCT05985863")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#"), "the skip link comes first"
    for _ in range(2):
        focus_on(page, "input[name=arm]:not(:checked)")
        page.keyboard.press("Space")
    focus_on(page, "button[data-tray-go]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/compare/\?"))
    focus_on(page, "input[name=weight]")
    page.keyboard.press("Control+A")
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("weight=75"))


def test_focus_is_never_hidden_by_what_sticks(new_page, evidence_server):
    page = new_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{evidence_server}{PAGES['compare']}")
    hidden = []
    for _ in range(160):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (!one || one === document.body || one.closest('.skip')) return null;
              const whole = one.getBoundingClientRect();
              if (whole.width < 2 || whole.height < 2) return null;
              const box = {left: Math.max(whole.left, 0), top: Math.max(whole.top, 0)};
              box.width = Math.min(whole.right, innerWidth) - box.left;
              box.height = Math.min(whole.bottom, innerHeight) - box.top;
              const points = [[.5, .5], [.15, .5], [.85, .5]].map(
                ([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
              const seen = points.some(hit => hit && (hit === one || one.contains(hit) || hit.contains(one)
                || (hit.closest('label') && hit.closest('label').contains(one))));
              return seen ? null : one.outerHTML.slice(0, 120);
            }"""
        )
        if covered:
            hidden.append(covered)
    assert hidden == []


@every_page
def test_page_fits_a_phone(narrow_page, evidence_server, path):
    narrow_page.goto(evidence_server + path)
    assert narrow_page.evaluate("document.documentElement.scrollWidth") <= 320


@every_page
def test_page_is_accessible(page, axe, evidence_server, path):
    page.goto(evidence_server + path)
    # By keyboard: what stands behind one value lies over the next ones while it is open.
    for closed in page.locator("details:not([open]) > summary").element_handles()[:12]:
        if closed.is_visible():
            closed.press("Enter")
    # A window as tall as the page: axe counts what a sticky head happens to cover as too small a target, and
    # test_focus_is_never_hidden_by_what_sticks looks at that as a person meets it.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": 1280, "height": min(height, 15_000)})
    page.evaluate("window.scrollTo(0, 0)")
    assert axe(page) == []


@every_page
def test_page_fits_the_desktop(new_page, evidence_server, path):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(evidence_server + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize(("path", "status"), ERRORS.values(), ids=ERRORS.keys())
def test_error_page_is_accessible_and_helps(page, axe, evidence_server, path, status):
    answer = page.goto(evidence_server + path)
    assert answer.status == status
    assert page.get_by_role("heading", level=1).is_visible()
    assert axe(page) == []
    page.errors.clear()  # the browser complains about the status, which is what is tested

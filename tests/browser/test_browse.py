"""The list of arms in a real browser: filters, ticks, paging, keyboard, narrow screens, without scripts."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

TWO = ("NCT03668171:msc", "NCT05985863:msc-1-huc-msc")


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def found(page: Page) -> str:
    return page.locator("#found").inner_text()


def test_filter_narrows_the_list_and_keeps_focus(page: Page, evidence_server: str) -> None:
    page.goto(f"{evidence_server}/trials/")
    before = found(page)
    page.locator("#f-syndrome-ACLF").check()
    expect(page).to_have_url(re.compile(r"/trials/\?syndrome=ACLF$"))
    expect(page.locator("#found")).not_to_have_text(before)
    expect(page.locator("#f-syndrome-ACLF")).to_be_focused()
    expect(page.locator("#found-live")).to_have_text(page.locator("#found").text_content() or "")
    expect(page.get_by_role("link", name="Remove filter Syndrome: Acute-on-chronic liver failure")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/trials/$"))
    expect(page.locator("#found")).to_have_text(before)
    expect(page.locator("#f-syndrome-ACLF")).not_to_be_checked()


def test_panel_that_was_opened_stays_open(page: Page, evidence_server: str) -> None:
    page.goto(f"{evidence_server}/trials/")
    page.locator("#p-phase > summary").click()
    page.locator("#f-phase-PHASE2").check()
    expect(page).to_have_url(re.compile("phase=PHASE2"))
    expect(page.locator("#p-phase")).to_have_attribute("open", "")
    page.locator("#f-phase-PHASE2").uncheck()
    expect(page).to_have_url(re.compile(r"/trials/$"))
    expect(page.locator("#p-phase")).to_have_attribute("open", "")


def test_ticks_survive_sorting_paging_and_reload_and_lead_to_the_comparison(page: Page, evidence_server: str) -> None:
    page.goto(f"{evidence_server}/trials/?q=NCT03668171")
    page.locator(f'[id="a-{TWO[0]}"]').check()
    assert parameters(page)["tick"] == [TWO[0]]
    page.get_by_role("link", name="Remove filter Words: NCT03668171").click()
    expect(page.locator("[data-tray-count]")).to_have_text("1")
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page).to_have_url(re.compile("page=2"))
    page.locator("#s-route").click()
    expect(page.locator('th[aria-sort="ascending"]')).to_contain_text("Route")
    assert parameters(page)["tick"] == [TWO[0]]
    page.goto(f"{page.url}&q=NCT05985863")
    page.locator(f'[id="a-{TWO[1]}"]').check()
    page.reload()
    expect(page.locator("[data-tray-count]")).to_have_text("2")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile("/compare/"))
    assert sorted(parameters(page)["arm"]) == sorted(TWO)


def test_tick_all_of_the_page(page: Page, evidence_server: str) -> None:
    page.goto(f"{evidence_server}/trials/?q=NCT05985863")
    rows = page.locator('[data-list] tbody input[name="arm"]').count()
    assert rows >= 2
    page.locator("#tick-all").click()
    expect(page.locator("[data-tray-count]")).to_have_text(str(rows))
    assert len(parameters(page)["tick"]) == rows
    page.locator("#tick-none").click()
    expect(page.locator("[data-tray-count]")).to_have_text("0")
    assert "tick" not in parameters(page)


def test_list_works_without_scripts(page_without_scripts: Page, evidence_server: str) -> None:
    page = page_without_scripts
    page.goto(f"{evidence_server}/trials/")
    page.locator("#f-syndrome-ACLF").check()
    page.locator("#r-infusions-min").fill("3")
    page.get_by_role("button", name="Apply").first.click()
    assert urlsplit(page.url).query == "syndrome=ACLF&infusions_min=3"
    box = page.locator('[data-list] tbody input[name="arm"]').first
    box.check()
    ticked = box.get_attribute("value")
    page.get_by_role("button", name="Keep ticks").click()
    assert parameters(page)["tick"] == [ticked]
    page.goto(f"{evidence_server}/trials/?tick={ticked}")
    other = page.locator('[data-list] tbody input[name="arm"]:not(:checked)').first
    other_ref = other.get_attribute("value")
    other.check()
    page.get_by_role("button", name="Next", exact=True).click()
    assert parameters(page)["page"] == ["2"]
    assert sorted(parameters(page)["tick"]) == sorted([str(ticked), str(other_ref)])
    page.locator("button.sort", has_text="Route").click()
    expect(page.locator('th[aria-sort="ascending"]')).to_contain_text("Route")
    assert sorted(parameters(page)["tick"]) == sorted([str(ticked), str(other_ref)])
    page.goto(f"{page.url}&syndrome=ACLF")
    page.get_by_role("button", name="Remove filter Syndrome").click()
    expect(page.locator(".chip")).to_have_count(0)
    assert sorted(parameters(page)["tick"]) == sorted([str(ticked), str(other_ref)])
    page.get_by_role("button", name="Compare").click()
    assert "/compare/" in page.url
    assert sorted(parameters(page)["arm"]) == sorted([str(ticked), str(other_ref)])


@pytest.mark.parametrize("scripts", [True, False])
def test_tray_of_too_many_stays_small_and_says_why(
    new_page: Callable[..., Page], evidence_server: str, scripts: bool
) -> None:
    page = new_page(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
    page.goto(f"{evidence_server}/trials/")
    page.goto(f"{evidence_server}/trials/{page.locator('#tick-all').get_attribute('href')}")
    expect(page.locator(".tray")).to_contain_text("at most 12: untick 13")
    expect(page.locator(".tray")).to_contain_text("and 19 more")
    box = page.locator(".tray").bounding_box()
    assert box and box["height"] < 100


@pytest.mark.parametrize("query", ["", "?rows=trial", "?density=compact", "?rows=trial&density=compact"])
@pytest.mark.parametrize("width", [1200, 1280])
def test_no_column_is_cut_off_on_a_desktop(
    new_page: Callable[..., Page], evidence_server: str, query: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(f"{evidence_server}/trials/{query}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if width == 1280:
        frame, table = page.locator(".list-scroller").bounding_box(), page.locator(".arms-list").bounding_box()
        assert frame and table and table["width"] <= frame["width"] + 1


def test_focus_stays_in_a_filter_that_is_searched(page: Page, evidence_server: str) -> None:
    page.goto(f"{evidence_server}/trials/")
    page.locator("#p-country > summary").click()
    page.locator("#find-country").fill("spain")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile("find_country=spain"))
    expect(page.locator("#p-country .opt")).not_to_have_count(0)
    expect(page.locator("#p-country :focus")).to_have_count(1)


def test_filter_by_keyboard_alone(page: Page, evidence_server: str) -> None:
    page.goto(f"{evidence_server}/trials/")
    page.locator("#q").focus()
    page.keyboard.type("umbilical")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=umbilical"))
    expect(page.locator("#q")).to_be_focused()
    page.locator("#s-dose").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sort=-dose"))
    expect(page.locator("#s-dose")).to_be_focused()
    box = page.locator('[data-list] tbody input[name="arm"]').first
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-tray-count]")).to_have_text("1")


def test_impossible_value_is_explained_where_it_is(page: Page, evidence_server: str) -> None:
    page.goto(f"{evidence_server}/trials/?dose_min=5&dose_max=1")
    page.errors.clear()  # type: ignore[attr-defined]  # the answer's status is 400, and the browser says so
    expect(page.get_by_role("alert")).to_contain_text("5 is above the upper end, 1")
    expect(page.locator("#r-dose-min")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#r-dose-min")).to_have_value("5")


def test_empty_list_offers_what_to_drop(page: Page, evidence_server: str) -> None:
    page.goto(f"{evidence_server}/trials/?syndrome=ACLF&country=Peru")
    page.get_by_role("link", name="Drop Country: Peru").click()
    expect(page).to_have_url(re.compile(r"\?syndrome=ACLF$"))
    expect(page.locator("table.arms-list")).to_be_visible()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?syndrome=ACLF&tick=NCT03668171:msc",
        "?rows=trial&density=compact",
        "?syndrome=ACLF&country=Peru",
        "?col=donor&col=phase&col=sponsor&q=cord&dose_min=1&fixed=on",
    ],
)
def test_list_breaks_no_accessibility_rule(
    page: Page, axe: Callable[[Page], list[tuple[str, list[str]]]], evidence_server: str, query: str
) -> None:
    page.goto(f"{evidence_server}/trials/{query}")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    # A box that the tray happens to cover in part is no small target: it is scrolled to.
    page.evaluate("document.querySelector('.tray')?.style.setProperty('position', 'static')")
    assert axe(page) == []


@pytest.mark.parametrize("query", ["?syndrome=ACLF", "?rows=trial&q=NCT06740149", "?syndrome=ACLF&country=Peru"])
def test_list_fits_320_pixels(
    narrow_page: Page, axe: Callable[[Page], list[tuple[str, list[str]]]], evidence_server: str, query: str
) -> None:
    page = narrow_page
    page.goto(f"{evidence_server}/trials/{query}")
    page.locator("#filters-fold > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []


def test_focus_is_never_hidden_by_head_or_tray(page: Page, evidence_server: str) -> None:
    page.goto(f"{evidence_server}/trials/?syndrome=ACLF")
    page.locator('[data-list] tbody input[name="arm"]').first.focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
                const at = document.activeElement, box = at.getBoundingClientRect();
                if (at.closest('.tray') || !at.closest('tbody')) return false;
                const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return !(top === at || at.contains(top) || top?.contains(at));
            }"""
        )
        assert not hidden

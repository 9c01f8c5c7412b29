"""The comparison in a browser: with and without a script, by keyboard, on a narrow screen, in both schemes."""

import re

import pytest
from playwright.sync_api import Page, expect

# The mark makes pytest-django set the test database up, also when only these tests run.
pytestmark = pytest.mark.django_db

SIX = (
    "arm=NCT03668171:msc&arm=NCT05985863:msc-1-huc-msc&arm=NCT05985863:msc-2-huc-msc-prolonged"
    "&arm=NCT01724398:uc-msc-pe&arm=NCT06884904:low-dose-experimental&arm=NCT02812121:msc-1"
)
TWELVE = SIX + "".join(
    f"&arm={ref}"
    for ref in (
        "NCT03945487:comprehensive-uc-msc",
        "NCT01322906:group-1",
        "NCT01378182:allogeneic-mesenchymal-stem-cell",
        "NCT01591200:stem-cells-high-dose",
        "NCT01429038:msc-liver-transplantation",
        "NCT02260375:mesenchymal-stromal-cells-msc",
    )
)


def cell(page: Page, row: str, column: int):
    return page.locator(f"[id='r-{row}'] td[data-c='{column}']")


def letters(page: Page) -> list[str]:
    return [one.removeprefix("col-") for one in page.locator(".arm-head").evaluate_all("all => all.map(e => e.id)")]


@pytest.mark.parametrize("query", [SIX, TWELVE, f"{SIX}&by=trial&plan_dose=1e6&plan_days=0,7,14&days=all"])
def test_comparison_breaks_no_rule_of_accessibility(page, evidence_server, axe, query):
    page.goto(f"{evidence_server}/compare/?{query}")
    cell(page, "cumulative.per_kg", 2).locator("summary").click()
    page.locator(".twin summary").first.click()
    page.locator("#rows > summary").click()
    page.locator("#rows-dosing > summary").click()
    assert axe(page) == []


@pytest.mark.parametrize("query", ["", "arm=NCT05985863:msc-1-huc-msc", "add=hepatic+artery", f"{SIX}&weight=500"])
def test_pages_beside_the_table_break_no_rule_of_accessibility(page, evidence_server, axe, query):
    page.goto(f"{evidence_server}/compare/?{query}")
    assert axe(page) == []
    page.errors.clear()  # the last one answers with status 400


@pytest.mark.parametrize("query", [SIX, TWELVE, "", f"{SIX}&weight=500"])
def test_comparison_fits_a_narrow_screen(narrow_page, evidence_server, axe, query):
    narrow_page.goto(f"{evidence_server}/compare/?{query}")
    assert narrow_page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(narrow_page) == []
    narrow_page.errors.clear()


def test_limits_of_entry_need_no_scrolling_sideways_on_a_phone(narrow_page, evidence_server):
    narrow_page.goto(f"{evidence_server}/compare/?{SIX}")
    assert narrow_page.locator("#entry .scroller").evaluate("box => box.scrollWidth <= box.clientWidth")
    for end in narrow_page.locator("#entry .on-axis .end").all():
        assert end.is_visible()


def test_twelve_columns_fit_1280_px(new_page, evidence_server):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{evidence_server}/compare/?{TWELVE}")
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert len(letters(page)) == 12


def test_tools_and_names_of_twelve_columns_stay_in_their_columns(new_page, evidence_server):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{evidence_server}/compare/?{TWELVE}")
    outside = page.evaluate(
        "() => [...document.querySelectorAll('.arms th')].flatMap((th) => {"
        "const t = th.getBoundingClientRect();"
        "return [...th.querySelectorAll('.tool, .ref-tag')].filter((one) => {"
        "const r = one.getBoundingClientRect();"
        "return r.left < t.left - 1 || r.right > t.right + 1 || r.top < t.top || r.bottom > t.bottom })"
        ".map((one) => one.outerHTML) })"
    )
    assert outside == []
    expect(page.locator(".ref-tag")).to_be_visible()


@pytest.mark.parametrize(("query", "width"), [(SIX, 1400), (TWELVE, 1280), (SIX, 900)])
@pytest.mark.parametrize("scripts", [True, False])
def test_label_of_a_tall_row_stays_under_the_head(new_page, evidence_server, query, width, scripts):
    page = new_page(viewport={"width": width, "height": 500}, java_script_enabled=scripts)
    page.goto(f"{evidence_server}/compare/?{query}")
    row = page.locator("[id='r-endpoints.secondary']")
    row.evaluate(
        "(e) => { const f = document.querySelector('.grid-scroller');"
        "const frame = getComputedStyle(f).overflowY === 'auto' ? f : document.scrollingElement;"
        "f.scrollIntoView();"
        "const top = e.getBoundingClientRect().bottom - document.querySelector('thead').getBoundingClientRect().bottom;"
        "frame.scrollTop += top - 60 }"
    )
    label, head = row.locator(".row-l").bounding_box(), page.locator(".arms").bounding_box()
    assert label["y"] >= head["y"] + head["height"]
    assert label["y"] + label["height"] <= row.bounding_box()["y"] + row.bounding_box()["height"] + 1


def test_value_says_how_it_is_known(page, evidence_server):
    page.goto(f"{evidence_server}/compare/?{SIX}")
    value = cell(page, "cumulative.per_kg", 3)
    value.locator("summary").click()
    expect(value.locator(".why")).to_contain_text("150 ×10⁶ cells × 3 ÷ 60 kg reference weight")
    silent = cell(page, "product.donor", 1)
    silent.locator("summary").click()
    expect(silent.locator(".why")).to_contain_text("Looked for in ClinicalTrials.gov")
    expect(value.locator(".why")).to_be_visible()  # two can be compared


def test_two_values_of_a_row_are_explained_side_by_side(new_page, evidence_server):
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{evidence_server}/compare/?trial=NCT05985863&arm=NCT03668171:msc")
    boxes = []
    for column in (1, 2, 3):
        cell(page, "dosing.per_kg", column).locator("summary").click()
    for column in (1, 2, 3):
        box = cell(page, "dosing.per_kg", column).locator(".why").bounding_box()
        boxes.append((box["x"], box["x"] + box["width"]))
    assert boxes[0][1] <= boxes[1][0] and boxes[1][1] <= boxes[2][0]


def test_tool_of_a_column_keeps_focus_and_says_what_it_did(page, evidence_server):
    page.goto(
        f"{evidence_server}/compare/?arm=NCT05985863:msc-1-huc-msc&arm=NCT05985863:msc-2-huc-msc-prolonged&arm=NCT03668171:msc"
    )
    said = page.locator("[data-said]")
    page.locator("button[name=move][value='NCT03668171:msc~left']").press("Enter")
    expect(said).to_have_text("C moved left")
    expect(page.locator("button[name=move][value='NCT03668171:msc~left']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("B moved left")
    expect(page.locator("button[name=pin][value='NCT03668171:msc']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("A is the reference")
    expect(page).to_have_url(re.compile("ref=NCT03668171:msc"))
    page.locator("button[name=drop][value='NCT03668171:msc']").press("Enter")
    expect(said).to_have_text("A removed")
    expect(page.locator("button[name=drop][value='NCT05985863:msc-1-huc-msc']")).to_be_focused()
    page.get_by_label("Reference weight").fill("75")
    page.get_by_label("Reference weight").press("Tab")
    expect(said).to_have_text("Figures at 75 kg")


def test_weight_changes_figures_and_address_at_once(page, evidence_server):
    page.goto(f"{evidence_server}/compare/?{SIX}")
    page.get_by_label("Reference weight").fill("75")
    page.get_by_label("Reference weight").press("Tab")
    expect(cell(page, "dosing.per_kg", 2)).to_contain_text("2 ×106/kg")
    expect(page).to_have_url(re.compile("weight=75"))
    expect(page.get_by_label("Weight for children")).to_be_focused()
    page.go_back()
    expect(cell(page, "dosing.per_kg", 2)).to_contain_text("2.5 ×106/kg")


def test_address_shows_the_same_after_reloading(page, evidence_server):
    page.goto(f"{evidence_server}/compare/?{SIX}")
    page.get_by_role("radio", name="mg/dL").check()
    expect(cell(page, "population.bilirubin", 1)).to_contain_text("≥ ≈ 9.9 mg/dL")
    page.get_by_label("Only rows that differ").check()
    page.reload()
    expect(cell(page, "population.bilirubin", 1)).to_contain_text("≥ ≈ 9.9 mg/dL")
    expect(page.get_by_label("Only rows that differ")).to_be_checked()
    expect(page.locator("[id='r-population.syndrome']")).to_be_hidden()
    expect(page.locator("[id='r-dosing.per_kg']")).to_be_visible()


def test_columns_move_go_and_come_without_a_script(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(
        f"{evidence_server}/compare/?arm=NCT05985863:msc-1-huc-msc&arm=NCT05985863:msc-2-huc-msc-prolonged&arm=NCT03668171:msc"
    )
    page.get_by_role("button", name="Move C left").click()
    assert letters(page) == ["NCT05985863:msc-1-huc-msc", "NCT03668171:msc", "NCT05985863:msc-2-huc-msc-prolonged"]
    page.get_by_role("button", name="Make B the reference").click()
    expect(page).to_have_url(re.compile(r"ref=NCT03668171:msc"))
    expect(cell(page, "cumulative.per_kg", 1)).to_contain_text("above B: 2.5–25×")
    page.get_by_role("button", name="Remove A").click()
    assert letters(page) == ["NCT03668171:msc", "NCT05985863:msc-2-huc-msc-prolonged"]
    page.get_by_label("Add an arm or a trial").fill("NCT03945487")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("[id='col-NCT03945487:comprehensive-uc-msc']")).to_be_visible()
    assert letters(page) == [
        "NCT03668171:msc",
        "NCT05985863:msc-2-huc-msc-prolonged",
        "NCT03945487:comprehensive-uc-msc",
    ]
    page.get_by_label("Add an arm or a trial").fill("plasma exchange umbilical")
    page.get_by_label("Add an arm or a trial").press("Enter")
    expect(page.locator("#add-found")).to_be_focused()
    expect(page.locator("#add-found li").first).to_be_in_viewport()
    expect(page).to_have_url(re.compile("#add-found$"))
    assert page.url.endswith("&add=plasma+exchange+umbilical#add-found")
    assert "group=" not in page.url and "plan" not in page.url
    page.get_by_role("button", name="Conventional plus UC-MSC and PE therapy of NCT01724398: add").click()
    expect(page.locator("#add-found")).to_have_count(0)
    assert letters(page)[-1] == "NCT01724398:uc-msc-pe"
    assert "add=" not in page.url


def test_enter_in_the_search_does_not_remove_the_only_column(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/compare/?arm=NCT05985863:msc-1-huc-msc")
    page.get_by_label("Add an arm or a trial").fill("NCT03668171")
    page.get_by_label("Add an arm or a trial").press("Enter")
    expect(page.locator("[id='col-NCT03668171:msc']")).to_be_visible()
    assert letters(page) == ["NCT05985863:msc-1-huc-msc", "NCT03668171:msc"]


def test_controls_work_without_a_script(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/compare/?trial=NCT05985863&trial=NCT03668171")
    page.get_by_label("Reference weight").fill("70")
    page.get_by_role("radio", name="Trials").check()
    page.get_by_label("Only rows that differ").check()
    page.get_by_label("Fold Design").check()
    page.get_by_role("button", name="Apply").click()
    assert letters(page) == ["NCT05985863", "NCT03668171"]
    expect(cell(page, "dosing.per_kg", 1)).to_contain_text("2.14 ×106/kg")
    expect(page.locator("[id='r-design.phase']")).to_be_hidden()
    for part in ("weight=70", "by=trial", "differ=1", "fold=design"):
        assert part in page.url
    assert "uln" not in page.url


def test_group_without_a_row_that_differs_goes_with_its_head(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/compare/?arm=NCT03668171:msc&arm=NCT03668171:control&differ=1")
    heads = page.locator("tbody.rows")
    alike = [one for one in heads.all() if not one.locator("tr.differs").count()]
    assert alike and len(alike) < heads.count()
    for one in alike:
        expect(one.locator("tr.group")).to_be_hidden()
    page.get_by_label("Only rows that differ").uncheck()
    expect(heads.locator("tr.group").filter(visible=True)).to_have_count(heads.count())


def test_own_arm_is_compared_and_stays_in_the_address(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/compare/?trial=NCT03668171")
    page.goto(f"{evidence_server}/compare/?trial=NCT03668171&arm=NCT05985863:msc-1-huc-msc")
    page.locator("#plan").get_by_label("Cells of one infusion").fill("2e6")
    page.get_by_role("textbox", name="Days from the first").fill("0, 7, 14, 21")
    page.locator("#plan").get_by_label("Site of delivery").select_option(label="Hepatic artery")
    page.get_by_role("button", name="Compare with it").click()
    expect(cell(page, "cumulative.per_kg", 3)).to_contain_text("8 ×106/kg")
    expect(cell(page, "product.route", 3)).to_contain_text("Hepatic artery")
    expect(cell(page, "population.meld", 3)).to_contain_text("not part of the plan")
    expect(page.locator("svg.fig-wide desc")).to_contain_text("C: days 0, 7, 14, 21")
    page.get_by_role("button", name="Take it away").click()
    assert len(letters(page)) == 2
    assert "plan_" not in page.url


def test_order_and_choice_of_groups_stay_in_the_address(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/compare/?{SIX}")
    page.locator("#rows > summary").click()
    page.get_by_role("button", name="Dosing further up").click()
    assert page.url.index("group=dosing") < page.url.index("group=product")
    page.get_by_role("checkbox", name="Endpoints", exact=True).uncheck()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#g-endpoints")).to_have_count(0)
    page.wait_for_load_state()
    groups = page.locator("tbody.rows").evaluate_all("all => all.map(e => e.id)")
    assert groups.index("g-dosing") < groups.index("g-product")
    assert "g-endpoints" not in groups


def test_timeline_shows_a_chosen_range(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/compare/?{SIX}")
    page.get_by_role("link", name="First 4 weeks").click()
    drawing = page.locator("svg.fig-wide")
    expect(drawing.locator("title")).to_contain_text("one axis of 28 days")
    expect(drawing).to_contain_text("+3")  # F goes on weekly until day 49
    page.get_by_role("link", name="To the last endpoint").click()
    expect(drawing.locator("title")).to_contain_text("one axis of 364 days")


def test_table_is_walked_by_keyboard_and_its_head_hides_nothing(new_page, evidence_server):
    page = new_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{evidence_server}/compare/?{SIX}")
    first = cell(page, "dosing.per_kg", 1).locator("summary")
    first.focus()
    page.keyboard.press("ArrowRight")
    second = cell(page, "dosing.per_kg", 2)
    expect(second.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(second.locator(".why")).to_be_visible()
    page.keyboard.press("Escape")
    expect(second.locator(".why")).to_be_hidden()
    shade = second.evaluate("e => getComputedStyle(e).backgroundColor")
    other = cell(page, "trial.status", 4).evaluate("e => getComputedStyle(e).backgroundColor")
    assert shade != other
    for _ in range(12):
        page.keyboard.press("ArrowUp")
    under = page.evaluate(
        "() => { const f = document.activeElement.getBoundingClientRect();"
        "const h = document.querySelector('.arms th').getBoundingClientRect(); return f.top >= h.bottom }"
    )
    assert under


def test_focus_comes_out_from_under_the_labels(new_page, evidence_server):
    page = new_page(viewport={"width": 900, "height": 700})
    page.goto(f"{evidence_server}/compare/?{SIX}")
    for column in (5, 4, 3, 2, 1):
        summary = cell(page, "trial.status", column).locator("summary")
        summary.focus()
        label = page.locator("[id='h-trial.status']").bounding_box()
        assert summary.bounding_box()["x"] >= label["x"] + label["width"]


def test_group_folds_by_keyboard(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/compare/?{SIX}")
    page.get_by_label("Fold Design").focus()
    page.keyboard.press("Space")
    expect(page.locator("[id='r-design.phase']")).to_be_hidden()
    page.keyboard.press("Space")
    expect(page.locator("[id='r-design.phase']")).to_be_visible()


def test_head_of_the_table_stays_in_sight(new_page, evidence_server):
    page = new_page(viewport={"width": 1400, "height": 800})
    page.goto(f"{evidence_server}/compare/?{SIX}")
    page.locator("[id='r-cumulative.per_kg']").scroll_into_view_if_needed()
    page.mouse.wheel(0, 600)
    expect(page.locator(".compare .arms th").first).to_be_in_viewport()


def test_rows_are_chosen_and_ordered_one_by_one_without_scripts(page_without_scripts, evidence_server):
    page = page_without_scripts
    page.goto(f"{evidence_server}/compare/?{SIX}")
    page.locator("#rows > summary").click()
    page.locator("#rows-dosing > summary").click()
    page.get_by_role("checkbox", name="Dose as reported").uncheck()
    page.get_by_role("button", name="Cells per infusion further up").click()
    rows = page.locator("#g-dosing tr:not(.group) th[scope=row]")
    expect(rows.first).to_contain_text("Cells per infusion")
    expect(rows.nth(1)).to_contain_text("Dose per kg")
    expect(page.locator("#g-dosing").get_by_text("Dose as reported")).to_have_count(0)
    assert "row=dosing.cells&row=dosing.per_kg" in page.url and "ticked" not in page.url
    expect(page.locator("#rows-dosing")).to_have_attribute("open", "")
    page.get_by_role("link", name="All rows as usual").click()
    expect(page.locator("#g-dosing").get_by_text("Dose as reported")).to_have_count(1)
    assert "row=" not in page.url


def test_a_row_ticked_away_keeps_focus_and_open_parts(page, evidence_server):
    page.goto(f"{evidence_server}/compare/?{SIX}")
    page.locator("#rows > summary").click()
    page.locator("#rows-schedule > summary").click()
    tick = page.locator("input[name=row][value='schedule.days']")
    tick.focus()
    page.keyboard.press("Space")
    expect(page.locator("#r-schedule\\.days")).to_have_count(0)
    expect(tick).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#r-schedule\\.days")).to_have_count(1)
    expect(page.locator("#rows-schedule")).to_have_attribute("open", "")
    assert "row=" not in page.url

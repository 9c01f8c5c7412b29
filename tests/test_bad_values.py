"""What an address says is read alike on every page, and what cannot be used is treated alike.

400, the page shown, the parameter not applied, field and value named, what was typed kept.
"""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.pages import Node, parse

pytestmark = pytest.mark.usefixtures("evidence_db")

#: Pages that take a reference weight; the last two also an upper limit of normal.
LIST, TRIAL, COMPARE = (
    "/trials/?q=NCT05985863",
    "/trials/NCT05985863/?",
    "/compare/?trial=NCT05985863&trial=NCT03668171",
)
PAGES = [pytest.param(LIST, id="list"), pytest.param(TRIAL, id="trial"), pytest.param(COMPARE, id="compare")]


def got(address: str, status: int) -> Node:
    answer = Client().get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return parse(answer.content.decode())


def field(page: Node, name: str) -> str:
    named = [node for node in page.find_all("input") if node.attrs.get("name") == name]
    (found,) = [node for node in named if node.attrs.get("type") != "hidden"]
    return found.attrs["value"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("weight", ["62,5", "62.55", "70", "70.0", " 62.5 "])
def test_number_that_one_page_reads_every_page_reads(page, weight):
    read = weight.strip().replace(",", ".")
    assert field(got(f"{page}&weight={quote(weight)}", 200), "weight") == read.removesuffix(".0")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("weight", ["6e1", "62.555", "39.99", "120.01", "heavy", "NaN", "٦٠", "1e400", "60,000", "6_0"])
def test_number_that_one_page_refuses_every_page_refuses_and_names(page, weight):
    shown = got(f"{page}&weight={quote(weight)}", 400)
    (problems,) = shown.find_all("div", id="problems")
    assert "Reference weight" in problems.text()
    assert f"“{weight}”" in problems.text()
    assert field(shown, "weight") == weight
    # A browser empties a field of numbers that holds anything else.
    (typed,) = [node for node in shown.find_all("input") if node.attrs.get("value") == weight]
    assert typed.attrs["type"] == "text"


def test_refusal_has_the_same_reason_everywhere():
    reasons = {_said(page) for page in (LIST, TRIAL, COMPARE)}
    assert reasons == {"Reference weight “39”: out of range: it must lie from 40 to 120 kg What works: weight=60"}


def _said(page: str) -> str:
    (problems,) = got(f"{page}&weight=39", 400).find_all("div", id="problems")
    return problems.find_all("li")[0].text()


def test_list_is_shown_without_the_filter_that_cannot_be_used():
    bad, good = got("/trials/?syndrome=ACLF&dose_min=lots", 400), got("/trials/?syndrome=ACLF", 200)
    assert bad.find_all("p", id="found")[0].text() == good.find_all("p", id="found")[0].text()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("weight=heavy", "weight"), ("uln=9.9", "uln"), ("units=imperial", "units"), ("by=sponsor", "by"),
        ("differ=2", "differ"), ("rows=some", "rows"), ("days=5w", "days"), ("group=colours", "group"),
        ("row=dosing.colour", "row"), ("fold=colours", "fold"), ("ref=NCT01322906:group-a", "ref"),
        ("plan_dose=many", "plan_dose"), ("plan_days=7,0", "plan_days"),
    ],
)  # fmt: skip
def test_comparison_is_shown_without_the_wish_that_cannot_be_used(query, named):
    wanted, value = query.split("=")
    bad, good = got(f"{COMPARE}&{query}", 400), got(COMPARE, 200)
    (problems,) = bad.find_all("div", id="problems")
    assert f"“{value}”" in problems.text() and wanted == named
    assert _table(bad) == _table(good)
    if named in ("weight", "uln", "plan_dose", "plan_days"):
        assert field(bad, named) == value


def test_comparison_without_any_row_ticked_shows_them_all_and_says_so():
    bad = got(f"{COMPARE}&ticked=1", 400)
    assert "at least one row must be chosen" in bad.find_all("div", id="problems")[0].text()
    assert _table(bad) == _table(got(COMPARE, 200))


def test_too_few_columns_and_a_bad_value_are_both_told():
    shown = got("/compare/?trial=NCT05985863&units=imperial&by=trial", 400)
    assert "“imperial”" in shown.find_all("div", id="problems")[0].text()
    assert "Ready comparisons" in shown.text()


def _table(page: Node) -> list[str]:
    return [row.text() for row in page.find_all("table", class_="compare")[0].find_all("tr")]


@pytest.mark.parametrize("query", ["arm=NCT05985863&trial=NCT03668171", "trial=NCT00000000&trial=NCT05985863"])
def test_comparison_that_cannot_be_made_is_replaced_by_its_problems(query):
    shown = got(f"/compare/?{query}", 400)
    assert shown.find_all("table", id="problems")
    assert shown.find_all("table", class_="compare") == []


def test_button_that_is_pressed_beside_a_bad_value_changes_nothing_yet():
    shown = got(f"{COMPARE}&weight=heavy&drop=NCT03668171:msc", 400)
    assert field(shown, "weight") == "heavy"
    assert _table(shown) == _table(got(COMPARE, 200))

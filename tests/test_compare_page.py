"""The comparison page: the figures that it must show, what it answers to any address, how much it asks the database."""

import re
from functools import cache
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.long_forms import tried
from tests.pages import Compared, compared, parse
from trials.release import edition

pytestmark = pytest.mark.django_db
ALL_SIX = "&".join(
    f"trial={one}" for one in ("NCT02812121", "NCT03668171", "NCT01724398", "NCT03945487", "NCT06884904", "NCT05985863")
)
CONTROLS = "&arm=NCT02812121:control&arm=NCT03668171:control"


def get(client: Client, query: str, status: int = 200) -> str:
    answer = client.get(f"{reverse('trials:compare')}?{query}")
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


@cache
def _six() -> Compared:
    return compared(get(Client(), ALL_SIX + CONTROLS))


@pytest.fixture
def six(evidence_db) -> Compared:
    """Six trials side by side; read once, as each test finds the same trials."""
    return _six()


def test_compare_takes_all_msc_arms_of_a_trial_and_any_control_in_the_order_given(six):
    assert six.refs == [
        "NCT02812121:msc-1", "NCT02812121:msc-2", "NCT03668171:msc", "NCT01724398:uc-msc", "NCT01724398:uc-msc-pe",
        "NCT03945487:comprehensive-uc-msc",
        "NCT06884904:low-dose-experimental", "NCT06884904:high-dose-experimental", "NCT05985863:msc-1-huc-msc",
        "NCT05985863:msc-2-huc-msc-prolonged", "NCT02812121:control", "NCT03668171:control",
    ]  # fmt: skip


FIGURES = [
    ("schedule.days", "NCT02812121:msc-1", "0, 7, 14, 21, 28, 35, 42, 49 weekly"),
    ("schedule.count", "NCT02812121:msc-1", "8"),
    ("schedule.days", "NCT02812121:msc-2", "0, 7, 14, 21 weekly"),
    ("schedule.count", "NCT02812121:msc-2", "4"),
    ("product.route", "NCT02812121:msc-1", "Peripheral vein"),
    ("product.origin", "NCT02812121:msc-1", "Umbilical cord blood"),
    ("dosing.per_kg", "NCT02812121:msc-1", "not reported"),
    ("dosing.per_kg", "NCT02812121:msc-2", "not reported"),
    ("cumulative.per_kg", "NCT02812121:msc-1", "cannot be derived: dose not reported"),
    ("population.meld", "NCT02812121:msc-1", "17–30"),
    ("population.bilirubin", "NCT02812121:msc-1", "≥ 10 × ULN ≈ 171 µmol/L"),
    ("dosing.per_kg", "NCT02812121:control", "not applicable: no MSC in this arm"),
    ("dosing.per_kg", "NCT03668171:msc", "0.1–1 ×106/kg"),
    ("schedule.days", "NCT03668171:msc", "0, 7, 14 weekly"),
    ("cumulative.per_kg", "NCT03668171:msc", "≈0.3–3 ×106/kg"),
    (
        "population.bilirubin",
        "NCT03668171:msc",
        "≥ 170 µmol/L ≈ 9.9 mg/dL or rising ≥ 17.1 µmol/L a day ≈ 1 mg/dL a day",
    ),
    ("product.route", "NCT03668171:control", "Peripheral vein placebo"),
    ("schedule.count", "NCT03668171:control", "3 placebo"),
    ("schedule.days", "NCT03668171:control", "0, 7, 14 weekly, placebo"),
    ("given.beside", "NCT03668171:control", "same infusion without cells on days 0, 7, 14"),
    ("dosing.per_kg", "NCT01724398:uc-msc", "0.1 ×106/kg"),
    ("schedule.days", "NCT01724398:uc-msc", "0, 7, 14, 21 weekly"),
    ("cumulative.per_kg", "NCT01724398:uc-msc", "≈0.4 ×106/kg"),
    ("cumulative.per_kg", "NCT01724398:uc-msc-pe", "≈0.4 ×106/kg"),
    ("population.meld", "NCT01724398:uc-msc", "< 30"),
    ("design.enrolment", "NCT01724398:uc-msc", "120 planned"),
    ("dosing.per_kg", "NCT03945487:comprehensive-uc-msc", "1 ×106/kg"),
    ("schedule.count", "NCT03945487:comprehensive-uc-msc", "3"),
    ("schedule.days", "NCT03945487:comprehensive-uc-msc", "0, 21, 42 every 3 weeks"),
    ("cumulative.per_kg", "NCT03945487:comprehensive-uc-msc", "≈3 ×106/kg"),
    ("dosing.per_kg", "NCT06884904:low-dose-experimental", "2 ×106/kg"),
    ("dosing.per_kg", "NCT06884904:high-dose-experimental", "4 ×106/kg"),
    ("schedule.days", "NCT06884904:low-dose-experimental", "not yet extracted"),
    ("schedule.count", "NCT06884904:high-dose-experimental", "not yet extracted"),
    (
        "cumulative.per_kg",
        "NCT06884904:low-dose-experimental",
        "cannot be derived: number of infusions not yet extracted",
    ),
    ("population.bilirubin", "NCT06884904:low-dose-experimental", "≥ 12 mg/dL ≈ 205 µmol/L"),
    ("design.masking", "NCT06884904:low-dose-experimental", "Quadruple"),
    ("design.enrolment", "NCT06884904:low-dose-experimental", "96 planned"),
    ("dosing.cells", "NCT05985863:msc-1-huc-msc", "150 ×106"),
    ("dosing.per_kg", "NCT05985863:msc-1-huc-msc", "≈2.5 ×106/kg"),
    ("schedule.days", "NCT05985863:msc-1-huc-msc", "0, 7, 14 weekly"),
    ("cumulative.per_kg", "NCT05985863:msc-1-huc-msc", "≈7.5 ×106/kg"),
    ("schedule.days", "NCT05985863:msc-2-huc-msc-prolonged", "0, 7, 14, 28, 35"),
    ("cumulative.per_kg", "NCT05985863:msc-2-huc-msc-prolonged", "≈12.5 ×106/kg"),
]


@pytest.mark.parametrize(("row", "ref", "words"), FIGURES, ids=[f"{ref}-{row}" for row, ref, _ in FIGURES])
def test_compare_shows_the_figure(six, row, ref, words):
    assert six.value(row, ref) == words


def test_compare_shows_plasma_exchange_beside_the_cells(six):
    assert six.value("given.beside", "NCT01724398:uc-msc-pe").startswith("plasma exchange 2000 mL on days 0, 3, 6")


@pytest.mark.parametrize(
    ("row", "ref", "words"),
    [
        ("schedule.days", "NCT03668171:msc", "Other reading: 3 times, days 0, 28, 56, weeks 0, 4, 8"),
        ("design.allocation", "NCT01724398:uc-msc", "Other reading: Not randomised"),
    ],
)
def test_compare_signs_a_contradiction_at_its_value_and_opens_both_values(six, row, ref, words):
    assert words in six.why(row, ref)
    (sign,) = six.signs(row, ref)
    assert sign.tag == "button" and sign.attrs["aria-label"].startswith("Contradiction: ")
    (opened,) = [
        one for one in six.root.find_all("span", class_="pop") if one.attrs["id"] == sign.attrs["popovertarget"]
    ]
    assert "shown here" in opened.text()
    (link,) = opened.find_all("a")
    assert re.fullmatch(rf"/trials/{ref.partition(':')[0]}/#discrepancy-\d+", link.attrs["href"])


def test_compare_derivations_carry_their_numbers(six):
    assert "150 ×10⁶ cells ÷ 60 kg reference weight = 2.5 ×10⁶ cells/kg" in six.why(
        "dosing.per_kg", "NCT05985863:msc-1-huc-msc"
    )
    assert "150 ×10⁶ cells × 3 + 150 ×10⁶ cells × 2" in re.sub(
        r" ÷ 60 kg reference weight", "", six.why("cumulative.per_kg", "NCT05985863:msc-2-huc-msc-prolonged")
    )
    assert "10 × ULN of 17.1 µmol/L = 171 µmol/L" in six.why("population.bilirubin", "NCT02812121:msc-1")
    assert "12 mg/dL × 17.1 = 205.2 µmol/L" in six.why("population.bilirubin", "NCT06884904:low-dose-experimental")


def test_compare_has_no_empty_cell(six):
    empty = [
        (row, ref)
        for row, cells in six.cells.items()
        for ref, cell in zip(six.refs, cells, strict=True)
        if not cell.find_all("summary")[0].text() or not cell.find_all("div", class_="why")[0].text()
    ]
    assert empty == []
    assert len(six.cells) > 50


def test_compare_at_another_weight_and_uln(client, evidence_db):
    page = compared(get(client, "trial=NCT05985863&trial=NCT02812121&trial=NCT03668171&weight=75&uln=20"))
    assert page.value("dosing.per_kg", "NCT05985863:msc-1-huc-msc") == "≈2 ×106/kg"
    assert page.value("cumulative.per_kg", "NCT05985863:msc-2-huc-msc-prolonged") == "≈10 ×106/kg"
    assert page.value("dosing.cells", "NCT03668171:msc") == "≈7.5–75 ×106"
    assert page.value("population.bilirubin", "NCT02812121:msc-1") == "≥ 10 × ULN ≈ 200 µmol/L"
    note = next(node for node in page.root.find_all("p") if node.attrs.get("id") == "methods-note").text()
    assert "75 kg" in note and "20 µmol/L" in note
    assert f"From Armwise, {edition()}." in note


@pytest.mark.parametrize(
    ("units", "cold", "warm"),
    [
        ("both", "≥ 170 µmol/L ≈ 9.9 mg/dL", "≥ 12 mg/dL ≈ 205 µmol/L"),
        ("si", "≥ 170 µmol/L", "≥ ≈ 205 µmol/L"),
        ("conventional", "≥ ≈ 9.9 mg/dL", "≥ 12 mg/dL"),
    ],
)
def test_compare_in_other_units(client, evidence_db, units, cold, warm):
    page = compared(get(client, f"trial=NCT03668171&trial=NCT06884904&units={units}"))
    assert page.value("population.bilirubin", "NCT03668171:msc").startswith(f"{cold} or rising")
    assert page.value("population.bilirubin", "NCT06884904:low-dose-experimental").partition(" 205 umol/L")[0] == warm


def test_compare_timeline_says_the_same_in_picture_and_table(client, evidence_db):
    root = parse(get(client, ALL_SIX))
    drawings = [svg for svg in root.find_all("svg") if svg.attrs.get("role") == "img"]
    assert len(drawings) == 2
    for svg in drawings:
        title, desc = svg.find_all("title")[0], svg.find_all("desc")[0]
        assert svg.attrs["aria-labelledby"].split() == [title.attrs["id"], desc.attrs["id"]]
        assert "another reading of the record gives days 0, 28, 56" in desc.text()
        assert "plasma exchange, 2000 mL on days 0, 3, 6" in desc.text()
    twin = root.find_all("details", class_="twin")[0].text()
    assert "0, 7, 14 (weekly; inferred); then 28, 35 (a week apart)" in twin
    assert "schedule not yet extracted" in twin
    assert "style=" not in get(client, ALL_SIX)


# --- Addresses -------------------------------------------------------------------------------------------------


def test_compare_names_an_arm_once(client, evidence_db):
    page = compared(
        get(
            client,
            "arm=NCT05985863:msc-2-huc-msc-prolonged&trial=NCT05985863&arm=nct05985863:msc-2-huc-msc-prolonged&arm=NCT05985863:control-placebo",
        )
    )
    assert page.refs == [
        "NCT05985863:msc-2-huc-msc-prolonged",
        "NCT05985863:msc-1-huc-msc",
        "NCT05985863:control-placebo",
    ]


@pytest.mark.parametrize("query", ["", "arm=NCT05985863:msc-1-huc-msc", "trial=NCT03668171", "add=hepatic+artery"])
def test_compare_with_too_few_columns_helps_to_add_some(client, evidence_db, query):
    html = get(client, query)
    assert 'name="add"' in html
    assert "Ready comparisons" in html


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("trial=NCT00000000&trial=NCT05985863", "trial", "NCT00000000"),
        ("arm=NCT05985863:MSC_1&arm=NCT05985863:msc-1-huc-msc", "arm", "NCT05985863:MSC_1"),
        ("arm=NCT05985863&arm=NCT05985863:msc-1-huc-msc", "arm", "NCT05985863"),
        (f"{ALL_SIX}&trial=NCT01322906", "arm", "13 columns"),
        ("trial=%07&trial=NCT05985863", "trial", "\x07"),
    ],
)
def test_compare_names_what_it_cannot_use_and_loses_nothing(client, evidence_db, query, field, value):
    html = get(client, query, status=400)
    root = parse(html)
    table = next(node for node in root.find_all("table") if node.attrs.get("id") == "problems")
    rows = [[cell.text() for cell in row.find_all("th") + row.find_all("td")] for row in table.find_all("tr")]
    assert [field, value] in [row[:2] for row in rows]
    kept = {node.attrs["value"] for node in root.find_all("input", form="view") if node.attrs.get("type") == "checkbox"}
    readable = {text for name, text in parse_qsl(query) if name in ("arm", "trial") and text != value}
    assert readable <= kept


def test_compare_refuses_an_address_of_thousands_of_fields(client, evidence_db):
    assert "more than 200 fields" in get(client, "&".join(["trial=NCT05985863"] * 500), status=400)


NAMES = st.sampled_from(
    ["trial", "arm", "weight", "uln", "units", "by", "ref", "differ", "rows", "group", "fold", "days", "move", "drop",
     "pin", "add", "row", "ticked", "reorder", "regroup", "drop_plan", "plan_dose", "plan_unit", "plan_count",
     "plan_days", "plan_route", "plan_source", "nonsense"]
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        ["", "NCT05985863", "NCT05985863:msc-1-huc-msc", "NCT05985863:msc-2-huc-msc-prolonged", "NCT03668171:msc",
        "NCT03668171", "NCT05985863:msc-1-huc-msc~left",
         "NCT05985863:msc-2-huc-msc-prolonged~right", "dosing~up", "dosing", "60", "1", "0", "-1", "1e6", "0,7,14",
         "trial", "arm", "si",
         "cells", "PLAN", "PLAN:1", "all", "12w", "NCT05985863:99999999999999999999", "٣", "\x00", "%", "Infinity"]
    ),
    st.text(max_size=12),
)  # fmt: skip


@tried(150)
@given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=9))
def test_compare_answers_any_address(client, evidence_db, pairs):
    answer = client.get(f"{reverse('trials:compare')}?{urlencode(pairs)}")
    assert answer.status_code in (200, 302, 400)
    if answer.status_code == 302:
        again = client.get(answer.headers["Location"])
        assert again.status_code in (200, 400)


def test_compare_answers_only_to_reading(client, evidence_db):
    assert client.post(reverse("trials:compare"), {"trial": "NCT05985863"}).status_code == 405


def test_compare_without_a_script_keeps_every_control_in_one_form(client, evidence_db):
    root = parse(get(client, ALL_SIX))
    buttons = [node for node in root.find_all("button") if node.attrs.get("name") in ("move", "drop", "pin", "add")]
    assert len(buttons) > 20
    assert all(node.attrs.get("form") == "view" and node.attrs["type"] == "submit" for node in buttons)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("umbilical", "more words narrow it down"),
        ("plasma exchange NCT01724398", "1 trial fits"),
        ("nothingofthekind", "Nothing fits"),
        ("!!", "Nothing fits"),
    ],
)
def test_compare_finds_arms_by_words(client, evidence_db, words, said):
    assert said in get(client, f"arm=NCT05985863:msc-1-huc-msc&arm=NCT05985863:msc-2-huc-msc-prolonged&add={words}")


def test_compare_quotes_only_what_is_reported(six):
    assert "“" not in six.why("population.bilirubin", "NCT03668171:msc").replace("“or …”", "")
    quotes = six.cells["population.bilirubin"][2].find_all("div", class_="why")[0].find_all("q")
    assert quotes == []
    assert [q.text() for q in six.cells["schedule.days"][2].find_all("q")] == ["week 0, 1, 2 weeks", "weeks 0, 4, 8"]


def test_compare_says_which_source_a_silence_was_looked_for_in(six):
    assert "Looked for in ClinicalTrials.gov" in six.why("product.donor", "NCT03668171:msc")
    assert "Looked for in meddatax.com" in six.why("schedule.days", "NCT06884904:low-dose-experimental")
    assert "none of the 9 criteria sets this limit" in six.why("population.bilirubin", "NCT01724398:uc-msc")

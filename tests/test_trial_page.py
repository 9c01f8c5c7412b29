"""The page of one trial: its figures, silences, links and related trials, and what answers to a wrong number."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.html import escape

from tests.pages import Node, parse, signs_in
from trials.actions.claims import record_decision
from trials.actions.derived import rebuild_derived
from trials.models import Claim, Discrepancy, Trial
from trials.release import edition
from trials.selectors.trial_page import near_ids

WORD_JOINER = chr(0x2060)  # keeps a source's number beside its value
pytestmark = pytest.mark.usefixtures("evidence_db")


def read(registry_id: str, status: int = 200, **query: str) -> Node:
    answer = Client().get(f"/trials/{registry_id}/", query)
    assert answer.status_code == status
    return parse(answer.content.decode())


def section(page: Node, anchor: str) -> Node:
    return next(node for node in page.find_all() if node.attrs.get("id") == anchor)


def row(page: Node, label: str) -> list[str]:
    """The values of a row of the table of arms, as they are read without opening anything."""
    for found in section(page, "arms").find_all("tr"):
        heads = found.find_all("th", scope="row")
        if heads and heads[0].text().endswith(label):
            return [_closed(cell) for cell in found.find_all("td")]
    raise AssertionError(label)


def _closed(cell: Node) -> str:
    for details in cell.find_all("details"):
        details.children = [child for child in details.children if isinstance(child, Node) and child.tag == "summary"]
    return cell.text(without=("src", "pop", "misfit", "hint")).strip(WORD_JOINER)


def fact(page: Node, label: str) -> str:
    pairs = {one.find_all("dt")[0].text(): one for one in section(page, "snapshot").find_all("div")}
    return "; ".join(value.text(without=("pop", "misfit")) for value in pairs[label].find_all("dd"))


@pytest.mark.parametrize(
    ("registry_id", "label", "wanted"),
    [
        ("NCT03668171", "Per infusion, per kg", ["0.1–1 ×106/kg", "not applicable"]),
        ("NCT03668171", "Days from the first", ["0, 7, 14", "0, 7, 14"]),
        ("NCT03668171", "Cumulative, per kg", ["≈0.3–3 ×106/kg", "not applicable"]),
        ("NCT03668171", "Donor", ["not reported", "not applicable"]),
        ("NCT01724398", "Cumulative, per kg", ["not applicable", "≈0.4 ×106/kg", "not applicable", "≈0.4 ×106/kg"]),
        ("NCT01724398", "Days from the first", ["not applicable", "0, 7, 14, 21", "0, 3, 6", "0, 7, 14, 21"]),
        ("NCT05985863", "Per infusion, per kg", ["≈2.5 ×106/kg", "≈2.5 ×106/kg", "not applicable"]),
        ("NCT05985863", "Cumulative, per kg", ["≈7.5 ×106/kg", "≈12.5 ×106/kg", "not applicable"]),
        ("NCT05985863", "Number of infusions", ["3", "≈5", "3"]),
        ("NCT05985863", "Donor", ["not yet extracted", "not yet extracted", "not applicable"]),
        ("NCT02812121", "Cumulative, per kg", ["cannot be derived: dose not reported"] * 2 + ["not applicable"]),
    ],
)
def test_arms_show(registry_id, label, wanted):
    assert row(read(registry_id), label) == wanted


@pytest.mark.parametrize(
    ("registry_id", "arm", "label", "wanted"),
    [
        ("NCT04229901", 0, "Donor", "Allogeneic"),
        ("NCT04229901", 0, "Site of delivery", "Intravenous, vein not stated"),
        ("NCT04229901", 0, "Per infusion, per kg", "1 ×106/kg"),
        ("NCT04229901", 0, "Number of infusions", "2"),
        ("NCT04229901", 0, "Days from the first", "0, 7"),
        ("NCT04229901", 0, "Cumulative, per kg", "≈2 ×106/kg"),
        ("NCT02946554", 1, "Dose as reported", "not yet extracted"),
        ("NCT02946554", 1, "Schedule as reported", "not yet extracted"),
        ("NCT02946554", 1, "Cumulative, per kg", "cannot be derived: dose not yet extracted"),
        ("NCT05881668", 0, "Donor", "Allogeneic"),
        ("NCT05881668", 0, "Dose as reported", "single dose of 10 E10 MSC-EV particles per 100ml"),
        ("NCT05881668", 0, "Per infusion, per kg", "not applicable"),
        ("NCT05940610", 0, "Number of infusions", "1"),
        ("NCT05940610", 0, "Origin of tissue", "not yet extracted"),
        ("NCT05940610", 1, "Dose as reported", "not applicable"),
        ("NCT01724398", 2, "Dose as reported", "2000 milliliter"),
        ("NCT01724398", 2, "Number of infusions", "3"),
        ("NCT01724398", 2, "Days from the first", "0, 3, 6"),
        ("NCT01724398", 2, "Per infusion, cells", "not applicable"),
        ("NCT01440309", 1, "Dose as reported", "13-15 mg/kg/day"),
        ("NCT01440309", 1, "Cumulative, per kg", "not applicable"),
    ],
)
def test_arms_without_msc_show_what_is_stated_of_them(registry_id, arm, label, wanted):
    assert row(read(registry_id), label)[arm] == wanted


def test_plasma_exchange_stands_with_its_volume_and_days():
    page = read("NCT01724398")
    given = section(page, "arms").find_all("tr")
    text = next(one.text() for one in given if one.text().startswith("Given"))
    assert "2000 mL, 3 times, days 0, 3, 6" in text


def test_snapshot_shows_facts_with_their_precision_and_day():
    page = read("NCT03668171")
    assert fact(page, "Status") == "Unknown as of Oct 2022"
    assert fact(page, "Start") == "10 Dec 2017 actual"
    assert fact(page, "Enrolment") == "200 participants planned"
    assert fact(page, "Other identifiers") == "KY20172049-1 sponsor's number"
    assert fact(page, "Collaborators") == "not reported"
    assert fact(read("NCT01724398"), "Primary completion") == "Mar 2015 planned"


def test_weight_changes_every_figure_that_rests_on_it_and_stays_in_the_address():
    page = read("NCT05985863", weight="75")
    assert row(page, "Per infusion, per kg")[0] == "≈2 ×106/kg"
    assert row(page, "Cumulative, per kg")[:2] == ["≈6 ×106/kg", "≈10 ×106/kg"]
    assert row(page, "Per infusion, cells")[0] == "150 ×106"
    links = [link.attrs["href"] for link in page.find_all("a", class_="btn-main")]
    assert links == ["/compare/?trial=NCT05985863&weight=75"]
    assert row(read("NCT03668171", weight="75"), "Per infusion, per kg")[0] == "0.1–1 ×106/kg"


@pytest.mark.parametrize("weight", ["500", "abc", "٦٠", "1e99"])
def test_weight_that_cannot_be_used_is_said(weight):
    page = read("NCT05985863", 400, weight=weight)
    assert row(page, "Per infusion, per kg")[0] == "≈2.5 ×106/kg"
    said = page.find_all("div", role="alert")[0].text()
    assert f"Reference weight “{weight}”" in said
    assert "it must lie from 40 to 120 kg" in said


def test_derivation_shows_its_numbers():
    text = section(read("NCT05985863"), "arms").text()
    assert "150 ×10⁶ cells × 3 ÷ 60 kg reference weight + 150 ×10⁶ cells × 2 ÷ 60 kg reference weight" in text


def test_limits_are_words_with_their_conversion():
    text = section(read("NCT03668171"), "criterion-bilirubin").text()
    assert "Total bilirubin ≥ 170 µmol/L ≈ 9.9 mg/dL" in text
    assert "or rising ≥ 17.1 µmol/L a day" in text
    assert "≈ 205 µmol/L" in section(read("NCT06884904"), "entry").text()
    assert "≈ 200 µmol/L" in section(read("NCT02812121", uln="20"), "entry").text()


def test_a_second_reading_is_told_where_the_value_stands_and_among_the_claims():
    page = read("NCT03668171")
    arms = section(page, "arms").text()
    assert "3 times, days 0, 7, 14, shown here; 3 times, days 0, 28, 56" in arms
    (sign,) = [
        one for one in signs_in(section(page, "arms")) if one.attrs["data-contradiction"].endswith("msc/schedule")
    ]
    opened = section(page, sign.attrs["popovertarget"])
    assert "popover" in opened.attrs
    assert opened.text() == (
        "Arm 1, MSC group: schedule of MSC (tissue not named): two values major "
        "weeks 0, 1, 2 registry arms and summary, shown here "
        "weeks 0, 4, 8 registry intervention text (review table copied it) "
        "Weeks 0, 1, 2 are shown: two places of the record against one. Settled: more"
    )
    contested = next(t for t in section(page, "claims").find_all("table") if "more than one" in t.text())
    lines = [line.text() for line in contested.find_all("tr") if "schedule of MSC" in line.text()]
    assert "days 0, 7, 14" in lines[0]
    assert lines[0].endswith("shown")
    assert any("days 0, 28, 56" in line and line.endswith("kept beside it") for line in lines[1:])


def test_a_curators_decision_is_shown_with_name_and_day_and_the_old_claim_stays():
    trial = Trial.objects.get(registry_id="NCT03668171")
    editor = get_user_model().objects.create_user("editor-of-doses")
    record_decision(
        trial=trial,
        path="arms/msc/regimens/msc/dose",
        value={"low": "2000000", "high": "2000000", "unit": "cells/kg", "as_reported": "2x10^6/kg"},
        as_reported="2x10^6/kg",
        by=editor,
        at=datetime(2026, 3, 4, 12, tzinfo=UTC),
    )
    rebuild_derived(trials=[trial])
    page = read("NCT03668171")
    contested = next(t for t in section(page, "claims").find_all("table") if "more than one" in t.text())
    lines = [line.text() for line in contested.find_all("tr") if "dose of" in line.text()]
    assert "2 ×10⁶ cells/kg" in lines[0]
    assert "editor-of-doses, 4 Mar 2026" in lines[0]
    assert [line.endswith("shown") for line in lines] == [True] + [False] * (len(lines) - 1)
    old = next(line for line in lines if "0.1–1 ×10⁶ cells/kg" in line)
    assert old.endswith("replaced")


def test_every_claim_and_discrepancy_of_a_trial_stands_on_its_page():
    page = read("NCT01724398")
    everything = section(page, "claims").find_all("table")[-1]
    assert len(everything.find_all("tr")) - 1 == Claim.objects.filter(trial__registry_id="NCT01724398").count()
    for one in Discrepancy.objects.filter(trial__registry_id="NCT01724398"):
        assert one.text in section(page, f"discrepancy-{one.position}").text()


def test_results_show_groups_effect_and_source():
    results = section(read("NCT01322906"), "results")
    lines = [line.text() for line in results.find_all("tr")]
    assert any("Overall survival week 24 BM-MSC 41 of 56 73.2 % p = 0.03 10.1002/hep.29189" in line for line in lines)
    assert any("Tumour incidence week 24 SMT 0 of 54 0 % none printed" in line for line in lines)
    assert results.find_all("a", href="https://doi.org/10.1002/hep.29189")


def test_silence_is_explained_by_how_much_was_read():
    whole, part = section(read("NCT03668171"), "missing").text(), section(read("NCT05985863"), "missing").text()
    assert "The whole registry record as of Oct 2022 was read" in whole
    states = [cell.text() for cell in section(read("NCT03668171"), "missing").find_all("span", class_="state")]
    assert set(states) == {"not reported"}
    assert "Only the sources listed here were read" in part
    assert "outcomes" in part


def test_publications_link_to_doi_and_pubmed():
    links = {a.attrs["href"] for a in section(read("NCT01724398"), "publications").find_all("a")}
    assert links == {"https://doi.org/10.1155/2019/4130757", "https://pubmed.ncbi.nlm.nih.gov/30863450/"}


def test_related_trials_have_reasons_and_lead_to_a_comparison():
    page = section(read("NCT01724398"), "related")
    first = page.find_all("ul", class_="kin")[0].find_all("li")[0].text()
    assert "PUB-Xu-2019" in first
    assert "named in this record" in first
    assert "5 of 5" in first
    assert "the same dose of one infusion, 0.1 ×10⁶ cells/kg" in first
    ticked = [box.attrs["value"] for box in page.find_all("input", name="trial") if "checked" in box.attrs]
    assert len(ticked) == 3
    hidden = [box.attrs["value"] for box in page.find_all("input", type="hidden")]
    assert hidden == ["NCT01724398"]


def test_a_named_trial_that_is_not_held_is_text_with_its_registry():
    trial = Trial.objects.get(registry_id="NCT03668171")
    trial.related_ids = ["NCT99999999", "NCT03668145"]
    trial.save()
    rebuild_derived(trials=[trial])
    named = section(read("NCT03668171"), "related").find_all("p", class_="named")[0]
    assert "NCT99999999 (not held here, its registry record" in named.text()
    links = [link.attrs["href"] for link in named.find_all("a")]
    assert links == ["https://clinicaltrials.gov/study/NCT99999999", "/trials/NCT03668145/"]


def test_citation_names_the_page():
    text = section(read("NCT03668171"), "cite").text()
    assert "http://testserver/trials/NCT03668171/" in text
    assert "ClinicalTrials.gov, record as of Oct 2022" in text
    assert f"Armwise, {edition()}. http" in text


def test_another_spelling_leads_to_the_one_address():
    answer = Client().get("/trials/nct03668171/", {"weight": "70"})
    assert (answer.status_code, answer["Location"]) == (301, "/trials/NCT03668171/?weight=70")


@pytest.mark.parametrize("wanted", ["NCT03668172", "NCT0366817", "NTC03668171", "nct 03668171", "KY20172049-1"])
def test_unknown_number_suggests_the_near_one(wanted):
    answer = Client().get(f"/trials/{wanted}/")
    assert answer.status_code == 404
    assert escape(wanted) in answer.text
    assert "/trials/NCT03668171/" in answer.text


@pytest.mark.parametrize("wanted", ["zzz", "NCT", "%00", "a%00b", "9", "💉", "x" * 3000])
def test_a_number_like_none_gets_the_same_kind_answer(wanted):
    answer = Client().get(f"/trials/{wanted}/")
    assert answer.status_code == 404
    assert "All trials" in answer.text


def test_near_ids_are_few():
    assert len(near_ids("NCT0")) <= 5


def test_every_page_is_whole():
    """No empty value, no link to nowhere, no inline style or script on the page of any trial."""
    for registry_id in Trial.objects.values_list("registry_id", flat=True):
        html = Client().get(f"/trials/{registry_id}/").text
        page = parse(html)
        ids = [node.attrs["id"] for node in page.find_all() if node.attrs.get("id")]
        assert len(ids) == len(set(ids)), registry_id
        anchors = {a.attrs["href"][1:] for a in page.find_all("a") if a.attrs.get("href", "").startswith("#")}
        assert anchors <= set(ids), (registry_id, anchors - set(ids))
        empty = [
            node for tag in ("td", "dd") for node in page.find_all(tag) if not node.text() and not node.find_all("svg")
        ]
        assert empty == [], registry_id
        assert not re.search(r"<[^>]+\sstyle=|<style|<script(?![^>]*\ssrc=)", html), registry_id
        values = " ".join(section(page, one).text() for one in ("snapshot", "arms", "entry", "outcomes", "results"))
        assert not re.search(r"\bNone\b(?! \(open)|Decimal\(|\bnan\b|ValueState", values), registry_id

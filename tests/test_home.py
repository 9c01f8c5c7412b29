"""The first page: every count against the records, pictures against their tables, and where its links lead."""

import re
from collections import Counter

import pytest
from django.test import Client

from tests.pages import Node, parse
from trials.actions.changes import delete_trials
from trials.domain.dosing.arms import arm_figures, gets_msc
from trials.domain.dosing.weights import Weights
from trials.domain.vocabulary import Syndrome, ValueState
from trials.models import Trial
from trials.selectors.home import overview
from trials.selectors.records import trial_records

pytestmark = pytest.mark.usefixtures("evidence_db")


@pytest.fixture
def page() -> Node:
    answer = Client().get("/")
    assert answer.status_code == 200
    return parse(answer.content.decode())


@pytest.fixture
def records():
    return trial_records(Trial.objects.values_list("registry_id", flat=True))


def live(page: Node) -> dict[str, str]:
    counts = page.find_all("dl", class_="live")[0]
    return {one.find_all("dt")[0].text(): one.find_all("dd")[0].text() for one in counts.find_all("div")}


def msc_arms(records):
    return [
        arm_figures(record, place, Weights())
        for record in records.values()
        for place, arm in enumerate(record.arms, start=1)
        if gets_msc(record, arm)
    ]


def test_counts_are_those_of_the_records(page, records):
    counts = live(page)
    arms = msc_arms(records)
    countries = {site.country for record in records.values() for site in record.sites}
    every = sum(len(record.arms) for record in records.values())
    two = sum(one.is_contradiction for record in records.values() for one in record.discrepancies)
    per_kg = [f for f in arms if any(m.per_kg.range and m.per_kg.state == ValueState.REPORTED for m in f.msc)]
    with_msc = [r for r in records.values() if any(gets_msc(r, arm) for arm in r.arms)]
    doseless = [
        record
        for record in with_msc
        if not any(
            one.dose.state == ValueState.REPORTED
            for place in range(1, len(record.arms) + 1)
            for one in arm_figures(record, place, Weights()).msc
        )
    ]
    assert counts[f"trials, in {len(countries)} countries"] == str(len(records))
    assert counts[f"arms with MSC, of {every}"] == str(len(arms))
    assert counts["of these state a dose per kg"] == str(len(per_kg))
    assert counts[f"trials without a dose, of {len(with_msc)} with MSC arms"] == str(len(doseless))
    assert any(f"two values contradict: {two} contradictions" in words for words in counts)


def test_pictures_count_every_arm_once(records):
    found = overview().arms
    arms = msc_arms(records)
    assert sum(one.number for one in found.infusions) == sum(one.number for one in found.states) == len(arms)
    in_cells = [f for f in arms if any(one.per_kg.range is not None for one in f.msc)]
    assert sum(one.total for one in found.doses) == len(in_cells)
    numbers = Counter(int(f.count.range.high) for f in arms if f.count.range is not None)
    assert {one.label: one.number for one in found.infusions}["3"] == numbers[3]
    exactly = [f for f in in_cells if min(one.per_kg.range.low for one in f.msc if one.per_kg.range) == 1_000_000]
    assert found.doses[4].total == len(exactly)


def test_endpoint_counts_are_trials_not_outcomes(records):
    expected = sum(
        any(o.concept == "meld" and any(0 <= day <= 14 for day in o.days) for o in record.outcomes)
        for record in records.values()
    )
    meld = next(one for one in overview().concepts if one.label == "MELD score")
    assert meld.trials[0] == expected > 0


def test_every_picture_has_its_table(page):
    for picture in page.find_all("svg", role="img"):
        names = picture.attrs["aria-labelledby"].split()
        assert [node.tag for node in picture.find_all() if node.attrs.get("id") in names] == ["title", "desc"]
    assert len(page.find_all("svg", role="img")) == len(page.find_all("details", class_="twin")) == 3


def test_ready_comparisons_show_their_figures_and_lead_there(page):
    ready = page.find_all("section", class_="ready")[0]
    links = [a.attrs["href"] for a in ready.find_all("a")]
    assert links == [
        "/compare/?arm=NCT05985863:msc-1-huc-msc&arm=NCT05985863:msc-2-huc-msc-prolonged",
        "/compare/?trial=NCT01724398&trial=NCT03860155&trial=NCT03668171&trial=NCT02812121",
        "/compare/?arm=NCT06884904:low-dose-experimental&arm=NCT06884904:high-dose-experimental",
    ]
    assert "in all ≈12.5 ×106/kg" in ready.text()
    assert "cannot be derived: dose not reported" in ready.text()
    for link in links:
        assert Client().get(link).status_code == 200


def test_ready_comparison_named_by_a_syndrome_holds_only_trials_of_it(records):
    in_aclf = next(one for one in overview().ready if one.title == "Repeated infusions in ACLF")
    assert len(in_aclf.arms) >= 4
    assert {records[arm.registry_id].syndrome for arm in in_aclf.arms} == {Syndrome.ACLF}


def test_examples_of_contradiction_come_from_the_records(page, records):
    why = page.find_all("section", class_="why")[0]
    found = overview().powers
    assert found is not None
    assert found.text == records[found.registry_id].discrepancies[found.number - 1].text
    assert found.text in why.text()
    assert len(set(re.findall(r"10\^\d+", found.text))) > 1
    assert "3 times, days 0, 28, 56" in why.text()
    examples = [link for link in why.find_all("a") if "#" in link.attrs["href"]]
    assert len(examples) == 2
    for link in examples:
        address, _, anchor = link.attrs["href"].partition("#")
        assert f'id="{anchor}"' in Client().get(address).text


def test_search_leads_to_the_list(page):
    form = next(form for form in page.find_all("form") if form.find_all("input", id="home-q"))
    assert (form.attrs["action"], form.attrs["method"]) == ("/trials/", "get")
    assert form.find_all("input")[0].attrs["name"] == "q"


def test_syndromes_lead_to_lists_of_that_size(page):
    for link in page.find_all("p", class_="quick")[0].find_all("a"):
        number = int(link.text().rpartition(", ")[2])
        opened = parse(Client().get(link.attrs["href"]).text)
        counts = [node.text() for node in opened.find_all("p", id="found")[0].find_all("b")]
        assert re.fullmatch(rf"{number} trials?", counts[1]), (link.text(), counts)


def test_counts_follow_the_records(page):
    before = next(iter(live(page).values()))
    delete_trials(trials=Trial.objects.filter(registry_id="NCT03668171"))
    after = parse(Client().get("/").content.decode())
    assert int(next(iter(live(after).values()))) == int(before) - 1
    assert "One record" not in after.text()


def test_page_stands_without_any_trial():
    delete_trials(trials=Trial.objects.all())
    answer = Client().get("/")
    assert answer.status_code == 200
    assert set(live(parse(answer.content.decode())).values()) == {"0"}

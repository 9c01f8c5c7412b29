"""Signs of contradictions and of what does not fit: each at the element of its value, once, on all pages of all trials.

Counts on the pages are those of the files.
"""

from collections import Counter
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from tests.pages import Node, compared, parse, signs_in
from trials.actions.curation import NotARecord, accept_claim
from trials.actions.derived import rebuild_derived
from trials.domain.record.fields import FIELDS
from trials.domain.record.yaml import read_record
from trials.models import Claim, Discrepancy, Trial
from trials.selectors.home import overview

pytestmark = pytest.mark.usefixtures("evidence_db")
FILES = sorted((Path(__file__).parents[1] / "fixtures" / "trials").glob("*.yaml"))
RECORDS = {path.stem: read_record(path.read_bytes()) for path in FILES}
#: Facts of the snapshot that tell more than one fact, or one under another name.
TOLD_AS = {"sites": "Countries", "age_min": "Age", "age_max": "Age", "enrolment_type": "Enrolment"}
#: Rows of the table of arms that tell a part of a regimen, of a product.
ROWS = {
    "dose": ("Dose as reported", "Given", "Beside it"),
    "schedule": ("Schedule as reported", "Given", "Beside it"),
    "route": ("Site of delivery", "Given", "Beside it"),
    "intervention": ("Given", "Beside it"),
    "relation": ("Given", "Beside it"),
    "kind": ("Given", "Beside it"),
    "name": ("Given", "Beside it"),
    "cell_source": ("Origin of tissue",),
    "donor": ("Donor",),
    "size": ("Participants in the arm",),
    "product": ("Separation, culture, passage", "Exhibited characteristics", "Vehicle and volume", "Manufacturer"),
}


def by_id(page: Node, name: str) -> Node:
    (found,) = [node for node in page.find_all() if node.attrs.get("id") == name]
    return found


def place_of(page: Node, path: str) -> list[Node]:
    """The elements of a trial's page that tell the value at a path."""
    head, *steps = path.split("/")
    if head == "title":
        return page.find_all("p", class_="beside-title")
    if head == "official_title":
        return page.find_all("p", class_="official")
    if head in FIELDS:
        label = TOLD_AS.get(head, FIELDS[head].label)
        (facts,) = page.find_all("dl", class_="facts")
        return [one for one in facts.find_all("div") if one.find_all("dt")[0].text() == label]
    if not steps:
        return [by_id(page, head).find_all("p")[0]]
    if head == "criteria":
        return [by_id(page, f"criterion-{steps[0]}")]
    if head in ("outcomes", "results"):
        return [by_id(page, f"{head[:-1]}-{steps[0]}")]
    if steps[-1] in ("role", "label"):
        return [by_id(page, f"arm-{steps[0]}")]
    return _cells(page, path)


def _cells(page: Node, path: str) -> list[Node]:
    """Cells of the table of arms: of the arm that the path names, of every arm where it names a product."""
    (table,) = page.find_all("table", class_="trial-arms")
    heads = [one.attrs["id"] for one in table.find_all("th") if one.attrs.get("id", "").startswith("arm-")]
    steps = path.split("/")
    found = []
    for row in table.find_all("tr"):
        label = row.find_all("th")[0].text()
        if any(label.endswith(name) for name in ROWS[steps[-1]]):
            cells = row.find_all("td")
            found += cells if steps[0] == "interventions" else [cells[heads.index(f"arm-{steps[1]}")]]
    return found


@pytest.mark.parametrize("registry_id", RECORDS)
def test_each_sign_of_a_trials_page_stands_at_its_value_and_each_value_has_its_sign(registry_id):
    record = RECORDS[registry_id]
    page = parse(Client().get(f"/trials/{registry_id}/").text)
    for name, wanted in (
        ("data-contradiction", [one.path for one in record.discrepancies if one.is_contradiction and one.path]),
        (
            "data-misfit",
            [one.path for one in record.discrepancies if one.kind == "inconsistency" and one.is_major and one.path],
        ),
    ):
        assert Counter(one.attrs[name] for one in signs_in(page, name)) == Counter(wanted)
        for path in set(wanted):
            here = [one for place in place_of(page, path) for one in signs_in(place, name)]
            assert [one.attrs[name] for one in here].count(path) == wanted.count(path), path
    for sign in signs_in(page):
        assert sign.attrs["aria-label"].startswith("Contradiction: ")


@pytest.mark.parametrize("registry_id", RECORDS)
def test_each_discrepancy_of_a_trial_is_told_once_where_its_kind_stands(registry_id):
    record = RECORDS[registry_id]
    page = parse(Client().get(f"/trials/{registry_id}/").text)
    for number, one in enumerate(record.discrepancies, start=1):
        told = by_id(page, f"discrepancy-{number}")
        if one.is_contradiction:
            section = "discrepancies"
            for words in (one.value_a, one.place_a, one.value_b, one.place_b):
                assert " ".join(words.split()) in told.text()
        else:
            section = "discrepancies" if one.is_conflict and one.is_major else "sources"
            section = section if one.is_conflict else "reading-notes"
            assert " ".join(one.text.split()) in told.text()
        assert told in by_id(page, section).find_all(), (number, section)
        assert ("Settled" in told.text()) == (one.is_conflict and bool(one.resolution))
    notes = [one for one in record.discrepancies if not one.is_conflict]
    folded = page.find_all("section", id="reading-notes")
    assert len(folded) == bool(notes)
    for one in folded:
        (details,) = one.find_all("details")
        assert "open" not in details.attrs
        assert details.find_all("summary")[0].text().startswith(f"{len(notes)} note")


def test_each_sign_of_a_comparison_stands_in_a_cell_of_its_value_once_a_column():
    """Every arm of every trial, twelve columns a time."""
    refs = [f"{name}:{arm.key}" for name, record in RECORDS.items() for arm in record.arms]
    seen = 0
    for start in range(0, len(refs) - 1, 12):
        chosen = refs[start : start + 12] if start + 13 != len(refs) else refs[start:]
        query = "&".join(f"arm={ref}" for ref in chosen)
        page = compared(Client().get(f"/compare/?{query}&rows=all").text)
        for place, ref in enumerate(page.refs):
            record = RECORDS[ref.partition(":")[0]]
            contradicted = Counter(one.path for one in record.discrepancies if one.is_contradiction and one.path)
            told = [
                (row, sign.attrs["data-contradiction"])
                for row, cells in page.cells.items()
                for sign in signs_in(cells[place])
            ]
            for path in {path for _, path in told}:
                rows = [row for row, one in told if one == path]
                assert len(set(rows)) == 1, (ref, path, rows)
                assert len(rows) == contradicted[path], (ref, path)
            for path in contradicted:
                row = COMPARED.get(path)
                if row is not None:
                    assert (row, path) in told, (ref, path)
            seen += len(told)
        assert len(signs_in(page.root)) == sum(len(signs_in(cell)) for cells in page.cells.values() for cell in cells)
    assert seen > 200


#: Facts of the trial as a whole and their row in the comparison.
COMPARED = {
    "enrolment": "design.enrolment",
    "allocation": "design.allocation",
    "masking": "design.masking",
    "phase": "design.phase",
    "status": "trial.status",
    "start": "trial.start",
    "completion": "trial.completion",
    "sites": "trial.countries",
    "sponsor": "trial.sponsor",
    "age_max": "population.age",
    "age_min": "population.age",
    "syndrome": "population.syndrome",
    "aetiologies": "population.causes",
    "title": "trial.title",
}


def test_lists_tell_major_contradictions_of_what_an_arm_gets_and_no_others():
    page = parse(Client().get("/trials/?arms=all&per=100&q=NCT").text)
    (table,) = page.find_all("table", class_="arms-list")
    told = signs_in(table)
    assert told
    for sign in told:
        registry_id, _, anchor = sign.attrs["href"].removeprefix("/trials/").partition("/#discrepancy-")
        one = RECORDS[registry_id].discrepancies[int(anchor) - 1]
        assert (one.is_contradiction, one.is_major, one.path) == (True, True, sign.attrs["data-contradiction"])
        assert sign.attrs["aria-label"].startswith("Contradiction: ")


def of_files(**which):
    return [
        (name, one)
        for name, record in RECORDS.items()
        for one in record.discrepancies
        if all(getattr(one, attribute) == value for attribute, value in which.items())
    ]


def test_counts_of_the_first_page_are_counts_over_the_files():
    two, misfits = of_files(kind="contradiction"), of_files(kind="inconsistency")

    def trials(found):
        return len({name for name, _ in found})

    found = overview().discord
    assert (found.contradictions, found.trials) == (len(two), trials(two))
    major = [pair for pair in two if pair[1].is_major]
    assert (found.major, found.trials_major) == (len(major), trials(major))
    assert found.open == sum(not one.resolution for _, one in two)
    for part, number in (("dose", found.trials_dose), ("schedule", found.trials_schedule)):
        assert number == trials([(name, one) for name, one in two if one.path.endswith(f"/{part}")])
    assert found.trials_misfit == trials(misfits)


def test_first_page_says_what_it_counts_and_leads_to_lists_of_that_size():
    page = parse(Client().get("/").text)
    found = overview().discord
    (why,) = page.find_all("section", class_="why")
    assert f"over the dose in {found.trials_dose} trials" in why.text()
    assert f"over the schedule in {found.trials_schedule}" in why.text()
    links = [a for a in page.find_all("a") if "contradict" in a.attrs.get("href", "")]
    assert len(links) == 3
    for link in links:
        opened = parse(Client().get(link.attrs["href"]).text)
        counts = [node.text() for node in opened.find_all("p", id="found")[0].find_all("b")]
        assert f"{link.text().split()[0]} trials" in counts, (link.attrs["href"], counts)


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ("contradiction=major", {"kind": "contradiction", "is_major": True}),
        ("contradiction=minor", {"kind": "contradiction", "is_major": False}),
        ("misfit=major", {"kind": "inconsistency", "is_major": True}),
        ("disputed=dose", {"kind": "contradiction", "is_major": True, "subject": "dose"}),
        ("disputed=eligibility", {"kind": "contradiction", "is_major": True, "subject": "eligibility"}),
        ("contradicted=status", {"kind": "contradiction", "subject": "status"}),
        ("discrepancy=open", {"is_open": True}),
    ],
)
def test_filters_count_what_the_files_have(query, which):
    opened = parse(Client().get(f"/trials/?arms=all&{query}").text)
    counts = [node.text() for node in opened.find_all("p", id="found")[0].find_all("b")]
    number = len({name for name, _ in of_files(**which)})
    assert f"{number} trial{'s' if number != 1 else ''}" in counts, counts


def test_what_has_a_resolution_is_settled_everywhere():
    for row in Discrepancy.objects.all():
        assert (row.status == "settled") == bool(row.resolution)


def test_value_that_a_curator_accepts_is_the_one_that_signs_call_shown():
    """The other schedule of NCT03668171 is accepted: the sign says so at once, the old resolution no more."""
    curator = get_user_model().objects.create_user("curator-of-schedules")
    rival = Claim.objects.get(trial__registry_id="NCT03668171", path=SCHEDULE, is_rival=True)
    accept_claim(claim=rival, by=curator, at=timezone.now())
    for address in ("/trials/NCT03668171/", "/compare/?arm=NCT03668171:msc&arm=NCT01724398:uc-msc"):
        page = parse(Client().get(address).text)
        (sign,) = [one for one in signs_in(page) if one.attrs["data-contradiction"] == SCHEDULE]
        opened = by_id(page, sign.attrs["popovertarget"]).text()
        assert "weeks 0, 4, 8 registry intervention text (review table copied it), shown here" in opened
        assert "registry arms and summary, shown here" not in opened
        assert "A curator decided: 3 times, days 0, 28, 56 is shown." in opened


SCHEDULE = "arms/msc/regimens/msc/schedule"


def test_reading_told_in_words_alone_is_not_accepted():
    told = Claim.objects.get(trial__registry_id="NCT03668171", path="sites", is_rival=True)
    curator = get_user_model().objects.create_user("curator-of-sites")
    with pytest.raises(NotARecord, match="text alone"):
        accept_claim(claim=told, by=curator, at=timezone.now())


def test_page_of_a_trial_without_discrepancies_says_so():
    Discrepancy.objects.filter(trial__registry_id="NCT00956891").delete()
    trial = Trial.objects.get(registry_id="NCT00956891")
    rebuild_derived(trials=[trial])
    page = parse(Client().get("/trials/NCT00956891/").text)
    assert "No contradiction and nothing that does not fit was found" in by_id(page, "discrepancies").text()
    assert not signs_in(page) and not page.find_all("section", id="reading-notes")

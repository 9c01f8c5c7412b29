"""A database of the release in which rows had places and no keys: everything in it means the same rows afterwards.

``made_by.txt`` is how ``before_keys.json`` was made, with the code of that release.
"""

from pathlib import Path

import pytest
from django.core.management import call_command
from msgspec.structs import replace

from tests.releases.old_database import empty_database, fill_as_of
from trials.domain.record.discrepancy_rule import proposed_kind
from trials.domain.view_state.comparison import read_address
from trials.domain.view_state.resolving import resolve, wanted_ids
from trials.domain.vocabulary import CONFLICTS
from trials.models import Arm, Claim, Discrepancy, MissingFact, Note, RetiredKey, SavedView, Trial
from trials.selectors.records import records_from_tables, trial_records

pytestmark = pytest.mark.xdist_group("before-keys")
FOUR, OWN_ARM, RESULTS, BY_HAND = "NCT01724398", "NCT03945487", "PUB-Qin-2025", "OWN-1"
DUMP = Path(__file__).with_name("before_keys.json")


@pytest.fixture(scope="module")
def migrated(django_db_setup, django_db_blocker, tmp_path_factory):
    """The database after ``migrate`` and what ``make run`` does then."""
    with django_db_blocker.unblock(), empty_database(tmp_path_factory.mktemp("old")) as connection:
        fill_as_of(connection, "0007_derivation_rules", DUMP)
        call_command("migrate", verbosity=0)
        call_command("rebuild_derived", verbosity=0)
        yield


@pytest.fixture(scope="module")
def loaded(migrated, tmp_path_factory):
    """The same after this release's files were loaded over it."""
    files = Path(__file__).parents[2] / "fixtures" / "trials"
    names = [path.stem for path in files.glob("*.yaml") if Trial.objects.filter(registry_id=path.stem).exists()]
    before = records()
    call_command("load_fixtures", *(str(files / f"{name}.yaml") for name in names))
    return before


def records():
    return records_from_tables(list(Trial.objects.all()))


def columns(query):
    """Labels of the columns that an address shows, and of the pinned one."""
    address = read_address(query)
    found = resolve(address, trial_records(wanted_ids(address)))
    assert (found.problems, found.renamed, found.gone) == ((), {}, ())
    labels = [column.arm.label for column in found.columns]
    return labels, labels[found.reference]


def decisions(registry_id):
    claims = Claim.objects.filter(trial__registry_id=registry_id, method="curator", accepted=True)
    return {claim.path: claim.value for claim in claims}


def by_label(record):
    return {arm.label: arm for arm in record.arms}


CARE, CELLS = "Conventional treatment", "Conventional plus UC-MSC treatment"
EXCHANGE, BOTH = "Conventional plus PE treatment", "Conventional plus UC-MSC and PE therapy"


def check_decisions():
    four = records()[FOUR]
    arms = by_label(four)
    assert list(arms) == [CELLS, EXCHANGE, BOTH]
    cells = arms[CELLS].regimens[0]
    assert (cells.dose.low, cells.route.value) == (200_000, "hepatic_artery")
    assert arms[EXCHANGE].size == 30
    assert arms[BOTH].regimens[0].dose.low == 1_000_000
    assert [(fact.path, fact.note) for fact in four.missing] == [(f"arms/{arms[BOTH].key}/size", "two are printed")]
    statements = {one.statement: one for one in four.criteria}
    assert "ACLF due to hepatitis B" not in statements
    assert (len(statements), statements["Lives near the hospital"].topic) == (9, "consent")
    route = next(one for one in four.discrepancies if one.topic == "route")
    assert (route.status, route.resolution) == ("settled", "One route.")
    own = by_label(records()[OWN_ARM])
    assert [one.intervention for one in own["High dose"].regimens] == ["msc", "standard-care"]
    assert (own["High dose"].size, own["High dose"].regimens[0].dose.low) == (0, 5_000_000)
    first = records()[OWN_ARM].arms[0]
    assert [(one.intervention, one.schedule.days) for one in first.regimens] == [("msc", (0, 28, 57))]
    results = records()[RESULTS]
    assert [arm.label for arm in results.arms] == ["Medium dose", "High dose"]
    labels = {arm.key: arm.label for arm in results.arms}
    for one in results.results:
        named = [(group.label, labels.get(group.arm, "")) for group in one.groups]
        assert named == [("Low dose", ""), ("Medium dose", "Medium dose"), ("High dose", "High dose")]
    assert results.results[0].cited == "the paper, table 2"
    assert results.publications[-1].title == "A letter about it"
    assert [arm.regimens[0].dose.low for arm in records()[BY_HAND].arms] == [1, 2]


def test_decisions_are_about_the_same_rows(migrated):
    check_decisions()
    assert trial_records(records()) == records()
    assert decisions(FOUR).keys() == {
        "arms",
        "arms/uc-msc/regimens/msc/dose",
        "arms/uc-msc/regimens/msc/route",
        "arms/pe/size",
        "arms/uc-msc-pe/regimens/msc-2/dose",
        "missing",
        "criteria",
        "criteria/lives-near-hospital/topic",
        "discrepancies/route/status",
        "discrepancies/route/resolution",
        "outcomes",
    }
    assert decisions(FOUR)["arms"] == {
        "of": ["conventional-treatment", "uc-msc", "pe", "uc-msc-pe"],
        "rows": ["uc-msc", "pe", "uc-msc-pe"],
    }
    own = decisions(FOUR)["criteria"]["rows"][-1]
    assert (own["key"], own["statement"]) == ("lives-near-hospital", "Lives near the hospital")
    assert decisions(OWN_ARM)["arms/high-dose/regimens"]["of"] == ["msc-2"]
    assert {group.get("arm") for group in decisions(RESULTS)["results/overall-survival-day-183"]["groups"]} == {
        None,
        "medium-dose",
        "high-dose",
    }


def test_every_path_names_rows_by_keys(migrated):
    paths = [*Claim.objects.values_list("path", flat=True), *Note.objects.values_list("path", flat=True)]
    paths += MissingFact.objects.values_list("path", flat=True)
    paths += [path for record in records().values() for one in record.discrepancies for path in one.paths]
    assert [path for path in paths if any(step.isdigit() for step in path.split("/"))] == []


def test_discrepancies_get_kind_and_severity_by_the_rule(migrated):
    rows = list(Discrepancy.objects.all())
    assert rows
    for row in rows:
        has_rival = row.claims.filter(is_rival=True).exists()
        assert row.kind in (proposed_kind(row.text), proposed_kind(row.text, has_rival=has_rival)), row.text
        assert (row.severity == "none") == (row.kind not in CONFLICTS)
        assert (row.status == "settled") == bool(row.resolution)
        assert bool(row.path) <= (row.kind in CONFLICTS)


def test_discrepancies_are_those_of_the_files_once_they_are_loaded(loaded):
    four = {one.key: one for one in records()[FOUR].discrepancies}
    assert (four["arms"].kind, four["arms"].severity) == ("inconsistency", "major")
    assert (four["dose"].value_a, four["dose"].value_b) == ("0.1 million per kg", "1 million per kg")
    assert (four["route"].kind, four["route"].resolution) == ("gap", "One route.")


@pytest.mark.parametrize(
    ("name", "labels", "pinned"),
    [
        # Saved before an arm was deleted, and after it: the same numbers named other arms.
        ("Cells against exchange", [CELLS, EXCHANGE], EXCHANGE),
        ("After the deletion", [CELLS, BOTH], CELLS),
        (
            "With an own arm",
            ["Comprehensive treatment plus UC-MSC treatment", "High dose"],
            "Comprehensive treatment plus UC-MSC treatment",
        ),
        ("Own trial", ["Second dose level", "First dose level"], "First dose level"),
    ],
)
def test_saved_comparison_opens_with_the_arms_that_were_saved(migrated, client, name, labels, pinned):
    view = SavedView.objects.get(name=name)
    assert columns(view.query) == (labels, pinned)
    assert client.get(f"/compare/?{view.query}").status_code == 200


def test_shared_link_opens_the_comparison(migrated, client):
    view = SavedView.objects.get(name="Cells against exchange")
    response = client.get(f"/shared/{view.token}/", follow=True)
    assert response.status_code == 200
    assert response.redirect_chain == [(f"/compare/?{view.query}", 302)]
    assert "weight=70" in view.query


def test_saved_comparison_with_an_arm_that_went_says_so(migrated, client):
    view = SavedView.objects.get(name="With the arm that goes")
    response = client.get(f"/compare/?{view.query}")
    assert response.status_code == 404
    assert CARE in response.text


def test_ticks_of_a_saved_list_are_the_same_arms(migrated, client):
    view = SavedView.objects.get(name="Ticked")
    assert "tick=NCT01724398%3Auc-msc-pe&tick=NCT05985863%3Amsc-2-huc-msc-prolonged" in view.query
    response = client.get(f"/trials/?{view.query}")
    assert response.context["page"].ticks[0].label == BOTH


def test_notes_stand_at_the_same_arms(migrated):
    assert dict(Note.objects.values_list("text", "path")) == {
        "The cells alone": "arms/uc-msc",
        "Ten times more in the paper": "arms/uc-msc-pe/regimens/msc-2/dose",
        "Nothing but care": "removed/arms/conventional-treatment",
        "The trial as a whole": "",
        "MELD only": "criteria/meld/thresholds/meld",
        "Both together": "arms/uc-msc-pe",
    }


def test_keys_of_rows_that_went_are_remembered(migrated):
    gone = set(RetiredKey.objects.filter(trial__registry_id=FOUR).values_list("kind", "key", "label"))
    assert gone == {
        ("arms", "conventional-treatment", CARE),
        ("regimens", "standard-care", "standard-care"),
        ("criteria", "diagnosis", "ACLF due to hepatitis B"),
        ("outcomes", "cost", "Cost of care"),
    }


def test_numbers_lead_to_the_arms_that_had_them_at_the_change(migrated, client):
    numbers = dict(Arm.objects.filter(trial__registry_id=FOUR).values_list("old_number", "label"))
    assert numbers == {1: CELLS, 2: EXCHANGE, 3: BOTH}
    response = client.get(f"/compare/?arm={FOUR}:1&arm={FOUR}:3&ref={FOUR}:3&differ=1")
    assert response.status_code == 301
    assert response["Location"] == f"/compare/?arm={FOUR}:uc-msc&arm={FOUR}:uc-msc-pe&ref={FOUR}:uc-msc-pe&differ=1"


def _told(record):
    kinds_of_dates = dict.fromkeys(("start_type", "primary_completion_type", "completion_type"))
    return replace(record, discrepancies=(), rival_claims=(), **kinds_of_dates)


def test_new_files_leave_everything_as_it_was_decided(loaded, capsys):
    check_decisions()
    after = records()
    assert {name: [arm.old_number for arm in one.arms] for name, one in after.items()} == {
        name: [arm.old_number for arm in one.arms] for name, one in loaded.items()
    }
    # What the files say about discrepancies, other readings and kinds of dates has changed since that release.
    assert {name: _told(one) for name, one in after.items()} == {name: _told(one) for name, one in loaded.items()}


@pytest.mark.django_db
def test_ages_in_years_are_ages_with_their_unit(migrated):
    record = records()[FOUR]
    assert (record.age_min, record.age_max) == ("16 years", "65 years")
    assert ("age_min",) in [one.all_paths for one in record.discrepancies]
    assert (records()[BY_HAND].age_min, records()[BY_HAND].age_max) == ("", "")

"""The commands that load, export and rebuild, as a person runs them."""

import re
import shutil
from io import StringIO

import msgspec
import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict

from tests.actions.makers import FOLDER, curate, from_file, shown, stored
from tests.domain.makers import trial
from trials.domain.record.yaml import read_record, write_record
from trials.domain.vocabulary import Syndrome
from trials.models import Arm, ArmSummary, Claim, Criterion, DeliveredRecord, Trial, TrialSnapshot
from trials.search.list_page.state import read_request
from trials.selectors.arm_list import list_page

DOSED, OTHER = "NCT03945487", "NCT03668171"


@pytest.fixture
def folder(tmp_path):
    """A folder with two trial files of its own."""
    for registry_id in (DOSED, OTHER):
        shutil.copy(FOLDER / f"{registry_id}.yaml", tmp_path)
    return tmp_path


def run(capsys, *arguments, **options):
    call_command(*arguments, **options)
    return capsys.readouterr().out


def test_load_is_done_once(evidence_db, folder, capsys):
    assert "2 trials: 2 loaded, 0 unchanged" in run(capsys, "load_fixtures", folder)
    snapshots = list(TrialSnapshot.objects.values_list("pk", "body"))
    assert "2 trials: 0 loaded, 2 unchanged" in run(capsys, "load_fixtures", folder)
    assert list(TrialSnapshot.objects.values_list("pk", "body")) == snapshots
    assert "2 loaded" in run(capsys, "load_fixtures", folder, again=True)


def test_load_takes_what_changed_and_keeps_what_a_curator_decided(evidence_db, folder, capsys):
    run(capsys, "load_fixtures", folder)
    curate(DOSED, lambda trial: Trial.objects.filter(pk=trial.pk).update(enrolment=7))
    path = folder / f"{DOSED}.yaml"
    text = path.read_text(encoding="utf-8")
    assert "enrolment: 200" in text
    path.write_text(
        text.replace("enrolment: 200", "enrolment: 201").replace("Beijing302-011", "B-12"), encoding="utf-8"
    )
    assert "1 loaded, 1 unchanged" in run(capsys, "load_fixtures", folder)
    assert (stored(DOSED).enrolment, stored(DOSED).other_ids[0].value) == (7, "B-12")


def test_broken_file_is_told_with_its_place_and_the_others_go_in(evidence_db, folder, capsys):
    Trial.objects.filter(registry_id=DOSED).update(acronym="OLD")
    text = (folder / f"{OTHER}.yaml").read_text(encoding="utf-8")
    (folder / "A-broken.yaml").write_text("title: [", encoding="utf-8")
    (folder / "B-wrong.yaml").write_text(text.replace("role: EXPERIMENTAL", "role: BEST"), encoding="utf-8")
    (folder / "C-bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="3 of 5"):
        call_command("load_fixtures", folder)
    shown_words = capsys.readouterr()
    assert "A-broken.yaml" in shown_words.err
    assert re.search(r"A-broken.yaml: not YAML: [^:]*line \d", shown_words.err)
    assert "$.arms[" in shown_words.err
    assert "2 loaded, 0 unchanged, 3 broken" in shown_words.out
    assert stored(DOSED).acronym == ""


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        pytest.param("record_as_of", "2022-13-45", "Record as of: a date such as", id="no-date"),
        pytest.param("status_as_of", "yesterday", "Status as of: a date such as", id="no-date-either"),
        pytest.param("title", "x" * 872, "Title: at most 500 characters. Found: 872", id="too-long"),
        pytest.param("sponsor", "x" * 301, "Sponsor: at most 300 characters. Found: 301", id="longer-than-a-column"),
    ],
)
def test_value_that_no_table_takes_is_told_with_its_field_and_the_others_go_in(
    evidence_db, tmp_path, capsys, name, value, told
):
    Trial.objects.filter(registry_id=DOSED).update(acronym="OLD")
    shutil.copy(FOLDER / f"{DOSED}.yaml", tmp_path)
    text = re.sub(rf"^{name}:.*\n(?: .*\n)*", "", write_record(from_file(OTHER)), flags=re.MULTILINE)
    (tmp_path / "A-wrong.yaml").write_text(f"{text}{name}: {value}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("load_fixtures", tmp_path)
    shown_words = capsys.readouterr()
    assert told in shown_words.err
    assert "1 loaded, 0 unchanged, 1 broken" in shown_words.out
    assert stored(DOSED).acronym == ""


def test_file_without_the_row_of_a_decision_is_told_and_no_failure(evidence_db, folder, capsys):
    curate(DOSED, lambda t: Arm.objects.filter(trial=t, position=1).update(size=5))
    path = folder / f"{DOSED}.yaml"
    record = from_file(DOSED)
    path.write_text(write_record(msgspec.structs.replace(record, arms=record.arms[1:])), encoding="utf-8")
    call_command("load_fixtures", folder)
    words = capsys.readouterr()
    assert "1 kept as curated" in words.out
    assert "arms/comprehensive-uc-msc/size" in words.err
    assert stored(DOSED).arms[0].size == 5


def test_nothing_to_load_is_told(db, tmp_path):
    with pytest.raises(CommandError, match="no trial files"):
        call_command("load_fixtures", tmp_path)
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("load_fixtures", tmp_path / "nowhere.yaml")


def test_export_gives_the_files_back(evidence_db, tmp_path, capsys):
    assert f"{Trial.objects.count()} new, 0 changed" in run(capsys, "export_trials", tmp_path)
    files = sorted(FOLDER.glob("*.yaml"))
    assert [path.name for path in sorted(tmp_path.iterdir())] == [path.name for path in files]
    for path in files:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name
    assert "0 new, 0 changed" in run(capsys, "export_trials", tmp_path)


def test_export_holds_what_a_curator_decided(evidence_db, tmp_path, capsys):
    curate(DOSED, lambda t: Criterion.objects.get(trial=t, position=1).delete())
    run(capsys, "export_trials", tmp_path, trial=[DOSED.lower()])
    (path,) = tmp_path.iterdir()
    assert read_record(path.read_bytes()) == stored(DOSED)
    with pytest.raises(CommandError, match="nct0"):
        call_command("export_trials", tmp_path, trial=["NCT0"])


def test_export_of_an_address_writes_what_its_list_has(evidence_db, tmp_path, capsys):
    query = "syndrome=ACLF&route=peripheral_vein&page=2&per=25"
    listed = list_page(read_request(QueryDict(query + "&rows=trial")))
    assert 1 < listed.trial_count < Trial.objects.count()
    assert f"{listed.trial_count} new" in run(capsys, "export_trials", tmp_path / "a", "--filter", query)
    assert "0 new, 0 changed" in run(capsys, "export_trials", tmp_path / "a", "--filter", f"?{query}")
    records = [read_record(path.read_bytes()) for path in (tmp_path / "a").iterdir()]
    assert {record.syndrome for record in records} == {Syndrome.ACLF}
    msc = f"{Trial.objects.filter(arms__summary__has_msc=True).distinct().count()} new"
    assert msc in run(capsys, "export_trials", tmp_path / "b", "--filter", "")


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        pytest.param("syndrome=ACLF&status=asleep", "status", "asleep", id="no-such-code"),
        pytest.param("dose_min=lots", "dose_min", "lots", id="no-number"),
        pytest.param("dose_min=3&dose_max=1", "dose_min", "3", id="backwards"),
        pytest.param("sort=colour", "sort", "colour", id="no-such-order"),
    ],
)
def test_export_of_an_address_with_a_bad_value_writes_nothing(evidence_db, tmp_path, query, field, value):
    with pytest.raises(CommandError, match=f"{field}={value}"):
        call_command("export_trials", tmp_path / "new", "--filter", query)
    assert not (tmp_path / "new").exists()


def test_export_names_parameters_that_are_no_filters(evidence_db, tmp_path, capsys):
    call_command("export_trials", tmp_path, "--filter", "syndrom=ACLF&syndrome=ACLF&endpoint=mortality&phase=PHASE3")
    assert "syndrom is no filter" in capsys.readouterr().err


def test_export_takes_trials_or_an_address(evidence_db, tmp_path):
    with pytest.raises(CommandError, match="not allowed with"):
        call_command("export_trials", tmp_path, "--filter", "syndrome=ACLF", "--trial", DOSED)


def test_rebuild_fills_everything_again(evidence_db, capsys):
    before = sorted(ArmSummary.objects.values_list("pk", "cumulative_per_kg_low", "facets"))
    TrialSnapshot.objects.all().delete()
    ArmSummary.objects.all().delete()
    assert f"{Trial.objects.count()} trials rebuilt" in run(capsys, "rebuild_derived")
    assert sorted(ArmSummary.objects.values_list("pk", "cumulative_per_kg_low", "facets")) == before
    assert shown(DOSED) == stored(DOSED)


def test_rebuild_of_one_trial(evidence_db, capsys):
    TrialSnapshot.objects.filter(trial__registry_id=DOSED).update(body="{}")
    assert "1 trials rebuilt" in run(capsys, "rebuild_derived", trial=[DOSED])
    assert shown(DOSED) == stored(DOSED)
    with pytest.raises(CommandError):
        call_command("rebuild_derived", trial=["NCT0"])


def test_rebuild_if_older_does_nothing_where_nothing_changed(evidence_db, capsys):
    assert "up to date" in run(capsys, "rebuild_derived", if_older=True)
    TrialSnapshot.objects.update(fingerprint="of-last-year")
    assert f"{Trial.objects.count()} trials rebuilt" in run(capsys, "rebuild_derived", if_older=True)
    with pytest.raises(CommandError, match="--trial"):
        call_command("rebuild_derived", trial=[DOSED], if_older=True)


def test_delivered_record_is_the_file_not_the_curated_one(evidence_db):
    curate(DOSED, lambda t: Trial.objects.filter(pk=t.pk).update(enrolment=7))
    body = DeliveredRecord.objects.get(trial__registry_id=DOSED).body
    assert '"enrolment":200' in body
    assert Claim.objects.get(trial__registry_id=DOSED, path="enrolment").value == 7


def test_file_with_impossible_numbers_is_told_and_the_others_go_in(evidence_db, folder, capsys):
    Trial.objects.filter(registry_id=DOSED).update(acronym="OLD")
    text = (folder / f"{DOSED}.yaml").read_text(encoding="utf-8")
    assert "low: 1_000_000" in text
    for name, number in (("A-nan", ".nan"), ("B-large", "1.0e+40")):
        (folder / f"{name}.yaml").write_text(text.replace("low: 1_000_000", f"low: {number}"), encoding="utf-8")
    group = "\nresults:\n  - concept: mortality\n    groups:\n      - {label: a, arm: 9}\n"
    assert "\nresults:" not in text
    (folder / "C-arm.yaml").write_text(text + group, encoding="utf-8")
    with pytest.raises(CommandError, match="3 of 5"):
        call_command("load_fixtures", folder)
    words = capsys.readouterr()
    for name, reason in (("A-nan", "no number"), ("B-large", "digits"), ("C-arm", "groups[0].arm")):
        told = words.err.partition(f"{name}.yaml: ")[2].partition(".yaml")[0]
        assert reason in told
    assert "2 loaded" in words.out
    assert stored(DOSED).acronym == ""


@pytest.mark.parametrize("failure", [ArithmeticError("too large"), IndexError("out of range")])
def test_fault_in_storing_one_file_does_not_stop_the_load(evidence_db, folder, capsys, monkeypatch, failure):
    from trials.management.commands import load_fixtures

    def store(*, record, digest):
        if record.registry_id == DOSED:
            raise failure

    monkeypatch.setattr(load_fixtures, "store_trial", store)
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("load_fixtures", folder)
    words = capsys.readouterr()
    assert f"{DOSED}.yaml: {type(failure).__name__}: {failure}" in words.err
    assert "1 loaded" in words.out


def test_trials_are_deleted_when_it_is_meant(evidence_db, capsys):
    before = Trial.objects.count()
    assert "add --yes" in run(capsys, "delete_trials", DOSED.lower(), OTHER)
    assert Trial.objects.count() == before
    with pytest.raises(CommandError, match="Nothing was deleted"):
        call_command("delete_trials", DOSED, "NCT0", yes=True)
    assert "2 trials deleted" in run(capsys, "delete_trials", DOSED.lower(), OTHER, yes=True)
    assert Trial.objects.count() == before - 2


# --- What is brought in and hardly meant ------------------------------------------------------------------------


def written(folder, name, **changes):
    path = folder / name
    path.write_text(write_record(trial(**changes)), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_two_files_of_one_trial_are_refused_and_both_named(tmp_path):
    for name, registry_id in (("a.yaml", "NCT00000009"), ("b.yaml", "nct00000009"), ("c.yaml", "NCT00000008")):
        written(tmp_path, name, registry_id=registry_id)
    told = StringIO()
    with pytest.raises(CommandError, match="2 of 3 files"):
        call_command("load_fixtures", str(tmp_path), stderr=told, stdout=StringIO())
    assert f"{tmp_path / 'a.yaml'} and {tmp_path / 'b.yaml'}: all of them give nct00000009" in told.getvalue()
    assert not Trial.objects.filter(registry_id__iexact="NCT00000009").exists()
    assert Trial.objects.filter(registry_id="NCT00000008").exists()


@pytest.mark.django_db
def test_value_that_is_hardly_meant_is_loaded_and_named_with_file_and_place(tmp_path):
    path = written(tmp_path, "odd.yaml", registry_id="NCT00000009", start="2020", completion="2016")
    told, said = StringIO(), StringIO()
    call_command("load_fixtures", str(path), stderr=told, stdout=said)
    assert f"{path}: completion: Completion 2016 comes before start 2020." in told.getvalue()
    assert "1 value hardly meant" in said.getvalue()
    assert Trial.objects.filter(registry_id="NCT00000009").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        pytest.param("low: 1_000_000", "low: 0500000", "0500000 would be read as another number", id="octal"),
        pytest.param("low: 1_000_000", "low: 1:30", "1:30 would be read as another number", id="sexagesimal"),
        pytest.param("registry: ClinicalTrials.gov", "registry: Clinical", "Allowed: ClinicalTrials.gov", id="list"),
        pytest.param("title: Cells", f"title: {'x' * 872} Cells", "Title: at most 500", id="length"),
    ],
)
def test_file_that_says_something_else_is_refused_by_name(tmp_path, old, new, named):
    path = written(tmp_path, "bad.yaml", registry_id="NCT00000009")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    told = StringIO()
    with pytest.raises(CommandError):
        call_command("load_fixtures", str(path), stderr=told, stdout=StringIO())
    assert str(path) in told.getvalue()
    assert named in told.getvalue()

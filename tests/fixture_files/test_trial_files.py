"""The trials that ship with the project: every file is a record, sane, and survives the database."""

import csv
import random
from pathlib import Path

import pytest

from tests.evidence import TRIAL_FILES, load_evidence
from trials.domain.record import TrialRecord
from trials.domain.record.known_paths import is_known
from trials.domain.record.named_rows import rows_by_kind
from trials.domain.record.yaml import read_record, write_record
from trials.domain.vocabulary import (
    ANALYTES,
    CriterionKind,
    DoseUnit,
    InterventionKind,
    SourceKind,
    endpoint_concepts,
)
from trials.models import Claim, Trial, TrialSnapshot
from trials.selectors.records import records_from_tables, trial_records

RECORDS = {path.stem: read_record(path.read_bytes()) for path in TRIAL_FILES}
PLACES = Path(__file__).parents[2] / "trials" / "migrations" / "keys" / "places.tsv"
by_trial = pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())

#: What a dose, a day or a size can be at all; a slip of a power of ten beyond the field's range falls outside.
CELLS_PER_KG = (10_000, 50_000_000)
CELLS = (1_000_000, 5_000_000_000)
LAST_DAY = 3 * 366
LAST_VISIT = 16 * 366


def test_all_trials_are_there():
    assert len(RECORDS) >= 124
    assert sum(bool(record.arms) for record in RECORDS.values()) == len(RECORDS)


@by_trial
def test_file_is_named_after_its_trial_and_written_the_usual_way(record):
    path = next(path for path in TRIAL_FILES if path.stem == record.registry_id)
    assert path.read_text(encoding="utf-8") == write_record(record)


@by_trial
def test_doses_are_sane(record):
    for arm in record.arms:
        for regimen in arm.regimens:
            given, dose = record.intervention(regimen.intervention), regimen.dose
            if dose is None or dose.low is None:
                continue
            assert dose.as_reported, "a dose keeps the text that it was read from"
            if given.kind in (InterventionKind.MSC, InterventionKind.OTHER_CELLS):
                low, high = {DoseUnit.CELLS_PER_KG: CELLS_PER_KG, DoseUnit.CELLS: CELLS}.get(dose.unit, (0, 10**12))
                assert low <= dose.low <= dose.high <= high
            for level in dose.levels:
                assert dose.low <= level <= dose.high


@by_trial
def test_schedules_are_sane(record):
    for arm in record.arms:
        assert arm.size is None or 0 <= arm.size <= 1000
        for regimen in arm.regimens:
            if regimen.schedule is not None:
                assert regimen.schedule.as_reported
                assert regimen.schedule.count is None or regimen.schedule.count <= 60
                assert not regimen.schedule.days or regimen.schedule.days[-1] <= LAST_DAY


@by_trial
def test_outcomes_are_sane(record):
    concepts = endpoint_concepts()
    for outcome in record.outcomes:
        assert {outcome.concept, *outcome.also_concepts} <= set(concepts)
        assert list(outcome.days) == sorted(set(outcome.days))
        assert all(-366 <= day <= LAST_VISIT for day in outcome.days)
    for result in record.results:
        assert result.concept in concepts
        assert result.day is None or 0 <= result.day <= LAST_VISIT
        assert result.source, "a result says where it stands"


@by_trial
def test_criteria_are_sane(record):
    for criterion in record.criteria:
        assert criterion.kind in set(CriterionKind)
        for limit in criterion.thresholds:
            for one in (limit, *limit.either):
                info = ANALYTES[one.analyte]
                assert one.unit in info.factors or one.unit == "xULN" or one.unit in _OTHER_UNITS.get(one.analyte, ())
                assert all(end is None or end >= 0 for end in (one.low, one.high))


#: Units in which a limit is kept as reported, because no exact factor leads to the canonical one.
_OTHER_UNITS = {"age": ("weeks", "months", "days"), "alt": ("U/L",), "ggt": ("U/L",)}


@by_trial
def test_sources_are_told(record):
    kinds = {source.key: source.kind for source in record.sources}
    assert len(kinds) == len(record.sources) >= 1
    assert all(source.covers or source.url for source in record.sources)
    if record.record_read == "whole":
        assert kinds[record.values_from] == SourceKind.REGISTRY_RECORD


@by_trial
def test_paths_of_discrepancies_lead_somewhere(record):
    named = [path for discrepancy in record.discrepancies for path in discrepancy.all_paths]
    named += [claim.path for claim in record.rival_claims] + [fact.path for fact in record.missing]
    assert [path for path in named if not is_known(record, path)] == []


@by_trial
def test_every_row_begins_with_its_key(record):
    path = next(path for path in TRIAL_FILES if path.stem == record.registry_id)
    text = path.read_text(encoding="utf-8")
    for kind, row in rows_by_kind(record):
        assert f"- key: {row.key}\n" in text or f"- {{key: {row.key}, " in text, (kind, row.key)


def test_table_of_places_names_every_arm_by_its_old_number():
    """Of the release before keys: what its addresses, and notes on its files, named by places."""
    with PLACES.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    assert len(rows) == len({(row["registry_id"], row["list"], row["place"]) for row in rows}) == 3916
    keys = {(row["registry_id"], row["place"]): row["key"] for row in rows if row["list"] == "arms"}
    for registry_id, record in RECORDS.items():
        numbered = {str(arm.old_number): arm.key for arm in record.arms if arm.old_number is not None}
        known = {place: key for (one, place), key in keys.items() if one == registry_id}
        assert numbered.items() <= known.items()


def _all_from_tables() -> dict[str, TrialRecord]:
    return records_from_tables(list(Trial.objects.all()))


def test_round_trip_through_the_database(evidence_db):
    stored = _all_from_tables()
    for registry_id, record in RECORDS.items():
        assert stored[registry_id] == record
    assert trial_records(RECORDS) == RECORDS


def _state() -> tuple[list[object], list[object]]:
    claims = Claim.objects.order_by("pk").values_list("pk", "trial_id", "path", "accepted", "as_reported", "source_id")
    return list(claims), list(TrialSnapshot.objects.order_by("pk").values_list("pk", "body"))


def test_loading_again_changes_nothing(evidence_db):
    before = _state()
    load_evidence()
    assert _state() == before


def test_order_of_loading_does_not_matter(evidence_db):
    some = random.Random(7).sample(sorted(RECORDS), 12)
    Trial.objects.filter(registry_id__in=some).delete()
    from django.core.management import call_command

    paths = [str(path) for path in TRIAL_FILES if path.stem in some]
    random.Random(3).shuffle(paths)
    call_command("loaddata", *paths, verbosity=0)
    assert {key: _all_from_tables()[key] for key in some} == {key: RECORDS[key] for key in some}


def test_every_value_that_must_has_its_claim_with_a_source(evidence_db):
    from trials.domain.record.paths import values_by_path

    claims = Claim.objects.select_related("source", "trial").filter(accepted=True)
    found = {(claim.trial.registry_id, claim.path): claim for claim in claims}
    for registry_id, record in RECORDS.items():
        for path, value in values_by_path(record).items():
            if value.claimed:
                claim = found[registry_id, path]
                assert claim.source is not None
                assert claim.value == value.value

"""Storing a record: everything or nothing, and only what differs."""

from decimal import Decimal

import msgspec
import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from tests.actions.makers import FOLDER, from_file, shown, stored
from trials.actions import store_trial as store_trial_module
from trials.actions.store_trial import store_trial
from trials.domain.record import SiteRecord, ThresholdRecord
from trials.domain.vocabulary import Aetiology, Operator, Sex
from trials.models import Claim, Regimen, Source, Threshold, Trial

pytestmark = pytest.mark.django_db

FULLEST = "NCT01724398"


@pytest.fixture(autouse=True)
def _trials(db):
    store_trial(record=from_file(FULLEST))


def rows():
    """Every row that a trial's record rests on, with its key: a row written anew would have another."""
    models = (Trial, Regimen, Threshold, Source, Claim)
    return {model: sorted(map(str, model.objects.filter(**_of(model)).values_list())) for model in models}


def _of(model):
    lookup = {Trial: "registry_id", Regimen: "arm__trial__registry_id", Threshold: "criterion__trial__registry_id"}
    return {lookup.get(model, "trial__registry_id"): FULLEST}


def test_every_file_is_read_back_as_it_was(evidence_db):
    for path in sorted(FOLDER.glob("*.yaml")):
        assert stored(path.stem) == from_file(path.stem), path.name
        assert shown(path.stem) == from_file(path.stem), path.name


def test_storing_again_leaves_every_row_alone():
    before = rows()
    store_trial(record=from_file(FULLEST))
    assert rows() == before


def test_record_is_found_by_its_id_in_any_case():
    store_trial(record=msgspec.structs.replace(from_file(FULLEST), registry_id=FULLEST.lower()))
    assert Trial.objects.filter(registry_id__iexact=FULLEST).count() == 1


def _for_women(criterion):
    """A criterion with a range for women whose ends are both out, and one for men in its place."""
    limit = {
        "analyte": "hemoglobin",
        "unit": "g/dL",
        "low": Decimal(8),
        "operator": Operator.BETWEEN,
        "high": Decimal(12),
    }
    men = ThresholdRecord(**limit | {"high": Decimal(13)}, sex=Sex.MALE, high_strict=True)
    women = ThresholdRecord(**limit, sex=Sex.FEMALE, low_strict=True, high_strict=True, either=(men,))
    return msgspec.structs.replace(criterion, thresholds=(women,))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda r: {"arms": r.arms[:1], "results": ()}, id="fewer-arms"),
        pytest.param(lambda r: {"arms": r.arms[::-1], "results": ()}, id="arms-turned-round"),
        pytest.param(lambda r: {"criteria": r.criteria[3:]}, id="fewer-criteria"),
        pytest.param(lambda r: {"criteria": (_for_women(r.criteria[0]), *r.criteria[1:])}, id="limit-for-women"),
        pytest.param(lambda r: {"outcomes": ()}, id="no-outcomes"),
        pytest.param(lambda r: {"aetiologies": (Aetiology.HBV, Aetiology.HCV)}, id="aetiologies"),
        pytest.param(lambda r: {"aetiologies": r.aetiologies[::-1]}, id="aetiologies-turned-round"),
        pytest.param(lambda r: {"sources": r.sources[::-1]}, id="sources-turned-round"),
        pytest.param(lambda r: {"enrolment": None, "enrolment_type": None, "start": ""}, id="values-gone"),
    ],
)
def test_next_version_of_a_file_replaces_the_last(change):
    record = from_file(FULLEST)
    store_trial(record=msgspec.structs.replace(record, aetiologies=(Aetiology.HCV, Aetiology.HBV)))
    following = msgspec.structs.replace(record, **change(record))
    store_trial(record=following)
    assert msgspec.structs.replace(stored(FULLEST), retired=()) == following
    assert shown(FULLEST) == stored(FULLEST)


def test_source_that_the_file_drops_is_dropped():
    record = from_file(FULLEST)
    used = {record.values_from, *record.source_keys_used()}
    following = msgspec.structs.replace(record, sources=tuple(s for s in record.sources if s.key in used))
    assert len(following.sources) < len(record.sources)
    store_trial(record=following)
    assert stored(FULLEST) == following


def test_nothing_of_a_record_is_stored_when_the_database_refuses_the_last_of_it(monkeypatch):
    def refused(**of_what):
        raise IntegrityError

    monkeypatch.setattr(store_trial_module, "link_discrepancies", refused)
    with pytest.raises(IntegrityError):
        store_trial(record=msgspec.structs.replace(from_file(FULLEST), title="Other"))
    assert not Trial.objects.filter(title="Other").exists()


def test_text_that_is_longer_than_its_column_is_refused_with_its_place_and_nothing_is_stored():
    long = msgspec.structs.replace(from_file(FULLEST), title="Other", sites=(SiteRecord(country="x" * 81),))
    with pytest.raises(ValueError, match=r"Country: at most 80 characters. Found: 81. - at `\$.sites\[0\]`"):
        store_trial(record=long)
    assert not Trial.objects.filter(title="Other").exists()


def test_trial_is_locked_before_decisions_are_read(monkeypatch):
    steps = []
    lock, read = QuerySet.select_for_update, store_trial_module._decisions

    def locked(query, *args, **options):
        steps.append(f"lock {query.model.__name__}")
        return lock(query, *args, **options)

    def decisions(*args):
        steps.append("decisions")
        return read(*args)

    monkeypatch.setattr(QuerySet, "select_for_update", locked)
    monkeypatch.setattr(store_trial_module, "_decisions", decisions)
    store_trial(record=from_file(FULLEST))
    assert steps[:2] == ["lock Trial", "decisions"]


def test_every_claimed_value_has_one_accepted_claim_with_its_source(evidence_db):
    from trials.domain.record.paths import source_of, values_by_path

    for path in sorted(FOLDER.glob("*.yaml")):
        record = from_file(path.stem)
        claims = Claim.objects.filter(trial__registry_id=path.stem, accepted=True).select_related("source")
        found = {claim.path: claim.source.key for claim in claims}
        wanted = {p: source_of(record, p) for p, value in values_by_path(record).items() if value.claimed}
        assert found == wanted, path.name

"""``loaddata`` reads a trial's document, tells where one is broken, and leaves flat lists to Django."""

import pytest
from django.core.management import CommandError, call_command
from django.core.serializers import deserialize, serialize
from django.core.serializers.base import DeserializationError

from tests.domain.makers import trial
from trials.domain.record import ClaimRecord
from trials.domain.record.yaml import write_record
from trials.models import Arm, ArmSummary, Trial

pytestmark = pytest.mark.django_db


def load(tmp_path, text, name="NCT00000001.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    call_command("loaddata", str(path), verbosity=0)


def test_document_becomes_a_trial_with_everything_below_it_and_its_figures(tmp_path):
    load(tmp_path, write_record(trial()))
    stored = Trial.objects.get_by_natural_key("nct00000001")
    assert stored.arms.count() == 2
    assert ArmSummary.objects.get(arm__trial=stored, arm__position=1).cumulative_per_kg_low == 4_000_000


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("arms/1/regimens/1/dose", {"low": "1", "high": "2", "unit": "cells", "as_reported": "1 or 2"}),
        ("arms/1/regimens/1/schedule", {"count": 2, "days": [0, 7], "as_reported": "twice"}),
        ("criteria/1/thresholds/1", {"analyte": "meld", "operator": "le", "unit": "score", "high": "40"}),
        ("outcomes/1/time_frame", {"time_frame": "week 12", "days": [84]}),
    ],
)
def test_reading_of_a_rival_is_written_in_one_order_whatever_the_database_keeps(path, value):
    shuffled = dict(sorted(value.items(), key=lambda pair: (len(pair[0]), pair[0])))  # as PostgreSQL gives it back
    one, other = (write_record(trial(rival_claims=(ClaimRecord(path=path, value=v),))) for v in (value, shuffled))
    assert one == other
    names = [f"{name}:" for name in value]
    assert sorted(names, key=one.rpartition("value:")[2].index) == names


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        pytest.param("role: EXPERIMENTAL", "role: BOSS", r"arms\[0\]\.role", id="unknown-term"),
        pytest.param("low: 1_000_000", "low: 9_000_000", "above the high end", id="range-backwards"),
        pytest.param("arms:", "arms: [", "not YAML", id="not-yaml"),
    ],
)
def test_broken_document_is_refused_with_file_and_place_and_stores_nothing(tmp_path, old, new, place):
    with pytest.raises((CommandError, DeserializationError), match=place) as told:
        load(tmp_path, write_record(trial()).replace(old, new, 1))
    assert "NCT00000001.yaml" in str(told.value)
    assert not Trial.objects.filter(registry_id="NCT00000001").exists()


def test_flat_lists_are_left_to_django(tmp_path):
    load(tmp_path, write_record(trial()))
    flat = serialize("yaml", Trial.objects.filter(registry_id="NCT00000001"), use_natural_primary_keys=True)
    (again,) = deserialize("yaml", flat)
    assert isinstance(again.object, Trial)
    load(tmp_path, flat.replace("Cells against placebo", "Another title"), "flat.yaml")
    assert Trial.objects.get(registry_id="NCT00000001").title == "Another title"


def test_arm_that_left_the_document_leaves_the_tables(tmp_path):
    load(tmp_path, write_record(trial()))
    load(tmp_path, write_record(trial(arms=trial().arms[:1])))
    assert Arm.objects.filter(trial__registry_id="NCT00000001").count() == 1

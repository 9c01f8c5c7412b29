"""``loaddata`` reads a trial's document, tells where one is broken, and leaves flat lists to Django."""

import pytest
from django.core.management import CommandError, call_command
from django.core.serializers import deserialize, serialize
from django.core.serializers.base import DeserializationError

from tests.domain.makers import trial
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

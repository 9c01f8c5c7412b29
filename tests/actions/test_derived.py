"""What is derived: filled from the record, rebuilt to the same, gone with what it rests on."""

import pytest

from tests.actions.makers import from_file, shown
from trials.actions.derived import rebuild_derived, rebuild_if_older
from trials.actions.store_trial import store_trial
from trials.fingerprints import data_fingerprint
from trials.models import Arm, ArmSummary, Regimen, Trial, TrialSnapshot

pytestmark = pytest.mark.django_db


def summary(registry_id, position=1):
    return ArmSummary.objects.get(arm__trial__registry_id=registry_id, arm__position=position)


def test_figures_per_kg_rest_on_no_reference_weight(evidence_db):
    per_kg, flat = summary("NCT03945487"), summary("NCT05985863")
    assert (per_kg.dose_per_kg_low, per_kg.cumulative_per_kg_high, per_kg.dose_cells_low) == (1000000, 3000000, None)
    assert (flat.dose_cells_low, flat.dose_per_kg_low) == (150000000, None)


def test_silence_is_told_apart_from_zero(evidence_db):
    silent = summary("NCT02812121")
    assert (silent.dose_state, silent.dose_per_kg_low, silent.doses_count) == ("not_reported", None, 8)
    unread = summary("NCT06884904")
    assert (unread.schedule_state, unread.cumulative_per_kg_low) == ("not_extracted", None)


def test_rebuilding_is_the_same_again(evidence_db):
    snapshots = sorted(TrialSnapshot.objects.values_list("pk", "body"))
    summaries = sorted(map(str, ArmSummary.objects.values_list()))
    assert rebuild_derived() == Trial.objects.count()
    assert sorted(TrialSnapshot.objects.values_list("pk", "body")) == snapshots
    assert sorted(map(str, ArmSummary.objects.values_list())) == summaries


def test_rebuilding_follows_the_tables(db):
    trial = store_trial(record=from_file("NCT03945487"))
    Regimen.objects.filter(arm__trial=trial, arm__position=1, position=1).update(dose_low=0, dose_high=0)
    assert rebuild_derived(trials=[trial]) == 1
    assert summary("NCT03945487").dose_per_kg_low == 0
    assert shown("NCT03945487").arms[0].regimens[0].dose.low == 0


def test_arm_without_msc_has_no_dose_to_report(evidence_db):
    control = summary("NCT03945487", 2)
    assert (control.has_msc, control.dose_state) == (False, "not_applicable")
    assert ArmSummary.objects.count() == Arm.objects.count()


def test_what_other_code_derived_is_rebuilt_once(evidence_db):
    kept = summary("NCT03945487").facets
    assert rebuild_if_older() == 0
    TrialSnapshot.objects.filter(trial__registry_id__in=["NCT03945487", "NCT03668171"]).update(fingerprint="another")
    ArmSummary.objects.filter(arm__trial__registry_id="NCT03945487").update(facets='{"facets":{}}')
    assert rebuild_if_older() == 2
    assert summary("NCT03945487").facets == kept
    assert set(TrialSnapshot.objects.values_list("fingerprint", flat=True)) == {data_fingerprint()}
    assert rebuild_if_older() == 0


def test_what_was_never_derived_is_rebuilt_too(evidence_db):
    TrialSnapshot.objects.filter(trial__registry_id="NCT03945487").delete()
    assert rebuild_if_older() == 1


def test_rebuilding_takes_the_trial_as_it_is_stored_now(db):
    """Not as the caller read it earlier."""
    trial = store_trial(record=from_file("NCT03945487"))
    Trial.objects.filter(pk=trial.pk).update(enrolment=7)
    assert trial.enrolment != 7
    rebuild_derived(trials=[trial])
    assert shown("NCT03945487").enrolment == 7

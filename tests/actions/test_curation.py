"""What a curator decided stays: through the pages' records, the claims, and the next load of the trial's file."""

from decimal import Decimal

import msgspec
import pytest

from tests.actions.makers import FOLDER, NOW, accepted, curate, curator, from_file, shown, stored
from trials.actions.curation import NotARecord, accept_claim, set_days
from trials.actions.store_trial import store_trial
from trials.domain.record.row_conflicts import DecisionsConflict
from trials.domain.record.yaml import read_record
from trials.models import (
    Arm,
    Claim,
    Criterion,
    Discrepancy,
    Intervention,
    MissingFact,
    Outcome,
    Regimen,
    Result,
    Site,
    Source,
    Threshold,
    Timepoint,
    Trial,
)

pytestmark = pytest.mark.django_db

DOSED = "NCT03945487"  # two arms, a dose per kg, thresholds, outcomes with days
FACTORIAL = "NCT01724398"  # four arms
DOSE = "arms/comprehensive-uc-msc/regimens/msc/dose"


@pytest.fixture(autouse=True)
def _trials(db):
    for registry_id in (DOSED, FACTORIAL):
        store_trial(record=from_file(registry_id))


def regimen(trial, arm=1, place=1):
    return Regimen.objects.get(arm__trial=trial, arm__position=arm, position=place)


def change(row, **columns):
    for name, value in columns.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()


def survives(registry_id):
    """Load the file once more: nothing that the curator did is undone, and no claim moves."""
    before = stored(registry_id)
    claims = set(Claim.objects.filter(trial__registry_id=registry_id).values_list("pk", "path", "accepted"))
    assert shown(registry_id) == before
    store_trial(record=from_file(registry_id))
    assert stored(registry_id) == before
    assert shown(registry_id) == before
    again = set(Claim.objects.filter(trial__registry_id=registry_id).values_list("pk", "path", "accepted"))
    assert {row for row in again ^ claims if not row[1].startswith("removed/")} == set()
    return before


def test_storing_a_file_twice_changes_nothing():
    record = survives(DOSED)
    assert record == from_file(DOSED)


def test_touching_nothing_files_nothing():
    assert curate(DOSED, lambda trial: None) == []
    assert curate(DOSED, lambda trial: trial.save()) == []


def test_changed_dose_is_the_curators_accepted_claim_and_the_old_one_stays():
    claims = curate(DOSED, lambda trial: change(regimen(trial), dose_low=Decimal(2000000), dose_high=Decimal(3000000)))
    assert [claim.path for claim in claims] == [DOSE]
    claim = accepted(DOSED, DOSE)
    assert (claim.method, claim.by, claim.at, claim.value["low"]) == ("curator", curator(), NOW, "2000000")
    old = Claim.objects.get(trial__registry_id=DOSED, path=DOSE, accepted=False)
    assert (old.method, old.value["low"], old.source.key) == ("curated_evidence", "1000000", "registry")
    dose = survives(DOSED).arms[0].regimens[0].dose
    assert (dose.low, dose.high, dose.as_reported) == (2000000, 3000000, "1.0*10E6 UC-MSC/kg body weight")


def test_changed_dose_changes_the_figures_of_the_filters():
    curate(DOSED, lambda trial: change(regimen(trial), dose_low=Decimal(2000000), dose_high=Decimal(2000000)))
    summary = Arm.objects.get(trial__registry_id=DOSED, position=1).summary
    assert (summary.dose_per_kg_low, summary.cumulative_per_kg_high) == (2000000, 6000000)


@pytest.mark.parametrize(
    ("edit", "read", "value"),
    [
        pytest.param(
            lambda t: (change(regimen(t), doses_count=2), set_days(regimen=regimen(t), days=(0, 28))),
            lambda r: (r.arms[0].regimens[0].schedule.count, r.arms[0].regimens[0].schedule.days),
            (2, (0, 28)),
            id="schedule",
        ),
        pytest.param(
            lambda t: (change(regimen(t), doses_count=None, schedule_text=""), set_days(regimen=regimen(t), days=())),
            lambda r: r.arms[0].regimens[0].schedule,
            None,
            id="no-schedule",
        ),
        pytest.param(
            lambda t: change(regimen(t), route="hepatic_artery"),
            lambda r: r.arms[0].regimens[0].route.value,
            "hepatic_artery",
            id="route",
        ),
        pytest.param(lambda t: change(t, enrolment=0), lambda r: r.enrolment, 0, id="enrolment-of-nobody"),
        pytest.param(lambda t: change(t, start="", start_type=""), lambda r: r.start, "", id="date-taken-away"),
        pytest.param(lambda t: change(t, conditions=["Cirrhosis"]), lambda r: r.conditions, ("Cirrhosis",), id="list"),
        pytest.param(
            lambda t: change(Threshold.objects.get(criterion__trial=t, analyte="age"), high=Decimal(75)),
            lambda r: r.criteria[0].thresholds[0].high,
            75,
            id="threshold",
        ),
        pytest.param(
            lambda t: Timepoint.objects.filter(outcome__trial=t, outcome__position=1).update(day=84),
            lambda r: r.outcomes[0].days,
            (84,),
            id="outcome-days",
        ),
        pytest.param(
            lambda t: change(Outcome.objects.get(trial=t, position=1), time_frame="12 weeks"),
            lambda r: r.outcomes[0].time_frame,
            "12 weeks",
            id="time-frame",
        ),
        pytest.param(
            lambda t: change(Intervention.objects.get(trial=t, key="msc"), cell_source="bone_marrow", passage="P3"),
            lambda r: (r.interventions[0].cell_source, r.interventions[0].product.passage),
            ("bone_marrow", "P3"),
            id="product",
        ),
        pytest.param(
            lambda t: change(Discrepancy.objects.get(trial=t, position=2), status="settled", resolution="B only"),
            lambda r: (r.discrepancies[1].status, r.discrepancies[1].resolution),
            ("settled", "B only"),
            id="discrepancy",
        ),
        pytest.param(
            lambda t: Site.objects.create(trial=t, position=2, country="China", city="Wuhan"),
            lambda r: [site.city for site in r.sites],
            ["Beijing", "Wuhan"],
            id="site",
        ),
        pytest.param(
            lambda t: MissingFact.objects.create(trial=t, path="arms/comprehensive-uc-msc/size", state="unclear"),
            lambda r: r.missing[0].path,
            "arms/comprehensive-uc-msc/size",
            id="missing-fact",
        ),
        pytest.param(
            lambda t: Source.objects.create(
                trial=t, position=9, key="paper", kind="publication", publisher="A journal"
            ),
            lambda r: r.sources[-1].key,
            "paper",
            id="source",
        ),
    ],
)
def test_decision_outlives_the_next_load(edit, read, value):
    claims = curate(DOSED, edit)
    assert claims
    assert read(survives(DOSED)) == value


def test_decision_of_two_curators_in_turn_keeps_both():
    curate(DOSED, lambda t: change(regimen(t), dose_low=Decimal(2), dose_high=Decimal(2)))
    curate(DOSED, lambda t: change(regimen(t), dose_low=Decimal(3), dose_high=Decimal(3)))
    found = Claim.objects.filter(trial__registry_id=DOSED, path=DOSE).order_by("pk")
    assert [(claim.value["low"], claim.accepted) for claim in found] == [("1000000", False), ("2", False), ("3", True)]
    assert survives(DOSED).arms[0].regimens[0].dose.low == 3


# --- Rows added and taken away -----------------------------------------------------------------------------------


def test_deleted_criterion_stays_deleted_and_the_others_keep_their_claims():
    curate(DOSED, lambda t: Criterion.objects.get(trial=t, position=2).delete())
    record = survives(DOSED)
    assert record.criteria == from_file(DOSED).criteria[:1] + from_file(DOSED).criteria[2:]
    assert [row.position for row in Criterion.objects.filter(trial__registry_id=DOSED)] == list(range(1, 11))
    window = accepted(DOSED, "criteria/hbsag/thresholds/time-window")
    assert (window.value["analyte"], window.method) == ("time_window", "curated_evidence")
    assert [(one.kind, one.key) for one in record.retired] == [("criteria", "diagnosis")]


def test_deleted_criterion_takes_its_claims_away():
    curate(DOSED, lambda t: Criterion.objects.get(trial=t, position=1).delete())
    survives(DOSED)
    gone = Claim.objects.get(trial__registry_id=DOSED, value__analyte="age")
    assert (gone.path, gone.accepted) == ("removed/criteria/age/thresholds/age", False)


def add_arm(trial):
    arm = Arm.objects.create(trial=trial, position=3, label="High dose", role="EXPERIMENTAL", size=0)
    Regimen.objects.create(
        arm=arm,
        position=1,
        intervention=Intervention.objects.get(trial=trial, key="msc"),
        dose_low=Decimal("4e6"),
        dose_high=Decimal("4e6"),
        dose_unit="cells/kg",
    )


def test_added_arm_stays_and_its_dose_is_the_curators():
    claims = curate(DOSED, add_arm)
    assert {claim.path for claim in claims} == {"arms", "arms/high-dose/regimens/msc-2/dose"}
    record = survives(DOSED)
    assert [arm.label for arm in record.arms][2] == "High dose"
    assert (record.arms[2].size, record.arms[2].regimens[0].dose.low) == (0, 4000000)
    assert accepted(DOSED, "arms/high-dose/regimens/msc-2/dose").method == "curator"


def test_work_on_an_added_arm_goes_on():
    curate(DOSED, add_arm)
    curate(DOSED, lambda t: change(regimen(t, 3), dose_low=Decimal(5), dose_high=Decimal(5)))
    curate(
        DOSED,
        lambda t: Regimen.objects.create(
            arm=Arm.objects.get(trial=t, position=3),
            position=2,
            intervention=Intervention.objects.get(trial=t, key="standard-care"),
        ),
    )
    record = survives(DOSED)
    assert [one.intervention for one in record.arms[2].regimens] == ["msc", "standard-care"]
    assert record.arms[2].regimens[0].dose.low == 5


def test_arm_taken_away_leaves_decisions_about_others_where_they_are():
    curate(FACTORIAL, lambda t: change(regimen(t, 2), dose_low=Decimal(7), dose_high=Decimal(7), dose_unit="cells/kg"))
    second = stored(FACTORIAL).arms[1]
    curate(FACTORIAL, lambda t: Arm.objects.get(trial=t, position=1).delete())
    record = survives(FACTORIAL)
    assert record.arms[0] == second
    assert accepted(FACTORIAL, "arms/uc-msc/regimens/msc/dose").value["low"] == "7"
    curate(FACTORIAL, lambda t: Arm.objects.create(trial=t, position=9, label="Conventional treatment", role="OTHER"))
    again = survives(FACTORIAL)
    # The key of the arm that went is not given to another one, whatever that is called.
    assert [arm.key for arm in again.arms] == ["uc-msc", "pe", "uc-msc-pe", "conventional-treatment-2"]
    assert [arm.old_number for arm in again.arms] == [2, 3, 4, None]
    assert [(one.key, one.label, one.old_number) for one in again.retired if one.kind == "arms"] == [
        ("conventional-treatment", "Conventional treatment", 1)
    ]


def test_result_keeps_its_arm_when_another_is_taken_away():
    registry_id, result = next(
        (path.stem, result)
        for path in sorted(FOLDER.glob("*.yaml"))
        for file in [from_file(path.stem)]
        for result in file.results
        if {file.arms[0].key, file.arms[-1].key} <= {group.arm for group in result.groups}
    )
    store_trial(record=from_file(registry_id))
    first = from_file(registry_id).arms[0].key
    curate(registry_id, lambda t: change(Result.objects.get(trial=t, key=result.key), cited="the paper, table 2"))
    curate(registry_id, lambda t: Arm.objects.get(trial=t, key=first).delete())
    (kept,) = (one for one in survives(registry_id).results if one.key == result.key)
    assert [group.arm for group in kept.groups] == ["" if g.arm == first else g.arm for g in result.groups]
    assert kept.cited == "the paper, table 2"


def test_regimen_moved_to_another_arm_stays_there():
    def move(trial):
        change(regimen(trial, 1, 1), arm=Arm.objects.get(trial=trial, position=2), position=9)

    curate(DOSED, move)
    store_trial(record=from_file(DOSED))
    record = stored(DOSED)
    assert [one.intervention for one in record.arms[0].regimens] == ["standard-care"]
    assert record.arms[1].regimens[1].dose == from_file(DOSED).arms[0].regimens[0].dose


# --- A file that changed -----------------------------------------------------------------------------------------


def test_new_file_brings_what_no_curator_decided():
    curate(DOSED, lambda t: change(regimen(t), dose_low=Decimal(2), dose_high=Decimal(2)))
    file = from_file(DOSED)
    outcomes = (*file.outcomes, msgspec.structs.replace(file.outcomes[0], key="", measure="Albumin", concept="albumin"))
    store_trial(record=msgspec.structs.replace(file, enrolment=210, outcomes=outcomes))
    record = stored(DOSED)
    assert (record.enrolment, record.outcomes[-1].measure) == (210, "Albumin")
    assert record.arms[0].regimens[0].dose.low == 2


def test_new_reading_of_a_decided_value_is_kept_beside_the_decision():
    curate(DOSED, lambda t: change(regimen(t), dose_low=Decimal(2), dose_high=Decimal(2)))
    text = (FOLDER / f"{DOSED}.yaml").read_text(encoding="utf-8")
    store_trial(record=read_record(text.replace("1_000_000", "5_000_000")))
    assert stored(DOSED).arms[0].regimens[0].dose.low == 2
    other = Claim.objects.get(trial__registry_id=DOSED, path=DOSE, accepted=False)
    assert other.value["low"] == "5000000"


def test_file_without_the_row_of_a_decision_is_refused():
    curate(DOSED, lambda t: change(regimen(t), dose_low=Decimal(2), dose_high=Decimal(2)))
    before = stored(DOSED)
    file = from_file(DOSED)
    with pytest.raises(DecisionsConflict, match=DOSE):
        store_trial(record=msgspec.structs.replace(file, arms=file.arms[1:]))
    assert stored(DOSED) == before


def test_file_that_moves_rows_takes_decisions_along():
    curate(DOSED, lambda t: change(regimen(t), dose_low=Decimal(2), dose_high=Decimal(2)))
    file = from_file(DOSED)
    store_trial(record=msgspec.structs.replace(file, arms=file.arms[::-1]))
    record = stored(DOSED)
    assert [arm.key for arm in record.arms] == [arm.key for arm in file.arms[::-1]]
    assert record.arms[1].regimens[0].dose.low == 2
    assert [arm.old_number for arm in record.arms] == [2, 1]


def test_file_that_drops_a_row_leaves_its_key_behind():
    file = from_file(FACTORIAL)
    store_trial(record=msgspec.structs.replace(file, arms=file.arms[1:], discrepancies=()))
    record = stored(FACTORIAL)
    gone = {(one.kind, one.key, one.old_number) for one in record.retired}
    assert {("arms", "conventional-treatment", 1), ("regimens", "standard-care", None)} <= gone
    store_trial(record=file)  # it comes back
    assert stored(FACTORIAL) == file


def test_old_number_stays_whatever_a_file_says():
    file = from_file(FACTORIAL)
    swapped = [msgspec.structs.replace(arm, old_number=5 - arm.old_number) for arm in file.arms]
    new = msgspec.structs.replace(file.arms[0], key="new", old_number=5, label="New", regimens=())
    store_trial(record=msgspec.structs.replace(file, arms=(*swapped, new)))
    assert [arm.old_number for arm in stored(FACTORIAL).arms] == [1, 2, 3, 4, 5]


def test_file_is_compared_also_with_a_record_of_an_earlier_version():
    curate(DOSED, lambda t: change(regimen(t), dose_low=Decimal(2), dose_high=Decimal(2)))
    delivered = Trial.objects.get(registry_id=DOSED).delivered
    delivered.body = delivered.body.replace('"title"', '"name_of_old":1,"title"', 1)
    delivered.save()
    file = from_file(DOSED)
    store_trial(record=file)
    assert stored(DOSED).arms[0].regimens[0].dose.low == 2
    with pytest.raises(DecisionsConflict):
        store_trial(record=msgspec.structs.replace(file, arms=file.arms[1:]))


def test_file_that_moves_other_rows_is_taken():
    curate(DOSED, lambda t: change(regimen(t), dose_low=Decimal(2), dose_high=Decimal(2)))
    file = from_file(DOSED)
    store_trial(record=msgspec.structs.replace(file, criteria=file.criteria[::-1]))
    assert stored(DOSED).criteria == file.criteria[::-1]


def test_file_for_a_trial_that_a_curator_entered_is_refused():
    Trial.objects.get(registry_id=DOSED).delivered.delete()
    curate(DOSED, lambda t: change(t, enrolment=3))
    with pytest.raises(DecisionsConflict):
        store_trial(record=from_file(DOSED))


# --- Accepting ---------------------------------------------------------------------------------------------------


def test_accepting_the_earlier_claim_brings_its_value_back():
    curate(DOSED, lambda t: change(regimen(t), dose_low=Decimal(2), dose_high=Decimal(2)))
    earlier = Claim.objects.get(trial__registry_id=DOSED, path=DOSE, accepted=False)
    accept_claim(claim=earlier, by=curator("second"), at=NOW)
    assert survives(DOSED) == from_file(DOSED)
    claim = accepted(DOSED, DOSE)
    assert (claim.method, claim.by.username, claim.source.key) == ("curator", "second", "registry")
    assert Claim.objects.filter(trial__registry_id=DOSED, path=DOSE).count() == 3


def test_claim_that_has_no_place_is_not_accepted():
    trial = Trial.objects.get(registry_id=DOSED)
    claim = Claim.objects.create(trial=trial, path="arms/nobody/size", value=3, method="curator")
    with pytest.raises(NotARecord, match="arms/nobody/size"):
        accept_claim(claim=claim, by=curator(), at=NOW)
    claim = Claim.objects.create(trial=trial, path=DOSE, value={"low": "9", "high": "1"}, method="curator")
    with pytest.raises(NotARecord):
        accept_claim(claim=claim, by=curator(), at=NOW)
    assert stored(DOSED) == from_file(DOSED)


def test_rows_that_make_no_record_are_told():
    with pytest.raises(NotARecord, match="as many as days are given"):
        curate(DOSED, lambda t: change(regimen(t), doses_count=9))

"""A trial's page from its record: states, silences, what contradicts a value; no database."""

import msgspec
import pytest

from tests.domain.makers import course, dose, trial
from trials.domain.comparison.columns import Assumptions
from trials.domain.dosing.weights import Weights
from trials.domain.landscape.ready import schedule_in_two_readings
from trials.domain.record import (
    ArmRecord,
    ClaimRecord,
    DiscrepancyRecord,
    InterventionRecord,
    MissingRecord,
    OutcomeRecord,
    RegimenRecord,
)
from trials.domain.trial_page.arm_table import arm_table
from trials.domain.trial_page.claims import path_anchor
from trials.domain.trial_page.facts import headline
from trials.domain.trial_page.page import trial_page
from trials.domain.trial_page.sources import citation
from trials.domain.trial_page.values import Reader
from trials.domain.vocabulary import (
    ArmRole,
    DoseUnit,
    EnrolmentType,
    InterventionKind,
    Masking,
    OutcomeRank,
    RecordRead,
    ValueState,
)
from trials.domain.wording.places import path_words


def page_of(record):
    return trial_page(record, (), {}, Assumptions())


@pytest.mark.parametrize(
    ("path", "words", "anchor"),
    [
        ("arms/cells/regimens/msc/dose", "Arm 1, Cells: dose of UC-MSC", "arm-cells"),
        ("arms/placebo/size", "Arm 2, Placebo: participants", "arm-placebo"),
        ("arms/gone/size", "Arms, gone, size", "arm-gone"),
        ("interventions/msc/cell_source", "UC-MSC: origin of tissue", "arms"),
        ("criteria/meld/thresholds/meld", "Criteria, meld, thresholds, meld", "criterion-meld"),
        ("primary_completion", "Primary completion", "snapshot"),
    ],
)
def test_path_in_words_and_its_anchor(path, words, anchor):
    assert path_words(trial(), path) == words
    assert path_anchor(path) == anchor


def test_headline_tells_planned_from_enrolled_and_keeps_zero():
    planned = trial(enrolment=0, enrolment_type=EnrolmentType.ESTIMATED, masking=Masking.NONE)
    assert headline(planned) == "0 participants planned · open label"
    assert "12 participants ·" in headline(trial(enrolment=12, masking=Masking.DOUBLE)) + " ·"


def row(record, label):
    groups = arm_table(Reader(record), Weights())
    found = next(row for group in groups for row in group.rows if row.label == label)
    return [[value.text or value.absent_state.label for value in cell.values] for cell in found.cells]


def test_arm_table_of_a_placebo_arm_shows_its_days_and_no_dose():
    assert row(trial(), "Origin of tissue") == [["Umbilical cord"], ["not applicable"]]
    assert row(trial(), "Dose as reported") == [["1000000 cells/kg"], ["not applicable"]]
    assert row(trial(), "Beside it") == [["nothing else registered"], ["standard care"]]


def given_beside_cells(*interventions, courses):
    arm = ArmRecord(label="Other", role=ArmRole.ACTIVE_COMPARATOR, regimens=courses)
    usual = trial()
    return msgspec.structs.replace(
        usual, interventions=(*usual.interventions, *interventions), arms=(usual.arms[0], arm)
    )


def test_volume_of_a_placebo_is_its_dose_and_has_no_figure_in_cells():
    saline = course(intervention="placebo", dose=dose("100", unit=DoseUnit.ML))
    record = given_beside_cells(courses=(saline, course(intervention="care", dose=None, schedule=None, route=None)))
    assert row(record, "Dose as reported")[1] == ["100 mL"]
    assert row(record, "Days from the first")[1] == ["0, 7, 14, 21"]
    for label in ("Per infusion, per kg", "Per infusion, cells", "Cumulative, per kg", "Cumulative, cells"):
        assert row(record, label)[1] == ["not applicable"]


def test_arm_of_standard_care_alone_has_no_dosing():
    record = given_beside_cells(courses=(RegimenRecord(intervention="care"),))
    for label in ("Donor", "Dose as reported", "Schedule as reported", "Number of infusions", "Cumulative, cells"):
        assert row(record, label)[1] == ["not applicable"]


def test_silent_drug_is_a_silence_and_stands_beside_what_is_stated():
    drug = InterventionRecord(key="drug", name="a drug", kind=InterventionKind.DRUG)
    silent = RegimenRecord(intervention="drug")
    alone = given_beside_cells(drug, courses=(silent, RegimenRecord(intervention="care")))
    assert row(alone, "Dose as reported")[1] == ["not reported"]
    assert row(alone, "Beside it")[1] == ["standard care"]
    vesicles = InterventionRecord(key="ev", name="vesicles", kind=InterventionKind.OTHER)
    stated = course(intervention="ev", dose=dose("10", unit=DoseUnit.PARTICLES), route=None, schedule=None)
    both = given_beside_cells(drug, vesicles, courses=(stated, silent))
    assert row(both, "Dose as reported")[1] == ["10 particles"]
    assert row(both, "Origin of tissue")[1] == ["not reported"]
    assert row(both, "Beside it")[1] == ["a drug"]


@pytest.mark.parametrize(
    ("read", "words"), [(RecordRead.WHOLE, "not reported"), (RecordRead.PART, "not yet extracted")]
)
def test_silence_is_told_by_how_much_was_read(read, words):
    silent = trial(course(dose=None, schedule=None), record_read=read)
    assert row(silent, "Dose as reported")[0] == [words]
    assert row(silent, "Donor")[0] == [words]
    told = {(one.section, one.state.label) for one in page_of(silent).silences}
    assert ("Arms and dosing", words) in told
    assert ("Results", words) in told


def test_silences_name_arms_and_notes_of_the_record_come_first():
    record = trial(missing=(MissingRecord(path="phase", state=ValueState.UNCLEAR, note="two are printed"),))
    page = page_of(record)
    arms = next(one for one in page.silences if one.section == "Arms and dosing")
    assert "donor (A)" in arms.what
    unclear = next(one for one in page.silences if one.state == ValueState.UNCLEAR)
    assert unclear.what == ("phase",)
    phase = next(fact for fact in page.facts if fact.label == "Phase").values[0]
    assert (phase.state, phase.note) == (ValueState.UNCLEAR, "two are printed")


def outcome(concept):
    return OutcomeRecord(rank=OutcomeRank.PRIMARY, measure=concept, concept=concept, days=(28,))


def test_missing_kinds_of_outcome_are_told():
    def told(*concepts):
        found = page_of(trial(outcomes=tuple(map(outcome, concepts)))).silences
        return {words for one in found if one.section == "Outcomes by time" for words in one.what}

    assert told("meld") == {"an outcome on survival or death", "an outcome on safety"}
    assert told("mortality", "adverse_events") == set()
    assert told() == {"outcomes"}


def test_second_reading_makes_a_discrepancy_a_contradiction_whose_sign_stands_once_at_the_value():
    path = "arms/cells/regimens/msc/schedule"
    record = trial(
        rival_claims=(ClaimRecord(path=path, value={"count": 3, "days": [0, 28, 56]}, as_reported="weeks 0, 4, 8"),),
        discrepancies=(DiscrepancyRecord(text="Two schedules", paths=(path,)),),
    )
    groups = arm_table(Reader(record), Weights())
    signed = [(row.label, value.signs) for group in groups for row in group.rows for value in row.cells[0].values]
    ((label, signs),) = [(label, signs) for label, signs in signed if signs]
    assert (label, [one.number for one in signs.contradictions]) == ("Schedule as reported", [1])
    two = schedule_in_two_readings(record)
    assert two is not None
    assert [(one.says, one.is_shown) for one in two.readings] == [
        ("4 times, days 0, 7, 14, 21", True),
        ("3 times, days 0, 28, 56", False),
    ]
    assert schedule_in_two_readings(trial()) is None
    assert schedule_in_two_readings(None) is None


def test_citation_names_record_release_address_and_day():
    record = trial(record_as_of="2022-10")
    assert citation(record, "https://x/trials/NCT00000001/", "release 0.1.0, data of 1 Nov 2026", "2 Nov 2026") == (
        "NCT00000001. Cells against placebo. ClinicalTrials.gov, record as of Oct 2022. "
        "In: Armwise, release 0.1.0, data of 1 Nov 2026. https://x/trials/NCT00000001/ (read 2 Nov 2026)."
    )
    assert "record as of" not in citation(trial(), "x", "0", "today")

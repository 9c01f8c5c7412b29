"""The grid: columns by arm and by trial, the reference, rows left out, a planned arm, evidence in its place."""

from decimal import Decimal

import pytest

from tests.domain.makers import arm, course, dose, trial, weekly
from trials.domain.comparison.columns import Assumptions, columns_of
from trials.domain.comparison.evidence import Decision
from trials.domain.comparison.grid import build_grid, slots_of
from trials.domain.comparison.notes import findings, heading, methods_note
from trials.domain.comparison.plan import Plan, plan_record
from trials.domain.record import ClaimRecord, CriterionRecord, DiscrepancyRecord, ThresholdRecord
from trials.domain.vocabulary import (
    ClaimMethod,
    CriterionKind,
    CriterionTopic,
    DoseUnit,
    Operator,
    RecruitmentStatus,
    RegimenRelation,
    ValueState,
)

FIRST = trial(course())
SECOND = trial(
    course(dose=dose("150000000", unit=DoseUnit.CELLS)),
    registry_id="NCT00000002",
    arms=(*trial().arms[:1], arm("twice", course(schedule=weekly(2)))),
)


def grid(arms, *, by="arm", **more):
    return build_grid(slots_of(columns_of(arms, Assumptions()), by), **more)


def row(grid, name):
    return next(one for group in grid.groups for one in group.rows if one.spec.id == name)


def test_grid_holds_every_row_against_the_reference():
    made = grid([(FIRST, 1), (SECOND, 2)], reference=1)
    count = row(made, "schedule.count")
    assert [cell.difference.relation.value for cell in count.cells] == ["above", "reference"]
    assert (count.count, count.cells[0].difference.ratio) == ("≠ 1", "2×")
    assert "pinned" in count.cells[1].css


def test_grid_refuses_a_reference_that_is_no_column():
    with pytest.raises(IndexError):
        grid([(FIRST, 1)], reference=1)


def test_grid_by_trial_names_the_arms_where_they_differ():
    made = grid([(FIRST, 1), (SECOND, 1), (SECOND, 2)], by="trial")
    assert [slot.letters for slot in made.slots] == ["A", "B, C"]
    assert row(made, "schedule.count").cells[1].cell.plain == "B: 4; C: 2"
    assert row(made, "product.origin").cells[1].cell.plain == "Umbilical cord"
    assert row(made, "dosing.per_kg").cells[1].cell.paths == (
        "arms/cells/regimens/msc/dose",
        "arms/twice/regimens/msc-2/dose",
    )


def test_grid_leaves_out_detail_rows_without_a_value_and_says_which():
    usual, every = grid([(FIRST, 1), (SECOND, 1)]), grid([(FIRST, 1), (SECOND, 1)], all_rows=True)
    product = next(group for group in usual.groups if group.group.id == "product")
    assert "Passage" in product.hidden
    assert every.hidden == 0
    assert every.row_count == usual.row_count + usual.hidden


def test_grid_counts_rows_that_are_alike():
    made = grid([(FIRST, 1), (FIRST, 1)])
    assert made.alike == made.row_count
    assert row(made, "dosing.per_kg").is_equal
    assert not row(made, "product.donor").is_equal  # alike in silence is not equal


def test_row_that_does_not_apply_to_a_column_is_not_alike():
    made = grid([(FIRST, 2), (FIRST, 1), (FIRST, 1)])
    assert (row(made, "dosing.per_kg").count, row(made, "dosing.per_kg").is_alike) == ("others alike", False)


def test_grid_by_trial_holds_each_arm_against_the_reference():
    made = grid([(SECOND, 1), (SECOND, 2), (FIRST, 1)], by="trial")
    count = row(made, "schedule.count")
    assert (count.count, count.is_alike) == ("in part =", False)
    assert count.cells[1].difference.words == "equal to A, above B"


def test_what_a_plan_leaves_open_makes_no_row_differ():
    made = grid([(FIRST, 1), (FIRST, 1), (plan_record(Plan(dose=Decimal("1e6"), days=(0, 7))), 1)])
    assert (row(made, "design.phase").is_alike, row(made, "product.origin").count) == (True, "=")


def test_planned_arm_has_no_silence_of_a_source():
    made = grid([(FIRST, 1), (plan_record(Plan(dose=Decimal("1e6"), days=(0, 7))), 1)])
    planned = {one.spec.id: one.cells[1].cell for group in made.groups for one in group.rows}
    assert planned["cumulative.per_kg"].plain == "≈ 2 ×10⁶/kg"
    assert planned["product.donor"].plain == "not set in the plan"
    assert planned["design.phase"].plain == "not part of the plan"
    states = {item.state for cell in planned.values() for item in cell.items}
    assert not states & {ValueState.NOT_REPORTED, ValueState.NOT_EXTRACTED}


RIVAL = ClaimRecord(
    path="arms/cells/regimens/msc/schedule",
    value={"count": 2, "days": [0, 28]},
    as_reported="weeks 0, 4",
    place="summary",
)
CLASH = DiscrepancyRecord(text="Two schedules.", paths=("arms/cells/regimens/msc/schedule",))


def test_contradiction_stands_at_its_value():
    made = grid([(trial(rival_claims=(RIVAL,), discrepancies=(CLASH,)), 1), (SECOND, 1)])
    days = row(made, "schedule.days").cells[0]
    assert [one.number for one in days.signs.contradictions] == [1]
    assert days.evidence.others[0].value == "2 times, days 0, 28"
    assert not row(made, "schedule.count").cells[0].signs
    assert row(made, "schedule.count").cells[0].evidence.contradictions == days.evidence.contradictions


def test_decision_of_a_curator_is_named_with_what_was_set_aside():
    def decided(value, *, accepted, by=""):
        method = ClaimMethod.CURATOR if accepted else ClaimMethod.CURATED_EVIDENCE
        return Decision("status", value, "", "registry", method, accepted, by, "3 Feb 2026" if by else "")

    decisions = {
        "NCT00000001": {"status": (decided("COMPLETED", accepted=True, by="anna"), decided("UNKNOWN", accepted=False))}
    }
    made = grid([(trial(status=RecruitmentStatus.COMPLETED), 1), (SECOND, 1)], decisions=decisions)
    evidence = row(made, "trial.status").cells[0].evidence
    assert evidence.readings[0].how == "accepted by curator anna on 3 Feb 2026"
    assert evidence.others[0].value == "Unknown"
    assert "set aside" in evidence.others[0].how


def test_decision_without_a_source_is_the_curators_own_and_not_the_registrys():
    own = Decision("status", "COMPLETED", "", "", ClaimMethod.CURATOR, accepted=True, by="anna", on="3 Feb 2026")
    made = grid(
        [(trial(status=RecruitmentStatus.COMPLETED), 1), (SECOND, 1)], decisions={"NCT00000001": {"status": (own,)}}
    )
    (reading,) = row(made, "trial.status").cells[0].evidence.readings
    assert reading.source == "a curator's own reading"
    assert (reading.url, reading.covers) == ("", "")
    assert reading.how == "decided by curator anna on 3 Feb 2026"


def test_silence_says_where_it_was_looked_for():
    made = grid([(FIRST, 1), (SECOND, 1)])
    assert row(made, "product.donor").cells[0].evidence.silence == (
        "Looked for in ClinicalTrials.gov: the whole of it was read and says nothing about this. "
        "Nor is it in what was read of A journal."
    )


def test_heading_and_findings():
    usual = Assumptions()
    columns = columns_of([(FIRST, 1), (SECOND, 1), (SECOND, 2)], usual)
    assert heading(columns) == "Three arms of two trials"
    assert findings(columns) == "Each infusion gives 1 ×10⁶/kg; 2 to 4 infusions."
    silent = columns_of([(trial(course(dose=None)), 1), (FIRST, 2)], Assumptions())
    assert findings(silent) == "4 infusions; A gives no dose that can be put per kg."
    uncounted = columns_of([(trial(course(schedule=None)), 1), (FIRST, 1), (trial(course(schedule=None)), 1)], usual)
    assert findings(uncounted) == "Each infusion gives 1 ×10⁶/kg; 4 infusions; A and C give no number of infusions."
    assert findings(columns_of([(FIRST, 2)], Assumptions())) == "None of these arms gets MSC."


def test_findings_list_alternatives_and_leave_out_shares_of_a_dose():
    choice = trial(*(course(relation=RegimenRelation.ALTERNATIVE, schedule=weekly(times)) for times in (4, 1)))
    shares = trial(*(course(relation=RegimenRelation.SHARE, dose=dose("500000")) for _ in range(2)))
    columns = columns_of([(FIRST, 1), (choice, 1), (shares, 1)], Assumptions())
    assert findings(columns) == (
        "Each infusion gives 1 ×10⁶/kg; 1 or 4 infusions; C gives one dose in shares, left out of the doses."
    )
    assert row(grid([(FIRST, 1), (choice, 1)]), "schedule.count").cells[1].cell.items[0].plain.startswith("1 or 4 (")


@pytest.mark.parametrize(
    ("analyte", "unit", "words"),
    [
        pytest.param("bilirubin", "mg/dL", "converted: bilirubin by 1 mg/dL = 17.1 µmol/L;", id="bilirubin"),
        pytest.param("creatinine", "mg/dL", "converted: creatinine by 1 mg/dL = 88.4 µmol/L;", id="creatinine"),
        pytest.param("bilirubin", "xULN", "were resolved with a ULN of 17.1 µmol/L;", id="multiple-of-normal"),
    ],
)
def test_methods_note_names_the_factors_of_the_limits_shown(analyte, unit, words):
    limit = ThresholdRecord(analyte=analyte, operator=Operator.GE, unit=unit, low=Decimal(5))
    criterion = CriterionRecord(
        kind=CriterionKind.INCLUSION, statement="limit", topic=CriterionTopic.BILIRUBIN, thresholds=(limit,)
    )
    note = methods_note(grid([(trial(criteria=(criterion,)), 1), (SECOND, 1)]))
    assert words in note
    assert ("creatinine" in note) is (analyte == "creatinine")


def test_methods_note_names_only_what_was_used():
    note = methods_note(grid([(FIRST, 2), (SECOND, 2)], by="arm"))
    assert "reference body weight of 60 kg" in note
    assert "ULN" not in note
    assert "creatinine" not in note
    assert methods_note(grid([(FIRST, 2), (FIRST, 2)])).startswith("Days are counted from the first infusion.")

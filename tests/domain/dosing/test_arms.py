"""The figures of an arm: what is added up, what is not, and what is said instead."""

from decimal import Decimal

import pytest

from tests.domain.makers import arm, course, dose, trial, weekly
from trials.domain.dosing.arms import arm_figures, comparator_kinds
from trials.domain.dosing.numbers import Range
from trials.domain.dosing.weights import Weights
from trials.domain.record import ArmRecord, MissingRecord, RegimenRecord, RouteRecord, ScheduleRecord
from trials.domain.record.missingness import silence
from trials.domain.vocabulary import ArmRole, DoseUnit, RecordRead, RegimenRelation, Route, ValueState

KG60 = Weights()


def single(number: str) -> Range:
    return Range(Decimal(number), Decimal(number))


def test_one_course():
    figures = arm_figures(trial(), 1, KG60)
    assert figures.cumulative_per_kg.range == single("4000000")
    assert figures.cumulative_cells.range == single("240000000")
    assert figures.days == (0, 7, 14, 21)
    assert figures.count.state == ValueState.REPORTED


def test_two_courses_add_up_and_share_the_day_axis():
    figures = arm_figures(trial(course(schedule=weekly(3)), course(schedule=weekly(2, first=28))), 1, KG60)
    assert figures.days == (0, 7, 14, 28, 35)
    assert figures.count.range == single("5")
    assert figures.count.state == ValueState.DERIVED
    assert figures.cumulative_per_kg.range == single("5000000")


@pytest.mark.parametrize("fixed_first", [True, False], ids=["fixed-first", "fixed-last"])
def test_sum_of_fixed_and_per_kg_courses_rests_on_the_weight_in_both_units(fixed_first):
    per_kg = course(schedule=weekly(2))
    fixed = course(dose=dose("60000000", unit=DoseUnit.CELLS), schedule=weekly(3, first=14))
    figures = arm_figures(trial(*((fixed, per_kg) if fixed_first else (per_kg, fixed))), 1, KG60)
    assert figures.cumulative_per_kg.range == single("5000000")
    assert figures.cumulative_per_kg.assumes == {"weight"}
    assert figures.cumulative_cells.range == single("300000000")
    assert figures.cumulative_cells.assumes == {"weight"}


def test_parallel_courses_add_up_but_have_no_common_days():
    parallel = RegimenRelation.PARALLEL
    figures = arm_figures(trial(course(relation=parallel), course(relation=parallel, dose=dose("3000000"))), 1, KG60)
    assert figures.cumulative_per_kg.range == single("16000000")
    assert (figures.days, figures.days_state) == (None, ValueState.UNCLEAR)


def test_alternatives_are_a_cumulative_dose_each_and_never_added_up():
    other = RegimenRelation.ALTERNATIVE
    figures = arm_figures(trial(course(relation=other, schedule=weekly(1)), course(relation=other)), 1, KG60)
    assert figures.count.range == Range.levels([Decimal(1), Decimal(4)])
    assert figures.cumulative_per_kg.range == Range.levels([Decimal(1_000_000), Decimal(4_000_000)])
    assert "; or " in figures.cumulative_per_kg.derivation


def test_shares_of_one_dose_are_never_added_up():
    share = RegimenRelation.SHARE
    figures = arm_figures(trial(course(relation=share), course(relation=share)), 1, KG60)
    assert figures.cumulative_per_kg.range is None
    assert figures.count.range == single("4")
    assert figures.days == (0, 7, 14, 21)


def test_control_arm_has_no_dosing_figures():
    figures = arm_figures(trial(), 2, KG60)
    assert not figures.has_msc
    assert figures.cumulative_per_kg.state == ValueState.NOT_APPLICABLE
    assert figures.count.state == ValueState.NOT_APPLICABLE
    assert {one.cell_source_state for one in figures.others} == {ValueState.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("read", "state"),
    [(RecordRead.WHOLE, ValueState.NOT_REPORTED), (RecordRead.PART, ValueState.NOT_EXTRACTED)],
)
def test_silence_depends_on_how_much_was_read(read, state):
    figures = arm_figures(trial(course(dose=None, schedule=None, route=None), record_read=read), 1, KG60)
    (only,) = figures.msc
    assert (only.dose.state, only.count.state, only.days_state, only.route_state) == (state,) * 4
    assert figures.cumulative_per_kg.state == ValueState.NOT_DERIVABLE
    assert figures.cumulative_per_kg.reason == f"dose {state.label}"


def test_missing_fact_overrides_the_general_rule():
    fact = MissingRecord(path="arms/cells/regimens/msc", state=ValueState.NOT_EXTRACTED)
    figures = arm_figures(trial(course(dose=None), missing=(fact,)), 1, KG60)
    assert figures.msc[0].dose.state == ValueState.NOT_EXTRACTED


@pytest.mark.parametrize(
    ("path", "asked", "governs"),
    [
        pytest.param("arms/1", "arms/1", True, id="itself"),
        pytest.param("arms/1", "arms/1/regimens/1/dose", True, id="what-is-below"),
        pytest.param("arms/1", "arms/10", False, id="a-number-that-begins-alike"),
        pytest.param("arms/1", "arms/10/regimens/1/dose", False, id="below-a-number-that-begins-alike"),
        pytest.param("arms/uc", "arms/uc-msc", False, id="a-name-that-begins-alike"),
        pytest.param("arms/uc", "arms/uc-msc/regimens/1/dose", False, id="below-a-name-that-begins-alike"),
        pytest.param("arms/uc-msc", "arms/uc/regimens/1/dose", False, id="a-shorter-name"),
        pytest.param("arms/1/regimens/1/dose", "arms/1/regimens/1", False, id="what-is-above"),
    ],
)
def test_missing_fact_governs_whole_steps_of_a_path(path, asked, governs):
    record = trial(missing=(MissingRecord(path=path, state=ValueState.UNCLEAR),))
    assert silence(record, asked) == (ValueState.UNCLEAR if governs else ValueState.NOT_REPORTED)


def test_missing_fact_of_an_arm_leaves_the_tenth_arm_alone():
    arms = tuple(arm(f"Arm {number}", course(dose=None)) for number in range(1, 11))
    fact = MissingRecord(path="arms/arm-1", state=ValueState.UNCLEAR)
    record = trial(arms=arms, missing=(fact,))
    assert record.arms[9].key == "arm-10"
    states = [arm_figures(record, place, KG60).msc[0].dose.state for place in range(1, 11)]
    assert states == [ValueState.UNCLEAR, *[ValueState.NOT_REPORTED] * 9]


def test_text_without_one_reading_is_unclear():
    vague = ScheduleRecord(as_reported="every four weeks, for twelve weeks")
    figures = arm_figures(trial(course(schedule=vague, route=RouteRecord(as_reported="by vessel"))), 1, KG60)
    assert figures.count.state == ValueState.UNCLEAR
    assert figures.msc[0].route_state == ValueState.UNCLEAR
    assert figures.cumulative_per_kg.reason == "number of infusions unclear"


def test_number_without_days_leaves_the_days_unsaid():
    figures = arm_figures(trial(course(schedule=ScheduleRecord(count=6, as_reported="six doses"))), 1, KG60)
    assert figures.days_state == ValueState.NOT_REPORTED
    assert figures.cumulative_per_kg.range == single("6000000")


def test_either_or_route_counts_as_reported():
    either = RouteRecord(alternatives=(Route.PORTAL_VEIN, Route.HEPATIC_ARTERY))
    assert arm_figures(trial(course(route=either)), 1, KG60).msc[0].route_state == ValueState.REPORTED


def test_dose_in_ml_is_reported_but_not_on_the_scale():
    figures = arm_figures(trial(course(dose=dose("30", unit=DoseUnit.ML))), 1, KG60)
    assert figures.msc[0].dose.state == ValueState.REPORTED
    assert figures.msc[0].per_kg.state == ValueState.NOT_DERIVABLE
    assert "mL" in figures.cumulative_per_kg.reason


@pytest.mark.parametrize("position", [0, 3, -1])
def test_arm_that_is_not_there_is_an_error(position):
    with pytest.raises(IndexError):
        arm_figures(trial(), position, KG60)


def test_comparators_leave_out_the_care_that_everybody_gets():
    assert comparator_kinds(trial()) == ("PLACEBO",)


def test_comparator_of_care_alone_and_of_nothing():
    arms = trial().arms
    care = ArmRecord(label="care", role=ArmRole.OTHER, regimens=(RegimenRecord(intervention="care"),))
    nothing = ArmRecord(label="none", role=ArmRole.NO_INTERVENTION)
    assert comparator_kinds(trial(arms=(arms[0], care, nothing))) == ("STANDARD_CARE", "NO_INTERVENTION")
    assert comparator_kinds(trial(arms=arms[:1])) == ()

"""Rows read from small records: values, states, what is compared."""

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from tests.domain.makers import course, dose, trial, weekly
from trials.domain.comparison.columns import Assumptions, columns_of
from trials.domain.comparison.rows import GROUPS, ROWS
from trials.domain.record import (
    ArmRecord,
    CriterionRecord,
    DoseRecord,
    EffectRecord,
    MissingRecord,
    OutcomeRecord,
    RegimenRecord,
    ResultGroupRecord,
    ResultRecord,
    RouteRecord,
    ScheduleRecord,
    ThresholdRecord,
)
from trials.domain.vocabulary import (
    ArmRole,
    CriterionKind,
    CriterionTopic,
    DoseUnit,
    Operator,
    OutcomeRank,
    RecordRead,
    RegimenRelation,
    Route,
    Sex,
    ValueState,
)

BY_ID = {row.id: row for row in ROWS}


def read(row: str, record, position: int = 1, **assumed):
    (column,) = columns_of([(record, position)], Assumptions(**assumed))
    return BY_ID[row].read(column)


def test_row_ids_are_unique_and_begin_with_their_group():
    assert len(BY_ID) == len(ROWS)
    assert all(row.group == group.id for group in GROUPS for row in group.rows)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_row_has_words_for_a_record_that_says_nothing(row):
    silent = trial(course(dose=None, schedule=None, route=None), title="?", sponsor="", outcomes=(), criteria=())
    for position in (1, 2):
        (column,) = columns_of([(silent, position)], Assumptions())
        cell = row.read(column)
        assert cell.items
        assert all(item.plain.strip() for item in cell.items)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("dosing.reported", "“1000000 cells/kg”"),
        ("dosing.per_kg", "1 ×10⁶/kg"),
        ("dosing.cells", "≈ 60 ×10⁶"),
        ("schedule.count", "4"),
        ("schedule.days", "0, 7, 14, 21 (weekly)"),
        ("schedule.span", "≈ 21 days"),
        ("cumulative.per_kg", "≈ 4 ×10⁶/kg"),
        ("cumulative.cells", "≈ 240 ×10⁶"),
        ("product.origin", "Umbilical cord"),
        ("product.route", "Peripheral vein"),
        ("product.donor", "not reported"),
        ("given.against", "saline (Placebo)"),
    ],
)
def test_row_of_a_plain_arm(row, words):
    assert read(row, trial()).plain == words


#: What can be asked of a placebo as well.
IN_PLACE = ("product.route", *(row.id for row in ROWS if row.group == "schedule"))


@pytest.mark.parametrize(
    "row",
    [row.id for row in ROWS if row.group in ("product", "dosing", "schedule", "cumulative") and row.id not in IN_PLACE],
)
def test_row_about_cells_does_not_apply_to_an_arm_without(row):
    cell = read(row, trial(), 2)
    assert (cell.state, cell.key) == (ValueState.NOT_APPLICABLE, None)


def with_control(*regimens: RegimenRecord, **more):
    control = ArmRecord(label="Control", role=ArmRole.PLACEBO_COMPARATOR, regimens=regimens)
    return trial(arms=(*trial().arms[:1], control), **more)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param("product.route", "Peripheral vein (placebo)", id="route"),
        pytest.param("schedule.count", "3 (placebo)", id="count"),
        pytest.param("schedule.days", "0, 7, 14 (weekly, placebo)", id="days"),
        pytest.param("schedule.reported", "“weekly, 3 times” (placebo)", id="as-reported"),
        pytest.param("schedule.span", "≈ 14 days (placebo)", id="span"),
    ],
)
def test_schedule_of_a_placebo_is_shown_as_the_placebos_and_compared(row, words):
    placebo = course(intervention="placebo", dose=None, schedule=weekly(3))
    record = with_control(placebo, RegimenRecord(intervention="care"))
    cell = read(row, record, 2)
    assert cell.items[0].plain == words
    assert cell.key == read(row, trial(course(schedule=weekly(3)))).key or row == "schedule.reported"


def test_silence_about_a_placebo_is_that_of_the_record():
    silent = with_control(course(intervention="placebo", dose=None, route=None), record_read=RecordRead.PART)
    assert read("product.route", silent, 2).items[0].plain == "not yet extracted: placebo"
    assert read("schedule.span", trial(), 2).items[0].plain == "cannot be derived: days not reported, placebo"


@pytest.mark.parametrize("row", IN_PLACE)
def test_schedule_does_not_apply_where_nothing_is_given_in_place_of_the_cells(row):
    (item,) = read(row, with_control(RegimenRecord(intervention="care")), 2).items
    assert (item.state, item.reason) == (
        ValueState.NOT_APPLICABLE,
        "neither MSC nor placebo in this arm",
    )


def test_silence_of_a_record_read_in_part_is_not_yet_extracted():
    part = trial(course(dose=None, schedule=None), record_read=RecordRead.PART)
    assert read("dosing.per_kg", part).state == ValueState.NOT_EXTRACTED
    assert read("schedule.days", part).state == ValueState.NOT_EXTRACTED
    assert read("cumulative.per_kg", part).plain == "cannot be derived: dose not yet extracted"


def test_silence_that_the_record_explains():
    told = trial(
        course(dose=None), missing=(MissingRecord(path="arms/cells/regimens/msc/dose", state=ValueState.UNCLEAR),)
    )
    assert read("dosing.per_kg", told).state == ValueState.UNCLEAR


def test_dose_of_nothing_is_a_dose():
    assert read("dosing.per_kg", trial(course(dose=dose("0")))).plain == "0 ×10⁶/kg"


def test_dose_that_is_no_number_of_cells_is_not_put_per_kg():
    volume = trial(course(dose=DoseRecord(low=Decimal(5), high=Decimal(5), unit=DoseUnit.ML, as_reported="5 mL")))
    assert read("dosing.per_kg", volume).plain == "cannot be derived: the dose is stated in mL, not in cells"


def test_courses_are_counted_together_and_shown_apart():
    two = trial(
        course(dose=dose("150000000", unit=DoseUnit.CELLS), schedule=weekly(3)),
        course(dose=dose("150000000", unit=DoseUnit.CELLS), schedule=weekly(2, first=28)),
    )
    assert read("schedule.count", two).plain == "≈ 5 (3, then 2)"
    assert read("schedule.days", two).plain == "0, 7, 14, 28, 35"
    assert read("dosing.per_kg", two).plain == "≈ 2.5 ×10⁶/kg"
    assert read("cumulative.per_kg", two).plain == "≈ 12.5 ×10⁶/kg"
    assert read("cumulative.per_kg", two, weight=Decimal(75)).plain == "≈ 10 ×10⁶/kg"


def test_parallel_courses_are_not_said_to_follow_each_other():
    record = trial(course(relation=RegimenRelation.PARALLEL), course(relation=RegimenRelation.PARALLEL))
    assert read("schedule.count", record).plain == "≈ 8 (4 and 4)"


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        (RegimenRelation.COURSE, "1 ×10⁶/kg; 2 ×10⁶/kg"),
        (RegimenRelation.ALTERNATIVE, "1 ×10⁶/kg (one of the alternatives); 2 ×10⁶/kg (one of the alternatives)"),
        (RegimenRelation.SHARE, "1 ×10⁶/kg (a share of one dose); 2 ×10⁶/kg (a share of one dose)"),
    ],
)
def test_doses_that_differ_within_an_arm_say_how_they_belong_together(relation, words):
    record = trial(course(relation=relation), course(relation=relation, dose=dose("2000000")))
    cell = read("dosing.per_kg", record)
    assert (cell.plain, cell.size) == (words, None)


def test_schedule_without_days_keeps_its_number():
    number = trial(course(schedule=ScheduleRecord(count=3, as_reported="three times")))
    assert read("schedule.count", number).plain == "3"
    assert read("schedule.days", number).state == ValueState.NOT_REPORTED
    assert read("schedule.span", number).plain == "cannot be derived: days not reported"


def criterion(kind: CriterionKind, *limits: ThresholdRecord) -> CriterionRecord:
    return CriterionRecord(kind=kind, statement="a limit", topic=CriterionTopic.OTHER, thresholds=limits)


INR_OR_PTA = ThresholdRecord(
    analyte="inr",
    operator=Operator.GE,
    unit="ratio",
    low=Decimal("1.5"),
    either=(ThresholdRecord(analyte="pta", operator=Operator.LT, unit="%", high=Decimal(40)),),
)


def test_limit_with_an_alternative_stands_in_both_rows():
    record = trial(criteria=(criterion(CriterionKind.INCLUSION, INR_OR_PTA),))
    assert read("population.inr", record).plain == "≥ 1.5; or prothrombin activity < 40 %"
    assert read("population.pta", record).plain == "< 40 %; or INR ≥ 1.5"
    assert read("population.inr", record).paths == ("criteria/limit/thresholds/inr",)


def test_limit_that_excludes_says_so_and_differs_from_one_that_admits():
    grade = ThresholdRecord(analyte="encephalopathy_grade", operator=Operator.GE, unit="grade", low=Decimal(3))
    out = trial(criteria=(criterion(CriterionKind.EXCLUSION, grade),))
    inside = trial(criteria=(criterion(CriterionKind.INCLUSION, grade),))
    assert read("population.encephalopathy", out).plain == "excludes ≥ 3"
    assert read("population.encephalopathy", out).key != read("population.encephalopathy", inside).key


def test_limits_in_two_units_are_compared_in_one():
    def bilirubin(low: str, unit: str):
        limit = ThresholdRecord(analyte="bilirubin", operator=Operator.GE, unit=unit, low=Decimal(low))
        return read("population.bilirubin", trial(criteria=(criterion(CriterionKind.INCLUSION, limit),)))

    assert bilirubin("5", "mg/dL").key == bilirubin("85.5", "umol/L").key
    assert bilirubin("10", "xULN").key == bilirubin("171", "umol/L").key
    assert bilirubin("5", "mg/dL").key != bilirubin("86", "umol/L").key


def test_limits_that_only_their_remarks_tell_apart_differ():
    plain = ThresholdRecord(analyte="bilirubin", operator=Operator.GE, unit="umol/L", low=Decimal(171))
    told = msgspec.structs.replace(plain, remark="twice within a week")
    keys = {
        read("population.bilirubin", trial(criteria=(criterion(CriterionKind.INCLUSION, one),))).key
        for one in (plain, told)
    }
    assert len(keys) == 2


@pytest.mark.parametrize(
    "change", [pytest.param({"high_strict": True}, id="strict-end"), pytest.param({"sex": Sex.MALE}, id="sex")]
)
def test_limits_that_differ_in_who_is_let_in_differ(change):
    plain = ThresholdRecord(analyte="meld", operator=Operator.BETWEEN, unit="score", low=Decimal(10), high=Decimal(20))
    keys = {
        read("population.meld", trial(criteria=(criterion(CriterionKind.INCLUSION, one),))).key
        for one in (plain, msgspec.structs.replace(plain, **change))
    }
    assert len(keys) == 2


def test_an_alternative_in_front_keeps_its_strict_ends():
    grade = ThresholdRecord(
        analyte="pta",
        operator=Operator.BETWEEN,
        unit="%",
        low=Decimal(20),
        high=Decimal(40),
        low_strict=True,
        sex=Sex.FEMALE,
    )
    either = msgspec.structs.replace(INR_OR_PTA, either=(grade,))
    record = trial(criteria=(criterion(CriterionKind.INCLUSION, either),))
    assert read("population.pta", record).plain == "> 20 and ≤ 40 % in women; or INR ≥ 1.5"


def test_alternative_routes_read_as_one_phrase():
    route = RouteRecord(alternatives=(Route.PERIPHERAL_VEIN, Route.CENTRAL_VEIN))
    assert read("product.route", trial(course(route=route))).plain == "Peripheral vein or central vein"


@pytest.mark.parametrize(
    ("read_of_it", "words"), [(RecordRead.WHOLE, "not reported"), (RecordRead.PART, "not yet extracted")]
)
def test_last_measurement_without_outcomes_is_the_silence_about_outcomes(read_of_it, words):
    assert read("endpoints.last", trial(record_read=read_of_it)).plain == words


def outcome(concept: str, *days: int, rank: OutcomeRank = OutcomeRank.SECONDARY, **more) -> OutcomeRecord:
    return OutcomeRecord(rank=rank, measure=concept, concept=concept, days=days, **more)


def test_outcomes_measured_at_the_same_times_stand_together():
    record = trial(outcomes=(outcome("alt", 7, 84), outcome("ast", 7, 84), outcome("meld", 84), outcome("sofa")))
    words = read("endpoints.secondary", record).plain
    assert words.startswith("ALT, AST (week 1, 12); MELD")
    assert words.endswith("(time not stated)")


def test_primary_outcome_keeps_its_time_as_reported():
    record = trial(outcomes=(outcome("mortality", 84, rank=OutcomeRank.PRIMARY, time_frame="12 wks"),))
    assert read("endpoints.primary", record).plain == "mortality (12 wks)"
    assert read("endpoints.last", record).plain == "≈ week 12"


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ({"n": 40, "events": 0}, "0 of 40 ≈ 0 % (Mortality, week 4, A)"),
        ({"n": 40, "events": 5}, "5 of 40 ≈ 12 % (Mortality, week 4, A)"),
        ({"n": 0, "events": 0}, "0 of 0 (Mortality, week 4, A)"),
        ({"n": 56, "events": 41, "value": Decimal("73.2"), "unit": "%"}, "41 of 56 (73.2 %) (Mortality, week 4, A)"),
        (
            {"value": Decimal("17.2"), "sd": Decimal("3.1"), "n": 20, "unit": "score"},
            "17.2 ± 3.1, n = 20 (Mortality, week 4, A)",
        ),
        ({}, "no figure printed (Mortality, week 4, A)"),
    ],
)
def test_result_of_the_arm(group, words):
    result = ResultRecord(concept="mortality", day=28, groups=(ResultGroupRecord(label="A", arm="cells", **group),))
    assert read("results.own", trial(results=(result,))).plain == words


def test_result_of_another_arm_is_not_this_arms():
    result = ResultRecord(
        concept="mortality", day=28, groups=(ResultGroupRecord(label="B", arm="placebo", n=3, events=1),)
    )
    assert read("results.own", trial(results=(result,))).is_absent


def test_results_of_groups_that_are_no_registered_arm_are_shown_as_the_source_names_them():
    groups = (
        ResultGroupRecord(label="BM-MSC", n=56, events=41, value=Decimal("73.2"), unit="%"),
        ResultGroupRecord(label="SMT", n=54, events=30, value=Decimal("55.6"), unit="%"),
    )
    cell = read("results.own", trial(results=(ResultRecord(concept="overall_survival", day=168, groups=groups),)))
    assert [item.plain for item in cell.items] == [
        "Groups as the source names them, tied to no registered arm:",
        "BM-MSC: 41 of 56 (73.2 %); SMT: 30 of 54 (55.6 %) (Overall survival, week 24)",
    ]
    assert cell.paths == ("results/overall-survival-day-168",)


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        pytest.param(("cells, death of sepsis", "care, death of sepsis"), "Death of sepsis, week 4", id="in-common"),
        pytest.param(("cells", "care"), "Outcome not named in the record (10.1000/x), week 4", id="unnamed"),
    ],
)
def test_result_of_another_concept_says_what_it_is(labels, words):
    groups = tuple(ResultGroupRecord(label=label) for label in labels)
    effect = EffectRecord(p=Decimal("0.02"))
    result = ResultRecord(concept="other", day=28, groups=groups, effect=effect, cited="10.1000/x")
    assert read("results.effects", trial(results=(result,))).plain == f"p = 0.02 ({words})"


def test_enrolment_of_nobody_is_a_number():
    assert read("design.enrolment", msgspec.structs.replace(trial(), enrolment=0)).plain == (
        "0 (planned or actual not stated)"
    )


def test_every_row_is_named_in_the_documentation():
    text = (Path(__file__).parents[3] / "docs" / "adding-a-row.md").read_text(encoding="utf-8")
    assert [row.id for row in ROWS if f"`{row.id}`" not in text] == []

"""Paths: every value has a name, and a decision about it finds its place."""

from decimal import Decimal

import pytest

from tests.domain.makers import course, trial
from trials.domain.record import (
    CriterionRecord,
    DoseRecord,
    OutcomeRecord,
    ResultGroupRecord,
    ResultRecord,
    ThresholdRecord,
)
from trials.domain.record.paths import decide, source_of, values_by_path
from trials.domain.vocabulary import CriterionKind, CriterionTopic, DoseUnit, Operator, OutcomeRank

FULL = trial(
    enrolment=60,
    criteria=(
        CriterionRecord(
            kind=CriterionKind.INCLUSION,
            statement="MELD from 17 to 30",
            topic=CriterionTopic.MELD,
            thresholds=(
                ThresholdRecord(
                    analyte="meld", operator=Operator.BETWEEN, unit="score", low=Decimal(17), high=Decimal(30)
                ),
            ),
        ),
    ),
    outcomes=(
        OutcomeRecord(
            rank=OutcomeRank.PRIMARY, measure="survival", concept="overall_survival", time_frame="12 weeks", days=(84,)
        ),
    ),
    results=(ResultRecord(concept="mortality", groups=(ResultGroupRecord(label="all", n=9, events=0),)),),
)


def test_every_kind_of_value_that_must_be_claimed_is():
    claimed = {path for path, value in values_by_path(FULL).items() if value.claimed}
    assert claimed == {
        "interventions/msc/cell_source",
        "arms/cells/regimens/msc/route",
        "arms/cells/regimens/msc/dose",
        "arms/cells/regimens/msc/schedule",
        "criteria/meld/thresholds/meld",
        "outcomes/overall-survival/time_frame",
        "results/mortality",
    }


def test_values_are_plain_and_lose_no_digit():
    precise = DoseRecord(low=Decimal("1234567.125"), high=Decimal("1234567.125"), unit=DoseUnit.CELLS)
    value = values_by_path(trial(course(dose=precise)))["arms/cells/regimens/msc/dose"]
    assert value.value == {"low": "1234567.125", "high": "1234567.125", "unit": "cells"}


@pytest.mark.parametrize("path", sorted(values_by_path(FULL)))
def test_deciding_what_stands_changes_nothing(path):
    decided = decide(FULL, {path: values_by_path(FULL)[path].value})
    assert (decided.record, decided.homeless) == (FULL, ())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param("enrolment", 61, id="header"),
        pytest.param(
            "arms/cells/regimens/msc/dose", {"low": "5", "high": "5", "unit": "cells", "as_reported": "five"}, id="dose"
        ),
        pytest.param("arms/cells/regimens/msc/schedule", {"count": 2, "days": [0, 28]}, id="schedule"),
        pytest.param("interventions/msc/donor", "allogeneic", id="donor"),
        pytest.param(
            "criteria/meld/thresholds/meld",
            {"analyte": "meld", "operator": "ge", "unit": "score", "low": "20"},
            id="limit",
        ),
        pytest.param(
            "outcomes/overall-survival/time_frame", {"time_frame": "24 weeks", "days": [168]}, id="time-frame"
        ),
    ],
)
def test_decision_is_found_at_its_path(path, value):
    record = decide(FULL, {path: value}).record
    assert values_by_path(record)[path].value == value


def test_decision_of_nothing_makes_the_value_absent():
    record = decide(FULL, {"arms/cells/regimens/msc/dose": None, "enrolment": None}).record
    assert record.arms[0].regimens[0].dose is None
    assert record.enrolment is None


@pytest.mark.parametrize(
    "path", ["arms/9/label", "interventions/nobody/donor", "criteria/meld/thresholds/inr", "arms/0/size"]
)
def test_decision_without_a_place_is_told(path):
    decided = decide(FULL, {path: "x"})
    assert (decided.record, decided.homeless) == (FULL, (path,))


def test_source_of_a_value():
    own = DoseRecord(low=Decimal(1), high=Decimal(1), unit=DoseUnit.CELLS, source="paper")
    record = trial(course(dose=own))
    assert source_of(record, "arms/cells/regimens/msc/dose") == "paper"
    assert source_of(record, "arms/cells/regimens/msc/route") == "registry"

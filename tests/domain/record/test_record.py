"""Records refuse what cannot be, and survive being written and read."""

from decimal import Decimal

import pytest

from tests.domain.makers import course, trial
from trials.domain.record import (
    DoseRecord,
    EffectRecord,
    MissingRecord,
    ResultGroupRecord,
    ScheduleRecord,
    ThresholdRecord,
)
from trials.domain.record.yaml import RecordError, read_record, write_record
from trials.domain.vocabulary import DoseUnit, Operator, Sex, ValueState


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda: DoseRecord(low=Decimal(1)), "both ends", id="half-a-dose"),
        pytest.param(lambda: DoseRecord(low=Decimal(1), high=Decimal(1)), "unit", id="dose-without-unit"),
        pytest.param(
            lambda: DoseRecord(low=Decimal(2), high=Decimal(1), unit=DoseUnit.CELLS),
            "above the high end",
            id="dose-backwards",
        ),
        pytest.param(
            lambda: DoseRecord(low=Decimal(-1), high=Decimal(1), unit=DoseUnit.CELLS), "below zero", id="dose-negative"
        ),
        pytest.param(lambda: ScheduleRecord(count=0), "from 1 to 32767", id="no-administration"),
        pytest.param(lambda: ScheduleRecord(days=(7, 0)), "ascend", id="days-backwards"),
        pytest.param(lambda: ScheduleRecord(days=(0, 0)), "ascend", id="day-twice"),
        pytest.param(lambda: ScheduleRecord(days=(-7, 0)), "counted from the first dose", id="day-negative"),
        pytest.param(lambda: ScheduleRecord(count=3, days=(0, 7)), "Found: 3 doses, 2 days", id="count-against-days"),
        pytest.param(
            lambda: ThresholdRecord(analyte="inr", operator=Operator.GE, unit="ratio", high=Decimal(2)),
            "use low only",
            id="limit-at-the-wrong-end",
        ),
        pytest.param(
            lambda: ThresholdRecord(
                analyte="age", operator=Operator.BETWEEN, unit="years", low=Decimal(9), high=Decimal(1)
            ),
            "above the high end",
            id="limit-backwards",
        ),
        pytest.param(
            lambda: ThresholdRecord(analyte="inr", operator=Operator.GE, unit="ratio", low=Decimal(2), low_strict=True),
            "only a range",
            id="strict-end-of-a-plain-limit",
        ),
        pytest.param(
            lambda: ThresholdRecord(
                analyte="age",
                operator=Operator.BETWEEN,
                unit="years",
                low=Decimal(9),
                high=Decimal(9),
                high_strict=True,
            ),
            "they differ",
            id="range-that-lets-nobody-in",
        ),
        pytest.param(
            lambda: ThresholdRecord(analyte="inr", operator=Operator.GE, unit="ratio", low=Decimal(2), sex=Sex.ALL),
            "the sex stays empty",
            id="limit-for-everybody",
        ),
        pytest.param(lambda: EffectRecord(ci_low=Decimal(1)), "both ends", id="half-an-interval"),
        pytest.param(lambda: ResultGroupRecord(label="a", n=3, events=4), "4 events in 3", id="events-above-n"),
        pytest.param(lambda: trial(start="2016-13"), "no month 13", id="date"),
        pytest.param(lambda: trial(course(intervention="nobody")), "nobody", id="unknown-intervention"),
        pytest.param(lambda: trial(values_from="nowhere"), "nowhere", id="unknown-source"),
        pytest.param(lambda: trial(age_min="8 months", age_max="20 weeks"), "Age", id="ages-backwards"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


def test_zero_is_a_number():
    assert DoseRecord(low=Decimal(0), high=Decimal(0), unit=DoseUnit.CELLS).low == 0
    assert ResultGroupRecord(label="none died", n=10, events=0).events == 0


def test_record_survives_yaml():
    record = trial(
        start="2016-06",
        age_min="8 weeks",
        missing=(MissingRecord(path="arms/cells/size", state=ValueState.UNCLEAR),),
        acronym="no",
        enrolment=0,
    )
    text = write_record(record)
    assert read_record(text) == record
    assert "1_000_000" in text
    assert "start: 2016-06\n" in text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("registry_id: [", "not YAML", id="not-yaml"),
        pytest.param("registry_id: NCT1", "missing required field", id="field-missing"),
        pytest.param("- a\n- b", "Expected `object`", id="a-list"),
        pytest.param("", "Expected `object`", id="empty"),
    ],
)
def test_broken_document_is_answered_with_its_place(text, place):
    with pytest.raises(RecordError, match=place):
        read_record(text)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        pytest.param("role: EXPERIMENTAL", "role: BOSS", r"\$\.arms\[0\]\.role", id="unknown-term"),
        pytest.param("low: 1_000_000", "low: lots", r"dose\.low", id="word-for-number"),
        pytest.param("low: 1_000_000", "low: 9_000_000", "above the high end", id="range-backwards"),
        pytest.param("days: [0, 7, 14, 21]", "days: [0, 7]", "Found: 4 doses, 2 days", id="count-against-days"),
        pytest.param("title:", "titel:", "titel", id="misspelt-key"),
    ],
)
def test_slip_in_a_trial_file_is_answered_with_its_place(old, new, place):
    text = write_record(trial())
    assert old in text
    with pytest.raises(RecordError, match=place):
        read_record(text.replace(old, new, 1))


def test_yaml_of_strangers_runs_nothing():
    with pytest.raises(RecordError):
        read_record("!!python/object/apply:os.getcwd []")


def test_record_cannot_be_changed():
    with pytest.raises(AttributeError):
        trial().title = "another"  # type: ignore[misc]

"""Records refuse numbers, places and texts that the tables would change, refuse or fail on."""

from decimal import Decimal

import msgspec
import pytest

from tests.domain.makers import course, trial
from trials.domain.record import (
    ArmRecord,
    ClaimRecord,
    CriterionRecord,
    DoseRecord,
    EffectRecord,
    MissingRecord,
    OutcomeRecord,
    ProductRecord,
    PublicationRecord,
    ResultGroupRecord,
    ResultRecord,
    ScheduleRecord,
    ThresholdRecord,
)
from trials.domain.record.yaml import RecordError, record_of
from trials.domain.vocabulary import (
    Aetiology,
    ArmRole,
    CriterionKind,
    CriterionTopic,
    DoseUnit,
    Operator,
    OutcomeRank,
    ValueState,
)


def dose(number):
    return DoseRecord(low=Decimal(number), high=Decimal(number), unit=DoseUnit.CELLS)


def limit(number, **more):
    return ThresholdRecord(analyte="inr", operator=Operator.GE, unit="ratio", low=Decimal(number), **more)


def outcome(**more):
    return OutcomeRecord(rank=OutcomeRank.PRIMARY, measure="Survival", concept="survival", **more)


def result(arm):
    return ResultRecord(concept="survival", groups=(ResultGroupRecord(label="a", arm=arm),))


MISSING = MissingRecord(path="arms/cells/size", state=ValueState.UNCLEAR)
LARGE = 2_147_483_648


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda: dose("nan"), "Dose: not a number. Found: NaN", id="nan"),
        pytest.param(lambda: dose("inf"), "not a number", id="infinite"),
        pytest.param(lambda: dose("1e40"), "at most 17 digits", id="dose-too-large"),
        pytest.param(lambda: dose("1.0001"), "3 decimals", id="dose-too-fine"),
        pytest.param(lambda: dose("1e-40"), "3 decimals", id="dose-far-too-fine"),
        pytest.param(lambda: DoseRecord(levels=(Decimal("nan"),)), "not a number", id="level-nan"),
        pytest.param(lambda: DoseRecord(levels=(Decimal(-1),)), "Dose: not below zero", id="level-negative"),
        pytest.param(lambda: limit("1.00001"), "Limit: .* 4 decimals. Found: 1.00001", id="limit-too-fine"),
        pytest.param(lambda: limit("1e12"), "at most 12 digits", id="limit-too-large"),
        pytest.param(lambda: limit(1, either=(limit(2, either=(limit(3),)),)), "alternatives of its own", id="depth"),
        pytest.param(lambda: ProductRecord(volume_ml_low=Decimal("1e6")), "Volume", id="volume"),
        pytest.param(lambda: ProductRecord(viability_min_percent=Decimal("99.999")), "Viability", id="viability"),
        pytest.param(lambda: EffectRecord(p=Decimal("0.123456789")), "p: ", id="p-too-fine"),
        pytest.param(lambda: EffectRecord(ci_low=Decimal("nan"), ci_high=Decimal(1)), "a number", id="interval-nan"),
        pytest.param(lambda: ResultGroupRecord(label="a", value=Decimal("snan")), "not a number", id="result-nan"),
        pytest.param(lambda: ResultGroupRecord(label="a", n=LARGE), "2147483647", id="n-too-large"),
        pytest.param(lambda: ResultGroupRecord(label="a", events=-1), "Events", id="events-negative"),
        pytest.param(lambda: ScheduleRecord(count=32_768), "32767", id="count-too-large"),
        pytest.param(lambda: ScheduleRecord(days=(0, 32_768)), "32767", id="day-too-large"),
        pytest.param(lambda: outcome(days=(7, 7)), "each stands once. Found: 7, 7", id="outcome-day-twice"),
        pytest.param(lambda: outcome(days=(-LARGE,)), "Day of measurement", id="outcome-day-too-early"),
        pytest.param(lambda: outcome(item=-1), "Number in the registry's list", id="outcome-item"),
        pytest.param(lambda: PublicationRecord(title="t", year=40_000), "Year", id="year"),
        pytest.param(lambda: ArmRecord(label="a", role=ArmRole.EXPERIMENTAL, size=-1), "Size of the arm", id="size"),
        pytest.param(
            lambda: CriterionRecord(
                kind=CriterionKind.INCLUSION, statement="s", topic=next(iter(CriterionTopic)), item=LARGE
            ),
            "Number in the registry's list",
            id="criterion-item",
        ),
        pytest.param(lambda: trial(age_min="nan years"), "a number with its unit", id="age-nan"),
        pytest.param(lambda: trial(enrolment=LARGE), "Enrolment", id="enrolment-too-large"),
        pytest.param(lambda: trial(results=(result("nobody"),)), "Arm of a result: .*nobody", id="result-of-no-arm"),
        pytest.param(lambda: trial(aetiologies=(Aetiology.HBV, Aetiology.HBV)), "twice", id="aetiology-twice"),
        pytest.param(lambda: trial(missing=(MISSING, MISSING)), "arms/cells/size twice", id="missing-twice"),
        pytest.param(lambda: trial(title=" "), "Title: must not be empty", id="no-title"),
        pytest.param(lambda: trial(registry_id="NCT/1"), "Registry id: begins", id="slash"),
        pytest.param(lambda: trial(registry_id=""), "Registry id: begins", id="no-id"),
        pytest.param(lambda: trial(registry_id=".."), "Registry id: begins", id="dots"),
        pytest.param(lambda: trial(registry_id="NCT1\n"), "Registry id: begins", id="line-end"),
        pytest.param(lambda: trial(sponsor="a\0b"), "Sponsor: no NUL", id="nul"),
        pytest.param(
            lambda: trial(course(dose=DoseRecord(as_reported="\0"))),
            r"Text as reported: no NUL character in a text. - at `\$.arms\[0\].regimens\[0\].dose`",
            id="nul-deep",
        ),
        pytest.param(
            lambda: trial(rival_claims=(ClaimRecord(path="x", value={"a\0": 1}),)), "rival_claims/1", id="nul-in-a-key"
        ),
    ],
)
def test_what_tables_do_not_hold_is_refused_with_the_reason(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


def test_what_tables_hold_is_taken():
    assert dose("12345678901234567.123").low == Decimal("12345678901234567.123")
    assert dose("0.1000000").low == Decimal("0.1")
    assert dose("0e40").low == 0
    assert dose("1e16").low == 10**16
    assert limit("1.0001", either=(limit(2),)).low == Decimal("1.0001")
    assert outcome(days=(-7, 0)).days == (-7, 0)
    assert trial(results=(result("placebo"), result("")), sponsor="a \\u0000 b").sponsor == "a \\u0000 b"


@pytest.mark.parametrize("number", ["nan", "1e40"])
def test_reader_names_the_place(number):
    data = msgspec.to_builtins(trial(), builtin_types=(Decimal,))
    data["arms"][0]["regimens"][0]["dose"]["low"] = Decimal(number)
    with pytest.raises(RecordError, match=r"\$\.arms\[0\]\.regimens\[0\]\.dose"):
        record_of(data)

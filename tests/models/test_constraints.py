"""What must hold is held by the database itself, on SQLite and PostgreSQL alike."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from trials.models import (
    Administration,
    Arm,
    Claim,
    Criterion,
    Intervention,
    MissingFact,
    Regimen,
    Result,
    ResultGroup,
    Source,
    Threshold,
    Trial,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial() -> Trial:
    return Trial.objects.create(
        registry_id="NCT99999999", registry="ClinicalTrials.gov", title="T", record_read="whole", values_from="r"
    )


@pytest.fixture
def arm(trial: Trial) -> Arm:
    return Arm.objects.create(trial=trial, position=1, key="cells", label="Cells", role="EXPERIMENTAL")


@pytest.fixture
def msc(trial: Trial) -> Intervention:
    return Intervention.objects.create(trial=trial, position=1, key="msc", name="MSC", kind="MSC")


@pytest.fixture
def regimen(arm: Arm, msc: Intervention) -> Regimen:
    return Regimen.objects.create(arm=arm, position=1, key="msc", intervention=msc)


def refused(model: Any, name: str, **columns: Any) -> None:
    """The database refuses the row, and a form is told so before, in words."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(**columns)
    with pytest.raises(ValidationError) as told:
        model(**columns).full_clean()
    assert told.value.messages


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        pytest.param("regimen_dose_ordered", {"dose_low": 2, "dose_high": 1, "dose_unit": "cells"}, id="backwards"),
        pytest.param("regimen_dose_both_ends", {"dose_low": 2, "dose_unit": "cells"}, id="half"),
        pytest.param("regimen_dose_has_unit", {"dose_low": 1, "dose_high": 2}, id="no-unit"),
        pytest.param(
            "regimen_dose_not_negative", {"dose_low": -1, "dose_high": 2, "dose_unit": "cells"}, id="negative"
        ),
        pytest.param("regimen_doses_count_from_one", {"doses_count": 0}, id="no-dose"),
    ],
)
def test_regimen_that_cannot_be(arm, msc, name, columns):
    columns = {
        key: Decimal(value) if isinstance(value, int) and "dose_" in key else value for key, value in columns.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Regimen.objects.create(arm=arm, position=1, intervention=msc, **columns)
    with pytest.raises(ValidationError) as told:
        Regimen(arm=arm, position=1, key="other", intervention=msc, **columns).full_clean()
    assert any(name.split("_")[1] in message.lower() for message in told.value.messages)


def test_dose_of_zero_is_a_dose(arm, msc):
    row = Regimen.objects.create(
        arm=arm, position=1, key="msc", intervention=msc, dose_low=0, dose_high=0, dose_unit="cells"
    )
    row.full_clean()
    assert Regimen.objects.get(pk=row.pk).dose_low == 0


def test_keys_are_unique(trial, arm, regimen):
    with pytest.raises(IntegrityError), transaction.atomic():
        Arm.objects.create(trial=trial, position=2, key="cells", label="again", role="OTHER")
    with pytest.raises(IntegrityError), transaction.atomic():
        Regimen.objects.create(arm=arm, position=2, key="msc", intervention=regimen.intervention)


@pytest.mark.parametrize("key", ["2", "2-doses", "UC-MSC", "uc_msc", "", "a" * 41])
def test_key_of_another_form_is_refused(trial, key):
    with pytest.raises(ValidationError):
        Arm(trial=trial, position=1, key=key, label="Cells", role="EXPERIMENTAL").full_clean()


@pytest.mark.parametrize("again", ["NCT99999999", "nct99999999"])
def test_registry_id_is_unique_whatever_the_case(trial, again):
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.create(registry_id=again, registry="ChiCTR", title="T", record_read="part", values_from="r")


def test_day_is_neither_negative_nor_given_twice(regimen):
    Administration.objects.create(regimen=regimen, day=0)
    for day in (0, -1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Administration.objects.create(regimen=regimen, day=day)


def test_days_come_back_ascending(regimen):
    for day in (14, 0, 7):
        Administration.objects.create(regimen=regimen, day=day)
    assert list(regimen.administrations.values_list("day", flat=True)) == [0, 7, 14]


@pytest.mark.parametrize(
    "ends",
    [
        pytest.param({"operator": "ge", "high": 1}, id="ge-with-high"),
        pytest.param({"operator": "lt", "low": 1}, id="lt-with-low"),
        pytest.param({"operator": "between", "low": 1}, id="between-with-one"),
        pytest.param({"operator": "between", "low": 2, "high": 1}, id="backwards"),
        pytest.param({"operator": "ge"}, id="no-end"),
        pytest.param({"operator": "ge", "low": 1, "unit": ""}, id="no-unit"),
        pytest.param({"operator": "ge", "low": 1, "low_strict": True}, id="strict-end-of-a-plain-limit"),
        pytest.param({"operator": "between", "low": 1, "high": 1, "high_strict": True}, id="strict-ends-alike"),
        pytest.param({"operator": "ge", "low": 1, "sex": "ALL"}, id="everybody"),
    ],
)
def test_limit_that_cannot_be(trial, ends):
    criterion = Criterion.objects.create(trial=trial, position=1, kind="inclusion", statement="s", topic="meld")
    columns = {"criterion": criterion, "position": 1, "key": "meld", "analyte": "meld", "unit": "score", **ends}
    with pytest.raises(IntegrityError), transaction.atomic():
        Threshold.objects.create(**columns)
    with pytest.raises(ValidationError):
        Threshold(**columns).full_clean()


def test_only_one_claim_of_a_path_is_accepted(trial):
    source = Source.objects.create(trial=trial, position=1, key="r", kind="registry_record", publisher="P")
    usual = {"trial": trial, "path": "arms/cells/size", "source": source, "method": "rule"}
    Claim.objects.create(**usual, accepted=True)
    Claim.objects.create(**usual, accepted=False)
    Claim.objects.create(**usual, accepted=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(**usual, accepted=True)


def test_claim_needs_a_source_or_a_curator(trial):
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(trial=trial, path="status", method="rule")
    assert Claim.objects.create(trial=trial, path="status", method="curator").pk


def test_missing_fact_is_a_way_to_be_missing(trial):
    refused(MissingFact, "missing_fact", trial=trial, path="status", state="reported")


def test_result_with_more_events_than_participants(trial):
    result = Result.objects.create(trial=trial, position=1, concept="mortality")
    refused(ResultGroup, "events_within_n", result=result, position=1, label="all", n=3, events=4)
    assert ResultGroup.objects.create(result=result, position=1, label="all", n=3, events=0).events == 0


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"p": Decimal("1.2")}, id="p-above-one"),
        pytest.param({"ci_low": Decimal(1)}, id="half-an-interval"),
        pytest.param({"ci_low": Decimal(2), "ci_high": Decimal(1)}, id="interval-backwards"),
    ],
)
def test_effect_that_cannot_be(trial, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(trial=trial, position=1, concept="mortality", **columns)


def test_trial_with_a_kind_of_number_but_no_number(trial):
    trial.enrolment_type = "ESTIMATED"
    with pytest.raises(IntegrityError), transaction.atomic():
        trial.save()


def test_partial_date_keeps_its_precision(trial):
    trial.start = "2016-06"
    trial.save()
    stored = Trial.objects.get(pk=trial.pk).start
    assert (stored, stored.words()) == ("2016-06", "Jun 2016")


def test_wrong_date_is_told_with_its_text(trial):
    trial.start = "2016-13"
    with pytest.raises(ValidationError, match="2016-13"):
        trial.full_clean()


def test_natural_keys_lead_back_to_the_row(trial, arm, regimen):
    Administration.objects.create(regimen=regimen, day=7)
    criterion = Criterion.objects.create(trial=trial, position=2, kind="exclusion", statement="s", topic="hiv")
    for row in (trial, arm, regimen, regimen.intervention, criterion, regimen.administrations.get()):
        assert type(row)._default_manager.get_by_natural_key(*row.natural_key()) == row


def test_every_table_says_what_a_row_is(trial, arm, regimen):
    assert str(arm) == "NCT99999999 arm 1: Cells"
    assert arm.ref == "NCT99999999:cells"
    assert arm.get_absolute_url().endswith("#arm-cells")
    assert regimen.path == "arms/cells/regimens/msc"

"""What is possible and hardly meant is named with its place; what is usual, or known to be odd, raises no doubt."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.domain.makers import course, dose, trial
from tests.fixture_files.test_trial_files import RECORDS
from trials.domain.record import DiscrepancyRecord, DoseRecord, MissingRecord
from trials.domain.record.dose_text import stated_amounts
from trials.domain.record.plausibility import doubts, new_doubts
from trials.domain.vocabulary import DoseUnit, ValueState

PATH = "arms/cells/regimens/msc/dose"


def said(value: str, text: str = "", unit: DoseUnit = DoseUnit.CELLS_PER_KG) -> list[str]:
    stated = DoseRecord(low=Decimal(value), high=Decimal(value), unit=unit, as_reported=text)
    return [one.says for one in doubts(trial(course(dose=stated)))]


@pytest.mark.parametrize("value", ["106", "0.5", "1e14", "0"])
def test_dose_out_of_the_usual_is_doubted(value):
    (told,) = said(value)
    assert "cells/kg is out of the usual, 1 000 to 1 000 000 000." in told


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("1000", DoseUnit.CELLS_PER_KG),
        ("1e9", DoseUnit.CELLS_PER_KG),
        ("1e4", DoseUnit.CELLS),
        ("1e10", DoseUnit.CELLS),
    ],
)
def test_bounds_themselves_are_usual(value, unit):
    assert said(value, unit=unit) == []


@pytest.mark.parametrize(
    ("value", "text", "unit"),
    [
        pytest.param("1e6", "1×10^7/kg", DoseUnit.CELLS_PER_KG, id="power-of-ten"),
        pytest.param("2e8", "1.5×10^8 cells/time", DoseUnit.CELLS, id="coefficient"),
        pytest.param("1e6", "2 million cells/kg", DoseUnit.CELLS_PER_KG, id="million"),
        pytest.param("5e6", "500,000 cells/kg", DoseUnit.CELLS_PER_KG, id="plain-digits"),
    ],
)
def test_dose_that_its_text_does_not_state_names_both(value, text, unit):
    (told,) = said(value, text, unit)
    assert text in told
    assert f"{int(Decimal(value)):,}".replace(",", " ") in told


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        pytest.param("0.5-1 x 10^6/kg", ["500000", "1000000"], id="range"),
        pytest.param("1x106 cells", ["1000000"], id="flat"),
        pytest.param("5, 10 and 15 ×10E7 cells", ["50000000", "100000000", "150000000"], id="levels"),
        pytest.param("1,5-3,0 10E6 MSC/kg", ["1500000", "3000000"], id="decimal-comma"),
        pytest.param("1.000.000 (one million) cells/kg", ["1000000"], id="points"),
        pytest.param("2×10⁶", ["2000000"], id="superscript"),
        pytest.param("30-50 million MSCs", ["30000000", "50000000"], id="words"),
        pytest.param("a dose as usual, over 30 minutes", [], id="none"),
    ],
)
def test_amounts_of_a_text(text, amounts):
    found = stated_amounts(text)
    assert {Decimal(one) for one in amounts} <= found
    assert bool(found) is bool(amounts)


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        pytest.param({"start": "2020", "completion": "2016"}, "completion", id="completion"),
        pytest.param({"start": "2020-05", "primary_completion": "2020-04-30"}, "primary_completion", id="month"),
        pytest.param({"start": "2020-05", "completion": "2020"}, "", id="year-alone"),
        pytest.param({"enrolment": 10, "arms": "sized"}, "enrolment", id="arms-of-more"),
        pytest.param({"enrolment": 40, "arms": "sized"}, "enrolment", id="arms-of-fewer"),
        pytest.param({"enrolment": 30, "arms": "sized"}, "", id="arms-as-many"),
        pytest.param(
            {"missing": (MissingRecord(path="arms/x/size", state=ValueState.UNCLEAR),)}, "arms/x/size", id="path"
        ),
        pytest.param({"missing": (MissingRecord(path="arms/cells/size", state=ValueState.UNCLEAR),)}, "", id="a-place"),
    ],
)
def test_facts_that_do_not_fit_one_another_are_doubted(facts, path):
    record = trial()
    if facts.pop("arms", ""):
        facts["arms"] = tuple(replace(arm, size=15) for arm in record.arms)
    assert [one.path for one in doubts(replace(record, **facts))] == ([path] if path else [])


def test_what_a_discrepancy_speaks_of_is_no_news():
    odd = trial(
        start="2020", completion="2016", discrepancies=(DiscrepancyRecord(text="Dates", paths=("completion",)),)
    )
    assert doubts(odd) == ()


def test_only_what_a_change_brings_is_asked_about():
    before = trial(course(dose=dose("106")))
    after = replace(before, start="2020", completion="2016")
    assert [one.path for one in new_doubts(before, after)] == ["completion"]
    assert {one.path for one in new_doubts(None, after)} == {"completion", PATH}
    known = DiscrepancyRecord(text="Dates", paths=("completion",))
    assert new_doubts(before, replace(after, discrepancies=(known,)))


@pytest.mark.parametrize("registry_id", sorted(RECORDS))
def test_trials_of_the_project_raise_no_doubt(registry_id):
    assert doubts(RECORDS[registry_id]) == ()

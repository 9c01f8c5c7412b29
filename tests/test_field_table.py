"""A fact of the trial as a whole has three places: record, table, field table. All else is made from them."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import models
from django.urls import reverse

from tests.admin.forms import form_data
from tests.header import full_trial, gaps, record_facts, trial_columns
from trials.actions.store_trial import store_trial
from trials.admin.trial import TrialAdmin
from trials.domain.comparison.columns import Assumptions, columns_of
from trials.domain.comparison.rows import ROWS
from trials.domain.comparison.rows.trial import plain_row, with_plain_rows
from trials.domain.record import TrialRecord
from trials.domain.record.fields import DATES, FIELDS, HEADER, HeaderField, Kind, Section, Told, place_in_admin
from trials.domain.record.paths import decide, plain, values_by_path
from trials.domain.record.rules import Text
from trials.domain.trial_page import facts
from trials.domain.trial_page.facts import snapshot
from trials.domain.trial_page.values import Reader, Shown
from trials.domain.vocabulary import Aetiology, Phase, RecordRead, ValueState
from trials.domain.wording.claims import claimed_words
from trials.domain.wording.facts import fact_words
from trials.domain.wording.places import path_words
from trials.models import Trial
from trials.models.fields import LineField
from trials.selectors.records import records_from_tables
from trials.selectors.workspace import note_places

#: A fact that nobody declared anywhere, for trying what its lack in one place is called.
FUNDING = HeaderField("funding", "Funding", Kind.TEXT, Section.WHO, 1, longest=80, row="trial.funding")


def test_every_fact_stands_in_its_three_places_and_alike():
    assert gaps(record_facts(), HEADER, trial_columns()) == []


@pytest.mark.parametrize(
    ("facts", "table", "columns", "said"),
    [
        pytest.param({"funding": str}, (), {}, "funding: in the record, not in the field table", id="no-entry"),
        pytest.param({}, (FUNDING,), {}, "funding: in the field table, not in the record", id="no-attribute"),
        pytest.param({"funding": str}, (FUNDING,), {}, "funding: in the field table, no column", id="no-column"),
        pytest.param(
            {}, (), {"funding": models.TextField()}, "funding: a column, not in the field table", id="column-alone"
        ),
        pytest.param(
            {"funding": str},
            (FUNDING,),
            {"funding": LineField(rule=Text("Funding", 90))},
            "funding: the column holds no text",
            id="longer-column",
        ),
        pytest.param({"funding": int}, (FUNDING,), {}, "funding: the record's type is no text", id="other-type"),
        pytest.param(
            {"funding": Phase | None},
            (replace(FUNDING, kind=Kind.TERM),),
            {},
            "funding: a term of the vocabulary and a list of terms go together",
            id="no-terms",
        ),
        pytest.param({"funding": str}, (replace(FUNDING, line=None),), {}, "funding: no line in the admin", id="line"),
    ],
)
def test_fact_that_lacks_a_place_is_named(facts: dict[str, Any], table: Any, columns: dict[str, Any], said: str):
    found = gaps(record_facts() | facts, (*HEADER, *table), trial_columns() | columns)
    assert said in found
    assert all(line.startswith("funding: ") for line in found)


def test_fact_that_is_declared_in_all_three_places_lacks_nothing():
    columns = trial_columns() | {"funding": LineField(rule=Text("Funding", 80), blank=True)}
    assert gaps(record_facts() | {"funding": str}, (*HEADER, FUNDING), columns) == []


def test_names_are_unique_and_labels_too():
    assert len(FIELDS) == len(HEADER)
    assert len({field.label for field in HEADER}) == len(HEADER)


class FundedTrial(TrialRecord, frozen=True, kw_only=True):
    """A record with the fact that nobody declared."""

    funding: str = ""


def funded(funding: str) -> FundedTrial:
    facts = {name: getattr(full_trial(), name) for name in TrialRecord.__struct_fields__}
    return FundedTrial(**facts, funding=funding)


@pytest.mark.parametrize(
    ("told", "funding", "values"),
    [
        pytest.param(Told.ALWAYS, "A bank", [Shown(text="A bank")], id="stated"),
        pytest.param(Told.ALWAYS, "", [Shown(state=ValueState.NOT_EXTRACTED)], id="silent"),
        pytest.param(Told.IF_STATED, "", [], id="silent-and-told-only-if-stated"),
        pytest.param(Told.NOT, "A bank", [], id="told-elsewhere"),
    ],
)
def test_declared_fact_is_in_the_snapshot_by_itself(monkeypatch, told, funding, values):
    monkeypatch.setattr(facts, "HEADER", (*HEADER, replace(FUNDING, told=told)))
    shown = [fact.values for fact in snapshot(Reader(funded(funding))) if fact.label == "Funding"]
    assert shown == [tuple(values)] if values else shown == []


def test_declared_fact_is_a_row_of_its_group_by_itself():
    rows = with_plain_rows("trial", plain_row("start"), table=(*HEADER, FUNDING))
    assert [row.id for row in rows] == ["trial.start", "trial.sponsor", "trial.completion", "trial.funding"]
    (column,) = columns_of([(funded("A bank"), 1)], Assumptions())
    assert [item.plain for item in rows[-1].read(column).items] == ["A bank"]
    assert rows[-1].label == "Funding"


# --- What is made from the table ---------------------------------------------------------------------------------


def test_every_fact_but_the_id_is_at_its_path():
    at_paths = values_by_path(full_trial())
    assert [name for name in FIELDS if name not in at_paths] == ["registry_id"]


@pytest.mark.parametrize("field", [pytest.param(one, id=one.name) for one in HEADER if one.decided])
def test_every_fact_can_be_decided(field):
    required = {"registry", "title", "record_read", "values_from"}
    record = full_trial()
    value = plain(getattr(record, field.name))
    assert decide(record, {field.name: value}).record == record
    if field.name not in required:
        assert decide(record, {field.name: None}).homeless == ()


@pytest.mark.parametrize("name", ["enrolment", "start", "primary_completion", "completion"])
def test_what_was_planned_or_actual_goes_with_its_number_or_date(name):
    record = full_trial()
    assert getattr(record, f"{name}_type") is not None
    assert getattr(decide(record, {name: None}).record, f"{name}_type") is None


@pytest.mark.django_db
def test_every_fact_comes_back_from_the_tables_as_it_was_stored():
    record = full_trial()
    (read,) = records_from_tables([store_trial(record=record)]).values()
    assert {name: getattr(read, name) for name in FIELDS} == {name: getattr(record, name) for name in FIELDS}


@pytest.mark.django_db
def test_every_fact_leaves_the_tables_when_it_leaves_the_record():
    record = full_trial()
    store_trial(record=record)
    kept = ("registry_id", "registry", "title", "record_read", "values_from", "interventions", "arms", "sources")
    bare = TrialRecord(**{name: getattr(record, name) for name in kept})
    (read,) = records_from_tables([store_trial(record=bare)]).values()
    assert {name: getattr(read, name) for name in FIELDS} == {name: getattr(bare, name) for name in FIELDS}


@pytest.mark.django_db
def test_every_column_stands_in_the_admin_under_its_label(admin_client):
    trial = store_trial(record=full_trial())
    page = admin_client.get(reverse("admin:trials_trial_change", args=[trial.pk]))
    form = page.context["adminform"].form
    fixed = TrialAdmin(Trial, None).get_readonly_fields(page.wsgi_request, trial)
    typed = form_data(page.text)
    for field in (one for one in HEADER if one.is_column and one.name not in fixed):
        assert field.name in typed, field.name
        assert form[field.name].label == field.label
    for name in fixed:
        assert f"{FIELDS[name].label}:" in page.text


def test_admin_has_every_column_once():
    placed = [name for _, lines in place_in_admin() for line in lines for name in line]
    assert sorted(placed) == sorted(field.name for field in HEADER if field.is_column)


@pytest.mark.parametrize("field", [pytest.param(one, id=one.name) for one in HEADER])
def test_every_fact_has_its_label_and_its_value_in_words_in_claims(field):
    record = full_trial()
    assert path_words(record, field.name) == field.label
    if field.kind != Kind.ROWS:
        claimed = claimed_words(field.name, plain(getattr(record, field.name)))
        kind = getattr(record, f"{field.name}_type", None) if field.name in DATES else None
        assert fact_words(record, field) == (f"{claimed} {kind.label}" if kind else claimed)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        pytest.param("record_as_of", "2022-10", "Oct 2022", id="date"),
        pytest.param("record_read", "whole", RecordRead.WHOLE.label, id="term"),
        pytest.param("aetiologies", ["HBV"], Aetiology.HBV.label, id="terms"),
        pytest.param("age_min", "8 weeks", "8 weeks", id="age-in-its-unit"),
        pytest.param("healthy_volunteers", False, "no", id="no"),
    ],
)
def test_claim_on_a_fact_is_told_by_its_kind(path, value, words):
    assert claimed_words(path, value) == words


def test_every_row_of_the_table_is_in_the_comparison_under_its_label():
    labels = {row.id: (row.label, row.detail) for row in ROWS}
    declared = {field.row: (field.label, field.detail) for field in HEADER if field.row}
    assert {name: labels[name] for name in declared} == declared


def test_snapshot_tells_what_the_table_says_in_its_order():
    own_labels = {"Lowest age": "Age", "Sites": "Countries"}
    told = [own_labels.get(field.label, field.label) for field in HEADER if field.told != Told.NOT]
    assert [fact.label for fact in snapshot(Reader(full_trial()))] == told


def test_note_can_be_about_every_fact_of_the_trial_and_none_of_its_upkeep():
    offered = {path for path, _ in note_places(full_trial())}
    assert {field.name for field in HEADER if not field.upkeep} <= offered
    assert not {field.name for field in HEADER if field.upkeep} & offered

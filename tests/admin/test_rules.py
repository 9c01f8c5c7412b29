"""One rule, one sentence: the same bad value in a file, in the admin and in the database is told in the same words."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.admin.forms import form_data
from tests.header import full_trial
from trials.actions.store_trial import store_trial
from trials.domain import record
from trials.domain.record import (
    ClaimRecord,
    CriterionRecord,
    DiscrepancyRecord,
    EffectRecord,
    OutcomeRecord,
    Part,
    PublicationRecord,
    ResultGroupRecord,
    ResultRecord,
    ThresholdRecord,
    rulebook,
)
from trials.domain.record.fields import AGES, DATES, TEXTS
from trials.domain.record.rules import Exact, Rule
from trials.domain.record.yaml import RecordError, record_of
from trials.domain.vocabulary import CriterionKind, CriterionTopic, Operator, OutcomeRank, endpoint_concepts
from trials.models import (
    Administration,
    Arm,
    Criterion,
    Discrepancy,
    Intervention,
    MissingFact,
    Outcome,
    Publication,
    Regimen,
    Result,
    ResultGroup,
    Site,
    Source,
    Threshold,
    Timepoint,
    Trial,
    TrialAetiology,
    TrialIdentifier,
)
from trials.models.fields import LineField, SlugLineField

Edits = dict[tuple[str | int, ...], Any]
CONCEPT = next(iter(endpoint_concepts()))
BIG = 3_000_000_000
SMALL_AND_MORE = 40_000


def base_record():
    """A record with one row of everything that has a rule."""
    limit = ThresholdRecord(analyte="age", operator=Operator.BETWEEN, unit="years", low=Decimal(18), high=Decimal(70))
    effect = EffectRecord(value=Decimal("0.5"), ci_low=Decimal("0.2"), ci_high=Decimal("0.9"), p=Decimal("0.04"))
    group = ResultGroupRecord(label="Cells", n=20, events=3, value=Decimal("1.5"), sd=Decimal("0.5"), unit="days")
    usual = full_trial()
    product = msgspec.structs.replace(usual.interventions[0], product=None)
    return msgspec.structs.replace(
        usual,
        interventions=(product, *usual.interventions[1:]),
        criteria=(
            CriterionRecord(
                kind=CriterionKind.INCLUSION, statement="Adults", topic=next(iter(CriterionTopic)), item=1,
                thresholds=(limit,),
            ),
        ),
        outcomes=(OutcomeRecord(rank=OutcomeRank.PRIMARY, measure="Survival", concept=CONCEPT, days=(28, 84)),),
        results=(ResultRecord(concept=CONCEPT, groups=(group,), day=28, effect=effect),),
        publications=(PublicationRecord(title="A paper", year=2020),),
        discrepancies=(DiscrepancyRecord(text="Two figures"),),
    )  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One bad value. ``file`` changes the plain record, ``typed`` the admin's page, ``row`` a stored row.

    ``field`` is where the page shows the error; empty: beside the rows. ``held`` is what the database calls the rule
    when the value is written past every check; empty: it holds no such rule.
    """

    sentence: str
    file: Edits = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    field: str = ""
    row: tuple[Any, dict[str, Any]] | None = None
    held: str = ""


R = rulebook
DOSE: tuple[str | int, ...] = ("arms", 0, "regimens", 0, "dose")
PLAN: tuple[str | int, ...] = ("arms", 0, "regimens", 0, "schedule")
LIMIT: tuple[str | int, ...] = ("criteria", 0, "thresholds", 0)
GROUP: tuple[str | int, ...] = ("results", 0, "groups", 0)
EFFECT: tuple[str | int, ...] = ("results", 0, "effect")


def figure(rule: Exact, path: tuple[str | int, ...], typed: str, model: Any, column: str) -> dict[str, Case]:
    """Return the cases of an exact number: too fine, and no number."""
    fine = Decimal(1).scaleb(-rule.places - 1)
    return {
        f"{rule.what}-too-fine": Case(
            rule.size_sentence, {path: fine}, {typed: f"{fine:f}"}, typed, (model, {column: fine})
        ),
        f"{rule.what}-not-a-number": Case(
            rule.number_sentence, {path: Decimal("NaN")}, {typed: "many"}, typed, (model, {column: "many"})
        ),
    }


def number(sentence: str, path: tuple[str | int, ...], value: Any, typed: str, model: Any, column: str, held: str = ""):
    """Return the case of one number."""
    return Case(sentence, {path: value}, {typed: str(value)}, typed, (model, {column: value}), held)


def new_row(prefix: str, place: int, **columns: str) -> dict[str, str]:
    """Return what a page sends for one row more."""
    data = {f"{prefix}-{place}-{name}": value for name, value in columns.items()}
    return data | {f"{prefix}-TOTAL_FORMS": str(place + 1)}


CASES: dict[str, Case] = {
    # The trial as a whole
    "title-too-long": Case(
        TEXTS["title"].sentence, {("title",): "x" * 872}, {"title": "x" * 872}, "title", (Trial, {"title": "x" * 872})
    ),
    "title-empty": Case(
        TEXTS["title"].empty_sentence, {("title",): ""}, {"title": ""}, "title", (Trial, {"title": ""})
    ),
    "sponsor-with-nul": Case(TEXTS["sponsor"].nul_sentence, {("sponsor",): "a\0b"}),  # no page can be sent with one
    **{
        f"{name}-no-date": Case(date.sentence, {(name,): "2022-13-45"}, {name: "2022-13-45"}, name,
                                (Trial, {name: "2022-13-45"}))
        for name, date in DATES.items()
    },
    "registry-id": Case(R.REGISTRY_ID.sentence, {("registry_id",): "NCT/1"}),
    **{
        f"{name}-no-age": Case(age.sentence, {(name,): "8 moons"}, {name: "8 moons"}, name, (Trial, {name: "8 moons"}))
        for name, age in AGES.items()
    },
    "ages-backwards": Case(
        R.AGE_ORDER.sentence, {("age_min",): "80 years"}, {"age_min": "80 years"}, "age_max",
    ),
    "enrolment-negative": number(
        R.ENROLMENT.sentence, ("enrolment",), -3, "enrolment", Trial, "enrolment", "enrolment"
    ),
    "enrolment-too-large": number(R.ENROLMENT.sentence, ("enrolment",), BIG, "enrolment", Trial, "enrolment"),
    "planned-of-nothing": Case(
        R.ENROLMENT_TYPE.sentence, {("enrolment",): None}, {"enrolment": ""}, "enrolment",
        (Trial, {"enrolment": None}), "trial_enrolment_type_needs_number",
    ),
    "planned-without-a-date": Case(
        R.DATE_TYPE.sentence,
        {("start",): "", ("start_type",): "ACTUAL"},
        {"start": "", "start_type": "ACTUAL"},
        "start",
        (Trial, {"start": "", "start_type": "ACTUAL"}), "trial_start_type_needs_date",
    ),
    "cause-twice": Case(
        R.AETIOLOGIES.sentence, {("aetiologies",): ["HBV", "HBV"]}, {"aetiologies-1-aetiology": "HBV"}, "",
        (TrialAetiology, {"position": 2, "aetiology": "HBV"}), "aetiology_once_a_trial",
    ),
    "missing-twice": Case(
        R.MISSING_PATHS.sentence, {("missing", 1): {"path": "arms/cells/size", "state": "unclear"}},
        new_row("missing_facts", 1, path="arms/cells/size", state="unclear", note="", id=""), "",
    ),
    "missing-at-no-place": Case(
        R.MISSING_PATH.sentence, {}, {"missing_facts-0-path": "arms/nowhere/size"}, "missing_facts-0-path"
    ),
    "missing-yet-reported": Case(
        R.MISSING_STATE.sentence, {("missing", 0, "state"): "reported"}, {"missing_facts-0-state": "reported"},
        "missing_facts-0-state", (MissingFact, {"state": "reported"}), "missing_fact_is_a_way_to_be_missing",
    ),
    "source-key-twice": Case(
        R.SOURCE_KEYS.sentence, {("sources", 2): {"key": "registry", "kind": "publication", "publisher": "P"}},
        new_row("sources", 2, key="registry", kind="publication", publisher="P", url="", covers="", id=""), "",
    ),
    "intervention-key-twice": Case(
        R.INTERVENTION_KEYS.sentence, {("interventions", 1, "key"): "msc"}, {}, "",
        (Intervention, {"position": 2, "key": "msc"}), "intervention_key_unique",
    ),
    "key-with-a-space": Case(
        R.KEY.sentence, {("sources", 0, "key"): "a b", ("values_from",): "a b"},
        new_row("sources", 2, key="a b", kind="publication", publisher="P", url="", covers="", id=""), "sources-2-key",
        (Source, {"key": "a b"}),
    ),
    "settled-without-how": Case(
        R.SETTLED.sentence, {("discrepancies", 0, "status"): "settled"}, {"discrepancies-0-status": "settled"},
        "discrepancies-0-resolution",
    ),
    "discrepancy-about-nothing": Case(
        R.DISCREPANCY_PATH.sentence, {},  # a file may drop a row whose discrepancy still names it
        {"discrepancies-0-path": "arms/nobody/size"}, "discrepancies-0-path",
    ),
    "address": Case(
        R.WEB_ADDRESS.sentence, {("sources", 0, "url"): "javascript:x"}, {"sources-0-url": "javascript:x"},
        "sources-0-url",
    ),
    "year": number(
        R.YEAR.sentence, ("publications", 0, "year"), SMALL_AND_MORE, "publications-0-year", Publication, "year"
    ),
    # What is given
    **figure(R.VOLUME, ("interventions", 0, "product", "volume_ml_low"), "interventions-0-volume_ml_low",
             Intervention, "volume_ml_low"),
    "volumes-backwards": Case(
        R.VOLUME_ORDER.sentence,
        {("interventions", 0, "product"): {"volume_ml_low": 2, "volume_ml_high": 1}},
        {"interventions-0-volume_ml_low": "2", "interventions-0-volume_ml_high": "1"}, "interventions-0-volume_ml_high",
        (Intervention, {"volume_ml_low": 2, "volume_ml_high": 1}), "intervention_volume_ordered",
    ),
    **figure(R.VIABILITY, ("interventions", 0, "product", "viability_min_percent"),
             "interventions-0-viability_min_percent", Intervention, "viability_min_percent"),
    "viability-above-100": number(
        R.VIABILITY.sentence, ("interventions", 0, "product", "viability_min_percent"), 101,
        "interventions-0-viability_min_percent", Intervention, "viability_min_percent",
        "intervention_viability_is_percent",
    ),
    "arm-size": number(R.ARM_SIZE.sentence, ("arms", 0, "size"), -1, "arms-0-size", Arm, "size", "size"),
    **figure(R.DOSE, (*DOSE, "low"), "regimens-0-dose_low", Regimen, "dose_low"),
    "dose-negative": number(
        R.DOSE.sentence, (*DOSE, "low"), -1, "regimens-0-dose_low", Regimen, "dose_low", "regimen_dose_not_negative"
    ),
    "dose-backwards": Case(
        R.DOSE_ORDER.sentence, {(*DOSE, "low"): 3_000_000}, {"regimens-0-dose_low": "3e6"}, "regimens-0-dose_high",
        (Regimen, {"dose_low": 3_000_000}), "regimen_dose_ordered",
    ),
    "half-a-dose": Case(
        R.DOSE_ENDS.sentence, {(*DOSE, "high"): None}, {"regimens-0-dose_high": ""}, "regimens-0-dose_high",
        (Regimen, {"dose_high": None}), "regimen_dose_both_ends",
    ),
    "dose-without-unit": Case(
        R.DOSE_UNIT.sentence, {(*DOSE, "unit"): None}, {"regimens-0-dose_unit": ""}, "regimens-0-dose_unit",
        (Regimen, {"dose_unit": ""}), "regimen_dose_has_unit",
    ),
    "no-doses": number(
        R.DOSES_COUNT.sentence, (*PLAN, "count"), 0, "regimens-0-doses_count", Regimen, "doses_count",
        "regimen_doses_count_from_one",
    ),
    "too-many-doses": number(
        R.DOSES_COUNT.sentence, (*PLAN, "count"), SMALL_AND_MORE, "regimens-0-doses_count", Regimen, "doses_count"
    ),
    "day-before-the-first": Case(
        R.DOSE_DAY.sentence, {(*PLAN, "days"): [-1, 0, 7, 14]}, {"regimens-0-days": "-1, 0, 7, 14"}, "regimens-0-days",
        (Administration, {"day": -1}), "day",
    ),
    "day-too-late": Case(
        R.DOSE_DAY.sentence, {(*PLAN, "days"): [0, 7, 14, SMALL_AND_MORE]}, {"regimens-0-days": "0, 7, 14, 40000"},
        "regimens-0-days", (Administration, {"day": SMALL_AND_MORE}),
    ),
    "day-twice": Case(
        R.DOSE_DAYS.sentence, {(*PLAN, "days"): [0, 7, 7, 21]}, {"regimens-0-days": "0, 7, 7, 21"}, "regimens-0-days",
        (Administration, {"day": 7}), "administration_day_once",
    ),
    "count-against-days": Case(
        R.COUNT_OF_DAYS.sentence, {(*PLAN, "count"): 3}, {"regimens-0-doses_count": "3"}, "regimens-0-doses_count"
    ),
    # Who may enter
    **figure(R.LIMIT, (*LIMIT, "low"), "thresholds-0-low", Threshold, "low"),
    "limit-backwards": Case(
        R.LIMIT_ORDER.sentence, {(*LIMIT, "low"): 80}, {"thresholds-0-low": "80"}, "thresholds-0-high",
        (Threshold, {"low": 80}), "threshold_ordered",
    ),
    "limit-with-an-idle-end": Case(
        R.LIMIT_ENDS.sentence, {(*LIMIT, "operator"): "ge"}, {"thresholds-0-operator": "ge"}, "thresholds-0-high",
        (Threshold, {"operator": "ge"}), "threshold_operator_uses_its_ends",
    ),
    "limit-without-an-end": Case(
        R.LIMIT_ENDS.sentence, {(*LIMIT, "low"): None}, {"thresholds-0-low": ""}, "thresholds-0-low",
        (Threshold, {"low": None}), "threshold_operator_uses_its_ends",
    ),
    "limit-without-unit": Case(
        ThresholdRecord.texts["unit"].empty_sentence, {(*LIMIT, "unit"): ""}, {"thresholds-0-unit": ""},
        "thresholds-0-unit", (Threshold, {"unit": ""}), "threshold_has_unit",
    ),
    "strict-end-of-one-number": Case(
        R.LIMIT_STRICT.sentence, {(*LIMIT, "low"): 70, (*LIMIT, "low_strict"): True},
        {"thresholds-0-low": "70", "thresholds-0-low_strict": "on"}, "thresholds-0-high_strict",
        (Threshold, {"low": 70, "low_strict": True}), "threshold_strict_ends_part",
    ),
    "limit-for-all-sexes": Case(
        R.LIMIT_SEX.sentence, {(*LIMIT, "sex"): "ALL"}, {"thresholds-0-sex": "ALL"}, "thresholds-0-sex",
        (Threshold, {"sex": "ALL"}), "threshold_sex_is_one",
    ),
    "item": Case(
        R.ITEM.sentence, {("criteria", 0, "item"): SMALL_AND_MORE}, {"criteria-0-item": "40000"}, "criteria-0-item",
        (Outcome, {"item": SMALL_AND_MORE}),
    ),
    # What is measured and found
    "measured-twice": Case(
        R.OUTCOME_DAYS.sentence, {("outcomes", 0, "days"): [28, 28]}, {"outcomes-0-days": "28, 28"}, "outcomes-0-days",
        (Timepoint, {"day": 28}), "timepoint_day_once",
    ),
    "measured-too-late": Case(
        R.OUTCOME_DAY.sentence, {("outcomes", 0, "days"): [28, BIG]}, {"outcomes-0-days": f"28, {BIG}"},
        "outcomes-0-days", (Timepoint, {"day": BIG}),
    ),
    "result-day": number(R.RESULT_DAY.sentence, ("results", 0, "day"), -1, "results-0-day", Result, "day", "day"),
    **figure(R.EFFECT, (*EFFECT, "value"), "results-0-effect", Result, "effect"),
    **figure(R.INTERVAL, (*EFFECT, "ci_low"), "results-0-ci_low", Result, "ci_low"),
    "interval-backwards": Case(
        R.INTERVAL_ORDER.sentence, {(*EFFECT, "ci_low"): 2}, {"results-0-ci_low": "2"}, "results-0-ci_high",
        (Result, {"ci_low": 2}), "result_interval_ordered",
    ),
    "half-an-interval": Case(
        R.INTERVAL_ENDS.sentence, {(*EFFECT, "ci_low"): None}, {"results-0-ci_low": ""}, "results-0-ci_low",
        (Result, {"ci_low": None}), "result_interval_both_ends",
    ),
    **figure(R.P, (*EFFECT, "p"), "results-0-p", Result, "p"),
    "p-above-1": number(
        R.P.sentence, (*EFFECT, "p"), Decimal("1.2"), "results-0-p", Result, "p", "result_p_is_probability"
    ),
    "n": number(R.PARTICIPANTS.sentence, (*GROUP, "n"), BIG, "result_groups-0-n", ResultGroup, "n"),
    "events": number(R.EVENTS.sentence, (*GROUP, "events"), -1, "result_groups-0-events", ResultGroup, "events",
                     "events"),
    "events-above-n": number(
        R.EVENTS_WITHIN.sentence, (*GROUP, "events"), 21, "result_groups-0-events", ResultGroup, "events",
        "result_group_events_within_n",
    ),
    **figure(R.VALUE, (*GROUP, "value"), "result_groups-0-value", ResultGroup, "value"),
    "value-without-unit": Case(
        R.VALUE_UNIT.sentence, {(*GROUP, "unit"): ""}, {"result_groups-0-unit": ""}, "result_groups-0-unit",
        (ResultGroup, {"unit": ""}), "result_group_value_has_unit",
    ),
    **figure(R.DEVIATION, (*GROUP, "sd"), "result_groups-0-sd", ResultGroup, "sd"),
}  # fmt: skip


def cases(wanted: Any) -> list[Any]:
    return [pytest.param(case, id=name) for name, case in CASES.items() if wanted(case)]


def changed(edits: Edits) -> dict[str, Any]:
    """Return the plain form of the base record with some values set; lists grow by one where that is the place."""
    data: dict[str, Any] = as_lists(msgspec.to_builtins(base_record(), builtin_types=(Decimal,)))
    for path, value in edits.items():
        here: Any = data
        for step in path[:-1]:
            here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
        if isinstance(here, list) and path[-1] == len(here):
            here.append(value)
        else:
            here[path[-1]] = value
    return data


def as_lists(data: Any) -> Any:
    """Return plain data with lists in place of tuples, as a file gives it."""
    if isinstance(data, dict):
        return {name: as_lists(value) for name, value in data.items()}
    return [as_lists(one) for one in data] if isinstance(data, list | tuple) else data


#: How the rows of a trial are found.
TRIAL_OF = {
    Trial: "pk",
    Regimen: "arm__trial",
    Administration: "regimen__arm__trial",
    Threshold: "criterion__trial",
    Timepoint: "outcome__trial",
    ResultGroup: "result__trial",
}


def row_of(trial: Trial, case: Case) -> Any:
    """Return the row that a case changes: the first, or the last where it is to become like the one before."""
    assert case.row is not None
    model = case.row[0]
    rows = model.objects.filter(**{TRIAL_OF.get(model, "trial"): trial.pk}).order_by("pk")
    return rows.last() if case.held in TWICE else rows.first()


#: Constraints that hold for a row beside others.
TWICE = ("aetiology_once_a_trial", "intervention_key_unique", "administration_day_once", "timepoint_day_once")


@pytest.fixture
def trial(db: Any) -> Trial:
    return store_trial(record=base_record())


def complaints(response: Any) -> dict[str, list[str]]:
    """Return field -> messages of all that the page complains about; what is said beside the rows stands at ""."""
    found = dict(response.context["adminform"].form.errors)
    beside = []
    for inline in response.context["inline_admin_formsets"]:
        beside += [str(one) for one in inline.formset.non_form_errors()]
        for form in inline.formset.forms:
            found |= {form.add_prefix(name): messages for name, messages in form.errors.items()}
    return {name: [str(one) for one in messages] for name, messages in found.items()} | {"": beside}


def test_record_without_a_bad_value_is_taken_everywhere(trial, admin_client):
    assert record_of(changed({})) == base_record()
    address = reverse("admin:trials_trial_change", args=[trial.pk])
    page = form_data(admin_client.get(address).text)
    assert admin_client.post(address, page | {"_continue": "1"}).status_code == 302


@pytest.mark.parametrize("case", cases(lambda case: case.file))
def test_file_with_a_bad_value_is_refused_in_the_words_of_the_rule(case):
    with pytest.raises(RecordError) as told:
        record_of(changed(case.file))
    assert str(told.value).startswith(case.sentence)


def _form_of(key: str, case: Case) -> str:
    """Return the form that a name belongs to; all forms of its table where the error stands beside the rows."""
    table, dash, rest = key.partition("-")
    return (f"{table}-{rest.rpartition('-')[0]}-" if case.field else f"{table}-") if dash else "trial"


def _meet(some: set[str], others: set[str]) -> bool:
    return any(one.startswith(other) or other.startswith(one) for one in some for other in others)


def pages() -> list[dict[str, Case]]:
    """Return the cases in as few pages as can be sent: on none of them do two cases touch the same form."""
    found: list[tuple[set[str], dict[str, Case]]] = []
    for name, case in CASES.items():
        if case.typed:
            forms = {_form_of(key, case) for key in case.typed}
            touched, page = next((one for one in found if not _meet(one[0], forms)), (set[str](), {}))
            if not page:
                found.append((touched, page))
            touched |= forms
            page[name] = case
    return [page for _, page in found]


@pytest.mark.parametrize("page", [pytest.param(page, id="+".join(page)) for page in pages()])
def test_admin_says_the_same_at_the_field(trial, admin_client, page):
    address = reverse("admin:trials_trial_change", args=[trial.pk])
    sent = form_data(admin_client.get(address).text) | {"_continue": "1"}
    for case in page.values():
        sent |= case.typed
    response = admin_client.post(address, sent)
    assert response.status_code == 200
    found = complaints(response)
    for name, case in page.items():
        assert any(one.startswith(case.sentence) for one in found.get(case.field, [])), (name, found)


@pytest.mark.parametrize("case", cases(lambda case: case.row))
def test_database_says_the_same_before_it_is_asked(trial, case):
    row = row_of(trial, case)
    for name, value in case.row[1].items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as told:
        row.full_clean()
    assert any(message.startswith(case.sentence) for message in told.value.messages), told.value


@pytest.mark.parametrize("case", cases(lambda case: case.row and case.held))
def test_database_refuses_what_is_written_past_every_check_and_names_the_rule(trial, case):
    model, columns = case.row
    pk = row_of(trial, case).pk
    with pytest.raises(IntegrityError, match=rf"{case.held}|UNIQUE constraint failed"), transaction.atomic():
        model.objects.filter(pk=pk).update(**columns)


def test_every_rule_of_the_rulebook_is_tried():
    tried = {case.sentence for case in CASES.values()}
    rules = {name: rule for name, rule in vars(rulebook).items() if isinstance(rule, Rule)}
    untried = [name for name, rule in rules.items() if not tried & sentences_of(rule)]
    assert untried == []


def sentences_of(rule: Rule) -> set[str]:
    if isinstance(rule, Exact):
        return {rule.size_sentence, rule.number_sentence}
    return {rule.sentence}


def record_columns() -> list[Any]:
    """Return the columns of every table that holds a part of the record."""
    tables = {case.row[0] for case in CASES.values() if case.row} | {Criterion, Site, TrialIdentifier, Discrepancy}
    return [column for table in tables for column in table._meta.concrete_fields]


def test_text_of_a_record_is_as_long_as_its_column_by_one_rule():
    parts = [part for part in vars(record).values() if isinstance(part, type) and issubclass(part, Part)]
    bounded = {text for part in parts for text in part.texts.values() if text.longest is not None}
    held = {column.rule for column in record_columns() if isinstance(column, LineField | SlugLineField)}
    assert bounded - held - set(ClaimRecord.texts.values()) == set()
    assert held - bounded == set()


def test_numbers_and_texts_of_the_tables_have_their_rule():
    plain = ("CharField", "SlugField", "DecimalField", "PositiveIntegerField", "PositiveSmallIntegerField")
    without = [f"{one.model.__name__}.{one.name}" for one in record_columns() if type(one).__name__ in plain]
    given_by_the_code = ("Arm.old_number",)
    assert [name for name in without if not name.endswith(".position") and name not in given_by_the_code] == []

"""A curator corrects a trial in the admin: errors at their fields, decisions as claims, pages up to date."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.actions.makers import FOLDER, accepted, shown, stored
from tests.admin.forms import form_data, post_confirmed
from trials.actions.curation import trial_mark
from trials.admin.confirming import CONFIRMED
from trials.models import Arm, Claim, Criterion, Regimen, Trial

DOSED = "NCT03945487"
DOSE = "arms/comprehensive-uc-msc/regimens/msc/dose"


def address(registry_id=DOSED):
    return reverse("admin:trials_trial_change", args=[Trial.objects.get(registry_id=registry_id).pk])


#: What a browser would send of a trial's page, by the mark of what the page shows.
PAGES: dict[str, dict[str, list[str]]] = {}


def page_data(client, registry_id):
    """Return what a browser would send of the trial's page; a page of the same trial in the same state is kept."""
    mark = trial_mark(trial=Trial.objects.get(registry_id=registry_id))
    if mark not in PAGES:
        page = client.get(address(registry_id))
        assert page.status_code == 200
        PAGES[mark] = form_data(page.text)
    return PAGES[mark]


def submit(client, registry_id=DOSED, *, confirm=True, **typed):
    """Send the trial's page as it stands, with some fields typed over; `__` stands for `-` in their names.

    Values that are hardly meant are confirmed, unless ``confirm`` says otherwise.
    """
    data = dict(page_data(client, registry_id))
    for name, value in typed.items():
        key = name.replace("__", "-")
        assert key in data or key.endswith(("DELETE", "_strict")), key  # an empty box is not sent
        data[key] = value
    data["_continue"] = "1"
    return post_confirmed(client, address(registry_id), data) if confirm else client.post(address(registry_id), data)


def errors(response):
    """Return field name -> messages of everything that the page complains about."""
    found = dict(response.context["adminform"].form.errors.items())
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {form.add_prefix(name): messages for name, messages in form.errors.items()}
    return {name: [str(message) for message in messages] for name, messages in found.items()}


# --- Correcting a value ------------------------------------------------------------------------------------------


def test_corrected_dose_is_a_claim_on_the_pages_and_outlives_the_next_load(as_curator, curator):
    response = submit(as_curator, regimens__0__dose_low="2e6", regimens__0__dose_high="2 000 000")
    assert response.status_code == 302
    claim = accepted(DOSED, DOSE)
    assert (claim.method, claim.by, claim.value["low"]) == ("curator", curator, "2000000")
    assert claim.at is not None
    assert Claim.objects.filter(trial__registry_id=DOSED, method="curator").count() == 1
    assert Claim.objects.get(trial__registry_id=DOSED, path=DOSE, accepted=False).value["low"] == "1000000"
    assert shown(DOSED).arms[0].regimens[0].dose.low == 2000000
    assert Arm.objects.get(trial__registry_id=DOSED, position=1).summary.cumulative_per_kg_low == 6000000
    call_command("loaddata", FOLDER / f"{DOSED}.yaml", verbosity=0)
    assert shown(DOSED).arms[0].regimens[0].dose.low == 2000000
    page = as_curator.get(address())
    assert "2 000 000" in page.text


@pytest.mark.parametrize("registry_id", [DOSED, "NCT01724398", "NCT02812121", "NCT03668171", "ChiCTR2000037732"])
def test_page_sent_back_unchanged_files_nothing(as_curator, registry_id):
    before, claims = stored(registry_id), Claim.objects.count()
    assert submit(as_curator, registry_id).status_code == 302
    assert stored(registry_id) == before
    assert Claim.objects.count() == claims
    assert Claim.objects.filter(method="curator").count() == 0


@pytest.mark.parametrize(
    ("typed", "read", "value"),
    [
        pytest.param(
            {"regimens__0__days": "0, 28", "regimens__0__doses_count": "2"},
            lambda r: r.arms[0].regimens[0].schedule.days,
            (0, 28),
            id="days",
        ),
        pytest.param(
            {"regimens__0__route": "hepatic_artery"},
            lambda r: r.arms[0].regimens[0].route.value,
            "hepatic_artery",
            id="route",
        ),
        pytest.param({"enrolment": "0"}, lambda r: r.enrolment, 0, id="enrolment"),
        pytest.param({"start": "2019"}, lambda r: r.start, "2019", id="date"),
        pytest.param({"conditions": "ACLF\nCirrhosis"}, lambda r: r.conditions, ("ACLF", "Cirrhosis"), id="lines"),
        pytest.param({"thresholds__0__high": "75"}, lambda r: r.criteria[0].thresholds[0].high, 75, id="limit"),
        pytest.param(
            {"thresholds__0__low_strict": "on", "thresholds__0__sex": "FEMALE"},
            lambda r: (r.criteria[0].thresholds[0].low_strict, r.criteria[0].thresholds[0].sex),
            (True, "FEMALE"),
            id="limit-with-a-strict-end-for-women",
        ),
        pytest.param(
            {"outcomes__0__days": "-7, 0, 84", "outcomes__0__time_frame": "12 weeks"},
            lambda r: (r.outcomes[0].days, r.outcomes[0].time_frame),
            ((-7, 0, 84), "12 weeks"),
            id="outcome-times",
        ),
        pytest.param(
            {"outcomes__0__further_concepts": "bilirubin, albumin"},
            lambda r: r.outcomes[0].also_concepts,
            ("bilirubin", "albumin"),
            id="concepts",
        ),
        pytest.param(
            {"interventions__0__cell_source": "bone_marrow"},
            lambda r: r.interventions[0].cell_source,
            "bone_marrow",
            id="cell-source",
        ),
        pytest.param(
            {"discrepancies__0__status": "settled", "discrepancies__0__resolution": "asked the sponsor"},
            lambda r: r.discrepancies[0].resolution,
            "asked the sponsor",
            id="discrepancy",
        ),
    ],
)
def test_correction_is_shown_and_outlives_the_next_load(as_curator, typed, read, value):
    response = submit(as_curator, **typed)
    assert response.status_code == 302, errors(response)
    assert read(shown(DOSED)) == value
    assert Claim.objects.filter(trial__registry_id=DOSED, method="curator", accepted=True).exists()
    call_command("loaddata", FOLDER / f"{DOSED}.yaml", verbosity=0)
    assert read(shown(DOSED)) == value


def test_row_added_and_row_deleted(as_curator):
    pk = Criterion.objects.get(trial__registry_id=DOSED, position=2).pk
    new = {
        "arms__TOTAL_FORMS": "3",
        "arms__2__label": "High dose",
        "arms__2__role": "EXPERIMENTAL",
        "arms__2__size": "",
        "arms__2__id": "",
        "criteria__1__DELETE": "on",
    }
    page = form_data(as_curator.get(address()).text)
    data = page | {name.replace("__", "-"): value for name, value in new.items()}
    assert as_curator.post(address(), data).status_code == 302
    assert not Criterion.objects.filter(pk=pk).exists()
    assert [arm.label for arm in shown(DOSED).arms][-1] == "High dose"
    call_command("loaddata", FOLDER / f"{DOSED}.yaml", verbosity=0)
    assert (len(shown(DOSED).arms), len(shown(DOSED).criteria)) == (3, 10)


def test_rows_added_at_once_follow_one_another(as_curator):
    page = form_data(as_curator.get(address()).text)
    new = {"arms-TOTAL_FORMS": "4"}
    for place, label in ((2, "First new"), (3, "Second new")):
        new |= {f"arms-{place}-{name}": "" for name in ("id", "size")}
        new |= {f"arms-{place}-label": label, f"arms-{place}-role": "EXPERIMENTAL"}
    assert as_curator.post(address(), page | new).status_code == 302
    assert [arm.label for arm in shown(DOSED).arms][2:] == ["First new", "Second new"]


def test_regimen_is_added_to_an_arm(as_curator):
    trial = Trial.objects.get(registry_id=DOSED)
    page = form_data(as_curator.get(address()).text)
    data = {name.replace("__prefix__", "3"): value for name, value in page.items() if name.startswith("regimens-__pre")}
    data |= {
        "regimens-3-arm": trial.arms.get(position=2).pk,
        "regimens-3-intervention": trial.interventions.get(key="msc").pk,
        "regimens-3-dose_low": "0",
        "regimens-3-dose_high": "0.5",
        "regimens-3-dose_unit": "cells/kg",
        "regimens-3-days": "0",
        "regimens-TOTAL_FORMS": "4",
    }
    asked = as_curator.post(address(), page | data)
    assert [one.says for one in asked.context["doubts"]] == [
        "0 and 0.5 cells/kg is out of the usual, 1 000 to 1 000 000 000."
    ]
    response = as_curator.post(address(), page | data | {CONFIRMED: asked.context["confirmation"]})
    assert response.status_code == 302, errors(response)
    regimen = Regimen.objects.get(arm__trial=trial, arm__position=2, position=2)
    assert (regimen.dose_low, regimen.dose_high, regimen.days_known) == (0, Decimal("0.5"), True)
    assert accepted(DOSED, "arms/comprehensive/regimens/msc-2/dose").value["high"] == "0.5"


def test_arm_and_its_regimen_changed_and_deleted_at_once(as_curator):
    response = submit(as_curator, arms__0__DELETE="on", regimens__0__dose_high="3e6")
    assert response.status_code == 302
    assert [arm.label for arm in shown(DOSED).arms] == ["Comprehensive treatment"]


# --- Errors at their fields --------------------------------------------------------------------------------------


ERRORS = [
    pytest.param({"regimens__0__dose_low": "3e6"}, "regimens-0-dose_high", "above the high end", id="backwards"),
    pytest.param({"regimens__0__dose_high": ""}, "regimens-0-dose_high", "both ends", id="half-a-range"),
    pytest.param({"regimens__0__dose_unit": ""}, "regimens-0-dose_unit", "unit", id="no-unit"),
    pytest.param({"regimens__0__dose_low": "1,000"}, "regimens-0-dose_low", "comma", id="comma"),
    pytest.param({"regimens__0__dose_low": "-1"}, "regimens-0-dose_low", "below zero", id="negative"),
    pytest.param({"regimens__0__dose_low": "1e999999"}, "regimens-0-dose_low", "at most 17 digits", id="endless"),
    pytest.param({"regimens__0__dose_low": "NaN"}, "regimens-0-dose_low", "number", id="not-a-number"),
    pytest.param({"regimens__0__dose_low": "many"}, "regimens-0-dose_low", "number", id="a-word"),
    pytest.param({"regimens__0__days": "0, 21, 21"}, "regimens-0-days", "ascend", id="day-twice"),
    pytest.param({"regimens__0__days": "0, 21, 7"}, "regimens-0-days", "ascend", id="days-descend"),
    pytest.param({"regimens__0__days": "-1, 0"}, "regimens-0-days", "first dose", id="day-before"),
    pytest.param({"regimens__0__days": "0, week 3"}, "regimens-0-days", "no day", id="week"),
    pytest.param({"regimens__0__days": "0, 21"}, "regimens-0-doses_count", "as many as days", id="count"),
    pytest.param({"regimens__0__doses_count": "0"}, "regimens-0-doses_count", "from 1 to", id="no-doses"),
    pytest.param({"regimens__0__route_alternatives": "by mouth"}, "regimens-0-route_alternatives", "code", id="route"),
    pytest.param({"regimens__0__dose_levels": "low"}, "regimens-0-dose_levels", "number", id="level"),
    pytest.param({"start": "2019-13"}, "start", "no month", id="month-13"),
    pytest.param({"start": "May 2019"}, "start", "2016-06", id="date-in-words"),
    pytest.param({"age_min": "80"}, "age_max", "above the high end", id="age"),
    pytest.param({"enrolment": ""}, "enrolment", "number of participants", id="planned-of-nothing"),
    pytest.param({"enrolment": "-3"}, "enrolment", "from 0", id="negative-enrolment"),
    pytest.param({"thresholds__0__operator": "ge"}, "thresholds-0-high", "use low only", id="unused-end"),
    pytest.param(
        {"thresholds__0__operator": "ge", "thresholds__0__high": "", "thresholds__0__low_strict": "on"},
        "thresholds-0-low_strict",
        "only a range",
        id="strict-end-of-a-plain-limit",
    ),
    pytest.param({"thresholds__0__low": ""}, "thresholds-0-low", "use both", id="missing-end"),
    pytest.param({"thresholds__0__unit": "mg/dL"}, "thresholds-0-unit", "years", id="unit-of-another"),
    pytest.param({"outcomes__0__days": "84, 28"}, "outcomes-0-days", "ascend", id="outcome-days"),
    pytest.param({"outcomes__0__further_concepts": "joy"}, "outcomes-0-further_concepts", "no id", id="concept"),
    pytest.param({"sources__0__url": "javascript:x"}, "sources-0-url", "https://", id="address"),
    pytest.param(
        {"discrepancies__0__status": "settled", "discrepancies__0__resolution": ""},
        "discrepancies-0-resolution",
        "how",
        id="settled-how",
    ),
]


def rounds(cases):
    """Put the cases into as few pages as may be: each page has one mistake in a row of a table, or in the trial."""
    pages = []
    for case in cases:
        row = next(iter(case.values[0])).rpartition("__")[0]
        page = next((one for one in pages if row not in one), None)
        if page is None:
            pages.append(page := {})
        page[row] = case
    return [
        pytest.param([case.values for case in page.values()], id="+".join(case.id for case in page.values()))
        for page in pages
    ]


@pytest.mark.parametrize("cases", rounds(ERRORS))
def test_each_error_stands_at_its_field_and_nothing_is_stored(as_curator, cases):
    before = stored(DOSED)
    response = submit(as_curator, **{name: value for typed, _, _ in cases for name, value in typed.items()})
    assert response.status_code == 200
    found = errors(response)
    assert sorted(found) == sorted(field for _, field, _ in cases)
    assert [(field, found[field]) for _, field, words in cases if words not in " ".join(found[field])] == []
    assert stored(DOSED) == before
    assert Claim.objects.filter(method="curator").count() == 0


def test_source_that_claims_rest_on_is_not_deleted(as_curator):
    response = submit(as_curator, sources__0__DELETE="on")
    assert response.status_code == 200
    assert "protected" in response.text
    assert stored(DOSED).sources


def test_page_without_its_management_form_is_no_fault(as_curator):
    assert as_curator.post(address(), {"title": "x"}).status_code == 200


# --- A new trial -------------------------------------------------------------------------------------------------


def test_new_trial_is_entered_by_hand(as_curator):
    page = as_curator.get(reverse("admin:trials_trial_add"))
    data = form_data(page.text) | {
        "registry_id": "NCT99999999",
        "registry": "ClinicalTrials.gov",
        "title": "A trial entered by hand",
        "record_read": "whole",
    }
    response = as_curator.post(reverse("admin:trials_trial_add"), data | {"_continue": "1"})
    assert response.status_code == 302, errors(response)
    record = shown("NCT99999999")
    assert (record.title, record.values_from, record.sources[0].kind) == (
        "A trial entered by hand",
        "curation",
        "curation",
    )
    again = as_curator.post(reverse("admin:trials_trial_add"), data | {"registry_id": "nct99999999"})
    assert errors(again) == {"registry_id": ["There is a trial of this id already."]}


# --- The list ----------------------------------------------------------------------------------------------------


def test_list_tells_what_is_missing(as_curator):
    response = as_curator.get(reverse("admin:trials_trial_changelist") + "?q=NCT02812121")
    (trial,) = response.context["cl"].result_list
    assert response.context["cl"].model_admin.missing(trial) == "dose"
    assert response.context["cl"].model_admin.contradicts(trial) == "1 minor"
    response = as_curator.get(reverse("admin:trials_trial_changelist") + "?missing=dose_state")
    listed = {trial.registry_id for trial in response.context["cl"].queryset}
    assert "NCT02812121" in listed
    assert DOSED not in listed


@pytest.mark.parametrize("registry_id", ["NCT/1", "NCT:1", "..", "NCT 1", "NCT\u00e91", "-1"])
def test_id_that_cannot_stand_in_an_address_is_refused(as_curator, registry_id):
    page = as_curator.get(reverse("admin:trials_trial_add"))
    typed = {"registry_id": registry_id, "registry": "ClinicalTrials.gov", "title": "T", "record_read": "whole"}
    response = as_curator.post(reverse("admin:trials_trial_add"), form_data(page.text) | typed)
    assert list(errors(response)) == ["registry_id"]

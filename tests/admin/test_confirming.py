"""What is hardly meant is asked back once, with everything that was typed kept, and stored when it is confirmed."""

import pytest

from tests.admin.forms import form_data
from tests.admin.test_trial_admin import DOSED, accepted, address, errors, shown, submit
from trials.admin.confirming import CONFIRMED
from trials.models import Claim

pytestmark = pytest.mark.usefixtures("evidence_db")
DOSE = "arms/comprehensive-uc-msc/regimens/msc/dose"
FIXED, FIXED_DOSE = "NCT05985863", "arms/msc-1-huc-msc/regimens/msc/dose"


def both(value):
    return {"regimens__0__dose_low": value, "regimens__0__dose_high": value}


def test_dose_beside_another_one_as_reported_is_asked_back_with_both(as_curator):
    asked = submit(
        as_curator, FIXED, confirm=False, regimens__0__dose_low="200 000 000", regimens__0__dose_high="200 000 000"
    )
    assert asked.status_code == 200
    (doubt,) = asked.context["doubts"]
    assert doubt.path == FIXED_DOSE
    assert "200 000 000 cells does not fit what is reported, “1.5" in doubt.says
    assert doubt.says.replace("“", "").split(",")[0] in asked.text
    assert accepted(FIXED, FIXED_DOSE).method != "curator"


def test_confirmed_value_is_stored_with_everything_else_that_was_typed(as_curator):
    asked = submit(as_curator, confirm=False, **both("1e14"), sponsor="Another")
    assert "Nothing was stored yet" in errors(asked)["__all__"][0]
    kept = form_data(asked.text)
    assert kept["sponsor"] == ["Another"]
    assert kept["regimens-0-dose_low"][0].replace(" ", "") in ("1e14", "100000000000000")
    assert CONFIRMED not in kept  # the box is there, and nobody ticked it
    assert f'name="{CONFIRMED}"' in asked.text
    stored = as_curator.post(address(), kept | {CONFIRMED: asked.context["confirmation"], "_continue": "1"})
    assert stored.status_code == 302
    assert shown(DOSED).arms[0].regimens[0].dose.low == 10**14
    assert shown(DOSED).sponsor == "Another"


def test_confirmation_of_one_value_is_none_of_another(as_curator):
    asked = submit(as_curator, confirm=False, **both("1e14"))
    typed = form_data(asked.text) | {"regimens-0-dose_low": "106", "regimens-0-dose_high": "106"}
    again = as_curator.post(address(), typed | {CONFIRMED: asked.context["confirmation"]})
    assert again.status_code == 200
    assert "106 cells/kg is out of the usual" in again.context["doubts"][0].says
    assert not Claim.objects.filter(trial__registry_id=DOSED, method="curator").exists()


def test_value_that_stood_before_is_not_asked_about_again(as_curator):
    asked = submit(as_curator, confirm=False, start="2020-01", completion="2016")
    assert {one.path for one in asked.context["doubts"]} == {"completion"}
    data = form_data(asked.text) | {CONFIRMED: asked.context["confirmation"], "_continue": "1"}
    assert as_curator.post(address(), data).status_code == 302
    page = form_data(as_curator.get(address()).text)
    assert as_curator.post(address(), page | {"sponsor": "Another", "_continue": "1"}).status_code == 302


@pytest.mark.parametrize("typed", ["1×10⁶", "10^6", "1·10^6", "1e6", "10⁶", "1 × 10^6"])
def test_forms_of_a_large_number_are_one_value(as_curator, typed):
    assert submit(as_curator, confirm=False, **both(typed)).status_code == 302
    assert shown(DOSED).arms[0].regimens[0].dose.low == 10**6


@pytest.mark.parametrize("typed", ["106", "10×6", "×10^6", "1x106"])
def test_what_could_be_another_number_is_refused_or_asked_about(as_curator, typed):
    assert submit(as_curator, confirm=False, **both(typed)).status_code == 200

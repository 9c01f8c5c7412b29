"""A number with slashes leads to the same trial as its form for addresses, on every page."""

import pytest
from django.test import Client

from tests.domain.makers import trial
from trials.actions.store_trial import store_trial
from trials.domain.vocabulary import Registry

pytestmark = pytest.mark.django_db
NUMBER, ADDRESS = "CTRI/2012/04/002560", "/trials/CTRI-2012-04-002560/"


@pytest.fixture(autouse=True)
def stored():
    return store_trial(record=trial(registry_id=NUMBER, registry=Registry.CTRI))


def test_address_shows_the_trial_under_its_registered_number():
    answer = Client().get(ADDRESS)
    assert answer.status_code == 200
    assert f'<p class="id">{NUMBER}</p>' in answer.text


@pytest.mark.parametrize(
    "path", [f"/trials/{NUMBER}/", "/trials/CTRI%2F2012%2F04%2F002560/", "/trials/ctri/2012/04/002560/"]
)
def test_number_with_slashes_leads_to_the_address(path):
    answer = Client().get(path, {"weight": "70"})
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{ADDRESS}?weight=70")


def test_number_that_is_no_trial_is_said_to_be_none():
    assert Client().get("/trials/CTRI/2099/01/000001/").status_code == 404
    assert Client().get("/trials/a/b/c/").status_code == 404


@pytest.mark.parametrize("typed", [NUMBER, "CTRI-2012-04-002560"])
def test_list_and_comparison_find_both_forms(typed):
    rows = Client().get("/trials/", {"q": typed}).context["page"].rows
    # Another trial names this number among its own.
    assert "CTRI-2012-04-002560" in {row.registry_id for row in rows}
    store_trial(record=trial())
    answer = Client().get("/compare/", {"trial": [typed, "NCT00000001"]})
    assert answer.status_code == 200
    assert "CTRI-2012-04-002560:cells" in answer.text
    added = Client().get("/compare/", {"trial": "NCT00000001", "add": typed}, follow=True)
    assert "CTRI-2012-04-002560" in added.text


def test_loading_both_forms_is_one_trial():
    again = store_trial(record=trial(registry_id="CTRI-2012-04-002560", registry=Registry.CTRI, title="Again"))
    assert again.registry_id == "CTRI-2012-04-002560"
    assert type(again).objects.filter(registry_id__startswith="CTRI").count() == 1

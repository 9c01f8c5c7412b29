"""Addresses name arms by key: old numbers lead to the arm that had them, and an arm that is gone is said to be gone."""

import pytest
from django.urls import reverse

from tests.actions.makers import curate, from_file
from tests.admin.conftest import as_curator, curator  # noqa: F401 - fixtures
from tests.admin.forms import form_data
from trials.actions.store_trial import store_trial
from trials.actions.workspace import save_view
from trials.domain.view_state.arm_names import with_names
from trials.models import Arm
from trials.selectors.arm_index import current_index

pytestmark = pytest.mark.django_db

FOUR = "NCT01724398"
CARE, CELLS = "Conventional treatment", "Conventional plus UC-MSC treatment"
EXCHANGE, BOTH = "Conventional plus PE treatment", "Conventional plus UC-MSC and PE therapy"


@pytest.fixture(autouse=True)
def trial(evidence_db):
    store_trial(record=from_file(FOUR))


def delete_first_arm():
    curate(FOUR, lambda t: Arm.objects.get(trial=t, position=1).delete())


def labels(client, address):
    """Labels of the columns, after the redirects."""
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return [slot.first.arm.label for slot in response.context["grid"].slots]


def test_saved_comparison_stays_when_an_arm_before_it_is_deleted(client, as_curator, curator):  # noqa: F811
    """Fault A: `:2` and `:3` are saved, arm 1 is deleted in the admin, the same two arms are shown."""
    asked = f"arm={FOUR}:2&arm={FOUR}:3"
    assert labels(client, f"/compare/?{asked}") == [CELLS, EXCHANGE]
    as_curator.post(reverse("trials:save_view"), {"name": "Two arms", "address": f"/compare/?{asked}"})
    page = form_data(as_curator.get(admin_page()).text)
    assert as_curator.post(admin_page(), page | {"arms-0-DELETE": "on"}).status_code == 302
    assert list(Arm.objects.filter(trial__registry_id=FOUR).values_list("label", flat=True)) == [CELLS, EXCHANGE, BOTH]
    view = curator.saved_views.get(name="Two arms")
    assert labels(client, f"/compare/?{view.query}") == [CELLS, EXCHANGE]
    assert labels(client, f"/compare/?{asked}") == [CELLS, EXCHANGE]


def admin_page():
    return reverse("admin:trials_trial_change", args=[Arm.objects.filter(trial__registry_id=FOUR).first().trial_id])


def test_old_number_is_sent_on_with_everything_else(client):
    rest = "weight=70&plan_dose=1e6&own=x"
    response = client.get(f"/compare/?arm={FOUR}:4&trial=NCT03668171&ref={FOUR.lower()}:4&{rest}")
    assert response.status_code == 301
    assert response["Location"] == (f"/compare/?arm={FOUR}:uc-msc-pe&trial=NCT03668171&ref={FOUR}:uc-msc-pe&{rest}")


def test_button_of_a_page_from_before_is_sent_on_too(client):
    response = client.get(f"/compare/?arm={FOUR}:2&arm={FOUR}:3&move={FOUR}:3~left")
    assert response["Location"] == f"/compare/?arm={FOUR}:uc-msc&arm={FOUR}:pe&move={FOUR}:pe~left"
    assert labels(client, response["Location"]) == [EXCHANGE, CELLS]


def test_key_is_read_in_any_case(client):
    assert labels(client, f"/compare/?arm={FOUR.lower()}:UC-MSC&arm={FOUR}:pe") == [CELLS, EXCHANGE]


@pytest.mark.parametrize("name", ["1", "conventional-treatment"])
def test_arm_that_is_gone_is_named_and_the_others_are_offered(client, name):
    delete_first_arm()
    response = client.get(f"/compare/?arm={FOUR}:{name}&arm=NCT03668171:msc&weight=70")
    assert response.status_code == 404
    assert f"The arm “{CARE}”" in response.text
    assert f"{FOUR}:{name}" in response.text
    for label in (CELLS, EXCHANGE, BOTH):
        assert label in response.text
    ((_, offers),) = response.context["gone"]
    assert labels(client, f"/compare/?{offers[0][1]}") == [CELLS, "MSC group"]
    assert "weight=70" in offers[0][1]


@pytest.mark.parametrize("name", ["9", "0", "nobody", "999"])
def test_arm_that_never_was_is_not_found(client, name):
    response = client.get(f"/compare/?arm={FOUR}:{name}&arm=NCT03668171:msc")
    assert response.status_code == 404
    assert f"{FOUR}:{name}" in response.text
    assert CELLS in response.text


def test_reference_that_is_gone_is_not_found(client):
    delete_first_arm()
    response = client.get(f"/compare/?arm={FOUR}:2&arm={FOUR}:3&ref={FOUR}:1")
    assert response.status_code == 404


def test_arm_that_came_later_never_gets_an_old_number(client):
    delete_first_arm()
    curate(FOUR, lambda t: Arm.objects.create(trial=t, position=1, key="new", label="New", role="OTHER"))
    assert labels(client, f"/compare/?arm={FOUR}:2&arm={FOUR}:3") == [CELLS, EXCHANGE]
    assert client.get(f"/compare/?arm={FOUR}:1&arm={FOUR}:3").status_code == 404


def test_ticks_of_an_old_address_are_sent_on(client):
    response = client.get(f"/trials/?syndrome=ACLF&tick={FOUR}:4&tick=NCT03668171:msc&tick=NCT99999999:1")
    assert response.status_code == 301
    assert response["Location"] == (
        f"/trials/?syndrome=ACLF&tick={FOUR}:uc-msc-pe&tick=NCT03668171:msc&tick=NCT99999999:1"
    )
    assert client.get(response["Location"]).status_code == 200
    delete_first_arm()
    assert f"{FOUR}:uc-msc-pe".lower() in current_index().by_ref
    assert client.get(f"/trials/?tick={FOUR}:1").status_code == 200  # an arm that is gone is in no tray


def test_planned_arm_is_known_by_its_old_name(client):
    response = client.get(f"/compare/?arm={FOUR}:uc-msc&plan_dose=1e6&plan_days=0,7&ref=PLAN:1")
    assert response.status_code == 200
    assert response.context["grid"].reference == 1


def test_new_saved_view_keeps_the_old_address_working(client, django_user_model):
    ada = django_user_model.objects.create(username="ada")
    query = f"arm={FOUR}%3A2&arm={FOUR}%3A3"
    view = save_view(owner=ada, name="Pasted", page="compare", query=query, at="2026-01-01T00:00Z")
    delete_first_arm()
    assert labels(client, f"/compare/?{view.query}") == [CELLS, EXCHANGE]


def test_names_are_replaced_and_nothing_else():
    query = "arm=A:1&arm=B:2&move=A:1~left&q=A:1&weight=&x=%26"
    assert with_names(query, {"A:1": "A:one"}) == "arm=A:one&arm=B:2&move=A:one~left&q=A:1&weight=&x=%26"

"""How many questions each page asks the database: every pin stands here, so that one place shows what a page costs.

A page asks the same number for one row and for a hundred; a change of a pin is a change of what a page costs.
"""

import shutil

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.conftest import person
from tests.admin.forms import form_data
from tests.evidence import TRIAL_FILES
from trials.actions.changes import delete_trials
from trials.models import Trial
from trials.views.home import _context

pytestmark = pytest.mark.usefixtures("evidence_db")

HOME_COUNTED, HOME_KEPT = 9, 1
LIST, TRIAL_PAGE = 2, 5
COMPARISON, COMPARISON_ADDING = 3, 5
WORKSPACE = 5
ADMIN_LIST, ADMIN_LIST_COUNTED, ADMIN_TRIAL, ADMIN_STORES = 8, 11, 36, 220

DOSED = "NCT03945487"
TWELVE = (
    "arm=NCT02812121:msc-1"
    "&arm=NCT03668171:msc"
    "&arm=NCT01322906:group-a"
    "&arm=NCT03945487:comprehensive-uc-msc"
    "&arm=NCT06884904:low-dose-experimental"
    "&arm=NCT05985863:msc-1-huc-msc"
    "&arm=NCT00956891:group-a"
    "&arm=NCT01378182:allogeneic-mesenchymal-stem-cell"
    "&arm=NCT01591200:control"
    "&arm=NCT01429038:msc-liver-transplantation"
    "&arm=NCT02260375:mesenchymal-stromal-cells-msc"
    "&arm=NCT00476060:a"
)
TWO = "arm=NCT05985863:msc-1-huc-msc&arm=NCT05985863:msc-2-huc-msc-prolonged"


def questions(ask, *given, **more) -> int:
    """Return how many statements it takes."""
    with CaptureQueriesContext(connection) as asked:
        ask(*given, **more)
    return len(asked)


def opened(address: str, client: Client | None = None, status: int = 200, **headers: str) -> int:
    """Return how many statements it takes to open a page."""
    asking = client or Client()

    def ask() -> None:
        assert asking.get(address, headers=headers).status_code == status

    return questions(ask)


# --- Pages that anybody opens ------------------------------------------------------------------------------------


def test_home_counts_once_however_many_trials():
    _context.cache_clear()
    assert opened("/") == HOME_COUNTED
    assert opened("/") == HOME_KEPT
    delete_trials(trials=Trial.objects.exclude(registry_id__in=["NCT03668171", "NCT05985863"]))
    assert opened("/") == HOME_COUNTED


def test_unchanged_page_asks_only_for_the_version_of_the_data():
    full = Client().get("/")
    assert opened("/", status=304, **{"If-None-Match": full.headers["ETag"]}) == 1


@pytest.mark.parametrize(
    "query", ["", "?per=100", "?per=100&syndrome=ACLF&dose_min=1&tick=NCT03668171:msc", "?rows=trial&per=100"]
)
def test_list_asks_the_same_for_25_and_100_rows(query):
    Client().get("/trials/")  # the index is read
    assert opened(f"/trials/{query}") == LIST


@pytest.mark.parametrize("query", [TWO, TWELVE], ids=["two", "twelve"])
def test_comparison_asks_the_same_for_any_number_of_columns(query):
    assert opened(f"/compare/?{query}") == COMPARISON


@pytest.mark.parametrize("words", ["umbilical", "plasma exchange NCT01724398", "nothingofthekind", "!!"])
def test_comparison_finds_arms_to_add_in_a_fixed_number(words):
    Client().get("/trials/")
    assert opened(f"/compare/?{TWO}&add={words}") <= COMPARISON_ADDING


@pytest.mark.parametrize("registry_id", ["NCT03668171", "NCT02997878", "PUB-Xu-2019", "NCT07131540"])
def test_trial_page_asks_the_same_for_a_short_and_a_long_record(registry_id):
    assert opened(f"/trials/{registry_id}/") <= TRIAL_PAGE  # one less where the record names no other trial


def test_methods_ask_nothing():
    assert opened("/methods/") == 0


# --- The workspace -----------------------------------------------------------------------------------------------


@pytest.fixture
def ada(client):
    client.force_login(get_user_model().objects.create_user("ada"))
    return client


def write_note(client, registry_id: str) -> None:
    client.post(reverse("trials:notes", args=[registry_id]), {"path": "", "text": "Ask the sponsor"})


def save_view(client, name: str) -> None:
    client.post(reverse("trials:save_view"), {"name": name, "address": "/compare/?trial=NCT05985863"})


def test_workspace_asks_the_same_for_any_number_of_notes_and_views(ada):
    address = reverse("trials:workspace")
    for registry_id in ("NCT05985863", "NCT03945487"):
        write_note(ada, registry_id)
        save_view(ada, registry_id)
    assert opened(address, ada) == WORKSPACE
    for registry_id in Trial.objects.values_list("registry_id", flat=True)[:12]:
        write_note(ada, registry_id)
        save_view(ada, f"{registry_id} again")
    assert opened(address, ada) == WORKSPACE


def test_notes_cost_a_page_one_question_whatever_their_number(ada):
    address = "/compare/?trial=NCT05985863&trial=NCT03668171"
    ada.get(address)
    write_note(ada, "NCT05985863")
    with_one_note = opened(address, ada)
    for registry_id in ("NCT05985863", "NCT03668171") * 3:
        write_note(ada, registry_id)
    assert opened(address, ada) == with_one_note
    assert len(ada.get(address).context["notes"]) == 7


# --- The admin ---------------------------------------------------------------------------------------------------


@pytest.fixture
def as_curator(client):
    client.force_login(person("mira", "Curator"))
    return client


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=umbilical+cord",
        "?missing=any",
        "?missing=dose_state&disputed=dose",
        "?cells=umbilical_cord&route=not_reported&route=peripheral_vein",
        "?curated=yes",
        "?syndrome=ACLF&registry=ChiCTR&record_read=part",
        "?o=5.1",
    ],
)
def test_admin_list_of_trials_asks_the_same_for_any_number(as_curator, query):
    as_curator.get(reverse("admin:trials_trial_changelist"))  # the index is read once a process
    assert opened(reverse("admin:trials_trial_changelist") + query, as_curator) <= ADMIN_LIST


@pytest.mark.parametrize("query", ["?_facets=True", "?_facets=True&missing=arms&cells=umbilical_cord&status=COMPLETED"])
def test_admin_list_of_trials_with_counts_asks_the_same_for_any_number(as_curator, query):
    as_curator.get(reverse("admin:trials_trial_changelist"))
    assert opened(reverse("admin:trials_trial_changelist") + query, as_curator) == ADMIN_LIST_COUNTED


@pytest.mark.parametrize("query", ["", "?q=dose", "?method__exact=curator", "?accepted__exact=0&p=1"])
def test_admin_list_of_claims_asks_the_same_for_any_number(as_curator, query):
    assert opened(reverse("admin:trials_claim_changelist") + query, as_curator) <= ADMIN_LIST


def trial_in_admin(registry_id: str) -> str:
    return reverse("admin:trials_trial_change", args=[Trial.objects.get(registry_id=registry_id).pk])


def test_admin_page_of_a_trial_asks_the_same_for_any_size(as_curator):
    for registry_id in (DOSED, "NCT01724398", "NCT06884904"):
        assert opened(trial_in_admin(registry_id), as_curator) <= ADMIN_TRIAL


def test_admin_stores_one_changed_value_in_a_fixed_number(as_curator):
    for registry_id in (DOSED, "NCT06884904"):
        data = form_data(as_curator.get(trial_in_admin(registry_id)).text) | {"enrolment": "7", "_continue": "1"}
        taken = questions(as_curator.post, trial_in_admin(registry_id), data)
        assert Trial.objects.get(registry_id=registry_id).enrolment == 7
        assert taken <= ADMIN_STORES


# --- Commands ----------------------------------------------------------------------------------------------------


def test_load_of_what_is_there_asks_once(tmp_path):
    for path in TRIAL_FILES[:3]:
        shutil.copy(path, tmp_path)
    call_command("load_fixtures", tmp_path, verbosity=0)
    assert questions(call_command, "load_fixtures", tmp_path, verbosity=0) == 1

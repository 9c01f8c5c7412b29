"""The index that a process holds: patched from the log of changes, read whole only where the log does not reach."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.makers import curate, from_file
from tests.long_forms import tried
from tests.search.ten_thousand import make_many, rows_read
from tests.search.test_patch import everything
from trials.actions import changes
from trials.actions.changes import delete_trials, mark_data_changed
from trials.actions.derived import rebuild_derived
from trials.actions.store_trial import store_trial
from trials.models import Arm, ArmSummary, DataChange, DataVersion, Regimen, Trial
from trials.search.engine.index import FacetIndex
from trials.search.engine.version import data_version, has_changed
from trials.selectors import arm_index
from trials.selectors.arm_index import current_index, read_index

pytestmark = pytest.mark.usefixtures("evidence_db")

DOSED, OTHER, THIRD = "NCT03945487", "NCT03668171", "NCT05985863"


@pytest.fixture
def whole_reads(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The versions at which everything was read, from now on; the index is held already."""
    current_index()
    seen: list[Any] = []

    def read(version: Any) -> FacetIndex:
        seen.append(version)
        return read_index(version)

    monkeypatch.setattr(arm_index, "read_index", read)
    return seen


def set_enrolment(registry_id: str, number: int | None) -> None:
    curate(registry_id, lambda trial: Trial.objects.filter(pk=trial.pk).update(enrolment=number, enrolment_type=""))


def assert_is_as_read_anew(index: FacetIndex) -> None:
    assert everything(index) == everything(read_index(index.version))


# --- What is read after an edit ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "copies", [pytest.param(4, id="620-trials"), pytest.param(80, id="10044-trials", marks=pytest.mark.soak)]
)
def test_one_edit_reads_the_arms_of_its_trial_alone(whole_reads: list[Any], copies: int) -> None:
    make_many(copies)
    changes.note_changes(is_full=True)
    assert len(current_index().by_trial) > 120 * copies
    whole_reads.clear()
    set_enrolment(DOSED, 7)
    arms = Arm.objects.filter(trial__registry_id=DOSED).count()
    with rows_read() as read:
        index = current_index()
    assert read.of("trials_arm") == arms
    # The version; the change that is held and the one that came; the arms.
    assert read.total == 1 + 2 + arms
    assert whole_reads == []
    assert index.numbers["enrolment"][index.by_ref[f"{DOSED}:comprehensive-uc-msc".lower()]] == (7000, 7000)
    assert_is_as_read_anew(index)
    with rows_read() as read:
        current_index()
    assert read.total == 1


def test_account_that_changed_reads_no_arms(whole_reads: list[Any]) -> None:
    mark_data_changed()
    with rows_read() as read:
        current_index()
    assert (read.of("trials_arm"), whole_reads) == (0, [])


def test_a_list_asks_for_the_version_once() -> None:
    Client().get("/trials/")
    for address in ("/trials/", "/"):
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200
        assert sum("trials_dataversion" in one["sql"] for one in queries) == 1, address


def test_version_is_one_row_found_by_its_key() -> None:
    """However many arms there are: nothing but the version's own row is looked at."""
    with CaptureQueriesContext(connection) as queries:
        data_version()
    (sql,) = [one["sql"] for one in queries]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # with one row it would be read without its index
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert "dataversion" in plan
    assert "PRIMARY KEY" in plan or "trials_dataversion_pkey" in plan
    assert "arm" not in plan


# --- Every kind of change -----------------------------------------------------------------------------------------


def test_trials_that_come_and_go(whole_reads: list[Any]) -> None:
    record = from_file(DOSED)
    delete_trials(trials=Trial.objects.filter(registry_id__in=[DOSED, OTHER]))
    index = current_index()
    assert f"{DOSED}:comprehensive-uc-msc".lower() not in index.by_ref
    assert_is_as_read_anew(index)
    store_trial(record=record)
    assert f"{DOSED}:comprehensive-uc-msc".lower() in current_index().by_ref
    assert_is_as_read_anew(current_index())
    assert whole_reads == []


def test_arm_that_a_curator_took_away(whole_reads: list[Any]) -> None:
    curate(DOSED, lambda trial: Arm.objects.filter(trial=trial, position=1).delete())
    assert_is_as_read_anew(current_index())
    assert whole_reads == []


def test_rows_deleted_past_the_actions_are_seen_after_a_full_rebuild(whole_reads: list[Any]) -> None:
    Trial.objects.filter(registry_id=DOSED).delete()
    rebuild_derived()
    assert f"{DOSED}:comprehensive-uc-msc".lower() not in current_index().by_ref
    assert_is_as_read_anew(current_index())


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from([DOSED, OTHER, THIRD]), st.integers(0, 5)),
        st.tuples(st.just("delete"), st.sampled_from([DOSED, OTHER, THIRD]), st.just(0)),
        st.tuples(st.just("store"), st.sampled_from([DOSED, OTHER, THIRD]), st.just(0)),
        st.tuples(st.just("drop arm"), st.sampled_from([DOSED, OTHER, THIRD]), st.integers(1, 3)),
        st.tuples(st.just("roll back"), st.sampled_from([DOSED, OTHER, THIRD]), st.integers(6, 9)),
        st.tuples(st.just("read"), st.just(""), st.just(0)),
    ),
    max_size=8,
)


def take_step(kind: str, registry_id: str, number: int) -> None:
    here = Trial.objects.filter(registry_id=registry_id)
    if kind == "store":
        if not here.exists():
            store_trial(record=from_file(registry_id))
    elif kind == "delete":
        delete_trials(trials=here)
    elif kind == "edit" and here.exists():
        set_enrolment(registry_id, number)
    elif kind == "drop arm" and here.exists() and Arm.objects.filter(trial__in=here).count() > 1:
        curate(registry_id, lambda trial: Arm.objects.filter(trial=trial, position=number).delete())
    elif kind == "roll back" and here.exists():
        with transaction.atomic():
            set_enrolment(registry_id, number)
            current_index()
            transaction.set_rollback(True)
    elif kind == "read":
        current_index()


@tried(25)
@given(steps=STEPS)
def test_whatever_is_done_the_index_is_what_the_tables_hold(steps: list[tuple[str, str, int]]) -> None:
    with transaction.atomic():
        for step in steps:
            take_step(*step)
        assert_is_as_read_anew(current_index())
        transaction.set_rollback(True)


# --- Where the log does not reach ---------------------------------------------------------------------------------


def test_database_that_was_restored_is_read_anew(whole_reads: list[Any]) -> None:
    """The same number, another mark: what is held is of a future that never was."""
    with transaction.atomic():
        set_enrolment(DOSED, 7)
        current_index()
        transaction.set_rollback(True)
    set_enrolment(OTHER, 8)
    index = current_index()
    assert len(whole_reads) == 1
    assert index.numbers["enrolment"][index.by_ref[f"{DOSED}:comprehensive-uc-msc".lower()]] != (7000, 7000)
    assert_is_as_read_anew(index)


def test_mark_that_another_release_set_without_the_log_is_noticed(whole_reads: list[Any]) -> None:
    Regimen.objects.filter(arm__trial__registry_id=DOSED).update(route="portal_vein")
    rebuild_derived(trials=Trial.objects.filter(registry_id=DOSED))
    DataChange.objects.order_by("-number").first().delete()
    DataVersion.objects.update(mark="of another release")
    index = current_index()
    assert len(whole_reads) == 1
    assert_is_as_read_anew(index)
    assert current_index() is index


def test_who_is_further_behind_than_the_log_reaches_reads_all(
    whole_reads: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "CHANGES_KEPT", 2)
    for number in range(2):
        set_enrolment(DOSED, number)
    current_index()
    whole_reads.clear()
    for number in range(3):
        set_enrolment(DOSED, number)
    assert DataChange.objects.values("number").distinct().count() == 2
    assert_is_as_read_anew(current_index())
    assert len(whole_reads) == 1


def test_more_changes_than_are_worth_patching_are_read_whole(whole_reads: list[Any]) -> None:
    rebuild_derived()
    assert_is_as_read_anew(current_index())
    assert len(whole_reads) == 1


def test_database_without_anything_derived_has_an_empty_index() -> None:
    delete_trials(trials=Trial.objects.all())
    DataChange.objects.all().delete()
    DataVersion.objects.all().delete()
    assert current_index().arms == []
    assert Client().get("/trials/").status_code == 200
    mark_data_changed()
    assert DataVersion.objects.get().number == 1
    assert ArmSummary.objects.count() == 0


def test_what_changed_since_is_told_by_trial() -> None:
    pk, other = (Trial.objects.get(registry_id=one).pk for one in (DOSED, OTHER))
    before = data_version()
    assert not has_changed({pk}, since=before)
    set_enrolment(DOSED, 7)
    assert has_changed({pk, other}, since=before)
    assert not has_changed({other}, since=before)

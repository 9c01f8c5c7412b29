"""Several threads that edit and read: whoever asks after an edit sees it, and each state is read once a process."""

import threading
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.test import Client

from tests.actions.makers import curate, from_file
from tests.search.ten_thousand import make_many
from trials.actions.derived import rebuild_derived
from trials.actions.store_trial import store_trial
from trials.models import Trial
from trials.search.engine.version import data_version
from trials.selectors import arm_index
from trials.selectors.arm_index import HeldIndex, read_index

pytestmark = pytest.mark.django_db(transaction=True)

IDS = ("NCT03945487", "NCT03668171", "NCT05985863", "NCT01844063")
EDITS = 8
Start = Callable[[Callable[[], Any]], Any]


@pytest.fixture(autouse=True)
def trials(_no_trials: None) -> None:
    for registry_id in IDS:
        store_trial(record=from_file(registry_id))


def set_enrolment(registry_id: str, number: int) -> None:
    curate(registry_id, lambda trial: Trial.objects.filter(pk=trial.pk).update(enrolment=number))


def shown_enrolment(index: Any, registry_id: str) -> int:
    number = next(number for number, key in enumerate(index.arms) if key.registry_id == registry_id)
    ends = index.numbers["enrolment"][number]
    assert ends is not None
    return int(ends[0] // 1000)


@pytest.mark.parametrize(
    "copies", [pytest.param(5, id="24-trials"), pytest.param(2500, id="10004-trials", marks=pytest.mark.soak)]
)
def test_no_read_after_an_edit_is_stale(at_once: Start, copies: int) -> None:
    """Each thread edits its own trial; in each of two processes everybody reads everybody's edits."""
    make_many(copies)
    rebuild_derived(trials=[])
    processes = HeldIndex(), HeldIndex()
    committed = dict.fromkeys(IDS, -1)
    stale: list[str] = []
    reads: list[int] = []

    def read(process: HeldIndex) -> None:
        known = dict(committed)
        index = process.at(data_version())
        for registry_id, number in known.items():
            if number >= 0 and shown_enrolment(index, registry_id) < number:
                stale.append(f"{registry_id}: {shown_enrolment(index, registry_id)} shown after {number}")
            reads.append(1)

    def edit_and_read(registry_id: str) -> None:
        barrier.wait(20)
        for number in range(1000, 1000 + EDITS):
            set_enrolment(registry_id, number)
            committed[registry_id] = number
            for process in processes:
                read(process)

    barrier = threading.Barrier(len(IDS))
    workers = [at_once(lambda one=one: edit_and_read(one)) for one in IDS]
    for worker in workers:
        worker.join(300)
        worker.result()
    assert len(reads) == len(IDS) * len(IDS) * EDITS * 2
    assert stale == []
    for process in processes:
        index = process.at(data_version())
        assert index.facets == read_index(index.version).facets


def test_index_is_read_once_however_many_threads_start(at_once: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    process, seen = HeldIndex(), []
    reading, others = threading.Event(), threading.Event()

    def read(version: Any) -> Any:
        seen.append(version)
        reading.set()
        assert others.wait(20)
        return read_index(version)

    monkeypatch.setattr(arm_index, "read_index", read)
    first = at_once(lambda: process.at(data_version()))
    assert reading.wait(20)
    waiting = threading.Barrier(4)

    def ask() -> Any:
        version = data_version()
        waiting.wait(20)
        return process.at(version)

    asking = [at_once(ask) for _ in range(3)]
    waiting.wait(20)
    others.set()
    indexes = {id(one.result()) for one in (first, *asking)}
    assert (len(indexes), len(seen)) == (1, 1)


def test_pages_never_fail_while_arms_go_and_come(at_once: Start) -> None:
    """Between the index and the records of one request a trial may lose the arm that the index found."""
    done = threading.Event()
    record = from_file(IDS[0])
    bare = msgspec.structs.replace(record, missing=(), discrepancies=(), rival_claims=(), results=())
    short = msgspec.structs.replace(bare, arms=bare.arms[:1])

    def change() -> None:
        try:
            for one in (short, bare, short, bare, short, bare):
                store_trial(record=one)
        finally:
            done.set()

    def ask() -> set[int]:
        statuses = set()
        while not done.is_set():
            statuses.add(Client().get("/trials/?arms=all").status_code)
        return statuses

    asking = [at_once(ask) for _ in range(2)]
    at_once(change).result()
    assert set().union(*(one.result() for one in asking)) == {200}

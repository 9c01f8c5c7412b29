"""Two who change the same trial at the same time: nothing of either is lost, and pages show what the tables hold."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tests.actions.makers import NOW, curate, curator, from_file, shown, stored
from trials.actions import curation, derived
from trials.actions import store_trial as storing
from trials.actions.changes import delete_trials, mark_data_changed
from trials.actions.curation import NotARecord, accept_claim
from trials.actions.derived import rebuild_derived
from trials.actions.store_trial import store_trial
from trials.models import Arm, Claim, DataChange, DataVersion, Trial

pytestmark = pytest.mark.django_db(transaction=True)

DOSED, OTHER = "NCT03945487", "NCT03668171"
Start = Callable[[Callable[[], Any]], Any]


class Pause:
    """Stops the thread that comes here first, once, until it may go on."""

    def __init__(self, does: Callable[..., Any]) -> None:
        self.does = does
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.thread: threading.Thread | None = None

    def __call__(self, *args: Any, **options: Any) -> Any:
        found = self.does(*args, **options)
        if self.thread is None:
            self.thread = threading.current_thread()
            self.reached.set()
            assert self.go_on.wait(20)
        return found


def pause_after(monkeypatch: pytest.MonkeyPatch, place: Any, name: str) -> Pause:
    """Pause the first thread that has done something, before it goes on with what it found."""
    pause = Pause(getattr(place, name))
    monkeypatch.setattr(place, name, pause)
    return pause


def set_enrolment(number: int) -> None:
    curate(DOSED, lambda trial: Trial.objects.filter(pk=trial.pk).update(enrolment=number))


def rival_claim(trial: Trial) -> Claim:
    source = trial.sources.first()
    return Claim.objects.create(
        trial=trial, path="arms/comprehensive/size", value=31, source=source, method="extracted", accepted=False
    )


def assert_pages_show_the_tables() -> None:
    for trial in Trial.objects.all():
        assert shown(trial.registry_id) == stored(trial.registry_id)


@pytest.fixture(autouse=True)
def trials(_no_trials: None) -> None:
    for registry_id in (DOSED, OTHER):
        store_trial(record=from_file(registry_id))
    curator()


@pytest.mark.parametrize("every", [pytest.param(True, id="all-trials"), pytest.param(False, id="one-trial")])
def test_rebuilding_beside_a_curator_writes_no_old_figures_back(
    at_once: Start, monkeypatch: pytest.MonkeyPatch, every: bool
) -> None:
    only = None if every else [Trial.objects.get(registry_id=DOSED)]
    pause = pause_after(monkeypatch, derived, "records_from_tables")
    rebuilding = at_once(lambda: rebuild_derived(trials=only))
    assert pause.reached.wait(20)
    curating = at_once(lambda: set_enrolment(7))
    curating.stands()
    pause.go_on.set()
    rebuilding.result(), curating.result()
    assert stored(DOSED).enrolment == 7
    assert_pages_show_the_tables()


def test_rebuilding_waits_for_a_curator_and_takes_what_was_decided(
    at_once: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = pause_after(monkeypatch, curation, "_record")
    curating = at_once(lambda: set_enrolment(7))
    assert pause.reached.wait(20)
    rebuilding = at_once(rebuild_derived)
    assert rebuilding.stands()
    pause.go_on.set()
    curating.result(), rebuilding.result()
    assert shown(DOSED).enrolment == 7
    assert_pages_show_the_tables()


def test_storing_beside_a_curator_keeps_the_decision(at_once: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    pause = pause_after(monkeypatch, storing, "_decisions")
    loading = at_once(lambda: store_trial(record=from_file(DOSED)))
    assert pause.reached.wait(20)
    curating = at_once(lambda: set_enrolment(7))
    assert curating.stands()
    pause.go_on.set()
    loading.result(), curating.result()
    assert stored(DOSED).enrolment == 7
    assert_pages_show_the_tables()


def test_two_curators_of_one_trial_both_count(at_once: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    pause = pause_after(monkeypatch, curation, "_record")
    first = at_once(lambda: set_enrolment(7))
    assert pause.reached.wait(20)
    second = at_once(lambda: curate(DOSED, lambda trial: Arm.objects.filter(trial=trial, position=1).update(size=5)))
    assert second.stands()
    pause.go_on.set()
    first.result(), second.result()
    assert (stored(DOSED).enrolment, stored(DOSED).arms[0].size) == (7, 5)
    assert_pages_show_the_tables()


def accept_while_an_arm_goes(at_once: Start, monkeypatch: pytest.MonkeyPatch, position: int) -> Any:
    """A curator takes an arm away while another accepts a claim about arm 2."""
    claim = rival_claim(Trial.objects.get(registry_id=DOSED))
    pause = pause_after(monkeypatch, curation, "_record")
    removing = at_once(lambda: curate(DOSED, lambda one: Arm.objects.filter(trial=one, position=position).delete()))
    assert pause.reached.wait(20)
    accepting = at_once(lambda: accept_claim(claim=claim, by=curator(), at=NOW))
    assert accepting.stands()
    pause.go_on.set()
    removing.result()
    return accepting


def test_claim_is_accepted_for_its_arm_while_the_arm_before_it_goes(
    at_once: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = stored(DOSED).arms[1].label
    accept_while_an_arm_goes(at_once, monkeypatch, 1).result()
    assert [(arm.label, arm.size) for arm in stored(DOSED).arms] == [(label, 31)]
    assert_pages_show_the_tables()


def test_claim_about_an_arm_that_goes_meanwhile_is_refused(at_once: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    first = stored(DOSED).arms[0]
    accepting = accept_while_an_arm_goes(at_once, monkeypatch, 2)
    with pytest.raises(NotARecord):
        accepting.result()
    assert stored(DOSED).arms == (first,)
    assert_pages_show_the_tables()


def test_claim_that_is_gone_when_it_is_accepted_is_refused() -> None:
    trial = Trial.objects.get(registry_id=DOSED)
    claim = rival_claim(trial)
    Claim.objects.filter(pk=claim.pk).delete()
    with pytest.raises(NotARecord, match="gone"):
        accept_claim(claim=claim, by=curator(), at=NOW)


def test_two_rebuilds_in_opposite_orders_lock_in_one(at_once: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    every = list(Trial.objects.order_by("pk"))
    pause = pause_after(monkeypatch, derived, "records_from_tables")
    first = at_once(lambda: rebuild_derived(trials=every))
    assert pause.reached.wait(20)
    second = at_once(lambda: rebuild_derived(trials=reversed(every)))
    assert second.stands()
    pause.go_on.set()
    assert (first.result(), second.result()) == (2, 2)


def test_new_trial_that_two_store_at_once_is_stored_once(at_once: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    record = from_file("NCT05985863")
    pause = pause_after(monkeypatch, storing, "_decisions")
    first = at_once(lambda: store_trial(record=record))
    assert pause.reached.wait(20)
    second = at_once(lambda: store_trial(record=record))
    second.stands()
    pause.go_on.set()
    assert first.result().pk == second.result().pk
    assert_pages_show_the_tables()


def test_deleting_a_trial_beside_a_rebuild_ends_well(at_once: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    pause = pause_after(monkeypatch, derived, "records_from_tables")
    rebuilding = at_once(rebuild_derived)
    assert pause.reached.wait(20)
    deleting = at_once(lambda: delete_trials(trials=Trial.objects.filter(registry_id=DOSED)))
    assert deleting.stands()
    pause.go_on.set()
    rebuilding.result(), deleting.result()
    assert list(Trial.objects.values_list("registry_id", flat=True)) == [OTHER]
    assert_pages_show_the_tables()


def test_changes_are_numbered_in_the_order_of_commits(at_once: Start) -> None:
    """Who comes second gets no number before the first has committed; a number that was rolled back comes again."""
    start, done = DataVersion.objects.get().number, threading.Event()

    def first() -> None:
        with transaction.atomic():
            mark_data_changed()
            begun.set()
            assert done.wait(20)
            transaction.set_rollback(True)

    begun = threading.Event()
    rolled_back = at_once(first)
    assert begun.wait(20)
    second = at_once(mark_data_changed)
    assert second.stands()
    assert DataVersion.objects.get().number == start
    done.set()
    rolled_back.result(), second.result()
    version = DataVersion.objects.get()
    assert version.number == start + 1
    assert DataChange.objects.filter(number=version.number).values_list("mark", flat=True).get() == version.mark

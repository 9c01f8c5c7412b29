"""Data that another release derived, or that nobody can read: pages answer with right figures, out of the tables."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.actions.makers import curate, from_file, shown, stored
from trials.actions.changes import mark_data_changed
from trials.actions.derived import rebuild_if_older
from trials.actions.store_trial import store_trial
from trials.fingerprints import data_fingerprint
from trials.models import Arm, ArmSummary, Regimen, Trial, TrialSnapshot
from trials.selectors import arm_index, records
from trials.selectors.arm_index import current_index
from trials.selectors.records import trial_records

pytestmark = pytest.mark.usefixtures("evidence_db")

DOSED, OTHER = "NCT03945487", "NCT03668171"
LIST = "/trials/?q=nct03945487"
PAGES = (LIST, "/trials/", f"/trials/{DOSED}/", f"/compare/?trial={DOSED}&trial={OTHER}", "/")


def set_body(change: Callable[[dict[str, Any]], Any], fingerprint: str) -> None:
    """Make the snapshot of a trial one that another release wrote."""
    row = TrialSnapshot.objects.get(trial__registry_id=DOSED)
    body = msgspec.json.decode(row.body)
    body = change(body) or body
    text = body if isinstance(body, str) else msgspec.json.encode(body).decode()
    TrialSnapshot.objects.filter(pk=row.pk).update(body=text, fingerprint=fingerprint)
    ArmSummary.objects.filter(arm__trial_id=row.pk).update(facets='{"of": "another shape"}')
    mark_data_changed()


def old_figures(body: dict[str, Any]) -> None:
    body["title"] = "A title of old"


CASES = [
    pytest.param(lambda body: body.update(colour="green"), "another", id="unknown-field"),
    pytest.param(lambda body: body.update(colour="green"), None, id="unknown-field-of-this-release"),
    pytest.param(old_figures, "another", id="old-figures"),
    pytest.param(lambda body: body.update(arms=7), "another", id="another-shape"),
    pytest.param(lambda body: "no json at all", None, id="unreadable"),
    pytest.param(lambda body: "{}", "", id="written-before-there-were-fingerprints"),
]


@pytest.mark.parametrize(("change", "fingerprint"), CASES)
def test_pages_answer_with_the_figures_of_the_tables(change: Any, fingerprint: str | None) -> None:
    before = {address: Client().get(address).content for address in PAGES}
    index = current_index()
    set_body(change, data_fingerprint() if fingerprint is None else fingerprint)
    for address in PAGES:
        answer = Client().get(address)
        assert (answer.status_code, answer.content) == (200, before[address]), address
    fresh = current_index()
    assert (fresh.facets, fresh.ends, fresh.arms, fresh.msc) == (index.facets, index.ends, index.arms, index.msc)
    assert Client().get("/healthz").status_code == 200


def test_trial_without_any_snapshot_is_shown() -> None:
    TrialSnapshot.objects.filter(trial__registry_id=DOSED).delete()
    ArmSummary.objects.filter(arm__trial__registry_id=DOSED).delete()
    mark_data_changed()
    assert shown(DOSED) == stored(DOSED)
    assert Client().get(LIST).context["page"].arm_count == 1


def test_old_and_new_workers_answer_beside_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker of either release edits; both releases show the edit, and the command leaves what is its own."""

    def release(name: str) -> None:
        for module in (records, arm_index, derived_action):
            monkeypatch.setattr(module, "data_fingerprint", lambda: name)

    from trials.actions import derived as derived_action

    release("new")
    assert rebuild_if_older() == Trial.objects.count()
    for worker, enrolment in (("old", 7), ("new", 8), ("old", 9)):
        release(worker)
        curate(DOSED, lambda trial, n=enrolment: Trial.objects.filter(pk=trial.pk).update(enrolment=n))
        for reader in ("old", "new"):
            release(reader)
            assert trial_records([DOSED])[DOSED].enrolment == enrolment
            index = current_index()
            assert (
                index.numbers["enrolment"][index.by_ref[f"{DOSED}:comprehensive-uc-msc".lower()]]
                == (enrolment * 1000,) * 2
            )
            assert Client().get(LIST).status_code == 200
    release("new")
    assert Client().get("/healthz").json()["derived"] == {"outdated_trials": 1}
    assert rebuild_if_older() == 1


def test_working_out_anew_takes_a_fixed_number_of_queries() -> None:
    counts = []
    for number in (2, 30):
        ids = list(Trial.objects.order_by("pk").values_list("registry_id", flat=True)[:number])
        TrialSnapshot.objects.filter(trial__registry_id__in=ids).update(fingerprint="another")
        with CaptureQueriesContext(connection) as queries:
            assert len(trial_records(ids)) == number
        counts.append(len(queries))
    assert counts[0] == counts[1] < 30


def test_rows_that_make_no_record_take_no_page_down(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    """Rows that only an older release accepted: the trial is left out and logged, all others are shown."""
    TrialSnapshot.objects.filter(trial__registry_id=DOSED).update(fingerprint="another")
    mark_data_changed()

    def refuse(trial: Trial, tables: Any) -> Any:
        raise ValueError(f"{trial.registry_id} has a colour")

    monkeypatch.setattr(records, "_trial_record", refuse)
    assert Client().get("/trials/").status_code == 200
    assert Client().get(f"/trials/{DOSED}/").status_code == 404
    assert Client().get(f"/trials/{OTHER}/").status_code == 200
    assert f"the rows of {DOSED} make no record" in caplog.text


def test_trial_that_changes_while_it_is_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    TrialSnapshot.objects.filter(trial__registry_id=DOSED).update(fingerprint="another")
    real, changed = records._Tables, []

    def read_half(pks: list[int], using: str) -> Any:
        """A curator comes in between the trial's own row and the rows below it."""
        if not changed:
            changed.append(True)
            curate(DOSED, lambda trial: Trial.objects.filter(pk=trial.pk).update(enrolment=9))
            curate(DOSED, lambda trial: Arm.objects.filter(trial=trial, position=1).update(size=9))
        return real(pks, using)

    monkeypatch.setattr(records, "_Tables", read_half)
    record = trial_records([DOSED])[DOSED]
    assert (record.enrolment, record.arms[0].size) == (9, 9)


def test_storing_writes_the_fingerprint() -> None:
    store_trial(record=from_file(DOSED))
    assert TrialSnapshot.objects.get(trial__registry_id=DOSED).fingerprint == data_fingerprint()
    assert Regimen.objects.filter(arm__trial__registry_id=DOSED).exists()

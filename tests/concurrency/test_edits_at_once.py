"""Curators at one page at the same time, and one person in two windows: nothing is lost, nothing fails."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from benchmarks.lost_edits import OWN, TRIAL, Desk, lost_edits, work
from tests.actions.makers import from_file
from tests.admin.forms import form_data
from trials.actions.store_trial import store_trial
from trials.models import Claim, SavedView, Trial

pytestmark = pytest.mark.django_db(transaction=True)
Start = Callable[[Callable[[], Any]], Any]
EDITS, VIEWS = 8, 40


class InProcess:
    """A browser that asks this process."""

    def __init__(self, name: str) -> None:
        self.client = Client()
        self.client.force_login(User.objects.create_superuser(name))

    def get(self, path: str) -> str:
        return self.client.get(path).text

    def post(self, path: str, data: dict[str, Any]) -> tuple[int, str]:
        answer = self.client.post(path, data)
        return answer.status_code, answer.text


def test_no_edit_of_four_curators_is_lost_or_filed_in_another_name(at_once: Start) -> None:
    store_trial(record=from_file(TRIAL))
    path = f"/admin/trials/trial/{Trial.objects.get(registry_id=TRIAL).pk}/change/"
    browsers = {f"curator{number}": InProcess(f"curator{number}") for number in range(4)}
    first = {name: texts[0] for name, texts in form_data(browsers["curator0"].get(path)).items()}
    desk = Desk(EDITS)
    started = [
        at_once(lambda name=name, own=own, browser=browser: work(desk, browser, name, own, path))
        for (name, browser), own in zip(browsers.items(), OWN, strict=True)
    ]
    for one in started:
        one.join(120)
        one.result()
    last = {name: texts[0] for name, texts in form_data(browsers["curator0"].get(path)).items()}
    assert desk.failed == []
    assert len(desk.accepted) == EDITS
    assert desk.merged > 0
    assert lost_edits(desk.accepted, first, last) == []
    filed = {(str(claim.value), claim.by.username) for claim in Claim.objects.filter(method="curator")}
    assert {(edit.typed, edit.by) for edit in desk.accepted} <= filed


def test_one_name_saved_twice_at_once_is_one_view(at_once: Start) -> None:
    person = User.objects.create_user("ada")
    client = Client()
    client.force_login(person)

    def save(name: str, query: str) -> int:
        own = Client()
        own.cookies = client.cookies
        return own.post("/workspace/save/", {"name": name, "address": f"/trials/?{query}"}).status_code

    seen = []
    for number in range(VIEWS):
        both = [at_once(lambda q=q, n=number: save(f"View {n}", f"q=word{q}")) for q in (1, 2)]
        seen += [one.result() for one in both]
    assert set(seen) == {302}
    assert SavedView.objects.filter(owner=person).count() == VIEWS

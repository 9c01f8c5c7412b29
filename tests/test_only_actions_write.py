"""Only actions write to the tables of trials: told from the source, and by each statement while tests run."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from tests.admin.forms import form_data
from tests.writes import ROOT, WriteGuard, WroteOutsideActions, plain_attributes, writes_in
from trials.actions.changes import mark_data_changed
from trials.admin.accounts import AccountAdmin
from trials.admin.trial import TrialAdmin
from trials.models import Claim, Note, SavedView, Trial
from trials.views import health

WRITERS = ("trials/actions/", "trials/migrations/")


def sources() -> dict[str, str]:
    found = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for place in ("trials", "config")
        for path in sorted((ROOT / place).rglob("*.py"))
    }
    return {name: text for name, text in found.items() if not name.startswith(WRITERS)}


def test_no_package_but_the_actions_writes():
    read = sources()
    packages = {name.split("/")[1] for name in read if name.count("/") > 1}
    assert {"views", "admin", "management", "selectors", "search", "templatetags", "domain", "models"} <= packages
    attributes = plain_attributes(read.values())
    assert [f"{name}:{place}" for name, text in read.items() for place in writes_in(text, attributes)] == []


def test_actions_are_seen_to_write():
    """What finds nothing elsewhere finds the writers themselves."""
    silent = {"__init__.py", "import_records.py"}
    quiet = [
        path.name
        for path in sorted((ROOT / "trials/actions").glob("*.py"))
        if path.name not in silent and not writes_in(path.read_text(encoding="utf-8"))
    ]
    assert quiet == []


@pytest.mark.parametrize(
    "line",
    [
        'Trial.objects.filter(pk=1).update(title="x")',
        "claim.save()",
        "Note.objects.create(text='x')",
        "SavedView.objects.all().delete()",
        "Trial.objects.bulk_create(rows)",
        "Trial.objects.bulk_update(rows, ['title'])",
        "Trial.objects.get_or_create(pk=1)",
        "Trial.objects.update_or_create(pk=1)",
        "user.groups.add(group)",
        "user.groups.set([group])",
        "user.groups.remove(group)",
        "user.groups.clear()",
        "arm.regimens.aadd(row)",
        "form.save()",
        "form.save(commit=True)",
        "super().save_model(request, obj, form, change)",
        "super().save_formset(request, form, formset, change)",
        "super().delete_model(request, obj)",
        "super().delete_queryset(request, queryset)",
        'cursor.execute("UPDATE trials_trial SET title = 1")',
        'SQL = """\n  delete from trials_note"""',
        "def view(request, rows):\n    rows.update(title='x')",
        "rows = Trial.objects.all()\nfor row in rows:\n    row.groups.clear()",
        "def one():\n    rows = {}\n\ndef two(rows):\n    rows.update(a=1)",
        "rows = {}\nrows = Trial.objects.all()\nrows.update(a=1)",
    ],
)
def test_write_is_found(line):
    assert len(writes_in(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "words = {}\nwords.update(a=1)",
        "words.update({'a': 1})",
        "digest.update(b'text')",
        "seen = set()\nseen.add(1)\nseen.remove(1)\nseen.clear()",
        "def count(seen: set[int], words: dict[str, str]):\n    seen.add(1)\n    words.update(a='b')",
        "class Index:\n    kept: list[int]\n    def drop(self):\n        self.kept.clear()",
        "class Index:\n    def add(self, word): ...\n    def more(self):\n        self.add('word')",
        "sources, routes = set(), set()\nsources.add(1)\nroutes.add(2)",
        "form.save(commit=False)",
        'cursor.execute("SELECT mark FROM trials_dataversion")',
        'def drop():\n    """Drop a limit; update the rest."""',
        "found = Trial.objects.filter(pk=1).first()",
    ],
)
def test_no_false_alarm(line):
    assert writes_in(line, plain_attributes([line])) == []


def test_attribute_that_elsewhere_is_something_else_is_not_plain():
    assert plain_attributes(["class A:\n    kept: set[int]", "class B:\n    kept: QuerySet"]) == set()


# --- While tests run ---------------------------------------------------------------------------------------------


@pytest.fixture
def guard():
    """A guard of this test alone, so that what it sees does not fail the test."""
    watching = WriteGuard()
    kept = connection.execute_wrappers[:]
    connection.execute_wrappers[:] = [watching]
    yield watching
    connection.execute_wrappers[:] = kept


def test_view_that_updates_a_queryset_is_stopped(client, evidence_db, guard, monkeypatch):
    def nosy():
        Trial.objects.filter(registry_id="NCT01724398").update(title="mine")

    # The body runs as if it stood in the view's module.
    code = nosy.__code__.replace(co_filename=health.__file__)
    monkeypatch.setattr(health, "database_state", type(nosy)(code, globals()))
    with pytest.raises(WroteOutsideActions, match=r"trials/views/health\.py: nosy wrote to trials_trial"):
        client.get("/healthz")
    assert len(guard.seen) == 1


@pytest.mark.parametrize(
    ("method", "typed", "table"),
    [
        pytest.param("save_model", {"title": "Typed"}, "trials_trial", id="the-trial"),
        pytest.param("save_formset", {"arms-0-label": "Typed"}, "trials_arm", id="its-rows"),
    ],
)
def test_admin_that_saves_past_the_actions_is_stopped(client, evidence_db, guard, monkeypatch, method, typed, table):
    client.force_login(get_user_model().objects.create_superuser("admin"))
    address = f"/admin/trials/trial/{Trial.objects.get(registry_id='NCT03945487').pk}/change/"
    data = form_data(client.get(address).text) | typed
    monkeypatch.delattr(TrialAdmin, method)
    with pytest.raises(WroteOutsideActions, match=f"trials/admin/trial.py: .* wrote to {table}$"):
        client.post(address, data)


def test_admin_that_deletes_an_account_past_the_actions_is_stopped(client, evidence_db, guard, monkeypatch):
    client.force_login(get_user_model().objects.create_superuser("admin"))
    person = get_user_model().objects.create_user("ada")
    SavedView.objects.create(owner=person, name="a", page="list", query="", saved_at="2026-01-01T00:00:00Z")
    monkeypatch.delattr(AccountAdmin, "delete_model")
    with pytest.raises(WroteOutsideActions, match="trials_"):
        client.post(f"/admin/auth/user/{person.pk}/delete/", {"post": "yes"})


def test_actions_tests_and_commands_may_write(evidence_db, guard):
    mark_data_changed()
    person = get_user_model().objects.create_user("ada")
    SavedView.objects.create(owner=person, name="a", page="list", query="", saved_at="2026-01-01T00:00:00Z")
    person.delete()
    Note.objects.all().delete()
    Claim.objects.filter(pk=0).update(accepted=True)
    call_command("rebuild_derived", trial=["NCT01724398"])
    assert guard.seen == []


def test_guard_watches_the_connection_of_every_test(evidence_db):
    (watching,) = [one for one in connection.execute_wrappers if isinstance(one, WriteGuard)]
    assert Path(watching.trials) == ROOT / "trials"

"""Backup and restore on real databases: every row comes back, nothing is overwritten, the site runs meanwhile."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).parent.parent.parent
TRIALS = [str(ROOT / "fixtures" / "trials" / f"{name}.yaml") for name in ("NCT01724398", "NCT03668171")]
#: An account with what belongs to a person, and a curator's decision: what a reload of the files cannot bring back.
WORK = """
from datetime import datetime, timezone
from django.contrib.auth.models import User
from trials.actions.claims import record_decision
from trials.actions.workspace import save_view, share_view, write_note
from trials.models import Trial
at = datetime(2026, 5, 4, 3, 2, 1, tzinfo=timezone.utc)
person = User.objects.create_user("curator", password="x")
trial = Trial.objects.get(registry_id="NCT01724398")
record_decision(trial=trial, path="enrolment", value="99", as_reported="ninety-nine \\\\ \\t β\\n", by=person, at=at)
share_view(view=save_view(owner=person, name="my view", page="trials", query="q=%C3%A9", at=at))
write_note(owner=person, trial=trial, path="", text="Ask the authors.", is_shared=True, at=at)
"""

Run = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def new_address(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Make empty databases of the kind that this run is about; return their addresses."""
    server, made = os.environ.get("DATABASE_URL", ""), []

    def make() -> str:
        name = f"backup_{uuid4().hex[:12]}"
        if not server.startswith("postgres"):
            return f"sqlite:///{tmp_path}/{name}.sqlite3"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        made.append(name)
        return f"{server.rpartition('/')[0]}/{name}"

    yield make
    for name in made:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def manage(tmp_path: Path) -> Run:
    """Run a management command on a database as an operator does."""

    def run(address: str, *words: str, stdin: str | None = None) -> subprocess.CompletedProcess:
        own = {"DATABASE_URL": address, "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "localhost", "VAR_DIR": str(tmp_path)}
        left_out = ("DJANGO_SETTINGS_MODULE", "DEBUG", "HTTPS_ONLY")
        environment = {name: value for name, value in os.environ.items() if name not in left_out} | own
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, input=stdin)

    return run


@pytest.fixture
def worked_on(new_address: Callable[[], str], manage: Run) -> str:
    """The address of a database with two trials and a person's work."""
    address = new_address()
    for words in (["migrate", "-v0"], ["loaddata", "-v0", *TRIALS]):
        done = manage(address, *words)
        assert done.returncode == 0, done.stderr
    done = manage(address, "shell", "-v0", stdin=WORK)
    assert done.returncode == 0, done.stderr
    return address


def every_row(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables, sorted."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}
    with psycopg.connect(address) as database:
        names = [name for (name,) in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        rows = {name: database.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name))) for name in names}
        return {name: sorted(found.fetchall(), key=repr) for name, found in rows.items()}


def test_every_row_comes_back(worked_on, new_address, manage, tmp_path):
    file, target = tmp_path / "kept.backup", new_address()
    done = manage(worked_on, "backup", str(file))
    assert done.returncode == 0, done.stderr
    assert "2 trials" in done.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    restored = manage(target, "restore", str(file))
    assert restored.returncode == 0, restored.stderr
    before, after = every_row(worked_on), every_row(target)
    assert after == before
    for table in ("auth_user", "trials_claim", "trials_savedview", "trials_note"):
        assert before[table]
    # The next row gets a number that no row has.
    one_more = "from django.contrib.auth.models import User; User.objects.create_user('second')"
    assert manage(target, "shell", "-v0", stdin=one_more).returncode == 0
    assert len(every_row(target)["auth_user"]) == 2


def test_backup_overwrites_nothing(worked_on, manage, tmp_path):
    file = tmp_path / "precious"
    file.write_text("somebody's file")
    done = manage(worked_on, "backup", str(file))
    assert done.returncode != 0
    assert "is there already" in done.stderr
    assert file.read_text() == "somebody's file"


def test_backup_into_a_folder_that_is_not_there_says_so(worked_on, manage, tmp_path):
    done = manage(worked_on, "backup", str(tmp_path / "nowhere" / "file"))
    assert done.returncode != 0
    assert "nowhere/file cannot be written: No such file or directory" in done.stderr


def test_restore_into_a_database_with_work_is_refused(worked_on, manage, tmp_path):
    file = tmp_path / "kept.backup"
    assert manage(worked_on, "backup", str(file)).returncode == 0
    before = every_row(worked_on)
    done = manage(worked_on, "restore", str(file))
    assert done.returncode != 0
    assert "not empty" in done.stderr
    assert every_row(worked_on) == before


@pytest.mark.parametrize("damage", ["cut", "changed", "other", "missing"])
def test_damaged_backup_is_refused_and_changes_nothing(worked_on, new_address, manage, tmp_path, damage):
    file, target = tmp_path / "kept.backup", new_address()
    assert manage(worked_on, "backup", str(file)).returncode == 0
    assert manage(target, "migrate", "-v0").returncode == 0
    before = every_row(target)
    body = file.read_bytes()
    if damage == "cut":
        file.write_bytes(body[: len(body) // 2])
    elif damage == "other":
        file.write_bytes(b"no backup at all, but long enough to be read as the beginning of one")
    elif damage == "missing":
        file.unlink()
    elif zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        parts["tables/auth_user"] = parts["tables/auth_user"].replace(b"curator", b"stranger")
        with zipfile.ZipFile(file, "w") as new:
            for name, part in parts.items():
                new.writestr(name, part)
    else:
        file.write_bytes(body[:4096] + bytes(4096) + body[8192:])
    done = manage(target, "restore", str(file))
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert str(file) in done.stderr
    assert every_row(target) == before


def test_backup_while_the_site_writes_holds_one_moment(worked_on, new_address, manage, tmp_path):
    """A writer stores pairs of accounts, each pair in one transaction: a backup has both of a pair or none."""
    file, target, stop = tmp_path / "kept.backup", new_address(), threading.Event()
    written = 0

    def pairs() -> None:
        nonlocal written
        columns = "(username, password, first_name, last_name, email, is_superuser, is_staff, is_active, date_joined)"
        row = "('pair-{}-{}', '', '', '', '', '0', '0', '1', '2026-01-01 00:00:00+00:00')"
        connect = sqlite3.connect if worked_on.startswith("sqlite") else psycopg.connect
        with closing(connect(worked_on.removeprefix("sqlite:///"))) as database:
            while not stop.is_set():
                for side in ("a", "b"):
                    database.execute(f"INSERT INTO auth_user {columns} VALUES {row.format(written, side)}")
                database.commit()
                written += 1

    writer = threading.Thread(target=pairs)
    writer.start()
    try:
        done = manage(worked_on, "backup", str(file))
    finally:
        stop.set()
        writer.join()
    assert done.returncode == 0, done.stderr
    assert manage(target, "restore", str(file)).returncode == 0
    names = [row[4] for row in every_row(target)["auth_user"] if str(row[4]).startswith("pair-")]
    assert 0 < len(names) < 2 * written
    assert {name[:-2] for name in names if name.endswith("-a")} == {name[:-2] for name in names if name.endswith("-b")}

"""A load that is killed leaves whole trials and nothing else; the next load goes on from there."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parent.parent.parent
FILES = ROOT / "fixtures" / "trials"
KILLS = 25
ALL = len(list(FILES.glob("*.yaml")))
#: Trials, and those of them without a row that each whole trial has; arms without their figures.
LEFT = {
    "trials": "SELECT COUNT(*) FROM trials_trial",
    "without what was delivered": "SELECT COUNT(*) FROM trials_trial t WHERE NOT EXISTS "
    "(SELECT 1 FROM trials_deliveredrecord d WHERE d.trial_id = t.id)",
    "without a snapshot": "SELECT COUNT(*) FROM trials_trial t WHERE NOT EXISTS "
    "(SELECT 1 FROM trials_trialsnapshot s WHERE s.trial_id = t.id)",
    "arms without figures": "SELECT COUNT(*) FROM trials_arm a WHERE NOT EXISTS "
    "(SELECT 1 FROM trials_armsummary s WHERE s.arm_id = a.id)",
}


class Installation:
    """An installation of its own, whose database can be made anew in a moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = os.environ.get("DATABASE_URL", "")
        self.environment = dict(os.environ) | {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        self.empty = f"empty_{os.getpid()}"
        self.name = self.empty
        if self.server:
            self._on_server("CREATE DATABASE {}", self.empty)
        self.manage("migrate", "--noinput", "--verbosity", "0")
        if not self.server:
            shutil.copy(self._file(), folder / "empty")

    def _file(self) -> Path:
        return self.folder / "armwise.sqlite3"

    def _address(self) -> str:
        return f"{self.server.rpartition('/')[0]}/{self.name}"

    def _on_server(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def start(self, *command: str) -> subprocess.Popen:
        if self.server:
            self.environment["DATABASE_URL"] = self._address()
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def manage(self, *command: str) -> str:
        process = self.start(*command)
        words, _ = process.communicate()
        assert process.returncode == 0, words
        return words

    def empty_again(self) -> None:
        if self.server:
            if self.name != self.empty:
                self._on_server("DROP DATABASE {} WITH (FORCE)", self.name)
            self.name = f"killed_{os.getpid()}"
            self._on_server("CREATE DATABASE {} TEMPLATE {}", self.name, self.empty)
            return
        for path in self.folder.glob("armwise.sqlite3*"):
            path.unlink()
        shutil.copy(self.folder / "empty", self._file())

    def ask(self, query: str) -> int:
        if self.server:
            with psycopg.connect(self._address()) as connection:
                return connection.execute(query).fetchone()[0]
        connection = sqlite3.connect(self._file(), timeout=30)
        try:
            return connection.execute(query).fetchone()[0]
        finally:
            connection.close()

    def left(self) -> dict[str, int]:
        return {words: self.ask(query) for words, query in LEFT.items()}


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def wait_for(reached: Callable[[], bool], process: subprocess.Popen) -> None:
    while process.poll() is None and not reached():
        time.sleep(0.01)


def test_killed_load_leaves_no_half_trial(installation: Installation, tmp_path: Path) -> None:
    chance = random.Random(20)
    caught = 0
    for number in range(KILLS):
        installation.empty_again()
        wanted = chance.randrange(1, ALL - 1)
        process = installation.start("load_fixtures")
        wait_for(lambda at_least=wanted: installation.ask(LEFT["trials"]) >= at_least, process)
        time.sleep(chance.random() * 0.2)  # somewhere inside the next file
        process.send_signal(signal.SIGKILL)
        process.communicate()
        left = installation.left()
        assert {words: n for words, n in left.items() if words != "trials" and n} == {}, f"kill {number}"
        caught += wanted <= left["trials"] < ALL
        out = tmp_path / f"files-{number}"
        installation.manage("export_trials", str(out))
        written = sorted(out.glob("*.yaml"))
        assert len(written) == left["trials"]
        assert [path.name for path in written if path.read_bytes() != (FILES / path.name).read_bytes()] == []
    assert caught > KILLS / 2, "most kills hit a load that was under way"
    rest = installation.manage("load_fixtures")
    assert f"{ALL} trials: {ALL - left['trials']} loaded, {left['trials']} unchanged" in rest
    assert installation.left()["trials"] == ALL

"""The suite runs on the database that it was told to, set up as the application sets it up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parent.parent


@pytest.mark.django_db
def test_suite_runs_on_the_database_asked_for(pytestconfig):
    expected = "postgresql" if pytestconfig.getoption("--pg", False) else "sqlite"
    assert connection.vendor == expected


def test_sqlite_file_waits_checks_and_lets_readers_go_on(tmp_path):
    """A file database, as an installation has it: the in-memory one of a test run knows no write-ahead log."""
    script = (
        "import django; django.setup(); from django.db import connection, transaction\n"
        "def ask(name):\n"
        "    with connection.cursor() as c: return c.execute('PRAGMA ' + name).fetchone()[0]\n"
        "print(*map(ask, ('journal_mode', 'foreign_keys', 'busy_timeout', 'synchronous')))\n"
        "with transaction.atomic():\n"
        "    import sqlite3\n"
        "    other = sqlite3.connect(connection.settings_dict['NAME'], timeout=0)\n"
        "    try: other.execute('BEGIN IMMEDIATE'); print('not locked')\n"
        "    except sqlite3.OperationalError as error: print(error)\n"
    )
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'file.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "x",
        "ALLOWED_HOSTS": "x",
    }
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["wal 1 20000 1", "database is locked"], done.stderr

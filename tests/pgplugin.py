"""A throw-away PostgreSQL for a whole test run, xdist included: `python -m pytest -p tests.pgplugin --pg`."""

import atexit
import os
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

import pytest

from tests.postgres import MachineServer, PackagedServer, find_server_programs

# A test server may lose its data, so it need not wait for the disk.
UNSAFE_BUT_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
LOOKS = {"axe", "narrow_page"}  # fixtures of the tests that judge markup and layout alone
#: Fixtures of the tests that meet the database, beside Django's mark; and names in a test's file that show the same.
MEETS = {"db", "transactional_db", "evidence_db", "evidence_server", "live_server"}
NAMES = ("DATABASE_URL", "psycopg")
#: What a browser does to the database stands here; other tests in a browser ask whether a page behaves.
BROWSER, JOURNEYS = "new_page", ("test_journey.py", "_in_a_browser.py")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("postgresql")
    group.addoption("--pg", action="store_true", help="run on a PostgreSQL server that is started for this run")
    group.addoption(
        "--pg-from",
        choices=["auto", "machine", "package"],
        default="auto",
        help="whose server: the machine's own, the one from the Python package, or the first of these that is there",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the server and set DATABASE_URL before the settings are read."""
    options = early_config.known_args_namespace
    if not options.pg or "PYTEST_XDIST_WORKER" in os.environ:  # a worker inherits DATABASE_URL
        return
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="armwise-pg-"))
    folder.chmod(0o755)  # the server may run as another user
    programs = None if options.pg_from == "package" else find_server_programs()
    if programs is None and options.pg_from == "machine":
        raise pytest.UsageError("--pg-from machine: this machine has no folder with initdb, pg_ctl and postgres")
    server = MachineServer(folder, programs) if programs else PackagedServer(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.stop)  # runs before the folder is removed: last registered, first run
    os.environ["DATABASE_URL"] = server.start(UNSAFE_BUT_QUICK)
    early_config.pg_note = f"database: {server.name}, started in {time.monotonic() - started:.1f} s"


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say which server the run uses."""
    return getattr(config, "pg_note", None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what does not meet the database, and what only looks at a page: it was judged with SQLite.

    What the pages say is tested on both databases; looks and behaviour in a browser would be most of a second run.
    """
    if not config.option.pg:
        return
    kept: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        (kept if _meets_the_database(item) else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = kept


def _meets_the_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    if asked & LOOKS or (BROWSER in asked and not item.path.name.endswith(JOURNEYS)):
        return False
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(asked & MEETS) or _names_the_database(item.path)


@cache
def _names_the_database(path: Path) -> bool:
    source = path.read_text(encoding="utf-8")
    return any(name in source for name in NAMES)

"""Threads with connections of their own, and a way to wait until one of them waits for a lock.

SQLite lets one transaction write at a time, so that nothing here can happen there: the tests of this folder are left
out of a run on SQLite, as those that judge looks are left out of one on PostgreSQL (tests/pgplugin.py).
"""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from trials.actions.changes import delete_trials
from trials.models import Trial

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave this folder out where the database is SQLite."""
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        return
    here = [item for item in items if HERE in item.path.parents]
    config.hook.pytest_deselected(items=here)
    items[:] = [item for item in items if item not in here]


@pytest.fixture(autouse=True)
def _no_trials(transactional_db: None) -> None:
    """Begin without the trials of fixtures/, which the first of these tests still finds."""
    delete_trials(trials=Trial.objects.all())


class Worker(threading.Thread):
    """A thread that does one thing on a connection of its own; ``result`` gives what came of it."""

    def __init__(self, does: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.does = does
        self.backend = 0
        self.begun = threading.Event()
        self.value: Any = None
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Do it, and hang up."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '20s'")
                cursor.execute("SELECT pg_backend_pid()")
                (self.backend,) = cursor.fetchone()
            self.begun.set()
            self.value = self.does()
        except BaseException as error:
            self.error = error
        finally:
            self.begun.set()
            connection.close()

    def result(self) -> Any:
        """Wait for the end; raise what was raised."""
        self.join(30)
        assert not self.is_alive(), "the thread does not come to an end"
        if self.error is not None:
            raise self.error
        return self.value

    def stands(self) -> bool:
        """Wait until the thread has ended or waits for somebody's lock; tell whether it waits."""
        assert self.begun.wait(20)
        while self.is_alive():
            with connection.cursor() as cursor:
                cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [self.backend])
                if cursor.fetchone()[0]:
                    return True
            self.join(0.01)
        return False


@pytest.fixture
def at_once() -> Iterator[Callable[[Callable[[], Any]], Worker]]:
    """Start threads; none of them outlives the test."""
    started: list[Worker] = []

    def start(does: Callable[[], Any]) -> Worker:
        started.append(Worker(does))
        return started[-1]

    yield start
    for one in started:
        one.join(30)

"""What one edit costs a process that holds the index, against reading everything: ``python -m benchmarks.edits``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from benchmarks.pages import prepare

ROUNDS = 15


def main() -> None:
    """Print rows and milliseconds at two sizes."""
    with tempfile.TemporaryDirectory() as folder:
        for copies in (0, 80):
            prepare(f"sqlite:///{Path(folder) / f'{copies}.sqlite3'}", copies)
            _report()


def _report() -> None:
    from django.conf import settings
    from django.test import Client

    from trials.models import Arm, Trial
    from trials.search.engine.version import data_version
    from trials.selectors.arm_index import HeldIndex, read_index

    settings.ALLOWED_HOSTS = ["testserver"]
    trials, arms = Trial.objects.count(), Arm.objects.count()
    print(f"\n{trials} trials, {arms} arms, SQLite: rows read, and processor time in ms, median of {ROUNDS}")
    held = HeldIndex()
    _row("version of the data", 1, _times(data_version))
    _row("whole index", *_read(lambda: read_index(data_version())))
    held.at(data_version())
    _row("patch after an edit", *_read(lambda: held.at(data_version()), _edit))
    _row("patch after arms came or went", *_read(lambda: held.at(data_version()), _grow_or_shrink))
    client = Client()
    client.get("/trials/")
    _row("list, nothing changed", None, _times(lambda: client.get("/trials/")))
    _row("list, first after an edit", None, _times(lambda: client.get("/trials/"), _edit))


def _row(name: str, rows: int | None, milliseconds: float) -> None:
    print(f"{name:<32}{'' if rows is None else rows:>8}{milliseconds:10.2f}")


def _times(does: Callable[[], Any], before: Callable[[], Any] = lambda: None) -> float:
    times = []
    for _ in range(ROUNDS):
        before()
        started = process_time()
        does()
        times.append((process_time() - started) * 1000)
    return median(times)


def _read(does: Callable[[], Any], before: Callable[[], Any] = lambda: None) -> tuple[int, float]:
    from tests.search.ten_thousand import rows_read

    before()
    with rows_read() as read:
        does()
    return read.total, _times(does, before)


def _edit() -> None:
    """Another number of participants, as a curator would type it."""
    from trials.actions.derived import rebuild_derived
    from trials.models import Trial

    trial = Trial.objects.get(registry_id="NCT03945487")
    Trial.objects.filter(pk=trial.pk).update(enrolment=(trial.enrolment or 0) % 500 + 1)
    rebuild_derived(trials=[trial])


def _grow_or_shrink() -> None:
    """An arm more, or one less: every arm behind it gets another number."""
    from trials.actions.derived import rebuild_derived
    from trials.models import Arm, Trial

    trial = Trial.objects.get(registry_id="NCT03945487")
    arms = list(Arm.objects.filter(trial=trial).order_by("position"))
    if len(arms) > 2:
        arms[-1].delete()
    else:
        Arm.objects.create(trial=trial, position=len(arms) + 1, label="One more", role="OTHER")
    rebuild_derived(trials=[trial])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    main()

"""What the querysets of the list cost at about 10,000 trials, on both databases: ``python -m benchmarks.querysets``."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

COPIES = 80
ROUNDS = 5
QUERIES = {
    "no filter": "",
    "all arms": "arms=all",
    "3 trial facets": "syndrome=ACLF&status=COMPLETED&status=UNKNOWN&country=China",
    "2 arm facets": "cells=umbilical_cord&route=peripheral_vein",
    "doses at a weight": "dose_min=0.5&dose_max=2&fixed=on&dose_keep=on",
    "not reported": "route=not_reported&days=not_extracted",
    "words": "q=umbilical+cord",
    "by country": "syndrome=ACLF&sort=country",
    "by cells": "arms=all&sort=cells",
    "by comparator": "arms=all&sort=comparator",
    "by route": "arms=all&sort=-route",
}


def main() -> None:
    """Print one table a database; each database is measured in a process of its own."""
    if len(sys.argv) > 1:
        with _database(sys.argv[1]) as url:
            _measure(url)
        return
    for vendor in ("sqlite", "postgresql"):
        if os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-m", "benchmarks.querysets", vendor]):
            raise SystemExit(1)


@contextmanager
def _database(vendor: str) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="armwise-bench-"))
    folder.chmod(0o755)  # the server may run as another user
    try:
        if vendor == "sqlite":
            yield f"sqlite:///{folder / 'bench.sqlite3'}"
            return
        from tests.postgres import MachineServer, PackagedServer, find_server_programs

        programs = find_server_programs()
        server = MachineServer(folder, programs) if programs else PackagedServer(folder)
        try:
            yield server.start({"fsync": "off"})
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(url: str) -> None:
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    import django

    django.setup()
    from django.db import connection
    from django.http import QueryDict

    from benchmarks import data
    from trials.search.list_page.state import read_request
    from trials.selectors.arm_list import list_page
    from trials.selectors.found import found_arms, found_trials

    trials = data.load(COPIES)
    print(f"\n{trials} trials, {connection.vendor}: median of {ROUNDS}, ms")
    print(f"{'':<19}{'arms':>8}{'queryset':>10}{'trials':>8}{'queryset':>10}{'page':>8}")
    list_page(read_request(QueryDict("")))  # reads the index
    for name, query in QUERIES.items():
        asked = read_request(QueryDict(query))
        arms, arms_ms = _timed(lambda asked=asked: list(found_arms(asked).values_list("pk", flat=True)))
        found, trials_ms = _timed(lambda asked=asked: list(found_trials(asked).values_list("pk", flat=True)))
        page, page_ms = _timed(lambda asked=asked: list_page(asked))
        if (page.arm_count, page.trial_count) != (len(arms), len(found)):
            raise SystemExit(f"{name}: the page has {page.arm_count} arms, the queryset {len(arms)}")
        print(f"{name:<19}{len(arms):>8}{arms_ms:>10.0f}{len(found):>8}{trials_ms:>10.0f}{page_ms:>8.1f}")
    print("What is read whole, without an index:")
    for name, query in QUERIES.items():
        whole = _scanned(found_arms(read_request(QueryDict(query))).explain())
        print(f"  {name:<17}{', '.join(whole) or 'nothing'}")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    found, taken = work(), []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        found = work()
        taken.append((time.perf_counter() - begin) * 1000)
    return found, statistics.median(taken)


def _scanned(plan: str) -> list[str]:
    """Name the tables that a plan reads row by row ("SCAN x" in SQLite, "Seq Scan on x" in PostgreSQL)."""
    found = []
    for line in plan.splitlines():
        words = line.replace("Seq Scan on", "SCAN").replace("Parallel", "").split()
        if "SCAN" in words and "INDEX" not in words:
            found.append(words[words.index("SCAN") + 1])
    return list(dict.fromkeys(found))


if __name__ == "__main__":
    main()

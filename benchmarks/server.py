"""A gunicorn of the application for measuring, and requests in turn."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles


@contextmanager
def serving(database_url: str) -> Iterator[int]:
    """Serve the application on a free port of this machine; yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    command = [sys.executable, "-m", "gunicorn", "-w", "1", "--threads", "1", "--no-control-socket"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "config.wsgi:application"]
    server = subprocess.Popen(command, env=environment)
    try:
        for _ in range(100):
            try:
                fetch(port, "/benchmark/empty")
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)


def fetch(port: int, path: str, known: str = "") -> tuple[float, str]:
    """Fetch a page over a new connection; return the seconds it took and its tag.

    With ``known``, the tag of an earlier answer, the page must be unchanged. Any other status is an error.
    """
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"If-None-Match": known} if known else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != (304 if known else 200):
        raise RuntimeError(f"{path}: {answer.status}")
    return time.perf_counter() - started, answer.getheader("ETag", "")


def in_turn(
    port: int, paths: dict[str, str], unchanged: tuple[str, ...] = (), rounds: int = 30
) -> dict[str, tuple[float, float]]:
    """Fetch the pages one after the other, so many rounds; return median and 95th percentile in ms by name.

    Pages named in ``unchanged`` are asked for as a browser does that has them already.
    """
    tags = {name: fetch(port, path)[1] for name, path in paths.items()}
    times: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(rounds):
        for name, path in paths.items():
            times[name].append(fetch(port, path, tags[name] if name in unchanged else "")[0] * 1000)
    return {name: (median(seen), quantiles(seen, n=20)[-1]) for name, seen in times.items()}

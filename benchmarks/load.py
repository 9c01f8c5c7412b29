"""Fifty people for a minute: ``python -m benchmarks.load [--people 50] [--seconds 60] [--pg]``.

The site is served as `make run` serves it. First one person alone opens list, filtered list, comparison and a trial's
page in turn, for a quarter of the time; then all at once. Printed are pages a second, the 95th percentile against the
single person's, errors, and the memory of the workers before and after. Half-way the server is told to replace its
workers (SIGHUP).
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import quantiles

from benchmarks.behind_proxy import free_port
from benchmarks.lost_edits import ROOT, HttpBrowser, database

PAGES = (
    "/", "/trials/", "/trials/?syndrome=ACLF&route=peripheral_vein", "/trials/?q=umbilical&sort=-dose",
    "/compare/?trial=NCT01724398&trial=NCT03668171&trial=NCT02812121", "/trials/NCT03668171/", "/trials/NCT01724398/",
)  # fmt: skip


def visit(port: int, seconds: float, times: list[float], errors: list[str], seed: int) -> None:
    """Open pages one after the other until the time is over."""
    browser, chance, until = HttpBrowser(port), random.Random(seed), time.monotonic() + seconds
    while time.monotonic() < until:
        page, started = chance.choice(PAGES), time.monotonic()
        try:
            status, _ = browser.ask("GET", page)
        except OSError as error:
            errors.append(f"{page}: {error}")
            continue
        times.append(time.monotonic() - started)
        if status != 200:
            errors.append(f"{page}: {status}")


def memory(pid: int) -> int:
    """Return the resident memory of a process and its children in MB."""
    found = 0
    for one in Path("/proc").glob("[0-9]*"):
        try:
            fields = dict(
                line.split(":", 1) for line in (one / "status").read_text(errors="replace").splitlines() if ":" in line
            )
        except OSError:
            continue
        if one.name == str(pid) or fields.get("PPid", "").strip() == str(pid):
            found += int(fields.get("VmRSS", "0 kB").split()[0])
    return found // 1024


def main() -> None:
    """Serve, visit, print; the exit status is 1 where any page failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pg", action="store_true", help="on a PostgreSQL server that is started for it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(Path(folder), asked.pg) as url:
        port = free_port()
        environment = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "DEBUG")}
        environment |= {"DATABASE_URL": url, "SECRET_KEY": "k" * 64, "ALLOWED_HOSTS": "127.0.0.1", "HTTPS_ONLY": "off"}
        with tempfile.TemporaryDirectory() as var:
            environment |= {"VAR_DIR": var, "PORT": str(port)}
            for words in (["migrate", "-v0"], ["load_fixtures", "-v0"], ["collectstatic", "--noinput", "-v0"]):
                subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)
            command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
            with (Path(var) / "log").open("wb") as log:
                server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            try:
                _measure(server.pid, port, asked.people, asked.seconds, "PostgreSQL" if asked.pg else "SQLite")
            finally:
                server.terminate()
                server.wait(timeout=30)


def _measure(pid: int, port: int, people: int, seconds: float, name: str) -> None:
    for _ in range(300):
        try:
            HttpBrowser(port).get("/readyz")
            break
        except OSError:
            time.sleep(0.1)
    errors: list[str] = []
    alone: list[float] = []
    visit(port, seconds / 4, alone, errors, 0)
    before = memory(pid)
    times: list[float] = []
    threads = [threading.Thread(target=visit, args=(port, seconds, times, errors, one)) for one in range(people)]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 2)
    os.kill(pid, signal.SIGHUP)  # new workers take the place of the old ones; nobody may notice
    for thread in threads:
        thread.join()
    single, many = quantiles(alone, n=20)[-1], quantiles(times, n=20)[-1]
    print(
        f"{name}: {people} people, {seconds:.0f} s: {len(times) / seconds:.0f} pages a second, 95th percentile "
        f"{many * 1000:.0f} ms, {many / single:.0f} x the {single * 1000:.0f} ms of one person alone, "
        f"{len(errors)} errors, memory {before} MB before and {memory(pid)} MB after"
    )
    for one in errors[:10]:
        print("  ", one)
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()

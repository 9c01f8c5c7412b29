"""A full disk and a database that goes away, under a running site: ``make try-outages``.

A file system of a few megabytes is mounted for the database (this needs root; without it the part says that it was not
run) and filled to the last byte while people log in and curators save. A PostgreSQL server is stopped and started under
the site. Each line says what was asked and what was answered; the exit status is 1 when any is not as it must be.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.behind_proxy import free_port
from benchmarks.lost_edits import PASSWORD, ROOT, TRIAL, HttpBrowser
from tests.admin.forms import form_data
from tests.postgres import MachineServer, find_server_programs

#: Room on the file system, in MB, for a database with one trial.
ROOM = {"sqlite": 12, "postgresql": 120}
FAILED: list[str] = []


def tell(what: str, expected: object, found: object) -> None:
    """Print one line, and remember what is not as expected."""
    well = found == expected
    print(f"{'ok  ' if well else 'FAIL'}  {what}: {found}" + ("" if well else f", expected {expected}"))
    if not well:
        FAILED.append(what)


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """Mount a file system of that size; None where that is not allowed."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], capture_output=True, check=False
        )
        if done.returncode:
            yield None
            return
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=False)


def fill(disk: Path) -> Path:
    """Fill a file system to the last byte; return the file to delete."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        size = 1024 * 1024
        while size:
            try:
                file.write(b"\0" * size)
            except OSError:
                size //= 2
    return ballast


@contextmanager
def site(url: str) -> Iterator[HttpBrowser]:
    """Serve a site with one trial and a curator on a database."""
    with ExitStack() as stack:
        yield stack.enter_context(_served(url, stack))


@contextmanager
def _served(url: str, stack: ExitStack) -> Iterator[HttpBrowser]:
    port = free_port()
    var = stack.enter_context(tempfile.TemporaryDirectory())
    environment = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "DEBUG")}
    environment |= {"DATABASE_URL": url, "SECRET_KEY": "k" * 64, "VAR_DIR": var, "HTTPS_ONLY": "off"}
    environment["ALLOWED_HOSTS"] = "127.0.0.1"
    make = (
        "from django.contrib.auth.models import Group, User\n"
        f"one = User.objects.create_user('mira', password={PASSWORD!r}, is_staff=True)\n"
        "one.groups.add(Group.objects.get(name='Curator'))\n"
    )
    for words in (
        ["migrate", "-v0"],
        ["loaddata", "-v0", str(ROOT / "fixtures" / "trials" / f"{TRIAL}.yaml")],
        ["shell", "-v0", "-c", make],
        ["collectstatic", "--noinput", "-v0"],
    ):
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [*command, "--log-level", "critical", "config.wsgi"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        browser = HttpBrowser(port)
        for _ in range(300):
            try:
                browser.get("/readyz")
                break
            except OSError:
                time.sleep(0.1)
        yield browser
    finally:
        server.terminate()
        server.wait(timeout=20)


def health(browser: HttpBrowser, page: str = "/healthz") -> str | None:
    """Return the problem that the site names."""
    problem = json.loads(browser.get(page))["problem"]
    return None if problem is None else str(problem)


def page_of_trial(browser: HttpBrowser) -> tuple[str, dict[str, list[str]]]:
    """Open the trial in the admin."""
    listed = browser.get("/admin/trials/trial/")
    found = re.search(r'href="(/admin/trials/trial/\d+/change/)', listed)
    if found is None:
        raise RuntimeError("the admin lists no trial")
    return found[1], form_data(browser.get(found[1]))


def full_disk(kind: str) -> None:
    """Fill the disk of the database, ask, make room, ask again."""
    with small_disk(ROOM[kind]) as disk, ExitStack() as stack:
        if disk is None:
            print(f"      {kind}, full disk: not run, a file system cannot be mounted here")
            return
        if kind == "sqlite":
            url = f"sqlite:///{disk / 'site.sqlite3'}"
        else:
            programs = find_server_programs()
            if programs is None:
                print("      postgresql, full disk: not run, this machine has no server of its own")
                return
            disk.chmod(0o755)
            server = MachineServer(disk, programs)
            url = server.start({"fsync": "off", "min_wal_size": "32MB", "max_wal_size": "48MB", "autovacuum": "off"})
            stack.callback(server.stop)
        browser = stack.enter_context(site(url))
        browser.log_in("mira")
        path, page = page_of_trial(browser)
        before = page["enrolment"][0]
        large = page | {"why_stopped": "x" * 400_000, "enrolment": "7", "_continue": "1"}
        ballast = fill(disk)
        print(f"      {kind}: the disk is full to the last byte")
        statuses = [browser.post(path, large)[0] for _ in range(3)]
        tell(f"{kind}: three saves of 400 kB", [503, 503, 503], statuses)
        text = browser.post(path, large)[1]
        tell(f"{kind}: the page says why", True, "no room left" in text)
        visitor = HttpBrowser(browser.port)
        tell(f"{kind}: the trial is read", True, TRIAL in visitor.get(f"/trials/{TRIAL}/"))
        tell(f"{kind}: /readyz", None, health(visitor, "/readyz"))
        time.sleep(31)  # an answer that was well holds for half a minute
        print(f"      {kind}: /healthz says: {health(visitor)}")
        ballast.unlink()
        time.sleep(4)
        tell(f"{kind}: with room again /healthz", None, health(visitor))
        path, page = page_of_trial(browser)
        tell(f"{kind}: nothing half written", before, page["enrolment"][0])
        tell(f"{kind}: the save is stored now", 302, browser.post(path, page | {"enrolment": "7"})[0])


def database_away() -> None:
    """Stop PostgreSQL under the site, and start it again."""
    programs = find_server_programs()
    if programs is None:
        print("      database away: not run, this machine has no server of its own")
        return
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        Path(folder).chmod(0o755)
        server = MachineServer(Path(folder), programs)
        url = server.start({"fsync": "off"})
        stack.callback(server.stop)
        browser = stack.enter_context(site(url))
        tell("before: the trial", True, TRIAL in browser.get(f"/trials/{TRIAL}/"))
        server.stop()
        status, text = browser.ask("GET", "/trials/?q=liver")
        tell("database away: a page", (503, True), (status, "does not answer" in text))
        tell("database away: /healthz", "the database does not answer", health(browser))
        tell("database away: /readyz", "the database does not answer", health(browser, "/readyz"))
        server._run("pg_ctl", "-D", str(server.data), "-l", str(server.folder / "server.log"), "-w", "-o",
                    f"-k {server.folder} -c listen_addresses=", "start")  # fmt: skip
        started = time.monotonic()
        while browser.ask("GET", "/trials/?q=liver")[0] != 200 and time.monotonic() - started < 20:
            time.sleep(0.1)
        tell("database back: a page, without a restart", True, time.monotonic() - started < 20)
        print(f"      first page {time.monotonic() - started:.1f} s after it was back")


def main() -> None:
    """Try all three."""
    full_disk("sqlite")
    full_disk("postgresql")
    database_away()
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()

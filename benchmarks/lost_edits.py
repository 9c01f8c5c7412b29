"""Curators who edit one trial at the same time, over HTTP: ``python -m benchmarks.lost_edits [--edits 1000] [--pg]``.

Each curator opens the trial's page in the admin, types a value and sends the page, again and again: every second time
in a field of their own, else in one that all change. Half of the pages are sent only after somebody else's were stored
(the gap is forced). Where the page says that a value clashed, the curator opens it anew.

An edit is lost when it was accepted and nobody saw it before it was gone. All accepted edits of a field must therefore
be one chain: each was typed over the value that the one before it had left. The history is right when each accepted
edit is a claim in the name of who sent it. The exit status is 1 where any is lost or misfiled.
"""

from __future__ import annotations

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from tests.admin.forms import form_data

ROOT = Path(__file__).parent.parent
TRIAL = "NCT07198854"
PASSWORD = "the right one, and long"
SHARED = "enrolment"
OWN = ("acronym", "official_title", "sponsor", "arms-0-label")
#: How long somebody waits for another's edit before the page is sent all the same.
GAP_SECONDS = 3


class Browser(Protocol):
    """What a curator needs of a browser."""

    def get(self, path: str) -> str:
        """Return the text of a page."""

    def post(self, path: str, data: dict[str, list[str] | str]) -> tuple[int, str]:
        """Send a form; return status and text."""


@dataclass(frozen=True)
class Edit:
    """An accepted edit: by whom, of which field, over which value."""

    by: str
    field: str
    seen: str
    typed: str


@dataclass
class Desk:
    """What all curators share: the edits left to do, and those that were accepted."""

    left: int
    accepted: list[Edit] = field(default_factory=list)
    clashes: int = 0
    merged: int = 0
    busy: int = 0
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> int | None:
        """Return the number of the next edit, None when all are done."""
        with self.lock:
            self.left -= 1
            return self.left if self.left >= 0 else None


def work(desk: Desk, browser: Browser, name: str, own: str, path: str) -> None:
    """Edit until nothing is left to do."""
    place = OWN.index(own)
    while (number := desk.take()) is not None:
        target = own if number % 2 else SHARED
        while True:
            page = form_data(browser.get(path))
            typed = str(1000 + number * 10 + place) if target == SHARED else f"{name} {number}"
            before = len(desk.accepted)
            if number % 4 < 2:
                _wait_for_another(desk, before)
            status, text = browser.post(path, page | {target: typed, "_continue": "1"})
            while status == 503:  # too many at once: the page asks to send it again, and so does a person
                desk.busy += 1
                time.sleep(1)
                status, text = browser.post(path, page | {target: typed, "_continue": "1"})
            if status == 302:
                with desk.lock:
                    desk.merged += len(desk.accepted) > before
                    desk.accepted.append(Edit(name, target, page[target][0], typed))
                break
            if status != 200 or "somebody else changed" not in text:
                desk.failed.append(f"{name}, edit {number}: {status} {text[:200]}")
                break
            desk.clashes += 1


def _wait_for_another(desk: Desk, before: int) -> None:
    until = time.monotonic() + GAP_SECONDS
    while len(desk.accepted) == before and time.monotonic() < until and desk.left > 0:
        time.sleep(0.01)


def lost_edits(accepted: list[Edit], first: dict[str, str], last: dict[str, str]) -> list[Edit]:
    """Return the accepted edits that are no link of the chain from the first to the last value of their field."""
    lost = []
    for name in {edit.field for edit in accepted}:
        edits = {edit.seen: edit for edit in accepted if edit.field == name}
        value, seen = first[name], set()
        while value in edits and value not in seen:
            seen.add(value)
            value = edits[value].typed
        chain = {edits[one] for one in seen}
        lost += [edit for edit in accepted if edit.field == name and (edit not in chain or value != last[name])]
    return lost


class HttpBrowser:
    """A browser that keeps its cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """Return status and text of an answer; cookies are kept."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text

    def get(self, path: str) -> str:
        """Return the text of a page."""
        return self.ask("GET", path)[1]

    def post(self, path: str, data: dict[str, list[str] | str]) -> tuple[int, str]:
        """Send a form with the token of its page."""
        return self.ask("POST", path, urlencode(data, doseq=True))

    def log_in(self, name: str) -> None:
        """Log in. Raises RuntimeError when the door stays shut."""
        page = form_data(self.get("/admin/login/"))
        status, _ = self.post("/admin/login/", page | {"username": name, "password": PASSWORD})
        if status != 302:
            raise RuntimeError(f"{name} cannot log in: {status}")


@contextmanager
def database(folder: Path, postgresql: bool) -> Iterator[str]:
    """Give the address of an empty database in a folder."""
    if not postgresql:
        yield f"sqlite:///{folder / 'edits.sqlite3'}"
        return
    from tests.postgres import MachineServer, PackagedServer, find_server_programs

    programs = find_server_programs()
    server = MachineServer(folder, programs) if programs else PackagedServer(folder)
    try:
        yield server.start({"fsync": "off"})
    finally:
        server.stop()


def _set_up(url: str) -> tuple[str, list[str]]:
    """Fill the database with one trial and four curators; return the address of its page, and their names."""
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    import django

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command

    from trials.models import Trial

    call_command("migrate", verbosity=0)
    call_command("loaddata", ROOT / "fixtures" / "trials" / f"{TRIAL}.yaml", verbosity=0)
    names = [f"curator{number}" for number in range(1, len(OWN) + 1)]
    for name in names:
        person = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        person.groups.add(Group.objects.get(name="Curator"))
    return f"/admin/trials/trial/{Trial.objects.get(registry_id=TRIAL).pk}/change/", names


def _misfiled(accepted: list[Edit], path_of: Callable[[str], str]) -> list[Edit]:
    from trials.models import Claim

    filed = {(claim.path, str(claim.value)): claim.by for claim in Claim.objects.filter(method="curator")}
    return [
        edit
        for edit in accepted
        if str(getattr(filed.get((path_of(edit.field), edit.typed)), "username", "")) != edit.by
    ]


def _path_of(name: str) -> str:
    from trials.models import Arm

    if name.startswith("arms-0-"):
        return f"arms/{Arm.objects.get(trial__registry_id=TRIAL, position=1).key}/{name.removeprefix('arms-0-')}"
    return name


def main() -> None:
    """Run, print the counts, and end with 1 where an edit was lost, misfiled or failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--pg", action="store_true", help="on a PostgreSQL server that is started for it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(Path(folder), asked.pg) as url:
        Path(folder).chmod(0o755)
        path, names = _set_up(url)
        with _gunicorn() as port:
            browsers = {name: HttpBrowser(port) for name in names}
            for name, browser in browsers.items():
                browser.log_in(name)
            first = {name: texts[0] for name, texts in form_data(browsers[names[0]].get(path)).items()}
            desk = Desk(asked.edits)
            started = time.monotonic()
            threads = [
                threading.Thread(target=work, args=(desk, browsers[name], name, own, path))
                for name, own in zip(names, OWN, strict=True)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            seconds = time.monotonic() - started
            last = {name: texts[0] for name, texts in form_data(browsers[names[0]].get(path)).items()}
        lost = lost_edits(desk.accepted, first, last)
        misfiled = _misfiled(desk.accepted, _path_of)
    print(
        f"{'PostgreSQL' if asked.pg else 'SQLite'}: {len(desk.accepted)} edits accepted by {len(names)} curators in "
        f"{seconds:.0f} s, {desk.merged} of them on a page that was overtaken, {desk.clashes} clashes shown, "
        f"{desk.busy} times too busy, "
        f"{len(lost)} lost, {len(misfiled)} in a wrong name, {len(desk.failed)} failed"
    )
    for one in (*lost, *misfiled, *desk.failed):
        print("  ", one)
    sys.exit(1 if lost or misfiled or desk.failed else 0)


@contextmanager
def _gunicorn() -> Iterator[int]:
    from benchmarks.behind_proxy import free_port

    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--log-level", "warning", "config.wsgi"], cwd=ROOT)
    try:
        for _ in range(200):
            try:
                HttpBrowser(port).get("/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()

"""The application as people start it: `make run` from the tables to the page, under gunicorn, with its own settings."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import psycopg
import pytest
from psycopg import sql

pytestmark = pytest.mark.xdist_group("server")  # one worker starts it once for all

ROOT = Path(__file__).parent.parent
OWN_SETTINGS = ("SECRET_KEY", "ALLOWED_HOSTS", "HTTPS_ONLY", "DEBUG", "DJANGO_SETTINGS_MODULE", "FIXTURES")
# Under `make test` these would make the started `make` one of its parts, which says so in lines of its own.
OF_AN_OUTER_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(address: str, **headers: str):
    """Return the answer, whatever its status, or None while nobody answers."""
    try:
        return urlopen(Request(address, headers=headers), timeout=10)
    except HTTPError as error:
        return error
    except URLError:
        return None


def new_database(url: str, name: str) -> str:
    """Make an empty database on the server of a PostgreSQL address and return the new one's address."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return url.rpartition("/")[0] + "/" + name


def wait_until_healthy(address: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        response = answer(f"{address}/healthz")
        if response is not None and response.status == 200:
            return
        time.sleep(0.2)
    pytest.fail(f"the server did not become healthy:\n{log.read_text()}")


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> tuple[dict[str, str], Path, str]:
    """The environment, the data folder and the address of a new installation beside the one of this copy."""
    folder = tmp_path_factory.mktemp("installation")
    port = str(free_port())
    environment = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS + OF_AN_OUTER_MAKE}
    if "DATABASE_URL" in environment:
        environment["DATABASE_URL"] = new_database(environment["DATABASE_URL"], f"installation_{port}")
    return environment | {"VAR_DIR": str(folder), "PORT": port}, folder, f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def server(installation) -> Iterator[str]:
    """Start it as a newcomer does."""
    environment, folder, address = installation
    log = folder / "run.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "run"], cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        wait_until_healthy(address, process, log)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def test_make_run_says_what_it_does_in_one_line_a_step(server, installation):
    lines = (installation[1] / "run.log").read_text().splitlines()
    assert [line.partition(" ")[0] for line in lines[:5]] == ["1/5", "2/5", "3/5", "4/5", "5/5"]
    assert re.fullmatch(r"4/5 Trials: (\d+) trials: \1 loaded, 0 unchanged; derived figures: up to date", lines[3])
    assert server in lines[4]


def test_make_run_keeps_its_key_to_itself(server, installation):
    key = installation[1] / "secret-key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_text().strip()) >= 64


def test_login_page_loads_compressed_files_with_lasting_names(server):
    page = answer(f"{server}/admin/login/")
    assert page.status == 200
    sheet = re.search(r'href="(/static/admin/css/base\.[0-9a-f]{12}\.css)"', page.read().decode())
    assert sheet is not None
    response = answer(f"{server}{sheet.group(1)}", **{"Accept-Encoding": "br"})
    assert response.status == 200
    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Access-Control-Allow-Origin"] is None


def test_page_that_does_not_exist_shows_no_debugging(server):
    response = answer(f"{server}/no-such-page")
    assert response.status == 404
    assert "URLconf" not in response.read().decode()


def test_second_start_on_a_taken_port_says_so(server, installation):
    done = subprocess.run(["make", "run"], cwd=ROOT, env=installation[0], capture_output=True, text=True)
    assert done.returncode != 0
    assert "make run PORT=" in done.stderr

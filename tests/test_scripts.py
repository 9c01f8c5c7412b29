"""The scripts behind `make`: what they print, and what they leave out until it matters."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: Parts of the site that benchmarks serve, which need the settings that they are part of.
NOT_STARTED = {"__init__", "urls", "settings", "data"}
#: Stands in for .venv/bin/python: pip complains about an index as pip does, everything else is Python's.
PYTHON = """#!/bin/sh
if [ "$1 $2" = "-m pip" ]; then
    for place in one two three; do
        echo "WARNING: Location 'file:///somewhere/$place/' is ignored: it is neither a file nor a directory." >&2
    done
    [ -z "$PIP_FAILS" ] || echo "ERROR: no matching distribution found for django" >&2
    exit ${PIP_FAILS:-0}
fi
exec %s "$@"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project with what the script of installation needs."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/install.sh", tmp_path / "scripts")
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON % sys.executable)
    python.chmod(0o755)
    return tmp_path


def install(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [folder / "scripts/install.sh"]
    return subprocess.run(command, env=os.environ | more, capture_output=True, text=True, check=False)


def test_installation_is_one_line_and_the_warnings_of_an_index_stay_in_its_log(copy):
    done = install(copy)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert line.startswith("Packages: installing what is pinned") and line.endswith("done")
    assert (copy / ".venv/install.log").read_text().count("WARNING") == 3


def test_second_installation_has_nothing_to_do(copy):
    install(copy)
    done = install(copy)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Packages: installed already\n", "")


def test_installation_that_fails_shows_what_pip_said_and_is_tried_again(copy):
    done = install(copy, PIP_FAILS="1")
    assert done.returncode == 1
    assert "no matching distribution" in done.stderr and "install.log" in done.stderr
    assert install(copy).stdout.endswith("done\n")


def test_scripts_that_make_calls_can_be_run():
    called = set(re.findall(r"(?<!\. )scripts/[a-z-]+\.sh", (ROOT / "Makefile").read_text())) - {"scripts/local-env.sh"}
    assert called
    assert [name for name in sorted(called) if not os.access(ROOT / name, os.X_OK)] == []


def test_benchmarks_start_without_settings():
    names = [f"benchmarks.{path.stem}" for path in (ROOT / "benchmarks").glob("*.py") if path.stem not in NOT_STARTED]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    done = subprocess.run(
        [sys.executable, "-c", code, *names], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr

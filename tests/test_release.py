"""The release that pages and exports name is the one that the project declares."""

import tomllib
from pathlib import Path

from trials.release import RELEASE

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def test_release_is_that_of_the_project():
    assert tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"] == RELEASE

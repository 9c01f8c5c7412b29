"""What citations name: the release that the project declares, and the version of the data that the files are."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from scripts.data_version import digest_line
from trials.release import DATA_VERSION, RELEASE, edition

ROOT = Path(__file__).parent.parent
CHANGES = (ROOT / "fixtures/CHANGES.md").read_text(encoding="utf-8")
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def sections(text):
    """Return heading -> what stands below it, newest first."""
    parts = re.split(r"^## \[([^\]]+)\].*$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))


def test_release_is_that_of_the_project_and_of_the_citation():
    assert project()["project"]["version"] == RELEASE == CITATION["version"]


def test_version_of_the_data_is_the_newest_of_its_list_and_that_of_the_citation():
    versions = [heading for heading in sections(CHANGES) if heading != "Unreleased"]
    data = CITATION["references"][0]
    assert versions == sorted(versions, reverse=True)
    assert versions[0] == DATA_VERSION.removesuffix("+") == data["version"] == data["date-released"]


def complaints(data_version, text, line):
    """Return what is wrong with a version of the data. ``line``: what the files at hand are."""
    below = sections(text)
    fixed = below[data_version.removesuffix("+")].partition("\n")[0]
    if data_version.endswith("+"):
        return [] if below.get("Unreleased") else ["say under Unreleased what has changed since"]
    wrong = ["nothing may be unreleased"] if below.get("Unreleased") else []
    return wrong if line == fixed else [*wrong, f"the files are not this version but: {line}"]


def test_files_are_the_version_of_the_data_that_citations_name():
    assert complaints(DATA_VERSION, CHANGES, digest_line()) == []


@pytest.mark.parametrize(
    ("version", "unreleased", "line", "wrong"),
    [
        pytest.param("2026-11-30", "", "2 trials, SHA-256 `a`", 0, id="fixed"),
        pytest.param("2026-11-30", "", "2 trials, SHA-256 `b`", 1, id="changed-without-a-word"),
        pytest.param("2026-11-30", "- A dose.", "2 trials, SHA-256 `a`", 1, id="said-but-not-marked"),
        pytest.param("2026-11-30+", "- A dose.", "2 trials, SHA-256 `b`", 0, id="changed-since"),
        pytest.param("2026-11-30+", "", "2 trials, SHA-256 `b`", 1, id="marked-but-not-said"),
    ],
)
def test_a_changed_file_needs_its_mark_and_its_line(version, unreleased, line, wrong):
    text = f"## [Unreleased]\n{unreleased}\n\n## [2026-11-30]\n2 trials, SHA-256 `a`\n\n- First.\n"
    assert len(complaints(version, text, line)) == wrong


def test_digest_tells_files_apart(tmp_path):
    (tmp_path / "A.yaml").write_text("dose: 1\n")
    (tmp_path / "B.yaml").write_text("dose: 2\n")
    before = digest_line(tmp_path)
    (tmp_path / "B.yaml").rename(tmp_path / "C.yaml")
    renamed = digest_line(tmp_path)
    (tmp_path / "C.yaml").write_text("dose: 3\n")
    assert before.startswith("2 trials, ")
    assert len({before, renamed, digest_line(tmp_path)}) == 3


def test_edition_says_whether_the_data_have_changed_since():
    assert edition("0.2.0", "2026-11-30") == "release 0.2.0, data of 30 Nov 2026"
    assert edition("0.2.0", "2026-11-30+") == "release 0.2.0, data of 30 Nov 2026 and later changes"


def test_citation_file_has_what_the_format_asks_for():
    # Of the schema of version 1.2.0: what is required, and what we rest on.
    assert {"cff-version", "message", "title", "authors", "version", "license", "references"} <= CITATION.keys()
    assert CITATION["cff-version"] == "1.2.0"
    for work in (CITATION, *CITATION["references"]):
        assert work["title"] and all(author["name"] for author in work["authors"])
    assert (CITATION["type"], CITATION["license"]) == ("software", project()["project"]["license"])
    assert (CITATION["references"][0]["type"], CITATION["references"][0]["license"]) == ("data", "CC-BY-4.0")
    assert "CC BY 4.0" in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")


def test_editable_install_finds_the_packages_and_what_they_need():
    tables = project()
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert {name.removesuffix("*") for name in tables["tool"]["setuptools"]["packages"]["find"]["include"]} == packages
    assert tables["project"]["dynamic"] == ["dependencies"]
    assert tables["tool"]["setuptools"]["dynamic"] == {"dependencies": {"file": ["requirements.in"]}}
    assert tables["build-system"]["build-backend"] == "setuptools.build_meta"

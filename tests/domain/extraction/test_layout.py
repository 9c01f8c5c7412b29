"""The readers stand in sub-packages, and each is used by its door alone."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EXTRACTION = ROOT / "trials" / "domain" / "extraction"
NAME = "trials.domain.extraction."
READERS = sorted(path.parent.name for path in EXTRACTION.glob("*/__init__.py"))


@cache
def inner_imports(path):
    """Return what a file imports from inside a reader, past the reader's door."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found += [name.removeprefix(NAME) for name in names if name.startswith(NAME) and name.count(".") > 3]
    return found


def test_the_folder_holds_sub_packages_only():
    assert {path.name for path in EXTRACTION.glob("*.py")} == {"__init__.py", "__main__.py"}
    assert len(READERS) > 8


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_is_used_by_its_door(reader):
    outside = [path for path in (ROOT / "trials").rglob("*.py") if EXTRACTION / reader not in path.parents]
    past = {path.name: name for path in outside for name in inner_imports(path) if name.startswith(f"{reader}.")}
    assert past == {}


@pytest.mark.parametrize("reader", READERS)
def test_a_door_says_what_it_exports(reader):
    door = ast.parse((EXTRACTION / reader / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(door)
    assert any(isinstance(node, ast.Assign) and node.targets[0].id == "__all__" for node in door.body)

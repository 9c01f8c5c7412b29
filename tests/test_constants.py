"""A number with a source stands once: no second copy in code or templates."""

import ast
import re
from pathlib import Path

import pytest

from trials.domain.vocabulary.definitions import liver_failure_definitions

ROOT = Path(__file__).parent.parent
HOME = ROOT / "trials/domain/vocabulary/units.py"
FACTORS = {"17.1", "88.4", "8.84"}
#: Figures by which a definition is told, in both units. 40 % and 1.5 are figures of much else as well.
FIGURES = {f"{one.canonical.normalize():f}" for each in liver_failure_definitions() for one in each.liver} - FACTORS


def numbers_in_code(path: Path) -> set[str]:
    """Return the numbers of a module: literals, and texts that are nothing but a number; docstrings tell examples."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and not isinstance(node.value, bool | bytes):
            text = str(node.value)
            found |= {text} if re.fullmatch(r"\d+(\.\d+)?", text) else set()
    return found


def numbers_in_template(path: Path) -> set[str]:
    """Return every number that a template prints by itself."""
    return set(re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", path.read_text(encoding="utf-8")))


def copies(numbers: set[str]) -> list[str]:
    code = [path for path in (ROOT / "trials").rglob("*.py") if path != HOME and "migrations" not in path.parts]
    pages = list((ROOT / "templates").rglob("*.html"))
    found = [(path, numbers_in_code(path)) for path in code] + [(path, numbers_in_template(path)) for path in pages]
    return [f"{path.relative_to(ROOT)}: {', '.join(sorted(held & numbers))}" for path, held in found if held & numbers]


def test_factors_between_units_stand_once():
    assert {"17.1", "88.4"} <= numbers_in_code(HOME)
    assert copies(FACTORS) == []


@pytest.mark.parametrize("figure", sorted(FIGURES))
def test_figures_of_definitions_stand_in_the_data_file_alone(figure):
    found = [line for line in copies({figure}) if line.partition(":")[0].endswith(".py")]
    assert found == []


def test_definitions_are_told_by_four_figures():
    assert {"85.5", "205.2", "171"} <= FIGURES

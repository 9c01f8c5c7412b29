"""The glossary explains the words of the house."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Words that a newcomer would not guess. Whichever of them names a class or a module has its line in the glossary.
HOUSE_WORDS = """
    bitset cell chip claim column contest decision delivered detail discrepancy edition evidence facet figure kin lane
    mark moves panel path plan reading rival row silence slot snapshot span standing state summary term tick told tray
    twin witness
""".split()


@cache
def names():
    """Return the names of all classes and of all modules of the application."""
    classes, modules = set(), set()
    for path in (ROOT / "trials").rglob("*.py"):
        modules.add(path.stem)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return classes, modules


def explained():
    """Return the words in the first column of the glossary's tables: "tick, tray" explains two."""
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
    return {word.strip().lower() for cell in cells for word in re.split(r",| \(| of the | of an ", cell)}


def unexplained(words, classes, modules, known):
    """Return the words that name a class or a module and that the glossary leaves out."""
    parts = {part.lower() for name in classes for part in re.findall(r"[A-Z][a-z]+", name)}
    parts |= {part for name in modules for part in name.split("_")}
    found = {word for word in words if {word, f"{word}s", f"{word}ship"} & parts}
    return sorted(word for word in found if not any(term == word or term.startswith(f"{word} ") for term in known))


def test_words_of_the_house_that_name_code_are_explained():
    assert unexplained(HOUSE_WORDS, *names(), explained()) == []


def test_a_word_that_is_not_explained_is_found():
    assert unexplained(["slot", "tray"], {"SlotOfArm"}, {"tray"}, {"tray"}) == ["slot"]


def test_glossary_names_only_classes_that_exist():
    rows = re.findall(r"\| `([A-Z]\w+)(?:\.\w+)?` \|$", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE)
    assert len(rows) > 10
    assert set(rows) - names()[0] == set()

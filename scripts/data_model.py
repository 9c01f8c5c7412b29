"""Draws docs/images/data-model.svg from the models, so that the picture stays true.

``python scripts/data_model.py`` writes it; tests/test_data_model.py says when that is due.
"""

import os
import sys
import textwrap
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "data-model.svg"

#: What the modules of trials/models hold, in the order of the picture; a new module stands last under its own name.
GROUPS = {
    "trial": "The trial itself",
    "arm": "What is given to whom",
    "regimen": "What is given to whom",
    "eligibility": "Who may enter",
    "outcome": "What is measured, what was found",
    "provenance": "Where it comes from",
    "derived": "Derived: can be made anew",
    "workspace": "Kept by a person",
}
WIDTH, GAP_X, GAP_Y, PAD = 260, 44, 12, 8  # pixels
LINE, CHARACTERS = 14, 36  # height of a line in pixels; how many signs of the fixed-width font fit into a box
STYLE = """
svg { color-scheme: light dark; }
.paper { fill: #ffffff; } .box { fill: #f7f8fa; stroke: #5b6570; } .line { fill: none; stroke: #5b6570; }
.derived { stroke-dasharray: 4 3; } text { fill: #16191d; font: 11px ui-monospace, Menlo, Consolas, monospace; }
.name { font-weight: 700; font-size: 12px; } .group { font-weight: 700; font-size: 13px; } .soft { fill: #4d5762; }
@media (prefers-color-scheme: dark) {
.paper { fill: #14171a; } .box { fill: #1d2126; stroke: #98a3ae; } .line { stroke: #98a3ae; }
text { fill: #eceff2; } .soft { fill: #b3bcc6; } }
"""


@dataclass
class Box:
    """A table as it is drawn: what it says, what hangs below it, where it stands (pixels from the top left)."""

    name: str
    group: str
    purpose: list[str]
    columns: list[str]
    is_derived: bool
    has_parent: bool
    children: list["Box"] = field(default_factory=list)
    x: int = 0
    y: int = 0

    @property
    def height(self) -> int:
        """The height of the box itself."""
        return (1 + len(self.purpose) + len(self.columns)) * LINE + 2 * PAD

    @property
    def reach(self) -> int:
        """The height that the box and everything below it take."""
        below = sum(child.reach + GAP_Y for child in self.children) - GAP_Y if self.children else 0
        return max(self.height, below)


def parent_of(model: Any) -> Any:
    """Return the foreign key to the table that the rows of this one belong to, or None."""
    named = getattr(model._default_manager, "parent", None)
    if named:
        return model._meta.get_field(named)
    keys = (one for one in model._meta.concrete_fields if one.is_relation)
    return next((one for one in keys if one.related_model._meta.app_label == "trials"), None)


def column_words(model: Any) -> list[str]:
    """Return the columns but the parent's, wrapped; what leads to another table shows the table."""
    parent = parent_of(model)
    words = []
    for one in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if one is parent or one.name in ("id", "position"):
            continue
        words.append(f"{one.name}→{one.related_model.__name__}" if one.is_relation else one.name)
    return textwrap.wrap(", ".join(words), CHARACTERS, break_long_words=False)


def box_of(model: Any) -> Box:
    """Return the box of a model, without its place."""
    module = model.__module__.rpartition(".")[2]
    purpose = (model.__doc__ or "").strip().split("\n")[0].replace("`", "")
    return Box(
        name=model.__name__,
        group=GROUPS.get(module, module),
        purpose=textwrap.wrap(purpose, CHARACTERS),
        columns=column_words(model),
        is_derived=module == "derived",
        has_parent=parent_of(model) is not None,
    )


def boxes(models: list[Any]) -> tuple[Box, list[Box]]:
    """Return the box of the trial and, in the order of the picture, those that hang from it or from nothing."""
    order = list(GROUPS)
    found = {model: box_of(model) for model in sorted(models, key=lambda one: module_place(one, order))}
    root: Box | None = None
    first: list[Box] = []
    for model, box in found.items():
        parent = parent_of(model)
        if model.__name__ == "Trial":
            root = box
        elif parent is None or parent.related_model.__name__ == "Trial":
            first.append(box)
        else:
            found[parent.related_model].children.append(box)
    if root is None:
        raise LookupError("There is no model Trial: the picture begins with it.")
    return root, first


def module_place(model: Any, order: list[str]) -> tuple[int, str]:
    """Return what models are sorted by; inside a module they keep the order in which Django met them."""
    module = model.__module__.rpartition(".")[2]
    return (order.index(module) if module in order else len(order), "" if module in order else module)


def place(box: Box, x: int, y: int) -> None:
    """Give the box and everything below it their places."""
    box.x, box.y = x, y
    for child in box.children:
        place(child, x + WIDTH + GAP_X, y)
        y += child.reach + GAP_Y


def drawn_box(box: Box) -> list[str]:
    """Return the elements of a box, of the lines to its children, and of the children."""
    derived = " derived" if box.is_derived else ""
    parts = [f'<rect class="box{derived}" x="{box.x}" y="{box.y}" width="{WIDTH}" height="{box.height}" rx="4"/>']
    lines = [("name", box.name), *(("soft", one) for one in box.purpose), *(("", one) for one in box.columns)]
    for number, (css, words) in enumerate(lines, start=1):
        styled = f' class="{css}"' if css else ""
        parts.append(f'<text{styled} x="{box.x + PAD}" y="{box.y + number * LINE + 4}">{escape(words)}</text>')
    for child in box.children:
        parts += [elbow(box.x + WIDTH, box.y + LINE, child), *drawn_box(child)]
    return parts


def elbow(x: int, y: int, child: Box) -> str:
    """Return the line from a parent's right edge to its child's left edge."""
    middle = child.x - GAP_X // 2
    return f'<path class="line" d="M{x} {y}H{middle}V{child.y + LINE}H{child.x}"/>'


def picture(models: list[Any]) -> str:
    """Return the drawing as SVG text: the same for the same models."""
    root, first = boxes(models)
    place(root, GAP_Y, GAP_Y + LINE)
    x, y, group = root.x + WIDTH + GAP_X, GAP_Y, ""
    parts = drawn_box(root)
    for box in first:
        if box.group != group:
            group = box.group
            y += LINE
            parts.append(f'<text class="group" x="{x}" y="{y}">{escape(group)}</text>')
            y += GAP_Y
        place(box, x, y)
        if box.has_parent:
            parts.append(elbow(root.x + WIDTH, root.y + LINE, box))
        parts += drawn_box(box)
        y += box.reach + GAP_Y
    height = max(y, root.y + root.height) + GAP_Y
    width = x + 3 * (WIDTH + GAP_X)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d">',
            '<title id="t">The tables of Armwise</title>',
            f'<desc id="d">{escape(summary(root, first))}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{width}" height="{height}"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def summary(root: Box, first: list[Box]) -> str:
    """Return the picture in words, for those who do not see it."""

    def below(box: Box) -> str:
        inner = ", ".join(below(child) for child in box.children)
        return f"{box.name} ({inner})" if inner else box.name

    return f"{root.name} holds: {', '.join(below(box) for box in first)}."


def models_of_the_project() -> list[Any]:
    """Return the project's own models, without the tables that Django makes between two of them."""
    from django.apps import apps

    return list(apps.get_app_config("trials").get_models())


def main() -> None:
    """Write the picture."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    PICTURE.write_text(picture(models_of_the_project()), encoding="utf-8")


if __name__ == "__main__":
    main()

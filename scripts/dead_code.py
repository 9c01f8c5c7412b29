"""Names what nothing uses: run by scripts/check.sh. Code that only a test uses counts as unused.

vulture finds names that no Python code mentions. Here is added what it cannot see: names that templates mention,
names that the admin gives as text or the field table holds, and what overrides something of Django or another
package, which calls it.
What is left and has its reason stands in ``KEPT``.
"""

from __future__ import annotations

import ast
import enum
import importlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.db.models import Model
from django.forms import BaseForm
from vulture.core import Item, Vulture

ROOT = Path(__file__).parent.parent
PLACES = ("trials", "config", "scripts", "manage.py")
OURS = ("trials", "config")
#: Read by name: settings by Django, the server's by gunicorn, migrations by `migrate`.
LEFT_OUT = ("trials/migrations/", "config/settings.py", "config/gunicorn.py")
#: What something else than Python code of this project asks for by its name, each with who asks.
KEPT = {
    "urlpatterns": "Django: the addresses",
    "app_name": "Django: the addresses' namespace",
    "handler400": "Django",
    "handler403": "Django",
    "handler404": "Django",
    "handler500": "Django",
    "application": "gunicorn: config.wsgi",
    "TrialsConfig": "Django finds the application's class",
    "Command": "Django: a management command",
    "Serializer": "SERIALIZATION_MODULES names the module",
    "Deserializer": "SERIALIZATION_MODULES names the module",
    "deferred_fields": "loaddata asks what it saves",
    "m2m_data": "loaddata asks what it saves",
    "save_m2m": "loaddata hands it over",
    "model_admin": "Django hands it to a filter of the admin",
    "expression": "Django hands it to a column",
    "as_postgresql": "Django writes an expression by it on PostgreSQL",
    "from_db_value": "Django calls it where a column has it",
    "enable_nav_sidebar": "set on Django's admin site",
    "login_form": "set on Django's admin site",
    "disabled": "set on a form's field",
    "verbose_name": "set on a model's column and on the application",
    "arm_id": "which row of the tables a bit of the index stands for",
    "windows": "a reading, for whoever brings a text",
    "comparator": "a column of the list, which is read by its name",
    "indentless": "PyYAML hands it over",
    "_value_": "set on a member of an enumeration",
}


class _Finder(Vulture):
    """Vulture, to which a name is not used because a package hands it on: ``__all__`` is no use."""

    def visit_Assign(self, node: ast.Assign) -> None:
        """Take it as use at the doors of the readers alone: they stand there for whoever brings a text."""
        if "/domain/extraction/" in str(self.filename):
            super().visit_Assign(node)


def main() -> int:
    """Print what is unused; return 1 if there is any."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    mentioned = _in_templates() | _in_text_of_the_admin() | _in_dotted_names() | _in_field_table()
    finder = _Finder()
    finder.scavenge([str(ROOT / place) for place in PLACES])
    found = [
        item
        for item in finder.get_unused_code(min_confidence=60)
        if not _place(item).startswith(LEFT_OUT) and item.name not in KEPT.keys() | mentioned and not _is_called(item)
    ]
    for item in sorted(found, key=lambda one: (str(one.filename), one.first_lineno)):
        print(f"{_place(item)}:{item.first_lineno}: nothing uses the {item.typ} {item.name}")  # noqa: T201 - a command
    return 1 if found else 0


def _place(item: Item) -> str:
    return str(Path(item.filename).relative_to(ROOT))


def _in_templates() -> set[str]:
    """Return every word inside the tags of templates."""
    found: set[str] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        for tag in re.findall(r"{[{%](.*?)[%}]}", path.read_text(encoding="utf-8"), re.DOTALL):
            found.update(re.findall(r"[A-Za-z_]\w*", tag))
    return found


def _in_text_of_the_admin() -> set[str]:
    """Return the names that the admin's options give as text: columns, fields, actions."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "trials/admin").glob("*.py")]
    texts = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and text.isidentifier()}


def _in_dotted_names() -> set[str]:
    """Return the last parts of the names by which settings and addresses point to code: "trials.views.home.home"."""
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "config").glob("*.py"))
    return {name.rpartition(".")[2] for name in re.findall(r"\"((?:trials|config)\.[\w.]+)\"", text)}


def _in_field_table() -> set[str]:
    """Return the names of the facts of a trial, which are copied, shown and compared by what the table says of them."""
    return set(importlib.import_module("trials.domain.record.fields").FIELDS)


def _is_called(item: Item) -> bool:
    """Whether a package calls it: it overrides something, belongs to a form or a model, or is a vocabulary's word."""
    for owner in _owners(item):
        names = owner.__qualname__.split(".")
        if names[-1] in ("Meta", "Media") or item.name in ("Meta", "Media"):
            return True
        if issubclass(owner, enum.Enum) or (issubclass(owner, Model | BaseForm) and item.typ == "variable"):
            return True
        if item.name.startswith("clean_") and hasattr(owner, "base_fields"):
            return True
        if any(item.name in vars(base) for base in owner.__mro__ if not base.__module__.startswith(OURS)):
            return True
    return False


def _owners(item: Item) -> Iterator[type]:
    """Yield the classes of the item's module in whose body it stands."""
    module_name = _place(item).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    tree = ast.parse((ROOT / _place(item)).read_text(encoding="utf-8"))
    for node, owner in _classes(tree, importlib.import_module(module_name)):
        if node.lineno < item.first_lineno <= (node.end_lineno or 0):
            yield owner


def _classes(body: ast.AST, holder: object) -> Iterator[tuple[ast.ClassDef, type]]:
    for node in ast.iter_child_nodes(body):
        if isinstance(node, ast.ClassDef):
            owner = getattr(holder, node.name, None)
            # Django takes away what it has read: the Meta of a model is an empty class to it.
            owner = owner if isinstance(owner, type) else type(node.name, (), {})
            yield node, owner
            yield from _classes(node, owner)


if __name__ == "__main__":
    sys.exit(main())

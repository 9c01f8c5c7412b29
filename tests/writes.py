"""Finding who writes to the database: in the source without running it, and while tests run.

The rule: only `trials/actions` writes to the tables of trials. Reading the source finds what no test runs;
watching the statements finds what goes through a name that the source does not tell, Django's own views included.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent

# --- In the source -----------------------------------------------------------------------------------------------

#: What only rows, managers, querysets and pages of the admin have: each call is a write, whatever it is called on.
ALWAYS = {
    *"save create delete bulk_create bulk_update get_or_create update_or_create save_base".split(),
    *"asave acreate adelete abulk_create abulk_update aget_or_create aupdate_or_create aupdate".split(),
    *"save_m2m save_model save_formset delete_model delete_queryset".split(),
    *"aadd aset aremove aclear executemany callproc".split(),
}
#: What dicts, sets and lists have as well: a write, unless it is plainly called on one of these.
SHARED = {"update", "add", "set", "remove", "clear"}
WRITING_SQL = re.compile(
    r"^\s*(INSERT\s+INTO|REPLACE\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|TRUNCATE\s|MERGE\s+INTO|(DROP|ALTER)\s+(TABLE|INDEX|VIEW)\b)",
    re.IGNORECASE,
)
_PLAIN_TYPE = re.compile(r"^(\w+\.)?(dict|set|list|Counter|defaultdict|OrderedDict|deque|bytearray|Event)\b", re.I)
_PLAIN_MAKERS = {"dict", "set", "list", "Counter", "defaultdict", "OrderedDict", "deque", "bytearray", "Event"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def plain_attributes(sources: Iterable[str]) -> set[str]:
    """Return the names that classes declare as dict, set or list, and never as anything else."""
    plain: set[str] = set()
    other: set[str] = set()
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            for field in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    (plain if _is_plain_type(field.annotation) else other).add(field.target.id)
    return plain - other


def writes_in(source: str, attributes: Iterable[str] = ()) -> list[str]:
    """Return ``line: what`` for each place that may write to the database.

    ``attributes`` are names of attributes that hold no rows: see `plain_attributes`.
    """
    finder = _Finder(ast.parse(source), set(attributes))
    return sorted(finder.found, key=lambda place: int(place.split(":")[0]))


class _Finder:
    """Walks a module scope by scope, so that a name means what it means there."""

    def __init__(self, tree: ast.Module, attributes: set[str]) -> None:
        self.attributes = attributes
        self.found: list[str] = []
        self.methods = {
            f"self.{one.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for one in node.body
            if isinstance(one, ast.FunctionDef)
        }
        self._scope(tree, {})

    def _scope(self, scope: ast.AST, above: dict[str, bool]) -> None:
        names = above | self._names(scope, above)
        for node in _inside(scope):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                self._call(node, node.func, names)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.match(node.value):
                self.found.append(f"{node.lineno}: SQL that writes")
            if node is not scope and isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
                self._scope(node, names)

    def _call(self, call: ast.Call, function: ast.Attribute, names: dict[str, bool]) -> None:
        name = function.attr
        if name == "update" and call.args:  # a queryset takes its columns by name, dicts and digests one thing
            return
        if name == "add" and not call.args:
            return
        own = ast.unparse(function) in self.methods
        if name in SHARED and (own or self._is_plain(function.value, names)):
            return
        if name in ALWAYS and _is_rehearsal(call):
            return
        if name in ALWAYS | SHARED:
            self.found.append(f"{call.lineno}: .{name}()")

    def _names(self, scope: ast.AST, above: dict[str, bool]) -> dict[str, bool]:
        """Return name -> whether each binding of it in this scope is a dict, a set or a list."""
        names: dict[str, bool] = {}

        def bind(target: ast.expr, plain: bool) -> None:
            key = ast.unparse(target)
            names[key] = names.get(key, True) and plain

        arguments = scope.args if isinstance(scope, _FUNCTIONS) else None
        for one in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs] if arguments else ():
            bind(ast.Name(one.arg), one.annotation is not None and _is_plain_type(one.annotation))
        for node in _inside(scope):
            if isinstance(node, ast.AnnAssign):
                bind(node.target, _is_plain_type(node.annotation))
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                        for one, value in zip(target.elts, node.value.elts, strict=False):
                            bind(one, self._is_plain(value, above | names))
                    else:
                        bind(target, self._is_plain(node.value, above | names))
            elif isinstance(node, ast.For | ast.comprehension):
                bind(node.target, False)
        return names

    def _is_plain(self, value: ast.expr, names: dict[str, bool]) -> bool:
        if isinstance(value, ast.Dict | ast.Set | ast.List | ast.DictComp | ast.SetComp | ast.ListComp):
            return True
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            return value.func.id in _PLAIN_MAKERS
        if isinstance(value, ast.Attribute) and value.attr in self.attributes:
            return True
        return names.get(ast.unparse(value), False)


def _inside(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a scope; a function or class in it is yielded, its body is a scope of its own."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            waiting += ast.iter_child_nodes(node)


def _is_plain_type(annotation: ast.expr) -> bool:
    return bool(_PLAIN_TYPE.match(ast.unparse(annotation).strip("'\"")))


def _is_rehearsal(call: ast.Call) -> bool:
    """Whether a form is asked for its rows without storing them: `form.save(commit=False)`."""
    return any(given.arg == "commit" and ast.unparse(given.value) == "False" for given in call.keywords)


# --- While tests run ---------------------------------------------------------------------------------------------

_WRITES = re.compile(
    r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|TRUNCATE(?:\s+TABLE)?)"
    r"\s+(?:\w+\.)?[\"`]?(trials_\w+)",
    re.IGNORECASE,
)


class WroteOutsideActions(AssertionError):
    """A statement changed a table of trials, and no action asked for it."""


class WriteGuard:
    """Wraps each statement of a connection: the code that writes to a table of trials must be an action's.

    Asked is the nearest code of the project below the statement, models left out: an action, a migration or a test.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self.trials = f"{root}/trials/"
        self.ours = (self.trials, f"{root}/config/", f"{root}/tests/", f"{root}/benchmarks/")
        self.may_write = tuple(f"{self.trials}{place}/" for place in ("actions", "migrations"))
        self.seen: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Run the statement; raise WroteOutsideActions, and remember it, when nobody may write it."""
        found = _WRITES.match(sql) if isinstance(sql, str) else None
        if found:
            culprit = self._culprit()
            if culprit:
                self.seen.append(f"{culprit} wrote to {found.group(1)}")
                raise WroteOutsideActions(self.seen[-1])
        return execute(sql, params, many, context)

    def _culprit(self) -> str:
        """Return file and function of the nearest code of the project, or nothing when it may write."""
        frame: Any = sys._getframe(2)
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith(self.ours) and not name.startswith(f"{self.trials}models/") and name != __file__:
                writer = name.startswith(self.may_write) or not name.startswith((self.trials, self.ours[1]))
                return "" if writer else f"{name.removeprefix(str(ROOT))[1:]}: {frame.f_code.co_name}"
            frame = frame.f_back
        return ""

"""A claim's value in words: as short as a table needs it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from trials.admin.fields import figure_text
from trials.domain.record.rows import is_row_plan


def value_words(path: str, value: Any) -> str:
    """Return a claim's value in one line; the text as reported stands elsewhere."""
    if value is None:
        return "absent"
    if is_row_plan(path, value):
        return _plan_words(value)
    if isinstance(value, dict):
        parts = [f"{name} {_words(item)}" for name, item in value.items() if name not in ("as_reported", "groups")]
        groups = [_words(group.get("label", "")) for group in value.get("groups", [])]
        return "; ".join([*parts, *([f"groups {', '.join(groups)}"] if groups else [])]) or "a text, no figure"
    return _words(value)


def _plan_words(plan: dict[str, Any]) -> str:
    kept = [row for row in plan["rows"] if isinstance(row, str)]
    gone = [key for key in plan["of"] if key not in kept]
    added = [row["key"] for row in plan["rows"] if not isinstance(row, str)]
    parts = [f"{', '.join(gone)} taken away"] if gone else []
    parts += [f"{', '.join(added)} added"] if added else []
    parts += ["in another order"] if kept != [key for key in plan["of"] if key in kept] else []
    return "; ".join(parts) or "rows as in the file"


def _figure(value: Any) -> str:
    return figure_text(Decimal(value)).replace(" ", "\u00a0")  # a number stays on one line


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return _figure(value)
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value)
    if isinstance(value, dict):
        return " ".join(_words(item) for item in value.values())
    try:
        return _figure(value) if str(value)[:1].isdigit() and "-" not in value else str(value)
    except InvalidOperation:
        return str(value)

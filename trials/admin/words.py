"""A claim's value as curators read it: as pages say it, and what a plan of rows does to a list."""

from __future__ import annotations

from typing import Any

from trials.domain.record.rows import is_row_plan
from trials.domain.wording.claims import claimed_words


def claim_value(path: str, value: Any) -> str:
    """Return a claim's value in one line; the text as reported stands elsewhere."""
    if value is None:
        return "absent"
    if is_row_plan(path, value):
        return _plan_words(value)
    return claimed_words(path, value) or "a text, no figure"


def _plan_words(plan: dict[str, Any]) -> str:
    kept = [row for row in plan["rows"] if isinstance(row, str)]
    gone = [key for key in plan["of"] if key not in kept]
    added = [row["key"] for row in plan["rows"] if not isinstance(row, str)]
    parts = [f"{', '.join(gone)} taken away"] if gone else []
    parts += [f"{', '.join(added)} added"] if added else []
    parts += ["in another order"] if kept != [key for key in plan["of"] if key in kept] else []
    return "; ".join(parts) or "rows as in the file"

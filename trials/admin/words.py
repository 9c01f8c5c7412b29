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
    kept = {row for row in plan["rows"] if isinstance(row, int)}
    gone = [str(place) for place in range(1, plan["of"] + 1) if place not in kept]
    added = sum(not isinstance(row, int) for row in plan["rows"])
    parts = [f"row {', '.join(gone)} of the file's {plan['of']} taken away"] if gone else []
    parts += [f"{added} added"] if added else []
    return "; ".join(parts) or "rows as in the file"

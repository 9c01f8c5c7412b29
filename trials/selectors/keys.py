"""Keys for new rows: by the rule of the core, never one that a row of the trial has or had."""

from __future__ import annotations

from typing import Any

from trials.domain.record.keys import alternative_key, free_key, key_base
from trials.models import (
    Arm,
    Criterion,
    Discrepancy,
    Outcome,
    Publication,
    Regimen,
    Result,
    RetiredKey,
    Threshold,
    Trial,
)

#: Tables whose rows have such keys -> the kind of their rows, and the way from a row to its trial.
KEYED: dict[Any, tuple[str, str]] = {
    Arm: ("arms", "trial"),
    Regimen: ("regimens", "arm__trial"),
    Criterion: ("criteria", "trial"),
    Threshold: ("thresholds", "criterion__trial"),
    Outcome: ("outcomes", "trial"),
    Result: ("results", "trial"),
    Publication: ("publications", "trial"),
    Discrepancy: ("discrepancies", "trial"),
}


def next_key(row: Any) -> str:
    """Return the key for a row that has none, "" where rows have no keys of this form; the rows above it are stored."""
    if type(row) not in KEYED:
        return ""
    kind, way = KEYED[type(row)]
    owner = row
    for step in way.split("__"):
        owner = getattr(owner, step)
    return free_key(_base(kind, row), keys_taken(trial=owner, kind=kind))


def keys_taken(*, trial: Trial, kind: str) -> set[str]:
    """Return every key that a row of a kind has or had in a trial: two queries."""
    model, way = next((model, way) for model, (name, way) in KEYED.items() if name == kind)
    taken = set(model.objects.filter(**{way: trial}).values_list("key", flat=True))
    return taken | set(RetiredKey.objects.filter(trial=trial, kind=kind).values_list("key", flat=True))


def _base(kind: str, row: Any) -> str:
    if kind == "thresholds" and row.alternative_to is not None:
        return alternative_key(row.alternative_to.key, row.alternative_to.alternatives.count() + 1)
    columns = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
    if kind == "regimens":
        columns["intervention"] = row.intervention.key
    return key_base(kind, columns)

"""Which row stands where in a trial: what tells an edited list from another one."""

from __future__ import annotations

from typing import Any

from trials.domain.record.rows import INNER_LISTS, KEYED_LISTS, Outline, Row
from trials.models import (
    Arm,
    Criterion,
    Discrepancy,
    Intervention,
    Outcome,
    Publication,
    Regimen,
    Result,
    Source,
    Threshold,
    Trial,
)

_LISTS: dict[str, Any] = {
    "sources": Source,
    "interventions": Intervention,
    "arms": Arm,
    "criteria": Criterion,
    "outcomes": Outcome,
    "results": Result,
    "publications": Publication,
    "discrepancies": Discrepancy,
}


def trial_outline(trial: Trial, using: str = "default") -> Outline:
    """Return the rows of every list of a trial by primary key, in the record's order: a fixed number of queries."""
    outline: Outline = {}
    parents: dict[str, list[int]] = {}
    for kind, model in _LISTS.items():
        column = "key" if kind in KEYED_LISTS else "position"
        found = model.objects.using(using).filter(trial=trial).order_by("position", "pk").values_list("pk", column)
        rows = [Row(pk, name if kind in KEYED_LISTS else str(n)) for n, (pk, name) in enumerate(found, start=1)]
        outline[kind] = rows
        parents[kind] = [pk for pk, _ in found]
    regimens = Regimen.objects.using(using).filter(arm__trial=trial)
    limits = Threshold.objects.using(using).filter(criterion__trial=trial, alternative_to__isnull=True)
    for kind, query, parent in (("arms", regimens, "arm_id"), ("criteria", limits, "criterion_id")):
        inner: dict[int, list[int]] = {pk: [] for pk in parents[kind]}
        for parent_pk, pk in query.order_by("position", "pk").values_list(parent, "pk"):
            inner[parent_pk].append(pk)
        for place, children in enumerate(inner.values(), start=1):
            rows = [Row(pk, str(n)) for n, pk in enumerate(children, start=1)]
            outline[f"{kind}/{place}/{INNER_LISTS[kind]}"] = rows
    return outline

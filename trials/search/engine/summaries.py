"""The figures of one arm as its summary holds them, worked out from its trial's record."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from trials.domain.dosing.arms import ArmFigures, arm_figures, comparator_kinds
from trials.domain.dosing.weights import Weights, admits_only_children
from trials.domain.eligibility.definitions import definition_used
from trials.domain.record import TrialRecord
from trials.domain.vocabulary import ValueState
from trials.search.engine.values import ArmValues, arm_values, encode_values, stated_ranges


def summary_columns(record: TrialRecord, position: int) -> dict[str, Any]:
    """Return the columns of the summary of one arm, ``facets`` among them."""
    columns, values = _derived(record, position)
    comparators = "".join(f"|{code}" for code in comparator_kinds(record))
    return columns | {
        "comparators": comparators and f"{comparators}|",
        "aclf_definition": definition_used(record).code,
        "facets": encode_values(values),
    }


def summary_levels(record: TrialRecord, position: int) -> list[tuple[str, Decimal, Decimal]]:
    """Return (range, low, high) of each of several levels of the figures of one arm; most arms have none."""
    found = stated_ranges(arm_figures(record, position, Weights()))
    return [(name, *span) for name, rng in found.items() for span in rng.spans]


def summary_values(record: TrialRecord, position: int) -> tuple[bool, ArmValues]:
    """Return whether an arm gets MSC, and the values by which it is found: what the index holds of it."""
    columns, values = _derived(record, position)
    return columns["has_msc"], values


def _derived(record: TrialRecord, position: int) -> tuple[dict[str, Any], ArmValues]:
    figures = arm_figures(record, position, Weights())
    columns = _figure_columns(figures) | {"only_children": admits_only_children(record)}
    return columns, arm_values(record, figures, columns)


#: Range -> how its two columns begin.
_COLUMNS = {
    "dose": "dose_per_kg",
    "dose_fixed": "dose_cells",
    "cumulative": "cumulative_per_kg",
    "cumulative_fixed": "cumulative_cells",
}


def _figure_columns(figures: ArmFigures) -> dict[str, Any]:
    """Return the columns; a figure that rests on the reference weight is left out, so that no filter assumes one."""
    columns: dict[str, Any] = {
        "has_msc": figures.has_msc,
        "dose_state": _first_state(one.dose.state for one in figures.msc),
        "schedule_state": figures.count.state if figures.count.range is None else ValueState.REPORTED.value,
        "days_state": figures.days_state,
        "route_state": _first_state(one.route_state for one in figures.msc),
        "cell_source_state": _first_state(one.cell_source_state for one in figures.msc),
        "donor_state": _first_state(one.donor_state for one in figures.msc),
        "doses_count": int(figures.count.range.high) if figures.count.range else None,
        "first_day": figures.days[0] if figures.days else None,
        "last_day": figures.days[-1] if figures.days else None,
    }
    stated = stated_ranges(figures)
    for name, columns_of in _COLUMNS.items():
        rng = stated.get(name)
        columns[f"{columns_of}_low"], columns[f"{columns_of}_high"] = (rng.low, rng.high) if rng else (None, None)
    return {name: value.value if isinstance(value, ValueState) else value for name, value in columns.items()}


def _first_state(states: Iterable[ValueState]) -> ValueState:
    """Return REPORTED if any regimen reports, else the first regimen's state; without MSC, NOT_APPLICABLE."""
    found = list(states)
    if not found:
        return ValueState.NOT_APPLICABLE
    return ValueState.REPORTED if ValueState.REPORTED in found else found[0]

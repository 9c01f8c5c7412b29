"""The stated dose of one administration as a range, or as levels."""

from __future__ import annotations

from trials.domain.dosing.numbers import Range
from trials.domain.record import DoseRecord


def dose_range(dose: DoseRecord | None) -> Range | None:
    """Return a stated dose in its own unit: its levels where an arm tries several, else low to high; None for none."""
    if dose is None or dose.low is None or dose.high is None:
        return None
    return Range.levels(dose.levels) if dose.levels else Range(dose.low, dose.high)

"""Who may enter: criteria in own words and the numeric limits in them."""

from __future__ import annotations

from decimal import Decimal

from trials.domain.record.checks import SMALL_MAX, check_exact, check_range, check_whole
from trials.domain.record.part import Part
from trials.domain.vocabulary import CriterionKind, CriterionTopic, Operator


class ThresholdRecord(Part, frozen=True, kw_only=True):
    """A numeric limit. ge and gt fill ``low``, le and lt ``high``, between and eq both.

    ``either`` holds limits of which one is enough in place of this one; ``remark`` what no limit can say.
    ``event`` says what a time window is counted from. An alternative is a part of its limit and has no key.
    """

    key: str = ""
    analyte: str
    operator: Operator
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    event: str = ""
    either: tuple[ThresholdRecord, ...] = ()
    remark: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse limits that the operator does not use or that run backwards, inexact ones, nested alternatives."""
        check_exact(f"threshold {self.analyte}", 16, 4, self.low, self.high)
        needs_low = self.operator not in (Operator.LE, Operator.LT)
        needs_high = self.operator not in (Operator.GE, Operator.GT)
        if (self.low is not None) != needs_low or (self.high is not None) != needs_high:
            raise ValueError(f"threshold {self.analyte}: {self.operator} with low {self.low}, high {self.high}")
        check_range(self.low, self.high, f"threshold {self.analyte}")
        if any(other.either or other.key for other in self.either):
            raise ValueError(f"threshold {self.analyte}: an alternative has no key and no alternatives of its own")


class CriterionRecord(Part, frozen=True, kw_only=True):
    """One criterion, restated in own words. ``item`` is its number in the registry's list."""

    key: str = ""
    kind: CriterionKind
    statement: str
    topic: CriterionTopic
    item: int | None = None
    thresholds: tuple[ThresholdRecord, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an item number out of range."""
        check_whole("criterion: item", self.item, SMALL_MAX)

"""Who may enter: criteria in own words and the numeric limits in them."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from trials.domain.record import rulebook as rule
from trials.domain.record.part import Part
from trials.domain.record.rules import Text, texts
from trials.domain.vocabulary import CriterionKind, CriterionTopic, Operator, Sex


def wrong_ends(operator: Operator, low: Decimal | None, high: Decimal | None) -> tuple[str, ...]:
    """Return which of "low" and "high" are stated though the operator has no such end, or missing though it has."""
    uses_low, uses_high = operator not in (Operator.LE, Operator.LT), operator not in (Operator.GE, Operator.GT)
    found = (("low", low, uses_low), ("high", high, uses_high))
    return tuple(name for name, end, used in found if (end is not None) != used)


class ThresholdRecord(Part, frozen=True, kw_only=True):
    """A numeric limit. ge and gt fill ``low``, le and lt ``high``, between and eq both.

    ``low_strict`` and ``high_strict``: the end of a range is itself kept out ("> 18 and < 65 years"). ``sex`` says whom
    the limit holds for where it differs by sex; None is everybody.
    ``either`` holds limits of which one is enough in place of this one; ``remark`` what no limit can say.
    ``event`` says what a time window is counted from. An alternative is a part of its limit and has no key.
    """

    texts: ClassVar[dict[str, Text]] = texts(analyte=40, unit=30, event=120, remark=200)

    key: str = ""
    analyte: str
    operator: Operator
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    low_strict: bool = False
    high_strict: bool = False
    sex: Sex | None = None
    event: str = ""
    either: tuple[ThresholdRecord, ...] = ()
    remark: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse limits that the operator does not use or that run backwards, inexact ones, nested alternatives."""
        rule.LIMIT.check(self.low, self.high)
        wrong = wrong_ends(self.operator, self.low, self.high)
        rule.LIMIT_ENDS.check(not wrong, f"{self.operator} with low {self.low}", f"high {self.high}")
        rule.LIMIT_ORDER.check(self.low, self.high)
        is_range = self.operator is Operator.BETWEEN and self.low != self.high
        rule.LIMIT_STRICT.check(is_range or not (self.low_strict or self.high_strict))
        rule.LIMIT_SEX.check(self.sex is not Sex.ALL)
        if any(other.either or other.key for other in self.either):
            raise ValueError(f"threshold {self.analyte}: an alternative has no key and no alternatives of its own")


class CriterionRecord(Part, frozen=True, kw_only=True):
    """One criterion, restated in own words. ``item`` is its number in the registry's list."""

    texts: ClassVar[dict[str, Text]] = texts(statement=400)

    key: str = ""
    kind: CriterionKind
    statement: str
    topic: CriterionTopic
    item: int | None = None
    thresholds: tuple[ThresholdRecord, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an item number out of range."""
        rule.ITEM.check(self.item)

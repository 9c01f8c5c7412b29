"""What is measured, and when."""

from __future__ import annotations

from typing import ClassVar

from trials.domain.record import rulebook as rule
from trials.domain.record.part import Part
from trials.domain.record.rules import Text, texts
from trials.domain.vocabulary import OutcomeRank


class OutcomeRecord(Part, frozen=True, kw_only=True):
    """One outcome.

    ``days`` are the times of measurement from the first dose,
    negative before it; empty = not stated.
    """

    texts: ClassVar[dict[str, Text]] = texts(
        measure=400, concept=60, variable=200, metric=60, aggregation=60, time_frame=400
    )

    key: str = ""
    rank: OutcomeRank
    measure: str
    concept: str
    also_concepts: tuple[str, ...] = ()
    description: str = ""
    variable: str = ""
    metric: str = ""
    aggregation: str = ""
    time_frame: str = ""
    days: tuple[int, ...] = ()
    item: int | None = None
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse days that do not ascend, and whole numbers out of range."""
        rule.ITEM.check(self.item)
        for day in self.days:
            rule.OUTCOME_DAY.check(day)
        rule.OUTCOME_DAYS.check(self.days)

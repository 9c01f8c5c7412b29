"""What is measured, and when."""

from __future__ import annotations

from trials.domain.record.checks import INTEGER_MAX, SMALL_MAX, check_unique, check_whole
from trials.domain.record.part import Part
from trials.domain.vocabulary import OutcomeRank


class OutcomeRecord(Part, frozen=True, kw_only=True):
    """One outcome.

    ``days`` are the times of measurement from the first dose,
    negative before it; empty = not stated.
    """

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
        """Refuse a day that stands twice, and whole numbers out of range."""
        check_whole("outcome: item", self.item, SMALL_MAX)
        check_unique(self.days, "outcome: day")
        for day in self.days:
            check_whole("outcome: day", day, least=-INTEGER_MAX)

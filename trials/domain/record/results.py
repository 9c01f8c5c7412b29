"""What was found, by outcome and group."""

from __future__ import annotations

from decimal import Decimal

from trials.domain.record.checks import check_exact, check_range, check_whole
from trials.domain.record.part import Part


class ResultGroupRecord(Part, frozen=True, kw_only=True):
    """One group's figure. ``arm`` is the key of the arm where the group is one."""

    label: str
    arm: str = ""
    n: int | None = None
    events: int | None = None
    value: Decimal | None = None
    sd: Decimal | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse more events than participants, and numbers that the tables do not hold exactly."""
        check_exact(f"result {self.label!r}", 16, 5, self.value, self.sd)
        check_whole(f"result {self.label!r}: n", self.n)
        check_whole(f"result {self.label!r}: events", self.events)
        if self.n is not None and self.events is not None and self.events > self.n:
            raise ValueError(f"result {self.label!r}: {self.events} events in {self.n}")


class EffectRecord(Part, frozen=True, kw_only=True):
    """A comparison between groups, as published."""

    measure: str = ""
    value: Decimal | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    p: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse half an interval, and numbers that the tables do not hold exactly."""
        check_exact("effect", 14, 5, self.value, self.ci_low, self.ci_high)
        check_exact("p", 9, 8, self.p)
        if (self.ci_low is None) != (self.ci_high is None):
            raise ValueError("effect: both ends of the interval or none")
        check_range(self.ci_low, self.ci_high, "confidence interval")


class ResultRecord(Part, frozen=True, kw_only=True):
    """A published result of one outcome concept at one time (day from the first dose)."""

    key: str = ""
    concept: str
    groups: tuple[ResultGroupRecord, ...]
    day: int | None = None
    effect: EffectRecord | None = None
    source: str = ""
    cited: str = ""

    def __post_init__(self) -> None:
        """Refuse a day out of range."""
        check_whole("result: day", self.day)

"""What was found, by outcome and group."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from trials.domain.record import rulebook as rule
from trials.domain.record.part import Part
from trials.domain.record.rules import Text, texts


class ResultGroupRecord(Part, frozen=True, kw_only=True):
    """One group's figure. ``arm`` is the key of the arm where the group is one."""

    texts: ClassVar[dict[str, Text]] = texts(label=200, unit=60)

    label: str
    arm: str = ""
    n: int | None = None
    events: int | None = None
    value: Decimal | None = None
    sd: Decimal | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse more events than participants, a value without unit, numbers that the tables do not hold exactly."""
        rule.VALUE.check(self.value)
        rule.DEVIATION.check(self.sd)
        rule.VALUE_UNIT.check(self.value, self.unit)
        rule.PARTICIPANTS.check(self.n)
        rule.EVENTS.check(self.events)
        within = self.n is None or self.events is None or self.events <= self.n
        rule.EVENTS_WITHIN.check(within, f"{self.events} events in {self.n}")


class EffectRecord(Part, frozen=True, kw_only=True):
    """A comparison between groups, as published."""

    texts: ClassVar[dict[str, Text]] = texts(measure=60)

    measure: str = ""
    value: Decimal | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    p: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse half an interval, and numbers that the tables do not hold exactly."""
        rule.EFFECT.check(self.value)
        rule.P.check(self.p)
        rule.INTERVAL.check(self.ci_low, self.ci_high)
        rule.INTERVAL_ENDS.check(self.ci_low, self.ci_high)
        rule.INTERVAL_ORDER.check(self.ci_low, self.ci_high)


class ResultRecord(Part, frozen=True, kw_only=True):
    """A published result of one outcome concept at one time (day from the first dose)."""

    texts: ClassVar[dict[str, Text]] = texts(concept=60, cited=300)

    key: str = ""
    concept: str
    groups: tuple[ResultGroupRecord, ...]
    day: int | None = None
    effect: EffectRecord | None = None
    source: str = ""
    cited: str = ""

    def __post_init__(self) -> None:
        """Refuse a day out of range."""
        rule.RESULT_DAY.check(self.day)

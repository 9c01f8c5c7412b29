"""What a trial gives and to whom: interventions, arms, and what each arm gets."""

from __future__ import annotations

from decimal import Decimal

from trials.domain.record.checks import SMALL_MAX, check_exact, check_range, check_whole
from trials.domain.record.part import Part
from trials.domain.vocabulary import ArmRole, CellSource, Donor, DoseUnit, InterventionKind, RegimenRelation, Route


class ProductRecord(Part, frozen=True, kw_only=True):
    """What is told about a cell product beyond source and donor (the S and E of DOSES). Volumes in mL."""

    preparation: str = ""
    passage: str = ""
    medium: str = ""
    vehicle: str = ""
    volume_ml_low: Decimal | None = None
    volume_ml_high: Decimal | None = None
    viability_min_percent: Decimal | None = None
    markers: str = ""
    manufacturer: str = ""

    def __post_init__(self) -> None:
        """Refuse a volume range that runs backwards, and numbers that the tables do not hold exactly."""
        check_exact("volume", 9, 3, self.volume_ml_low, self.volume_ml_high)
        check_exact("viability", 5, 2, self.viability_min_percent)
        check_range(self.volume_ml_low, self.volume_ml_high, "volume")


class InterventionRecord(Part, frozen=True, kw_only=True):
    """Something a trial gives."""

    key: str
    name: str
    kind: InterventionKind
    cell_source: CellSource | None = None
    donor: Donor | None = None
    product: ProductRecord | None = None
    source: str = ""


class DoseRecord(Part, frozen=True, kw_only=True):
    """The dose of one administration: a range (one number has low = high), its unit, its text.

    ``low``/``high`` None with a text means that the text cannot be read as one dose: unclear.
    ``levels`` are the steps where one arm tries several doses.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    unit: DoseUnit | None = None
    levels: tuple[Decimal, ...] = ()
    as_reported: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse half a range, a value without unit, a range that runs backwards, inexact numbers."""
        check_exact("dose", 20, 3, self.low, self.high, *self.levels)
        if (self.low is None) != (self.high is None):
            raise ValueError("dose: low and high go together")
        if self.low is not None and self.unit is None:
            raise ValueError("dose: a value has its unit")
        check_range(self.low, self.high, "dose")
        if (self.low is not None and self.low < 0) or any(level < 0 for level in self.levels):
            raise ValueError("dose: not negative")


class ScheduleRecord(Part, frozen=True, kw_only=True):
    """Number of administrations and their days, counted from the first (day 0)."""

    count: int | None = None
    days: tuple[int, ...] | None = None
    as_reported: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse days that do not ascend from 0 on, or that contradict the count."""
        if self.count is not None and self.count < 1:
            raise ValueError(f"schedule: {self.count} administrations")
        check_whole("schedule: administrations", self.count, SMALL_MAX)
        if self.days is not None:
            if not self.days or list(self.days) != sorted(set(self.days)) or self.days[0] < 0:
                raise ValueError(f"schedule: days {list(self.days)} do not ascend from 0 on")
            check_whole("schedule: day", self.days[-1], SMALL_MAX)
            if self.count is not None and self.count != len(self.days):
                raise ValueError(f"schedule: {self.count} administrations on {len(self.days)} days")


class RouteRecord(Part, frozen=True, kw_only=True):
    """Site of delivery. ``value`` None with alternatives means: one of these."""

    value: Route | None = None
    alternatives: tuple[Route, ...] = ()
    as_reported: str = ""
    source: str = ""


class RegimenRecord(Part, frozen=True, kw_only=True):
    """One intervention given in one arm."""

    key: str = ""
    intervention: str
    relation: RegimenRelation = RegimenRelation.COURSE
    route: RouteRecord | None = None
    dose: DoseRecord | None = None
    schedule: ScheduleRecord | None = None


class ArmRecord(Part, frozen=True, kw_only=True):
    """An arm as registered; ``size`` is the number of participants in it.

    ``old_number`` is the place that the arm had when arms got keys: addresses of before name it by that number.
    """

    key: str = ""
    old_number: int | None = None
    label: str
    role: ArmRole
    size: int | None = None
    regimens: tuple[RegimenRecord, ...] = ()

    def __post_init__(self) -> None:
        """Refuse numbers that are none."""
        check_whole(f"size of arm {self.label!r}", self.size)
        check_whole(f"old number of arm {self.label!r}", self.old_number, SMALL_MAX, least=1)

"""What a trial gives and to whom: interventions, arms, and what each arm gets."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from trials.domain.record import rulebook as rule
from trials.domain.record.keys import OLD_NUMBER
from trials.domain.record.part import Part
from trials.domain.record.rules import Text, texts
from trials.domain.vocabulary import ArmRole, CellSource, Donor, DoseUnit, InterventionKind, RegimenRelation, Route


class ProductRecord(Part, frozen=True, kw_only=True):
    """What is told about a cell product beyond source and donor (the S and E of DOSES). Volumes in mL."""

    texts: ClassVar[dict[str, Text]] = texts(
        preparation=300, passage=60, medium=120, vehicle=200, markers=300, manufacturer=200
    )

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
        rule.VOLUME.check(self.volume_ml_low, self.volume_ml_high)
        rule.VIABILITY.check(self.viability_min_percent)
        rule.VOLUME_ORDER.check(self.volume_ml_low, self.volume_ml_high)


class InterventionRecord(Part, frozen=True, kw_only=True):
    """Something a trial gives."""

    texts: ClassVar[dict[str, Text]] = texts(key=60, name=300)

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

    texts: ClassVar[dict[str, Text]] = texts(as_reported=300)

    low: Decimal | None = None
    high: Decimal | None = None
    unit: DoseUnit | None = None
    levels: tuple[Decimal, ...] = ()
    as_reported: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse half a range, a value without unit, a range that runs backwards, inexact numbers."""
        rule.DOSE.check(self.low, self.high, *self.levels)
        rule.DOSE_ENDS.check(self.low, self.high)
        rule.DOSE_UNIT.check(self.low, self.unit)
        rule.DOSE_ORDER.check(self.low, self.high)


class ScheduleRecord(Part, frozen=True, kw_only=True):
    """Number of administrations and their days, counted from the first (day 0)."""

    texts: ClassVar[dict[str, Text]] = texts(as_reported=300)

    count: int | None = None
    days: tuple[int, ...] | None = None
    as_reported: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse days that do not ascend from 0 on, or that contradict the count."""
        rule.DOSES_COUNT.check(self.count)
        if self.days is not None:
            for day in self.days:
                rule.DOSE_DAY.check(day)
            rule.DOSE_DAYS.check(self.days)
            count, given = self.count, len(self.days)
            rule.COUNT_OF_DAYS.check(count in (None, given) and given > 0, f"{count} doses", f"{given} days")


class RouteRecord(Part, frozen=True, kw_only=True):
    """Site of delivery. ``value`` None with alternatives means: one of these."""

    texts: ClassVar[dict[str, Text]] = texts(as_reported=200)

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

    texts: ClassVar[dict[str, Text]] = texts(label=300)

    key: str = ""
    old_number: int | None = None
    label: str
    role: ArmRole
    size: int | None = None
    regimens: tuple[RegimenRecord, ...] = ()

    def __post_init__(self) -> None:
        """Refuse numbers that are none."""
        rule.ARM_SIZE.check(self.size)
        OLD_NUMBER.check(self.old_number)

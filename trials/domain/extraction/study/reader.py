"""A study of ClinicalTrials.gov API v2 -> its arms -> the regimens of cells each arm gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from trials.domain.extraction.doses import Dose, DoseRole, choose_dose
from trials.domain.extraction.products import Product
from trials.domain.extraction.schedules import OPEN, Schedule, fuller, joined, spread
from trials.domain.extraction.study.agreement import (
    agreed_value,
    believed_donor,
    donor_beside,
    donor_of,
    first_stated,
    route_of,
    source_of,
)
from trials.domain.extraction.study.arm_links import ArmText, belonging, gives_cells, keys_of, step_of
from trials.domain.extraction.study.courses import by_route
from trials.domain.extraction.study.fields import Field, Prose, Tier
from trials.domain.extraction.study.interventions import InterventionText
from trials.domain.extraction.study.records import (
    arm_text,
    intervention_text,
    mapping_at,
    objects_at,
    text_at,
    with_code_names,
)
from trials.domain.extraction.study.segments import kept_stretches, mark_occurrences, marks_of
from trials.domain.extraction.text import Reading, certain, normalise
from trials.domain.vocabulary import CellSource, Donor, InterventionKind, Route


@dataclass(frozen=True, slots=True)
class CellRegimen:
    """One cell product given in one arm; each value with its words, None where nothing is said.

    `interventions` are the 0-based places of the record's interventions that it rests on.
    """

    source: Reading[CellSource] | None
    donor: Reading[Donor] | None
    route: Reading[Route] | None
    dose: Reading[Dose] | None
    schedule: Reading[Schedule] | None
    product: Product
    interventions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ArmReading:
    """One arm with its regimens of cells; none for a control arm. `label` is None where the record has no arms."""

    label: str | None
    regimens: tuple[CellRegimen, ...]


@dataclass(frozen=True, slots=True)
class StudyReading:
    """One study: its arms in the record's order and the kind of each of its interventions."""

    registry_id: str
    arms: tuple[ArmReading, ...]
    kinds: tuple[InterventionKind, ...]


def read_study(study: Mapping[str, Any]) -> StudyReading:
    """Return the arms of a study (API v2 JSON as a mapping) with their regimens of cells.

    An arm's own words come first, then its interventions', then the title's, then the summary's.
    Raises ValueError where the record is not shaped like a study.
    """
    protocol = mapping_at(study, "protocolSection")
    design = mapping_at(protocol, "armsInterventionsModule")
    interventions = [intervention_text(item) for item in objects_at(design, "interventions")]
    arms = [arm_text(item) for item in objects_at(design, "armGroups")]
    identity = mapping_at(protocol, "identificationModule")
    context = _Context(protocol, interventions, arms or [ArmText(None, normalise(""), normalise(""), "", ())])
    return StudyReading(
        text_at(identity, "nctId"),
        tuple(context.arm(place) for place in range(len(context.arms))),
        tuple(item.kind for item in interventions),
    )


class _Context:
    """One study while it is read: its fields, normalised once, and the tiers in which a value is looked for."""

    def __init__(self, protocol: Mapping[str, Any], interventions: list[InterventionText], arms: list[ArmText]) -> None:
        identity, words = mapping_at(protocol, "identificationModule"), mapping_at(protocol, "descriptionModule")
        self.arms = arms
        self.titles = [Field(normalise(text_at(identity, key)), key) for key in ("officialTitle", "briefTitle")]
        self.prose = [Prose(text_at(words, key), key) for key in ("briefSummary", "detailedDescription")]
        arm_words = [Field(arm.description, f"armGroups/{i}/description") for i, arm in enumerate(arms)]
        self.interventions = with_code_names(interventions, [*self.titles, *self.prose, *arm_words])
        self.intervention_fields = [
            (Field(item.name, f"interventions/{i}/name"), Field(item.description, f"interventions/{i}/description"))
            for i, item in enumerate(self.interventions)
        ]
        self.arm_fields = [
            (Field(arm.name, f"armGroups/{i}/label"), Field(arm.description, f"armGroups/{i}/description"))
            for i, arm in enumerate(arms)
        ]
        self.cell_arms = [gives_cells(arm, arms, self.interventions) for arm in arms]
        self.segments: dict[tuple[int, str], Field] = {}

    def arm(self, place: int) -> ArmReading:
        """Return one arm with its regimens."""
        arm = self.arms[place]
        if not self.cell_arms[place]:
            return ArmReading(arm.label, ())
        products = belonging(arm, self.arms, self.interventions)
        apart = self._apart(place, products)
        groups = [[p] for p in products] if apart else [products]
        regimens = [regimen for group in groups for regimen in self._regimens(place, group, split=apart)]
        return ArmReading(arm.label, tuple(regimens))

    def _apart(self, place: int, products: list[int]) -> bool:
        """True where an arm gets several products that differ in tissue or route by their own words."""
        if len(products) < 2 or len(products) > 3:
            return False
        for read in (route_of, source_of):
            values = [agreed_value(self._own(p), read) for p in products]
            if all(v is not None and v.is_certain for v in values) and len({v.value for v in values if v}) == len(
                products
            ):
                return True
        return False

    def _own(self, product: int) -> Tier:
        return self.intervention_fields[product]

    def _regimens(self, place: int, products: list[int], split: bool) -> list[CellRegimen]:
        own = self.arm_fields[place]
        given = [field for p in products for field in self._own(p)]
        given = [self._segment(place, field) for field in given]
        tiers: list[Tier] = [given, own] if split else [own, given]
        tiers = [*tiers, self.titles, *([self._segment(place, field)] for field in self.prose)]
        near = tiers[:2]
        dose = self._dose(place, tiers)
        source = first_stated(tiers, source_of)
        regimen = CellRegimen(
            source=source,
            donor=believed_donor(self._donor(tiers, source), source),
            route=first_stated(tiers, route_of) or self._common_route(place),
            dose=dose,
            schedule=self._schedule(tiers, dose),
            product=_product([*near[0], *near[1], *tiers[-1]]),
            interventions=tuple(products),
        )
        if split:
            return [regimen]
        courses = by_route([field for tier in near for field in tier], [field for tier in tiers for field in tier])
        return [
            replace(regimen, route=course.route, dose=course.dose or regimen.dose, schedule=course.schedule)
            for course in courses
        ] or [regimen]

    def _donor(self, tiers: Sequence[Tier], source: Reading[CellSource] | None) -> Reading[Donor] | None:
        donor = first_stated(tiers, donor_of)
        if donor is None or donor.is_certain:
            return donor
        return donor_beside(tiers, source) or donor

    def _common_route(self, place: int) -> Reading[Route] | None:
        """Return the route that the summary tells beside another step of the dose: the steps of one trial are given alike."""
        if any(given and not keys_of(arm.name.low) for arm, given in zip(self.arms, self.cell_arms, strict=True)):
            return None
        return first_stated([[field] for field in self.prose], route_of) if keys_of(self.arms[place].name.low) else None

    def _dose(self, place: int, tiers: Sequence[Tier]) -> Reading[Dose] | None:
        weak: Reading[Dose] | None = None
        for tier in tiers:
            reading = choose_dose(tuple(r for field in tier for r in field.doses))
            if reading is None:
                continue
            if reading.is_certain and reading.value is not None and reading.value.role is DoseRole.CONCENTRATION:
                weak = weak or reading
                continue
            if reading.reason == "only an upper bound":
                weak = weak or reading
                continue
            return self._of_its_step(place, reading)
        return weak

    def _of_its_step(self, place: int, reading: Reading[Dose]) -> Reading[Dose]:
        """Return the one of several dose levels that an arm named low, middle or high gets, where there is one level for each such arm."""
        levels = reading.value.levels if reading.value is not None else ()
        steps = [step_of(arm.name.low) for arm, given in zip(self.arms, self.cell_arms, strict=True) if given]
        own = step_of(self.arms[place].name.low)
        if own is None or reading.value is None or len(levels) != len(steps) or None in steps:
            return reading
        ranks = sorted({step for step in steps if step is not None})
        if len(ranks) != len(levels) or reading.value.high != levels[-1]:
            return reading
        amount = levels[ranks.index(own)]
        value = replace(reading.value, low=amount, high=amount, levels=(), per=reading.value.per or "dose")
        return certain(value, reading.span, "dose.step-of-the-arm")

    def _schedule(self, tiers: Sequence[Tier], dose: Reading[Dose] | None) -> Reading[Schedule] | None:
        kept: Reading[Schedule] | None = None
        for place, tier in enumerate(tiers):
            for field in tier:
                reading = field.schedule
                if reading is not None:
                    kept = reading if kept is None else joined(kept, reading)
            kept = _counted(kept, dose)
            if kept is not None and kept.reason not in OPEN and (kept.value is None or kept.value.count is not None):
                return fuller(kept, (field.schedule for later in tiers[place + 1 :] for field in later))
        return kept

    def _segment(self, place: int, field: Field) -> Field:
        """Return the part of a shared text that speaks of one arm ("Group A: ... Group B: ..."), or the whole where it names none."""
        if len(self.arms) < 2 or self.arms[place].label is None:
            return field
        known = self.segments.get((place, field.place))
        if known is None:
            known = self.segments[(place, field.place)] = self._cut(place, field)
        return known

    def _cut(self, place: int, field: Field) -> Field:
        marks = [marks_of(arm.name.low) for arm in self.arms]
        own = marks[place] - frozenset[str]().union(*(m for i, m in enumerate(marks) if i != place))
        foreign = frozenset[str]().union(*(m for i, m in enumerate(marks) if i != place)) - marks[place]
        if not own or not foreign:
            return field
        low = field.text.low
        mine = [m for mark in own for m in mark_occurrences(mark, low)]
        theirs = sorted(m.start() for mark in foreign for m in mark_occurrences(mark, low))
        if not mine or not theirs:
            return field
        return Field(kept_stretches(field.text, sorted(m.start() for m in mine), theirs), field.place)


def _counted(schedule: Reading[Schedule] | None, dose: Reading[Dose] | None) -> Reading[Schedule] | None:
    """Return the schedule with the count of "2 x 50 million cells" taken over from the dose."""
    if dose is None or dose.value is None or dose.value.times is None or not dose.is_certain:
        return schedule
    counted = certain(Schedule(dose.value.times), dose.span, "schedule.count-of-doses")
    if schedule is None:
        return counted
    if schedule.value is not None and schedule.value.count is None and schedule.value.interval_days is not None:
        return spread(counted, schedule.value.interval_days)
    return schedule


def _product(fields: Sequence[Field]) -> Product:
    """Return the product with each fact from the first field that states it."""
    product = Product()
    for field in fields:
        found = field.product
        product = Product(
            product.preparation or found.preparation,
            product.passage or found.passage,
            product.vehicle or found.vehicle,
            product.volume_ml or found.volume_ml,
            product.viability_min_percent or found.viability_min_percent,
        )
    return product

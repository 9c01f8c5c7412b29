"""Arms and what is given in them: one table, columns are arms, rows the product (DOSES) and the dosing.

The product's rows follow DOSES (Murray 2019, JBJS Am 101:904): Donor, Origin of tissue, Separation and preparation,
Exhibited characteristics, Site of delivery.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from trials.domain.arms import ArmFigures, RegimenFigures, arm_figures
from trials.domain.comparison.wording import days_words, rhythm_words
from trials.domain.figures.keys import ArmKey, arm_keys
from trials.domain.presenting.values import Reader, Shown, absent_value, joined, route_words
from trials.domain.quantities import Figure, Range, range_words, words
from trials.domain.record import ArmRecord, ProductRecord, ScheduleRecord, TrialRecord
from trials.domain.vocabulary import InterventionKind, RegimenRelation, ValueState


@dataclass(frozen=True)
class ArmHead:
    """The head of an arm's column."""

    position: int
    label: str
    role: str
    key: ArmKey
    has_msc: bool
    ref: str


@dataclass(frozen=True)
class ArmCell:
    """What one arm has in one row: a value for each course that is shown."""

    arm: ArmHead
    values: tuple[Shown, ...]


@dataclass(frozen=True)
class ArmRow:
    """One row of the table. ``initial`` is the letter of DOSES that it answers, "" elsewhere."""

    label: str
    cells: tuple[ArmCell, ...]
    initial: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether no arm has a value in the row."""
        return all(value.is_absent for cell in self.cells for value in cell.values)


@dataclass(frozen=True)
class ArmGroup:
    """Rows under one heading."""

    title: str
    rows: tuple[ArmRow, ...]
    note: str = ""


@dataclass(frozen=True)
class _Column:
    """One arm with its figures and the courses that its column is about."""

    head: ArmHead
    arm: ArmRecord
    figures: ArmFigures
    courses: tuple[RegimenFigures, ...]


_Value = Callable[[Reader, _Column, RegimenFigures], Shown]


def arm_heads(record: TrialRecord) -> tuple[ArmHead, ...]:
    """Return the heads of all arms, marked as the timeline marks them."""
    keys = arm_keys([record.registry_id] * len(record.arms))
    return tuple(
        ArmHead(
            position=place,
            label=arm.label,
            role=arm.role.label,
            key=key,
            has_msc=any(record.intervention(one.intervention).kind == InterventionKind.MSC for one in arm.regimens),
            ref=f"{record.registry_id}:{place}",
        )
        for place, (arm, key) in enumerate(zip(record.arms, keys, strict=True), start=1)
    )


def arm_table(read: Reader, weight: Decimal) -> tuple[ArmGroup, ...]:
    """Return the table of arms. ``weight``: reference weight in kg, for figures that rest on it."""
    columns = tuple(_column(read.record, head, weight) for head in arm_heads(read.record))
    if not columns:
        return ()
    given = (
        _row("Given", columns, _given(read)),
        _row("Beside it", columns, _beside(read)),
        _row("Participants in the arm", columns, lambda column: (_size(read, column),)),
    )
    return (
        ArmGroup("What is given", given),
        ArmGroup("Product", _product_rows(read, columns), note="the items of DOSES"),
        ArmGroup("Dose and schedule", _dose_rows(read, columns)),
    )


def _column(record: TrialRecord, head: ArmHead, weight: Decimal) -> _Column:
    figures = arm_figures(record, head.position, weight)
    placebo = tuple(one for one in figures.others if one.intervention.kind == InterventionKind.PLACEBO)
    return _Column(head, record.arms[head.position - 1], figures, figures.msc or placebo)


def _row(
    label: str, columns: Sequence[_Column], values: Callable[[_Column], tuple[Shown, ...]], initial: str = ""
) -> ArmRow:
    return ArmRow(label, tuple(ArmCell(column.head, values(column)) for column in columns), initial)


def _each(read: Reader, value: _Value) -> Callable[[_Column], tuple[Shown, ...]]:
    """Return a reader of one value a course; alike courses are said once, different ones under their names."""

    def values(column: _Column) -> tuple[Shown, ...]:
        if not column.courses:
            return (absent_value(ValueState.NOT_APPLICABLE),)
        found = [value(read, column, one) for one in column.courses]
        if len(found) == 1 or all(one == found[0] for one in found):
            return (found[0],)
        return tuple(replace(one, lead=_lead(course)) for one, course in zip(found, column.courses, strict=True))

    return values


_RELATIONS = {
    RegimenRelation.COURSE: "",
    RegimenRelation.PARALLEL: "as well",
    RegimenRelation.ALTERNATIVE: "or",
    RegimenRelation.SHARE: "share",
}


def _lead(course: RegimenFigures) -> str:
    return joined((_RELATIONS[course.regimen.relation], course.intervention.name), ": ")


def _given(read: Reader) -> Callable[[_Column], tuple[Shown, ...]]:
    def values(column: _Column) -> tuple[Shown, ...]:
        shown = [_given_words(read, one) for one in column.courses]
        shown = shown or [_beside_words(read, one) for one in column.figures.others]
        return tuple(shown) or (Shown(text="nothing is registered for this arm"),)

    return values


def _given_words(read: Reader, one: RegimenFigures) -> Shown:
    path = f"interventions/{one.intervention.key}/cell_source"
    kind = one.intervention.kind
    shown = Shown(text=one.intervention.name, note=kind.label if kind != InterventionKind.MSC else "")
    return replace(shown, lead=_RELATIONS[one.regimen.relation], source=read.source_of(path))


def _beside(read: Reader) -> Callable[[_Column], tuple[Shown, ...]]:
    def values(column: _Column) -> tuple[Shown, ...]:
        rest = [one for one in column.figures.others if one not in column.courses] if column.courses else []
        return tuple(_beside_words(read, one) for one in rest) or (Shown(text="nothing else registered"),)

    return values


def _beside_words(read: Reader, one: RegimenFigures) -> Shown:
    dose, schedule, route = one.regimen.dose, one.regimen.schedule, one.regimen.route
    parts = [
        f"{range_words(one.dose.range)} {dose.unit.label}" if dose and dose.unit and one.dose.range else "",
        f"{schedule.count} times" if schedule and schedule.count is not None else "",
        f"days {days_words(schedule.days)}" if schedule and schedule.days else "",
        route.value.label.lower() if route and route.value else "",
    ]
    said = dose or schedule or route
    kind = one.intervention.kind.label
    return Shown(
        text=one.intervention.name,
        note=joined((kind if kind.lower() not in one.intervention.name.lower() else "", *parts)),
        source=read.source_number(said.source) if said else None,
    )


def _size(read: Reader, column: _Column) -> Shown:
    size = column.arm.size
    return read.value(f"arms/{column.head.position}/size", "" if size is None else str(size))


def _product_rows(read: Reader, columns: Sequence[_Column]) -> tuple[ArmRow, ...]:
    def texts(*names: str) -> _Value:
        return lambda read, column, one: _product(read, one, *names)

    return (
        _row("Donor", columns, _each(read, _donor), "D"),
        _row("Origin of tissue", columns, _each(read, _origin), "O"),
        _row("Separation, culture, passage", columns, _each(read, texts("preparation", "medium", "passage")), "S"),
        _row("Exhibited characteristics", columns, _each(read, texts("markers", "viability_min_percent")), "E"),
        _row("Site of delivery", columns, _each(read, _route), "S"),
        _row("Vehicle and volume", columns, _each(read, texts("vehicle", "volume_ml_low"))),
        _row("Manufacturer", columns, _each(read, texts("manufacturer"))),
    )


def _donor(read: Reader, _: _Column, one: RegimenFigures) -> Shown:
    donor = one.intervention.donor
    shown = Shown(text=donor.label) if donor else absent_value(one.donor_state)
    return read.marked(shown, f"interventions/{one.intervention.key}/donor")


def _origin(read: Reader, _: _Column, one: RegimenFigures) -> Shown:
    origin = one.intervention.cell_source
    shown = Shown(text=origin.label) if origin else absent_value(one.cell_source_state)
    return read.marked(shown, f"interventions/{one.intervention.key}/cell_source")


def _product(read: Reader, one: RegimenFigures, *names: str) -> Shown:
    path = f"interventions/{one.intervention.key}/product"
    if one.intervention.kind not in (InterventionKind.MSC, InterventionKind.OTHER_CELLS):
        return absent_value(ValueState.NOT_APPLICABLE)
    product = one.intervention.product
    text = joined((_product_words(product, name) for name in names), "; ") if product else ""
    if not text:
        return read.missing(path)
    return Shown(text=text, source=read.source_number(one.intervention.source))


def _product_words(product: ProductRecord, name: str) -> str:
    if name == "viability_min_percent":
        least = product.viability_min_percent
        return "" if least is None else f"viability at least {words(least)} %"
    if name == "volume_ml_low":
        low, high = product.volume_ml_low, product.volume_ml_high
        ends = [one for one in (low, high) if one is not None]
        return f"{range_words(Range(min(ends), max(ends)))} mL" if ends else ""
    text: str = getattr(product, name)
    return f"passage {text}" if name == "passage" and text and text[0].isdigit() else text


def _route(read: Reader, _: _Column, one: RegimenFigures) -> Shown:
    route = one.regimen.route
    shown = absent_value(one.route_state)
    if route is not None and (route.value or route.alternatives):
        shown = Shown(text=route_words(route), note=f"“{route.as_reported}”" if route.as_reported else "")
    elif route is not None and route.as_reported:
        shown = absent_value(ValueState.UNCLEAR, f"“{route.as_reported}”")
    return read.marked(shown, f"{one.path}/route")


def _dose_rows(read: Reader, columns: Sequence[_Column]) -> tuple[ArmRow, ...]:
    return (
        _row("Dose as reported", columns, _each(read, _dose_text)),
        _row("Per infusion, per kg", columns, _each(read, lambda r, c, one: _figure(one.per_kg))),
        _row("Per infusion, cells", columns, _each(read, lambda r, c, one: _figure(one.cells))),
        _row("Schedule as reported", columns, _each(read, _schedule_text)),
        _row("Number of infusions", columns, _count),
        _row("Days from the first", columns, _each(read, _days)),
        _row("Cumulative, per kg", columns, lambda column: (_sum(column, column.figures.cumulative_per_kg),)),
        _row("Cumulative, cells", columns, lambda column: (_sum(column, column.figures.cumulative_cells),)),
    )


def _figure(figure: Figure) -> Shown:
    return Shown(figure=figure, state=figure.state)


def _sum(column: _Column, figure: Figure) -> Shown:
    return _figure(figure) if column.figures.msc else absent_value(ValueState.NOT_APPLICABLE)


def _dose_text(read: Reader, _: _Column, one: RegimenFigures) -> Shown:
    dose = one.regimen.dose
    if dose is None:
        return read.marked(absent_value(one.dose.state), f"{one.path}/dose")
    steps = joined(words(step) for step in dose.levels)
    note = f"steps: {steps}" if steps else ""
    if one.dose.range is None:
        note = joined((note, "cannot be read as one dose"), "; ")
    shown = Shown(text=dose.as_reported, quoted=True, note=note)
    if not dose.as_reported:
        shown = absent_value(one.dose.state) if one.dose.range is None else replace(_figure(one.dose), note=note)
    return read.marked(shown, f"{one.path}/dose")


def _schedule_text(read: Reader, _: _Column, one: RegimenFigures) -> Shown:
    schedule = one.regimen.schedule
    path = f"{one.path}/schedule"
    if schedule is None or not schedule.as_reported:
        state = one.count.state if schedule is None else ValueState.NOT_EXTRACTED
        note = "" if schedule is None else "only the reading is kept"
        return read.marked(absent_value(state, note), path)
    return read.marked(Shown(text=schedule.as_reported, quoted=not _is_inferred(schedule)), path)


def _is_inferred(schedule: ScheduleRecord | None) -> bool:
    """Whether the text is a curator's inference, not words of a source: "inferred: first course as in ..."."""
    return schedule is not None and schedule.as_reported.startswith("inferred")


def _count(column: _Column) -> tuple[Shown, ...]:
    if column.figures.msc:
        return (_figure(column.figures.count),)
    if not column.courses:
        return (absent_value(ValueState.NOT_APPLICABLE),)
    return tuple(_figure(one.count) for one in column.courses)


def _days(read: Reader, _: _Column, one: RegimenFigures) -> Shown:
    if one.days is None:
        shown = absent_value(one.days_state)
    else:
        rhythm = rhythm_words(one.days)
        last = f"last on day {one.days[-1]}" if len(one.days) > 6 else ""
        inferred = "inferred" if _is_inferred(one.regimen.schedule) else ""
        shown = Shown(text=days_words(one.days), note=joined((rhythm, last, inferred)))
    return read.marked(shown, f"{one.path}/schedule")

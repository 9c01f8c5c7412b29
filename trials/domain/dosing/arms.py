"""The figures of one arm: its MSC regimens, doses on one scale, days, cumulative dose, comparators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.dosing.doses import dose_range
from trials.domain.dosing.numbers import Range
from trials.domain.dosing.quantities import (
    Course,
    Figure,
    absent,
    cells_per_administration,
    cells_per_kg,
    cumulative,
    missing_reason,
    not_derivable,
    one_of,
)
from trials.domain.dosing.weights import BodyWeight, Weights
from trials.domain.record import ArmRecord, InterventionRecord, RegimenRecord, TrialRecord
from trials.domain.record.missingness import count_state, days_state, dose_state, route_state, silence
from trials.domain.vocabulary import (
    Allocation,
    ArmRole,
    DoseUnit,
    InterventionKind,
    InterventionModel,
    RecordRead,
    RegimenRelation,
    ValueState,
)


@dataclass(frozen=True)
class RegimenFigures:
    """One regimen with its figures. ``path`` names it in the record; days count from its first dose."""

    path: str
    regimen: RegimenRecord
    intervention: InterventionRecord
    dose: Figure
    per_kg: Figure
    cells: Figure
    count: Figure
    days: tuple[int, ...] | None
    days_state: ValueState
    route_state: ValueState
    cell_source_state: ValueState
    donor_state: ValueState

    @property
    def as_course(self) -> Course:
        """The regimen for adding up."""
        stated = self.regimen.dose
        return Course(
            dose=self.dose.range,
            unit=stated.unit if stated else None,
            count=int(self.count.range.low) if self.count.range else None,
            dose_state=self.dose.state,
            count_state=self.count.state,
        )


@dataclass(frozen=True)
class ArmFigures:
    """The figures of an arm. Without MSC every dosing figure is NOT_APPLICABLE and ``msc`` is empty."""

    msc: tuple[RegimenFigures, ...]
    others: tuple[RegimenFigures, ...]
    count: Figure
    days: tuple[int, ...] | None
    days_state: ValueState
    cumulative_per_kg: Figure
    cumulative_cells: Figure

    @property
    def has_msc(self) -> bool:
        """Whether the arm gets MSC."""
        return bool(self.msc)

    @property
    def given(self) -> tuple[RegimenFigures, ...]:
        """The regimens that the arm is about: its MSC; in an arm without MSC what is given in their place.

        That is all but standard care; where some of it is told in more than its name, the rest is left out.
        """
        if self.msc:
            return self.msc
        beyond = tuple(one for one in self.others if one.intervention.kind != InterventionKind.STANDARD_CARE)
        return tuple(one for one in beyond if gives_cells(one) or is_stated(one)) or beyond


_CELLS = (InterventionKind.MSC, InterventionKind.OTHER_CELLS)
_PER_DAY = (DoseUnit.MG_PER_DAY, DoseUnit.MG_PER_KG_PER_DAY)
_CELL_UNITS = (DoseUnit.CELLS_PER_KG, DoseUnit.CELLS, DoseUnit.CELLS_PER_M2, DoseUnit.CELLS_PER_ML)


def gives_cells(one: RegimenFigures) -> bool:
    """Whether a regimen gives cells, of whatever kind."""
    dose = one.regimen.dose
    return one.intervention.kind in _CELLS or (dose is not None and dose.unit in _CELL_UNITS)


def is_stated(one: RegimenFigures) -> bool:
    """Whether the record says anything of dose, site of delivery or schedule of a regimen."""
    return any(part is not None for part in (one.regimen.dose, one.regimen.route, one.regimen.schedule))


def arm_figures(trial: TrialRecord, position: int, weights: Weights) -> ArmFigures:
    """Return the figures of the arm at a 1-based position.

    Raises IndexError when the trial has no such arm.
    """
    if position < 1:
        raise IndexError(position)
    arm, weight = trial.arms[position - 1], weights.of(trial)
    every = tuple(
        _regimen_figures(trial, f"arms/{arm.key}/regimens/{regimen.key}", regimen, weight) for regimen in arm.regimens
    )
    msc = tuple(one for one in every if one.intervention.kind == InterventionKind.MSC)
    others = tuple(one for one in every if one.intervention.kind != InterventionKind.MSC)
    days, state = _arm_days(msc)
    return ArmFigures(
        msc=msc,
        others=others,
        count=_arm_count(msc),
        days=days,
        days_state=state,
        cumulative_per_kg=_arm_cumulative(msc, weight, DoseUnit.CELLS_PER_KG),
        cumulative_cells=_arm_cumulative(msc, weight, DoseUnit.CELLS),
    )


def _regimen_figures(trial: TrialRecord, path: str, regimen: RegimenRecord, weight: BodyWeight) -> RegimenFigures:
    given = trial.intervention(regimen.intervention)
    stated, schedule = regimen.dose, regimen.schedule
    state = dose_state(trial, f"{path}/dose", stated)
    if given.kind in (InterventionKind.PLACEBO, InterventionKind.STANDARD_CARE) and state != ValueState.REPORTED:
        state = ValueState.NOT_APPLICABLE
    rng = dose_range(stated)
    if stated is not None and rng is not None and stated.unit is not None:
        dose = Figure(ValueState.REPORTED, rng, stated.unit.label)
        per_kg, cells = cells_per_kg(rng, stated.unit, weight), cells_per_administration(rng, stated.unit, weight)
    else:
        dose = per_kg = cells = absent(state)
    counted = count_state(trial, f"{path}/schedule", schedule)
    if counted != ValueState.REPORTED and stated is not None and stated.unit in _PER_DAY:
        counted = ValueState.NOT_APPLICABLE  # what is taken every day is no number of infusions
    number = Decimal(schedule.count) if schedule and schedule.count is not None else None
    cells_given = given.kind in _CELLS
    key = f"interventions/{given.key}"
    return RegimenFigures(
        path=path,
        regimen=regimen,
        intervention=given,
        dose=dose,
        per_kg=per_kg,
        cells=cells,
        count=absent(counted) if number is None else Figure(ValueState.REPORTED, Range(number, number)),
        days=schedule.days if schedule else None,
        days_state=days_state(trial, f"{path}/schedule", schedule),
        route_state=route_state(trial, f"{path}/route", regimen.route),
        cell_source_state=_cell_fact(trial, f"{key}/cell_source", given.cell_source is not None, cells_given),
        donor_state=_cell_fact(trial, f"{key}/donor", given.donor is not None, cells_given),
    )


def _cell_fact(trial: TrialRecord, path: str, stated: bool, cells_given: bool) -> ValueState:
    if stated:
        return ValueState.REPORTED
    return silence(trial, path) if cells_given else ValueState.NOT_APPLICABLE


def _added(msc: tuple[RegimenFigures, ...]) -> bool:
    """Whether the regimens are all given to each participant, one beside or after the other."""
    return all(one.regimen.relation in (RegimenRelation.COURSE, RegimenRelation.PARALLEL) for one in msc)


def _arm_count(msc: tuple[RegimenFigures, ...]) -> Figure:
    if not msc:
        return absent(ValueState.NOT_APPLICABLE)
    for one in msc:
        if one.count.range is None:
            return one.count
    numbers = [one.count.range.low for one in msc if one.count.range is not None]
    if len(numbers) == 1:
        return msc[0].count
    if any(one.regimen.relation == RegimenRelation.ALTERNATIVE for one in msc):
        ways = [sum((one.count.range.low for one in way if one.count.range), Decimal(0)) for way in _ways(msc)]
        return Figure(ValueState.REPORTED, Range.levels(ways), reason="alternatives within the arm")
    if _added(msc):
        line = f"{' + '.join(str(int(number)) for number in numbers)} = {int(sum(numbers))}"
        total = sum(numbers, Decimal(0))
        return Figure(ValueState.DERIVED, Range(total, total), derivation=line)
    if len(set(numbers)) == 1:
        return Figure(ValueState.REPORTED, Range(numbers[0], numbers[0]), reason="shared by the arm's cell products")
    return not_derivable("one dose is shared over routes or products")


def _arm_days(msc: tuple[RegimenFigures, ...]) -> tuple[tuple[int, ...] | None, ValueState]:
    if not msc:
        return None, ValueState.NOT_APPLICABLE
    for one in msc:
        if one.days is None:
            return None, one.days_state
    if len(msc) == 1:
        return msc[0].days, ValueState.REPORTED
    sets = [set(one.days or ()) for one in msc]
    relations = {one.regimen.relation for one in msc}
    if relations == {RegimenRelation.COURSE}:
        return tuple(sorted(set().union(*sets))), ValueState.REPORTED
    if relations == {RegimenRelation.SHARE} and all(days == sets[0] for days in sets):
        return msc[0].days, ValueState.REPORTED
    return None, ValueState.UNCLEAR


def _arm_cumulative(msc: tuple[RegimenFigures, ...], weight: BodyWeight, unit: DoseUnit) -> Figure:
    if not msc:
        return absent(ValueState.NOT_APPLICABLE)
    if any(one.regimen.relation == RegimenRelation.SHARE for one in msc):
        return not_derivable("one dose is shared over routes or products")
    for one in msc:
        if one.dose.range is None:
            return not_derivable(missing_reason("dose", one.dose.state))
    return one_of([cumulative(tuple(one.as_course for one in way), weight, unit) for way in _ways(msc)])


def _ways(msc: tuple[RegimenFigures, ...]) -> list[tuple[RegimenFigures, ...]]:
    """Return what a participant may get: all of the regimens, or one of the alternatives with all that are none."""
    choices = [one for one in msc if one.regimen.relation == RegimenRelation.ALTERNATIVE]
    always = tuple(one for one in msc if one not in choices)
    return [(*always, one) for one in choices] or [always]


def comparator_kinds(trial: TrialRecord) -> tuple[str, ...]:
    """Return what the arms without MSC get, as kinds of intervention in the order of the vocabulary.

    An arm that gets nothing at all counts as ``NO_INTERVENTION``; a trial whose arms all get MSC has none.
    Standard care counts only where an arm gets nothing else: it stands beside every comparator.
    """
    found: set[str] = set()
    for arm in trial.arms:
        kinds = {trial.intervention(r.intervention).kind for r in arm.regimens}
        if InterventionKind.MSC in kinds:
            continue
        beyond_care = kinds - {InterventionKind.STANDARD_CARE}
        if beyond_care:
            found |= {kind.value for kind in beyond_care}
        elif kinds:
            found.add(InterventionKind.STANDARD_CARE.value)
        else:
            found.add(ArmRole.NO_INTERVENTION.value)
    order = [kind.value for kind in InterventionKind] + [ArmRole.NO_INTERVENTION.value]
    return tuple(code for code in order if code in found)


def proves_no_comparator(trial: TrialRecord) -> bool:
    """Whether a trial whose known arms all get MSC has no other arm.

    One lone arm of a record that was read in part proves nothing, unless the design says that there is one group.
    """
    single = trial.allocation == Allocation.NA or trial.intervention_model == InterventionModel.SINGLE_GROUP
    return trial.record_read != RecordRead.PART or len(trial.arms) >= 2 or single


def gets_msc(trial: TrialRecord, arm: ArmRecord) -> bool:
    """Whether an arm of the trial gets MSC."""
    return any(trial.intervention(r.intervention).kind == InterventionKind.MSC for r in arm.regimens)


def span_range(days: Sequence[int]) -> Range | None:
    """Return the days from the first to the last administration as a range with equal ends.

    None without days, and for a single administration: it has no last one beside its first.
    """
    if len(days) < 2:
        return None
    length = Decimal(days[-1] - days[0])
    return Range(length, length)

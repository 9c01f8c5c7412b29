"""Lanes of the dosing timeline: what one arm gets on which days, read from its record, without coordinates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from trials.domain.dosing.arms import ArmFigures, RegimenFigures, arm_figures
from trials.domain.dosing.weights import Weights
from trials.domain.record import TrialRecord
from trials.domain.record.missingness import silence
from trials.domain.vocabulary import InterventionKind, RegimenRelation
from trials.domain.wording.arm_marks import ArmMark
from trials.domain.wording.as_reported import inferred_words
from trials.domain.wording.doses import dose_words, short_dose
from trials.domain.wording.sentences import joined


@dataclass(frozen=True)
class Track:
    """One course on its days (from the first dose). ``words`` name it, "" for the arm's only MSC course.

    ``inferred``: no source states these days, the curator concluded them.
    """

    days: tuple[int, ...]
    words: str = ""
    inferred: bool = False


@dataclass(frozen=True)
class Lane:
    """One arm on the timeline.

    ``courses`` are the accepted MSC courses; ``silence`` says in words why there are none to draw.
    ``rivals`` are other readings of the same schedule, ``beside`` what else is given on days,
    ``endpoints`` the days of measurement with True for primary ones; ``unmeasured`` says why no primary one has a
    day, ``undrawn`` why none has any, "" where one has. ``note`` is the dose in short. ``without_msc``: no MSC is
    given, so that the silence says this and not that days are unknown.
    """

    name: str
    key: ArmMark
    courses: tuple[Track, ...] = ()
    silence: str = ""
    rivals: tuple[Track, ...] = ()
    beside: tuple[Track, ...] = ()
    note: str = ""
    endpoints: tuple[tuple[int, bool], ...] = ()
    unmeasured: str = ""
    undrawn: str = ""
    planned: bool = field(default=False)
    without_msc: bool = False


def arm_lane(trial: TrialRecord, position: int, key: ArmMark, weights: Weights, *, with_trial: bool = True) -> Lane:
    """Return the lane of the arm at a 1-based position.

    ``with_trial`` puts the registry id before the arm's label. Raises IndexError when there is no such arm.
    """
    figures = arm_figures(trial, position, weights)
    label = trial.arms[position - 1].label
    drawn = tuple(one for one in figures.msc if one.days is not None)
    lane = Lane(
        name=f"{trial.registry_id} {label}" if with_trial else label,
        key=key,
        courses=tuple(Track(one.days or (), _course_words(one, figures), _is_inferred(one)) for one in drawn),
        silence=_silence(figures),
        rivals=_rivals(trial, figures),
        beside=tuple(Track(one.days, _beside_words(one)) for one in figures.others if one.days is not None),
        note=_note(figures),
        endpoints=endpoint_days(trial),
        unmeasured=_unmeasured(trial),
        undrawn=_undrawn(trial) if with_trial else "",
        without_msc=not figures.msc,
    )
    return _with_placebo(lane, figures) if lane.without_msc else lane


def _with_placebo(lane: Lane, figures: ArmFigures) -> Lane:
    """Draw the placebo of an arm without MSC as its course: its infusion days are what is compared."""
    drawn = [one for one in figures.others if one.days is not None]
    placebo = [one for one in drawn if one.intervention.kind == InterventionKind.PLACEBO]
    if not placebo:
        return lane
    return replace(
        lane,
        courses=tuple(Track(one.days or (), _beside_words(one)) for one in placebo),
        beside=tuple(Track(one.days or (), _beside_words(one)) for one in drawn if one not in placebo),
        silence="",
        note="placebo, no MSC",
    )


def _is_inferred(one: RegimenFigures) -> bool:
    schedule = one.regimen.schedule
    return schedule is not None and bool(inferred_words(schedule.as_reported))


def _undrawn(trial: TrialRecord) -> str:
    if not trial.outcomes:
        return f"outcomes {silence(trial, 'outcomes').label}"
    return "" if endpoint_days(trial) else "no outcome time stated"


def endpoint_days(trial: TrialRecord) -> tuple[tuple[int, bool], ...]:
    """Return the days from the first dose on which outcomes are measured, True where a primary one is."""
    days: dict[int, bool] = {}
    for outcome in trial.outcomes:
        for day in outcome.days:
            if day >= 0:
                days[day] = days.get(day, False) or outcome.rank == "primary"
    return tuple(sorted(days.items()))


def _unmeasured(trial: TrialRecord) -> str:
    """Return why no primary outcome stands on a day: the record's silence about outcomes is not one about times."""
    if any(is_primary for _, is_primary in endpoint_days(trial)):
        return ""
    if not trial.outcomes:
        return silence(trial, "outcomes").label
    return "no time stated" if any(one.rank == "primary" for one in trial.outcomes) else "no primary outcome"


def _course_words(one: RegimenFigures, figures: ArmFigures) -> str:
    if len(figures.msc) == 1:
        return ""
    if one.regimen.relation == RegimenRelation.ALTERNATIVE:
        return f"or: {one.intervention.name}"
    if one.regimen.relation == RegimenRelation.PARALLEL:
        return f"as well, from its own first dose: {one.intervention.name}"
    return one.intervention.name


def _silence(figures: ArmFigures) -> str:
    if not figures.msc:
        return "no MSC in this arm"
    if all(one.days is not None for one in figures.msc):
        return ""
    silent = next(one for one in figures.msc if one.days is None)
    if silent.count.range is not None:
        number = int(silent.count.range.low)
        what = "1 infusion" if number == 1 else f"{number} infusions"
        return f"{what}, days {silent.days_state.label}"
    return f"schedule {silent.days_state.label}"


def _rivals(trial: TrialRecord, figures: ArmFigures) -> tuple[Track, ...]:
    found = []
    for one in figures.msc:
        for claim in trial.rival_claims:
            days = _claimed_days(claim.value)
            if claim.path == f"{one.path}/schedule" and days:
                found.append(Track(days, claim.as_reported or "another reading"))
    return tuple(found)


def _claimed_days(value: Any) -> tuple[int, ...]:
    days = value.get("days") if isinstance(value, dict) else None
    return tuple(int(day) for day in days or ())


def _beside_words(one: RegimenFigures) -> str:
    dose = one.regimen.dose
    return joined((one.intervention.name, dose_words(dose) if dose is not None else ""))


def _note(figures: ArmFigures) -> str:
    """Return number and dose in short: "3 × 0.1–1 ×10⁶/kg", "3 + 2 × ≈ 2.5 ×10⁶/kg", "8 × dose not reported".

    Alternatives are not added up (NCT03254758: "1 or 4 × dose not reported"), nor are shares of one dose.
    """
    relations = {one.regimen.relation for one in figures.msc}
    counts: dict[str, list[str]] = {}
    for one in figures.msc:
        number = "unknown" if one.count.range is None else str(int(one.count.range.low))
        counts.setdefault(_dose_words(one), []).append(number)
    if RegimenRelation.SHARE in relations:
        shares = (_times(list(dict.fromkeys(numbers)), dose, " + ") for dose, numbers in counts.items())
        return f"{' and '.join(shares)}, one dose shared"
    is_choice = RegimenRelation.ALTERNATIVE in relations
    words = [_times(numbers, dose, " or " if is_choice else " + ") for dose, numbers in counts.items()]
    return ("; or " if is_choice else "; ").join(words)


def _times(numbers: list[str], dose: str, joiner: str) -> str:
    if set(numbers) != {"unknown"}:
        return f"{joiner.join(numbers)} × {dose}"
    return dose if dose.startswith("dose ") else f"{dose} an infusion"


def _dose_words(one: RegimenFigures) -> str:
    dose = short_dose(one.per_kg) or short_dose(one.cells) or short_dose(one.dose)
    return dose or f"dose {one.dose.state.label}"

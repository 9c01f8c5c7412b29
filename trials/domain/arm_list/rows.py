"""One row of the list: an arm's figures and words, read off its trial's record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from trials.domain.dosing.arms import ArmFigures, arm_figures, comparator_kinds, proves_no_comparator
from trials.domain.dosing.numbers import range_words
from trials.domain.dosing.quantities import Figure
from trials.domain.dosing.weights import Weights
from trials.domain.record import OutcomeRecord, TrialRecord
from trials.domain.record.dates import PartialDate
from trials.domain.record.missingness import silence
from trials.domain.vocabulary import (
    Allocation,
    EnrolmentType,
    Masking,
    OutcomeRank,
    Phase,
    RecruitmentStatus,
    Syndrome,
    ValueState,
    concept_label,
)
from trials.domain.wording.about import about
from trials.domain.wording.discrepancies import NO_SIGNS, ContradictionWords, signs_by_path
from trials.domain.wording.facts import comparator_label
from trials.domain.wording.routes import route_words
from trials.domain.wording.times import beat_words, day_words, on_days
from trials.domain.wording.values import ShownValue

#: The days that the little picture of infusions spans; later ones are told by an arrow and in words.
SPARK_DAYS, SPARK_WIDTH = 56, 72


@dataclass(frozen=True)
class ListCell(ShownValue):
    """What stands in a column; the note stands under it, ``title`` tells the longer form."""

    title: str = ""


@dataclass(frozen=True)
class Spark:
    """Infusion days on a line of eight weeks: places of the ticks, the days in words, whether some lie beyond."""

    ticks: list[str]
    words: str
    goes_on: bool


@dataclass(frozen=True)
class ArmRow:
    """One arm as the list shows it. ``again``: the row above is of the same trial."""

    ref: str
    registry_id: str
    position: int
    anchor: str
    title: str
    label: str
    ticked: bool
    again: bool
    has_msc: bool
    doses: list[Figure]
    dose_note: str
    cumulative: Figure
    count: Figure
    spark: Spark | None
    days_state: ValueState
    interval: str
    cells: ListCell
    donor: ListCell
    route: ListCell
    comparator: ListCell
    endpoint: ListCell
    size: ListCell
    status: ListCell
    syndrome: ListCell
    phase: ListCell
    design: ListCell
    country: ListCell
    sponsor: ListCell
    start: ListCell
    signs: dict[str, tuple[ContradictionWords, ...]]
    trial: TrialRecord = field(repr=False)

    @property
    def about(self) -> ListCell:
        """The trial in one paragraph, made only where the list shows it."""
        return ListCell(about(self.trial))

    @property
    def count_words(self) -> str:
        """The number of infusions, or its range where the arm holds alternatives; ≈ where courses were added up."""
        if self.count.range is None:
            return ""
        return f"{'≈ ' if self.count.state == ValueState.DERIVED else ''}{range_words(self.count.range)}"


def arm_row(trial: TrialRecord, position: int, weights: Weights, *, ref: str, ticked: bool, again: bool) -> ArmRow:
    """Return the row of the arm at a 1-based position, which addresses call ``ref``.

    Fixed doses are put per kg by ``weights`` and wear ≈.
    """
    figures = arm_figures(trial, position, weights)
    arm = trial.arms[position - 1]
    doses = _doses(figures)
    return ArmRow(
        ref=ref,
        registry_id=trial.registry_id,
        position=position,
        anchor=f"arm-{arm.key}",
        title=trial.title,
        label=arm.label,
        ticked=ticked,
        again=again,
        has_msc=figures.has_msc,
        doses=doses,
        dose_note=_dose_note(figures),
        cumulative=figures.cumulative_per_kg,
        count=figures.count,
        spark=_spark(figures.days),
        days_state=figures.days_state,
        interval=beat_words(figures.days or ()),
        cells=_cells(figures),
        donor=_donor(figures),
        route=_route(figures),
        comparator=_comparator(trial),
        endpoint=_endpoint(trial),
        size=_size(trial, position),
        status=_term(trial, "status", RecruitmentStatus),
        syndrome=_term(trial, "syndrome", Syndrome),
        phase=_term(trial, "phase", Phase),
        design=_design(trial),
        country=_several(trial, (site.country for site in trial.sites), "sites"),
        sponsor=_several(trial, [trial.sponsor] if trial.sponsor else [], "sponsor"),
        start=_several(trial, [PartialDate(trial.start).words()] if trial.start else [], "start"),
        signs=_signs(trial, position, figures),
        trial=trial,
    )


def _signs(trial: TrialRecord, position: int, figures: ArmFigures) -> dict[str, tuple[ContradictionWords, ...]]:
    """The major contradictions about what each column tells; lists tell no minor ones."""
    every = signs_by_path(trial)
    if not every:
        return {}
    found = {}
    for column, paths in _told_paths(trial, position, figures):
        signs = sum((every[path] for path in dict.fromkeys(paths) if path in every), NO_SIGNS)
        major = tuple(one for one in signs.contradictions if one.is_major)
        if major:
            found[column] = major
    return found


def _told_paths(trial: TrialRecord, position: int, figures: ArmFigures) -> Iterator[tuple[str, list[str]]]:
    """Yield each column with the paths of the values that it tells."""
    for column, part in (("dose", "dose"), ("infusions", "schedule"), ("route", "route")):
        yield column, [f"{one.path}/{part}" for one in figures.msc]
    for column, part in (("cells", "cell_source"), ("donor", "donor")):
        yield column, [f"interventions/{one.intervention.key}/{part}" for one in figures.msc]
    primary = [one for one in trial.outcomes if one.rank == OutcomeRank.PRIMARY][:1]
    yield "endpoint", [f"outcomes/{one.key}/{part}" for one in primary for part in ("measure", "rank", "time_frame")]
    yield "size", ["enrolment", "enrolment_type", f"arms/{trial.arms[position - 1].key}/size"]
    yield "design", ["allocation", "masking"]
    yield "country", ["sites"]
    yield from ((name, [name]) for name in ("status", "syndrome", "phase", "sponsor", "start"))


def _doses(figures: ArmFigures) -> list[Figure]:
    """The different doses of the arm's regimens, per kg where they can be put so."""
    found: list[Figure] = []
    for one in figures.msc:
        figure = one.per_kg if one.per_kg.is_known else one.dose
        if figure not in found:
            found.append(figure)
    return found


def _dose_note(figures: ArmFigures) -> str:
    """What a dose per kg was derived from, and the steps where an arm tries several."""
    notes = []
    for one in figures.msc:
        stated = one.regimen.dose
        if one.per_kg.assumes and one.dose.range is not None:
            notes.append(f"from {range_words(one.dose.range)} fixed")
        if stated is not None and len(stated.levels) > 1:
            notes.append(f"{len(stated.levels)} dose levels")
    return "; ".join(dict.fromkeys(notes))


def _spark(days: tuple[int, ...] | None) -> Spark | None:
    if days is None:
        return None
    within = [day for day in days if day <= SPARK_DAYS]
    places = [f"{2 + day * (SPARK_WIDTH - 4) / SPARK_DAYS:.1f}" for day in within]
    return Spark(places, on_days(days), len(within) < len(days))


def _joined(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _missing(figures: ArmFigures, states: Iterable[ValueState]) -> ListCell:
    return ListCell(state=next(iter(states), ValueState.NOT_APPLICABLE))


def _cells(figures: ArmFigures) -> ListCell:
    stated = [one.intervention.cell_source.label for one in figures.msc if one.intervention.cell_source]
    products = _joined(one.intervention.name for one in figures.msc)
    if stated:
        return ListCell(_joined(stated), title=products)
    return _missing(figures, (one.cell_source_state for one in figures.msc))


def _donor(figures: ArmFigures) -> ListCell:
    stated = [one.intervention.donor.label for one in figures.msc if one.intervention.donor]
    return ListCell(_joined(stated)) if stated else _missing(figures, (one.donor_state for one in figures.msc))


def _route(figures: ArmFigures) -> ListCell:
    stated = [words for one in figures.msc if (words := route_words(one.regimen.route, short=True))]
    return ListCell(_joined(stated)) if stated else _missing(figures, (one.route_state for one in figures.msc))


def _comparator(trial: TrialRecord) -> ListCell:
    kinds = comparator_kinds(trial)
    if kinds:
        return ListCell(" + ".join(comparator_label(code) for code in kinds))
    return ListCell("None") if proves_no_comparator(trial) else ListCell(state=ValueState.NOT_EXTRACTED)


def _endpoint(trial: TrialRecord) -> ListCell:
    primary = [one for one in trial.outcomes if one.rank == OutcomeRank.PRIMARY]
    if not primary:
        return ListCell(state=silence(trial, "outcomes"))
    first = primary[0]
    more = f", and {len(primary) - 1} more" if len(primary) > 1 else ""
    return ListCell(concept_label(first.concept), note=_time_words(trial, first) + more, title=first.measure)


def _time_words(trial: TrialRecord, outcome: OutcomeRecord) -> str:
    if not outcome.days:
        known = silence(trial, f"outcomes/{outcome.key}/time_frame")
        return "time unclear" if outcome.time_frame else f"time {known.label}"
    last = day_words(outcome.days[-1])
    return last if len(outcome.days) == 1 else f"to {last}"


def _size(trial: TrialRecord, position: int) -> ListCell:
    arm = trial.arms[position - 1]
    in_arm = f"arm {arm.size}" if arm.size is not None else f"arm {silence(trial, f'arms/{arm.key}/size').label}"
    if trial.enrolment is None:
        return ListCell(state=silence(trial, "enrolment"), note=in_arm)
    kind = f" {EnrolmentType.label_of(trial.enrolment_type)}" if trial.enrolment_type else ""
    return ListCell(f"{trial.enrolment}{kind}", note=in_arm)


def _term(trial: TrialRecord, name: str, term: type) -> ListCell:
    value = getattr(trial, name)
    return ListCell(term.label_of(value)) if value else ListCell(state=silence(trial, name))  # type: ignore[attr-defined]


def _design(trial: TrialRecord) -> ListCell:
    allocation, masking = _term(trial, "allocation", Allocation), _term(trial, "masking", Masking)
    if allocation.is_absent and masking.is_absent:
        return allocation
    parts = (("allocation", allocation), ("masking", masking))
    return ListCell(", ".join(f"{what} {cell.state.label}" if cell.is_absent else cell.text for what, cell in parts))


def _several(trial: TrialRecord, given: Iterable[str], path: str) -> ListCell:
    """The first two, and how many more."""
    found = list(dict.fromkeys(given))
    if not found:
        return ListCell(state=silence(trial, path))
    more = f" and {len(found) - 2} more" if len(found) > 2 else ""
    return ListCell(", ".join(found[:2]) + more)

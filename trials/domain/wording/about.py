"""A trial in one paragraph, made from its facts: design, size, who gets what, against what, main endpoint, status.

Every piece is a value of the record or the state in which a value is missing; nothing is judged. The same text stands
on the trial's page, in the description of that page and, on demand, in the list.
"""

from __future__ import annotations

from collections.abc import Iterable

from trials.domain.dosing.arms import (
    ArmFigures,
    RegimenFigures,
    arm_figures,
    comparator_kinds,
    gets_msc,
    proves_no_comparator,
)
from trials.domain.dosing.weights import Weights
from trials.domain.record import OutcomeRecord, TrialRecord
from trials.domain.record.missingness import silence
from trials.domain.vocabulary import (
    Allocation,
    EnrolmentType,
    InterventionKind,
    InterventionModel,
    Masking,
    OutcomeRank,
    Phase,
    RecruitmentStatus,
    RegimenRelation,
    StudyType,
    Syndrome,
    ValueState,
    concept_label,
)
from trials.domain.wording.doses import dose_or_quote
from trials.domain.wording.facts import comparator_label
from trials.domain.wording.routes import route_words
from trials.domain.wording.sentences import inside, joined, listed
from trials.domain.wording.times import count_words, date_words, day_words, on_days, rhythm_words, times_words

#: More arms with MSC, endpoints or times than these are counted, not listed.
_ARMS, _ENDPOINTS, _TIMES, _CONDITIONS = 4, 2, 4, 3

_KINDS = {
    StudyType.INTERVENTIONAL: "trial",
    StudyType.OBSERVATIONAL: "observational study",
    StudyType.EXPANDED_ACCESS: "expanded access programme",
    None: "study",
}
_ALLOCATIONS = {Allocation.RANDOMIZED: "randomised", Allocation.NON_RANDOMIZED: "non-randomised"}
_MODELS = {
    InterventionModel.SINGLE_GROUP: "single-group",
    InterventionModel.PARALLEL: "parallel-group",
    InterventionModel.CROSSOVER: "crossover",
    InterventionModel.FACTORIAL: "factorial",
    InterventionModel.SEQUENTIAL: "sequential",
}
_SYNDROMES = {Syndrome.LIVER_FAILURE: "liver failure, its kind not stated"}
#: How a further regimen of an arm stands to the one before it.
_JOINS = {
    RegimenRelation.COURSE: "; also ",
    RegimenRelation.PARALLEL: "; also ",
    RegimenRelation.ALTERNATIVE: "; or instead ",
    RegimenRelation.SHARE: "; one dose shared with ",
}


def about(record: TrialRecord) -> str:
    """Return what a trial is in five to eight sentences, in the units reported: no reference weight is applied."""
    sentences = (_design(record), _size(record), *_given(record), _against(record), _endpoint(record), _status(record))
    return " ".join(one for one in (*sentences, _unsaid(record)) if one)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _design(record: TrialRecord) -> str:
    """Design, masking, phase and who takes part: "Randomised, parallel-group, open-label phase 2 trial in ..."."""
    allocation = _ALLOCATIONS.get(record.allocation) if record.allocation else None
    model = _MODELS[record.intervention_model] if record.intervention_model else ""
    if record.allocation == Allocation.NA and not model:
        model = _MODELS[InterventionModel.SINGLE_GROUP]
    masked = ""
    if record.masking:
        masked = "open-label" if record.masking == Masking.NONE else f"{record.masking.label.lower()}-masked"
    phase = inside(record.phase.label).lower() if record.phase and record.phase != Phase.NA else ""
    what = joined((joined((allocation or "", model, masked)), phase, _KINDS[record.study_type]), " ")
    return _sentence(f"{what} in {_population(record)}")


def _population(record: TrialRecord) -> str:
    unread = f"syndrome {silence(record, 'syndrome').label}"
    label = inside(record.syndrome.label) if record.syndrome else unread
    known, detail = _SYNDROMES.get(record.syndrome or Syndrome.OTHER) or label, ""
    if record.syndrome in (None, Syndrome.OTHER) and record.conditions:
        more = f" and {len(record.conditions) - _CONDITIONS} more" if len(record.conditions) > _CONDITIONS else ""
        known, detail = joined(record.conditions[:_CONDITIONS]) + more, label
    causes = joined(inside(one.label) for one in record.aetiologies)
    detail = joined((detail, f"cause: {causes}" if causes else ""), "; ")
    return f"{known} ({detail})" if detail else known


def _size(record: TrialRecord) -> str:
    """Participants and arms: "120 participants planned, in 4 arms, 2 of them with MSC."."""
    number = record.enrolment
    arms = [arm_figures(record, place, Weights()) for place in range(1, len(record.arms) + 1)]
    with_msc = sum(one.has_msc for one in arms)
    in_arms = ""
    if len(arms) == 1:
        in_arms = "one arm on record"
    elif arms:
        in_arms = f"{len(arms)} arms on record, {_how_many(with_msc, len(arms))} with MSC"
    if number is None:
        return _sentence(in_arms)
    kind = {None: "", EnrolmentType.ESTIMATED: " planned", EnrolmentType.ACTUAL: " enrolled"}[record.enrolment_type]
    people = f"{number} participant{'' if number == 1 else 's'}{kind}"
    return _sentence(joined((people, in_arms), "; "))


def _how_many(number: int, of: int) -> str:
    if number == of:
        return "both" if of == 2 else "all"
    return "none" if number == 0 else f"{number} of them"


def _given(record: TrialRecord) -> tuple[str, ...]:
    """One sentence for each way in which MSC are given, with the arms that get them so."""
    ways: dict[str, list[str]] = {}
    for place, arm in enumerate(record.arms, 1):
        figures = arm_figures(record, place, Weights())
        if figures.has_msc:
            ways.setdefault(_regimens(figures), []).append(arm.label)
    if not ways:
        return ()
    told = [_sentence(f"{_labels(labels, len(ways))}: {way}") for way, labels in list(ways.items())[:_ARMS]]
    left = sum(len(labels) for labels in list(ways.values())[_ARMS:])
    return (*told, _sentence(f"{left} more arm{'s' if left > 1 else ''} with MSC")) if left else tuple(told)


def _labels(labels: list[str], ways: int) -> str:
    if ways == 1 and len(labels) == 1:
        return "given"
    return " and ".join(f"“{label}”" for label in labels)


def _regimens(figures: ArmFigures) -> str:
    """The MSC of one arm, and what is given beside them."""
    words = _regimen(figures.msc[0])
    for one in figures.msc[1:]:
        words += _JOINS[one.regimen.relation] + _regimen(one)
    beside = dict.fromkeys(
        one.intervention.name if one.intervention.kind in _NAMED else inside(one.intervention.kind.label)
        for one in figures.others
    )
    return f"{words}; given with {listed(list(beside))}" if beside else words


#: Kinds whose own label says less than the name of what is given.
_NAMED = (InterventionKind.DRUG, InterventionKind.OTHER, InterventionKind.OTHER_CELLS, InterventionKind.G_CSF)


def _regimen(one: RegimenFigures) -> str:
    """Cells, dose, number, days and site of delivery of one regimen as reported; what is missing follows by state."""
    given = one.intervention
    donor = f"{inside(given.donor.label)} " if given.donor else ""
    tissue = f" from {inside(given.cell_source.label)}" if given.cell_source else ""
    route = route_words(one.regimen.route)
    told = (f"{donor}MSC{tissue}", _dose(one), _schedule(one), f"route: {inside(route)}" if route else "")
    unsaid = (
        ("donor", one.donor_state, given.donor is not None),
        ("tissue", one.cell_source_state, given.cell_source is not None),
        ("dose", one.dose.state, one.regimen.dose is not None),
        ("number of infusions", one.count.state, one.count.range is not None or one.regimen.schedule is not None),
        ("days", one.days_state, one.count.range is None or one.count.range.low == 1 or bool(one.days)),
        ("route", one.route_state, bool(route)),
    )
    return joined((joined(told), _by_state((state, name) for name, state, is_told in unsaid if not is_told)), "; ")


def _by_state(missing: Iterable[tuple[ValueState, str]]) -> str:
    """Name what is missing, each state once: "donor and dose not reported; route unclear"."""
    found: dict[ValueState, list[str]] = {}
    for state, name in missing:
        found.setdefault(state, []).append(name)
    return joined((f"{listed(names)} {state.label}" for state, names in found.items()), "; ")


def _dose(one: RegimenFigures) -> str:
    stated = one.regimen.dose
    if stated is None:
        return ""
    words = dose_or_quote(stated)
    if one.dose.state == ValueState.UNCLEAR or not words:
        return joined((f"dose {one.dose.state.label}", f"({words})" if words else ""), " ")
    # "each time" is said only of more than one: a dose whose number is not known may be the only one, or the sum.
    return f"{words} each time" if one.count.range is not None and one.count.range.high > 1 else words


def _schedule(one: RegimenFigures) -> str:
    if one.count.range is None:
        schedule = one.regimen.schedule
        if schedule is None:
            return ""
        number = f"number of infusions {one.count.state.label}"
        return f"{number} (“{schedule.as_reported}”)" if schedule.as_reported else number
    number = count_words(int(one.count.range.low))
    if one.count.range.low == 1 or not one.days:
        return number
    return f"{number}, {rhythm_words(one.days) or on_days(one.days)}"


def _against(record: TrialRecord) -> str:
    """What the arms without MSC get; that there is none is said only where the record shows it."""
    if not record.arms:
        return _sentence(f"arms {silence(record, 'arms').label}")
    given: dict[str, None] = {}
    for code in comparator_kinds(record):
        given.update(dict.fromkeys(_named(record, code) or [inside(comparator_label(code))]))
    if given:
        return _sentence(f"arms without MSC: {joined(given, '; ')}")
    if proves_no_comparator(record):
        return "No arm without MSC."
    return _sentence(f"what MSC are compared against: {ValueState.NOT_EXTRACTED.label}")


def _named(record: TrialRecord, code: str) -> list[str]:
    """What arms without MSC get of a kind whose own label says less than its name."""
    without = [arm for arm in record.arms if not gets_msc(record, arm)]
    given = [record.intervention(one.intervention) for arm in without for one in arm.regimens]
    return [one.name for one in given if one.kind in _NAMED and one.kind.value == code]


def _endpoint(record: TrialRecord) -> str:
    primary = [one for one in record.outcomes if one.rank == OutcomeRank.PRIMARY]
    if not primary:
        return _sentence(f"primary endpoint {silence(record, 'outcomes').label}")
    told = joined(
        (f"{inside(concept_label(one.concept))} ({_when(record, one)})" for one in primary[:_ENDPOINTS]), "; "
    )
    more = f"; and {len(primary) - _ENDPOINTS} more" if len(primary) > _ENDPOINTS else ""
    return _sentence(f"primary endpoint{'s' if len(primary) > 1 else ''}: {told}{more}")


def _when(record: TrialRecord, one: OutcomeRecord) -> str:
    if one.days and len(one.days) <= _TIMES:
        return times_words(one.days)
    if one.days:
        return f"{len(one.days)} times, the last at {day_words(one.days[-1])}"
    if one.time_frame:
        return f"“{one.time_frame}”"
    return f"time {silence(record, f'outcomes/{one.key}/time_frame').label}"


def _status(record: TrialRecord) -> str:
    if record.status is None:
        return ""
    as_of = date_words(record.status_as_of or record.record_as_of)
    words = f"status {inside(record.status.label)}" + (f" as of {as_of}" if as_of else "")
    stopped = (RecruitmentStatus.TERMINATED, RecruitmentStatus.WITHDRAWN, RecruitmentStatus.SUSPENDED)
    return _sentence(f"{words}: {record.why_stopped}" if record.why_stopped and record.status in stopped else words)


def _unsaid(record: TrialRecord) -> str:
    """Facts of the design that no sentence above tells, by the state in which they are missing."""
    asked: Iterable[tuple[str, str, object]] = (
        ("allocation", "allocation", record.allocation),
        ("masking", "masking", record.masking),
        ("phase", "phase", record.phase),
        ("enrolment", "number of participants", record.enrolment),
        ("status", "status", record.status),
        ("aetiologies", "cause", record.aetiologies or None),
    )
    found: dict[ValueState, list[str]] = {}
    for path, name, value in asked:
        if value is None:
            found.setdefault(silence(record, path), []).append(name)
    sizes = [silence(record, f"arms/{arm.key}/size") for arm in record.arms if arm.size is None]
    if sizes and len(record.arms) > 1 and len(sizes) == len(record.arms):
        found.setdefault(sizes[0], []).append("size of each arm")
    return " ".join(_sentence(f"{state.label}: {listed(names)}") for state, names in found.items())

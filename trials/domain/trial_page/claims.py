"""Claims in words: what each is about, what it says, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from trials.domain.dosing.quantities import Range, range_words, words
from trials.domain.record import (
    ClaimRecord,
    DoseRecord,
    ResultRecord,
    RouteRecord,
    ScheduleRecord,
    ThresholdRecord,
    TrialRecord,
)
from trials.domain.record.keys import is_key, place_of, row_of
from trials.domain.record.paths import PathValue, values_by_path
from trials.domain.trial_page.facts import date_words
from trials.domain.trial_page.results import counts_words, result_name
from trials.domain.trial_page.results import value_words as group_value_words
from trials.domain.trial_page.values import Reader, joined, route_words
from trials.domain.vocabulary import (
    AclfDefinition,
    Allocation,
    CellSource,
    ClaimMethod,
    Donor,
    EnrolmentType,
    InterventionModel,
    Masking,
    Phase,
    PrimaryPurpose,
    RecruitmentStatus,
    Sex,
    StudyType,
    Syndrome,
)
from trials.domain.wording.as_reported import inferred_words
from trials.domain.wording.values import days_words, threshold_words, times_words


@dataclass(frozen=True)
class ClaimFact:
    """One claim as it is stored. ``value`` is plain data; ``at`` is the moment of a curator's decision in words."""

    path: str
    value: Any
    as_reported: str
    source_key: str
    place: str
    method: ClaimMethod
    accepted: bool
    is_rival: bool
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class ClaimLine:
    """One claim for the page. ``anchor`` leads to the value, ``standing`` is "shown", "kept" or "replaced"."""

    about: str
    anchor: str
    value: str
    as_reported: str
    source: int | None
    place: str
    method: str
    standing: str
    accepted: bool
    who: str
    path: str


_DATES = ("start", "primary_completion", "completion", "last_update", "status_as_of")
_HEADER_TERMS: dict[str, Any] = {
    "status": RecruitmentStatus,
    "study_type": StudyType,
    "phase": Phase,
    "allocation": Allocation,
    "intervention_model": InterventionModel,
    "masking": Masking,
    "primary_purpose": PrimaryPurpose,
    "enrolment_type": EnrolmentType,
    "syndrome": Syndrome,
    "aclf_definition": AclfDefinition,
    "sex": Sex,
}
_WORDS = {
    "size": "participants",
    "time_frame": "time frame",
    "cell_source": "origin of tissue",
    "as_of": "as of",
}


def claim_lines(read: Reader, claims: Iterable[ClaimFact]) -> tuple[ClaimLine, ...]:
    """Return the claims in words, in the order given."""
    return tuple(_line(read, claim) for claim in claims)


def contested_claims(record: TrialRecord, claims: Iterable[ClaimFact]) -> tuple[ClaimFact, ...]:
    """Return every reading of the values that have more than one, path by path, the shown one with its rivals.

    Facts of the trial as a whole are shown without a claim of their own: the record's value stands for it.
    Rivals that no claim holds come from the record.
    """
    stored: dict[str, list[ClaimFact]] = {}
    for claim in claims:
        stored.setdefault(claim.path, []).append(claim)
    for rival in record.rival_claims:
        kept = stored.setdefault(rival.path, [])
        if not any(one.is_rival and one.as_reported == rival.as_reported for one in kept):
            kept.append(_as_fact(record, rival))
    values = values_by_path(record)
    found: list[ClaimFact] = []
    for path, readings in stored.items():
        is_shown = any(one.accepted for one in readings)
        if not is_shown and (path in values or any(one.is_rival for one in readings)):
            readings.insert(0, _shown_fact(record, path, values.get(path)))
        if len(readings) > 1:
            found += readings
    return tuple(found)


def _shown_fact(record: TrialRecord, path: str, shown: PathValue | None) -> ClaimFact:
    """The record's own value at a path as a claim; None: it is shown as absent."""
    return ClaimFact(
        path=path,
        value=shown.value if shown else None,
        as_reported=shown.as_reported if shown else "",
        source_key=(shown.source or record.values_from) if shown else "",
        place="",
        method=ClaimMethod.CURATED_EVIDENCE,
        accepted=True,
        is_rival=False,
    )


def _as_fact(record: TrialRecord, rival: ClaimRecord) -> ClaimFact:
    return ClaimFact(
        path=rival.path,
        value=rival.value,
        as_reported=rival.as_reported,
        source_key=rival.source or record.values_from,
        place=rival.place,
        method=rival.method,
        accepted=False,
        is_rival=True,
    )


def _line(read: Reader, claim: ClaimFact) -> ClaimLine:
    inferred = inferred_words(claim.as_reported)
    standing = "shown" if claim.accepted else "kept beside it" if claim.is_rival else "replaced"
    return ClaimLine(
        about=path_words(read.record, claim.path),
        anchor=path_anchor(claim.path),
        value=claimed_words(claim.path, claim.value),
        as_reported="" if inferred else claim.as_reported,
        source=read.source_number(claim.source_key) if claim.source_key else None,
        place=joined((claim.place, inferred), "; "),
        method=claim.method.label,
        standing=standing,
        accepted=claim.accepted,
        who=joined((claim.by, claim.at)),
        path=claim.path,
    )


def path_anchor(path: str) -> str:
    """Return the anchor on the trial's page where the value at a path stands, without "#"."""
    steps = path.split("/")
    part, key = steps[0], steps[1] if len(steps) > 1 else ""
    known = {"arms": "arm", "criteria": "criterion", "outcomes": "outcome", "results": "result"}
    if part in known and is_key(key):
        return f"{known[part]}-{key}"
    return "arms" if part == "interventions" else "snapshot"


def path_words(record: TrialRecord, path: str) -> str:
    """Return what a path is about: "Arm 1, MSC group: dose of UC-MSC"; an unknown path is spelled out."""
    steps = path.split("/")
    part, key = steps[0], steps[1] if len(steps) > 1 else ""
    if part == "interventions":
        name = next((one.name for one in record.interventions if one.key == key), key)
        return f"{name}: {_step(steps[-1])}"
    numbered: dict[str, tuple[Any, ...]] = {
        "arms": record.arms,
        "criteria": record.criteria,
        "outcomes": record.outcomes,
        "results": record.results,
    }
    number = place_of(numbered.get(part, ()), key)
    if not number:
        return _step(path).capitalize()
    if part == "arms":
        return _arm_path_words(record, number, steps[2:])
    if part == "criteria":
        what = "limit" if "thresholds" in steps else _step(steps[-1])
        return f"Criterion {number}: {what}"
    if part == "outcomes":
        return f"Outcome {number}, {record.outcomes[number - 1].measure}: {_step(steps[-1])}"
    return f"Result {number}: {result_name(record.results[number - 1])}"


def _arm_path_words(record: TrialRecord, number: int, rest: list[str]) -> str:
    arm = record.arms[number - 1]
    head = f"Arm {number}, {arm.label}"
    regimen = row_of(arm.regimens, rest[1]) if len(rest) == 3 and rest[0] == "regimens" else None
    if regimen is not None:
        given = record.intervention(regimen.intervention)
        return f"{head}: {_step(rest[2])} of {given.name}"
    return f"{head}: {_step(rest[-1])}" if rest else head


def _step(name: str) -> str:
    return _WORDS.get(name, name.replace("_", " ").replace("/", ", "))


def claimed_words(path: str, value: Any) -> str:
    """Return a claimed value (plain data) in words; empty when the claim reads the value as absent."""
    if value is None or value == "":
        return ""
    name = path.rpartition("/")[2]
    steps = path.split("/")
    try:
        if isinstance(value, dict):
            return _structure_words(steps, name, value)
        return _single_words(name, value)
    except (msgspec.ValidationError, ValueError, InvalidOperation):
        return str(value)


def _single_words(name: str, value: Any) -> str:
    if name in _DATES:
        return date_words(str(value))
    if name in _HEADER_TERMS:
        return str(_HEADER_TERMS[name].label_of(str(value)))
    if name in ("cell_source", "donor"):
        return str((CellSource if name == "cell_source" else Donor).label_of(str(value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) or name in ("enrolment", "size", "age_min_years", "age_max_years"):
        return words(Decimal(str(value)))
    return joined(map(str, value)) if isinstance(value, list) else str(value)


def _structure_words(steps: list[str], name: str, value: dict[str, Any]) -> str:
    if name == "dose":
        return _dose_words(msgspec.convert(value, DoseRecord, strict=False))
    if name == "schedule":
        return _schedule_words(msgspec.convert(value, ScheduleRecord, strict=False))
    if name == "route":
        route = msgspec.convert(value, RouteRecord, strict=False)
        return route_words(route)
    if "thresholds" in steps:
        return threshold_words(msgspec.convert(value, ThresholdRecord, strict=False)).plain
    if name == "time_frame":
        return times_words(value.get("days") or ())
    if steps[0] == "results":
        result = msgspec.convert(value, ResultRecord, strict=False)
        groups = (joined((one.label, counts_words(one), group_value_words(one))) for one in result.groups)
        return joined(groups, "; ")
    return joined((f"{_step(key)}: {part}" for key, part in value.items()), "; ")


def _dose_words(dose: DoseRecord) -> str:
    if dose.low is None or dose.high is None or dose.unit is None:
        return ""
    return f"{range_words(Range(dose.low, dose.high))} {dose.unit.label}"


def _schedule_words(schedule: ScheduleRecord) -> str:
    number = "" if schedule.count is None else f"{schedule.count} {'time' if schedule.count == 1 else 'times'}"
    return joined((number, f"days {days_words(schedule.days)}" if schedule.days else ""))

"""Why a value of a record is absent: said by the record where it says so, else by how much of it was read."""

from __future__ import annotations

from trials.domain.record import DoseRecord, RouteRecord, ScheduleRecord, TrialRecord
from trials.domain.vocabulary import RecordRead, ValueState

#: Facts that curators set by their own reading: no record is silent about them.
SET_BY_CURATORS = frozenset({"syndrome"})


def silence(trial: TrialRecord, path: str) -> ValueState:
    """Return the state of an absent value at a path (``arms/uc-msc/regimens/msc/dose``).

    A state that the record gives for the path, or for a part of the record that holds it, comes first: one for
    ``arms/uc`` holds for ``arms/uc/size``, never for ``arms/uc-msc``.
    Else: the whole record was read, so it is NOT_REPORTED; only part was, so it is NOT_EXTRACTED. What no record
    reports and curators set is NOT_EXTRACTED until they have.
    """
    best, state = -1, None
    for fact in trial.missing:
        if (path == fact.path or path.startswith(fact.path + "/")) and len(fact.path) > best:
            best, state = len(fact.path), fact.state
    if state is not None:
        return state
    if path in SET_BY_CURATORS:
        return ValueState.NOT_EXTRACTED
    return ValueState.NOT_REPORTED if trial.record_read == RecordRead.WHOLE else ValueState.NOT_EXTRACTED


def dose_state(trial: TrialRecord, path: str, dose: DoseRecord | None) -> ValueState:
    """Return the state of a dose; a text that gives no one figure is UNCLEAR."""
    if dose is None:
        return silence(trial, path)
    return ValueState.REPORTED if dose.low is not None else ValueState.UNCLEAR


def count_state(trial: TrialRecord, path: str, schedule: ScheduleRecord | None) -> ValueState:
    """Return the state of a number of administrations; a text that gives no number is UNCLEAR."""
    if schedule is None:
        return silence(trial, path)
    return ValueState.REPORTED if schedule.count is not None else ValueState.UNCLEAR


def days_state(trial: TrialRecord, path: str, schedule: ScheduleRecord | None) -> ValueState:
    """Return the state of the days. A number without days leaves the days unsaid; no number, the whole unclear."""
    if schedule is None or (schedule.days is None and schedule.count is not None):
        return silence(trial, path)
    return ValueState.REPORTED if schedule.days is not None else ValueState.UNCLEAR


def route_state(trial: TrialRecord, path: str, route: RouteRecord | None) -> ValueState:
    """Return the state of a route; either-or routes count as reported, a text that names none as UNCLEAR."""
    if route is None:
        return silence(trial, path)
    return ValueState.REPORTED if route.value is not None or route.alternatives else ValueState.UNCLEAR

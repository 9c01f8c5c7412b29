"""Paths: names of the values of a record, by which claims, discrepancies and decisions speak of them.

Rows go by their keys: ``arms/uc-msc/regimens/msc/dose``, ``criteria/meld/thresholds/meld``,
``outcomes/overall-survival/time_frame``. A value is given in plain data (texts, numbers as text, lists, mappings),
so that it can be stored and compared as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from trials.domain.record import (
    ArmRecord,
    CriterionRecord,
    DiscrepancyRecord,
    InterventionRecord,
    OutcomeRecord,
    Part,
    PublicationRecord,
    RegimenRecord,
    ResultRecord,
    SourceRecord,
    TrialRecord,
)
from trials.domain.record.fields import DATES, DECIDED
from trials.domain.record.rows import apply_plans, is_row_plan, row_at

_INTERVENTION_FIELDS = ("name", "kind", "cell_source", "donor", "product")
_ARM_FIELDS = ("label", "role", "size")
_CRITERION_FIELDS = ("kind", "statement", "topic", "item")
_OUTCOME_FIELDS = (
    "rank",
    "measure",
    "concept",
    "also_concepts",
    "description",
    "variable",
    "metric",
    "aggregation",
    "item",
)
_SOURCE_FIELDS = ("kind", "publisher", "url", "covers")
_PUBLICATION_FIELDS = ("title", "journal", "year", "doi", "pmid")
#: In the order of the record; ``key`` is no value.
_DISCREPANCY_FIELDS = tuple(name for name in DiscrepancyRecord.__struct_fields__ if name != "key")


#: Values of the rows of each list, by the last step of their path; those of regimens and limits aside.
VALUES_OF_ROWS = {
    "interventions": _INTERVENTION_FIELDS,
    "arms": _ARM_FIELDS,
    "criteria": _CRITERION_FIELDS,
    "outcomes": (*_OUTCOME_FIELDS, "time_frame"),
    "sources": _SOURCE_FIELDS,
    "publications": _PUBLICATION_FIELDS,
    "discrepancies": _DISCREPANCY_FIELDS,
}


@dataclass(frozen=True)
class PathValue:
    """A value at a path: plain data, the text it was read from, the key of its source.

    ``claimed`` says that the value is of a kind that always has a Claim: doses, schedules, routes,
    cell sources, donors, thresholds, time frames and results.
    """

    value: Any
    as_reported: str = ""
    source: str = ""
    claimed: bool = False


def plain(value: Any) -> Any:
    """Return a value of a record as JSON data; numbers become text, so that none loses a digit."""
    return msgspec.json.decode(msgspec.json.encode(value))


def values_by_path(trial: TrialRecord) -> dict[str, PathValue]:
    """Return every value that can be claimed or decided, absent ones left out."""
    found: dict[str, PathValue] = {}
    for name in DECIDED:
        _put(found, name, getattr(trial, name))
    for given in trial.interventions:
        found.update(_intervention_values(given))
    for arm in trial.arms:
        found.update(_arm_values(f"arms/{arm.key}", arm))
    for criterion in trial.criteria:
        found.update(_criterion_values(f"criteria/{criterion.key}", criterion))
    for outcome in trial.outcomes:
        found.update(_outcome_values(f"outcomes/{outcome.key}", outcome))
    for result in trial.results:
        found[f"results/{result.key}"] = _result_value(result)
    found.update(_side_values(trial))
    return found


def _side_values(trial: TrialRecord) -> Iterator[tuple[str, PathValue]]:
    """Yield what stands beside the facts: sources, publications, discrepancies."""
    rows: list[tuple[str, SourceRecord | PublicationRecord | DiscrepancyRecord, tuple[str, ...]]] = []
    rows += [(f"sources/{source.key}", source, _SOURCE_FIELDS) for source in trial.sources]
    rows += [(f"publications/{paper.key}", paper, _PUBLICATION_FIELDS) for paper in trial.publications]
    rows += [(f"discrepancies/{one.key}", one, _DISCREPANCY_FIELDS) for one in trial.discrepancies]
    for path, row, names in rows:
        found: dict[str, PathValue] = {}
        for name in names:
            _put(found, f"{path}/{name}", getattr(row, name))
        yield from found.items()


def _put(found: dict[str, PathValue], path: str, value: Any, **more: Any) -> None:
    if value is not None and value != "" and value != ():
        found[path] = PathValue(plain(value), **more)


def _intervention_values(given: InterventionRecord) -> Iterator[tuple[str, PathValue]]:
    found: dict[str, PathValue] = {}
    for name in _INTERVENTION_FIELDS:
        claimed = name in ("cell_source", "donor")
        _put(found, f"interventions/{given.key}/{name}", getattr(given, name), source=given.source, claimed=claimed)
    return iter(found.items())


def _arm_values(path: str, arm: ArmRecord) -> Iterator[tuple[str, PathValue]]:
    found: dict[str, PathValue] = {}
    for name in _ARM_FIELDS:
        _put(found, f"{path}/{name}", getattr(arm, name))
    for regimen in arm.regimens:
        found.update(_regimen_values(f"{path}/regimens/{regimen.key}", regimen))
    return iter(found.items())


def _regimen_values(path: str, regimen: RegimenRecord) -> Iterator[tuple[str, PathValue]]:
    yield f"{path}/intervention", PathValue(regimen.intervention)
    yield f"{path}/relation", PathValue(regimen.relation.value)
    for name in ("route", "dose", "schedule"):
        part: Any = getattr(regimen, name)
        if part is not None:
            yield (
                f"{path}/{name}",
                PathValue(_reading(part), part.as_reported, part.source, claimed=True),
            )


def _criterion_values(path: str, criterion: CriterionRecord) -> Iterator[tuple[str, PathValue]]:
    for name in _CRITERION_FIELDS:
        if getattr(criterion, name) is not None:
            yield f"{path}/{name}", PathValue(plain(getattr(criterion, name)))
    for limit in criterion.thresholds:
        yield (
            f"{path}/thresholds/{limit.key}",
            PathValue(_reading(limit), criterion.statement, limit.source, claimed=True),
        )


def _outcome_values(path: str, outcome: OutcomeRecord) -> Iterator[tuple[str, PathValue]]:
    for name in _OUTCOME_FIELDS:
        if getattr(outcome, name) not in (None, "", ()):
            yield f"{path}/{name}", PathValue(plain(getattr(outcome, name)))
    if outcome.time_frame or outcome.days:
        frame = {"time_frame": outcome.time_frame, "days": list(outcome.days)}
        yield (
            f"{path}/time_frame",
            PathValue(frame, outcome.time_frame, outcome.source, claimed=True),
        )


def _result_value(result: ResultRecord) -> PathValue:
    return PathValue(_reading(result), result.cited, result.source, claimed=True)


def _reading(part: Part) -> dict[str, Any]:
    """Return what a part says, without what it is called and where it comes from."""
    data: dict[str, Any] = plain(part)
    data.pop("source", None)
    data.pop("key", None)
    return data


@dataclass(frozen=True)
class Decided:
    """A record with decisions laid over it.

    ``homeless`` are paths of decisions that have no place in it; ``gone`` are paths of rows that decisions took away.
    """

    record: TrialRecord
    homeless: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()


def decide(trial: TrialRecord, decisions: dict[str, Any]) -> Decided:
    """Lay decisions over a record: first those about the rows of lists, then those about values.

    Raises msgspec.ValidationError when the outcome is no record.
    """
    if not decisions:
        return Decided(trial)
    data = record_data(trial)
    plans = {path: value for path, value in decisions.items() if is_row_plan(path, value)}
    gone = apply_plans(data, plans)
    values = {path: value for path, value in decisions.items() if path not in plans}
    homeless = tuple(path for path, value in values.items() if not _set(data, path.split("/"), value))
    if not plans and len(homeless) == len(decisions):
        return Decided(trial, homeless)
    _drop_kinds_of_nothing(data)
    return Decided(msgspec.convert(data, TrialRecord, strict=False), homeless, gone)


def _drop_kinds_of_nothing(data: dict[str, Any]) -> None:
    """Where a number or a date was decided away, whether it was planned or actual went with it."""
    for name in ("enrolment", *DATES):
        if data.get(name) in (None, ""):
            data.pop(f"{name}_type", None)


def record_data(trial: TrialRecord) -> dict[str, Any]:
    """Return a record's plain form, in which rows and values can be set."""
    data: dict[str, Any] = plain(trial)
    return data


def _set(data: dict[str, Any], steps: list[str], value: Any) -> bool:
    """Set a value in a record's plain form; False when the path leads nowhere."""
    here: Any = data
    for step in steps[:-1]:
        here = _into(here, step)
        if here is None:
            return False
    if len(steps) == 1 and steps[0] not in DECIDED:
        return False
    return _assign(here, steps[-1], value)


def _into(here: Any, step: str) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    return row_at(here, step) if isinstance(here, list) else None


def _assign(here: Any, name: str, value: Any) -> bool:
    if isinstance(here, list):
        row = row_at(here, name)
        if row is None or not isinstance(value, dict):
            return False
        here[here.index(row)] = {"key": name} | value | {"source": row.get("source", "")}
    elif name == "time_frame":
        here.pop("days", None)
        here.pop("time_frame", None)
        here.update(value or {})
    elif value is None:
        here.pop(name, None)
    else:
        if isinstance(value, dict) and isinstance(here.get(name), dict) and "source" in here[name]:
            value = value | {"source": here[name]["source"]}
        here[name] = value
    return True


def source_of(trial: TrialRecord, path: str) -> str:
    """Return the key of the source that the value at a path comes from."""
    found = values_by_path(trial).get(path)
    return (found.source if found else "") or trial.values_from

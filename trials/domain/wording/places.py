"""What a path of the record is about, in words: whole, for a note on a place, or in a word beside other values."""

from __future__ import annotations

from typing import Any

from trials.domain.record import TrialRecord
from trials.domain.record.fields import FIELDS
from trials.domain.record.keys import place_of, row_of
from trials.domain.wording.results import result_name

_STEP_WORDS = {
    "size": "participants",
    "time_frame": "time frame",
    "cell_source": "origin of tissue",
}


def path_words(record: TrialRecord, path: str) -> str:
    """Return what a path is about: "Arm 1, MSC group: dose of UC-MSC"; an unknown path is spelled out."""
    if path in FIELDS:
        return FIELDS[path].label
    steps = path.split("/")
    part, key = steps[0], steps[1] if len(steps) > 1 else ""
    if part == "interventions":
        name = next((one.name for one in record.interventions if one.key == key), key)
        return f"{name}: {step_words(steps[-1])}"
    number = place_of(_numbered(record).get(part, ()), key)
    if not number:
        return step_words(path).capitalize()
    if part == "arms":
        return _arm_path_words(record, number, steps[2:])
    if part == "criteria":
        what = "limit" if "thresholds" in steps else step_words(steps[-1])
        return f"Criterion {number}: {what}"
    if part == "outcomes":
        return f"Outcome {number}, {record.outcomes[number - 1].measure}: {step_words(steps[-1])}"
    return f"Result {number}: {result_name(record.results[number - 1])}"


def _numbered(record: TrialRecord) -> dict[str, tuple[Any, ...]]:
    """Return the lists whose rows are told by their places."""
    return {
        "arms": record.arms,
        "criteria": record.criteria,
        "outcomes": record.outcomes,
        "results": record.results,
    }


def _arm_path_words(record: TrialRecord, number: int, rest: list[str]) -> str:
    arm = record.arms[number - 1]
    head = f"Arm {number}, {arm.label}"
    regimen = row_of(arm.regimens, rest[1]) if len(rest) == 3 and rest[0] == "regimens" else None
    if regimen is not None:
        given = record.intervention(regimen.intervention)
        return f"{head}: {step_words(rest[2])} of {given.name}"
    return f"{head}: {step_words(rest[-1])}" if rest else head


def step_words(name: str) -> str:
    """Return the last step of a path as words: "time frame", "viability min percent"."""
    return _STEP_WORDS.get(name, name.replace("_", " ").replace("/", ", "))


_VALUE_NAMES = {
    "dose": "dose",
    "schedule": "schedule",
    "route": "route",
    "time_frame": "time",
    "measure": "outcome",
    "cell_source": "origin",
}


def value_name(path: str) -> str:
    """Return in a word which of several values stands at a path: "dose", "time", "lowest age"."""
    if path in FIELDS:
        return FIELDS[path].label_inside
    name = path.rpartition("/")[2]
    return _VALUE_NAMES.get(name, name.replace("_", " "))


def place_words(record: TrialRecord | None, path: str) -> str:
    """Return the words for a place in a record: ``Arm 2, UC-MSC: dose``. A place that is gone keeps its path."""
    if not path:
        return "The trial as a whole"
    if record is None or path.startswith("removed/"):
        return path
    if path in FIELDS:
        return path_words(record, path)
    kind, _, rest = path.partition("/")
    key, *steps = rest.split("/")
    try:
        return _place_in_a_list(record, kind, key, steps)
    except (IndexError, KeyError):
        return path


def _place_in_a_list(record: TrialRecord, kind: str, key: str, rest: list[str]) -> str:
    last = rest[-1].replace("_", " ") if rest else ""
    if kind == "interventions":
        return f"{record.intervention(key).name}: {last}"
    rows = _numbered(record)[kind]
    number = place_of(rows, key)
    if not number:
        raise KeyError(key)
    row = rows[number - 1]
    if kind == "arms":
        return _place_in_an_arm(record, number, rest, last)
    if kind == "criteria":
        place = place_of(row.thresholds, rest[1])
        which = f"limit {place}" if len(row.thresholds) > 1 else "limit"
        return f"Criterion {number}, {which}: {row.statement}"
    return f"Time frame of: {row.measure}" if kind == "outcomes" else f"Result {number}"


def _place_in_an_arm(record: TrialRecord, number: int, rest: list[str], last: str) -> str:
    arm = record.arms[number - 1]
    if not rest:
        return f"Arm {number}: {arm.label}"
    regimen = row_of(arm.regimens, rest[1])
    if regimen is None:
        raise KeyError(rest[1])
    return f"Arm {number}, {record.intervention(regimen.intervention).name}: {last}"

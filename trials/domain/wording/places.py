"""What a path of the record is about, in words: whole, for a note on a place, or in a word beside other values."""

from __future__ import annotations

from trials.domain.record import TrialRecord
from trials.domain.record.fields import FIELDS
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
    part, number = steps[0], steps[1] if len(steps) > 1 else ""
    if part == "interventions":
        name = next((one.name for one in record.interventions if one.key == number), number)
        return f"{name}: {step_words(steps[-1])}"
    if part == "arms" and number.isdigit() and int(number) <= len(record.arms):
        return _arm_path_words(record, int(number), steps[2:])
    if part == "criteria" and number.isdigit() and int(number) <= len(record.criteria):
        what = "limit" if "thresholds" in steps else step_words(steps[-1])
        return f"Criterion {number}: {what}"
    if part == "outcomes" and number.isdigit() and int(number) <= len(record.outcomes):
        return f"Outcome {number}, {record.outcomes[int(number) - 1].measure}: {step_words(steps[-1])}"
    if part == "results" and number.isdigit() and int(number) <= len(record.results):
        return f"Result {number}: {result_name(record.results[int(number) - 1])}"
    return step_words(path).capitalize()


def _arm_path_words(record: TrialRecord, number: int, rest: list[str]) -> str:
    arm = record.arms[number - 1]
    head = f"Arm {number}, {arm.label}"
    if len(rest) == 3 and rest[0] == "regimens" and rest[1].isdigit() and int(rest[1]) <= len(arm.regimens):
        given = record.intervention(arm.regimens[int(rest[1]) - 1].intervention)
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
    kind, number, *rest = path.split("/")
    try:
        return _place_in_a_list(record, kind, number, rest)
    except (IndexError, KeyError, ValueError):
        return path


def _place_in_a_list(record: TrialRecord, kind: str, number: str, rest: list[str]) -> str:
    last = rest[-1].replace("_", " ") if rest else ""
    if kind == "arms":
        arm = record.arms[int(number) - 1]
        if not rest:
            return f"Arm {number}: {arm.label}"
        given = record.intervention(arm.regimens[int(rest[1]) - 1].intervention)
        return f"Arm {number}, {given.name}: {last}"
    if kind == "interventions":
        return f"{record.intervention(number).name}: {last}"
    if kind == "criteria":
        criterion = record.criteria[int(number) - 1]
        which = f"limit {last}" if len(criterion.thresholds) > 1 else "limit"
        return f"Criterion {number}, {which}: {criterion.statement}"
    if kind == "outcomes":
        return f"Time frame of: {record.outcomes[int(number) - 1].measure}"
    return f"Result {number}"

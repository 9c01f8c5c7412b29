"""What a path of the record is about, in words."""

from __future__ import annotations

from trials.domain.record import (
    TrialRecord,
)
from trials.domain.wording.results import result_name

_WORDS = {
    "size": "participants",
    "time_frame": "time frame",
    "cell_source": "origin of tissue",
    "as_of": "as of",
}


def path_words(record: TrialRecord, path: str) -> str:
    """Return what a path is about: "Arm 1, MSC group: dose of UC-MSC"; an unknown path is spelled out."""
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
    return _WORDS.get(name, name.replace("_", " ").replace("/", ", "))

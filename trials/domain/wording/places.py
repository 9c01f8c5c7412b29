"""What a path of the record is about, in words."""

from __future__ import annotations

from typing import Any

from trials.domain.record import TrialRecord
from trials.domain.record.keys import place_of, row_of
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
    part, key = steps[0], steps[1] if len(steps) > 1 else ""
    if part == "interventions":
        name = next((one.name for one in record.interventions if one.key == key), key)
        return f"{name}: {step_words(steps[-1])}"
    numbered: dict[str, tuple[Any, ...]] = {
        "arms": record.arms,
        "criteria": record.criteria,
        "outcomes": record.outcomes,
        "results": record.results,
    }
    number = place_of(numbered.get(part, ()), key)
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
    return _WORDS.get(name, name.replace("_", " ").replace("/", ", "))

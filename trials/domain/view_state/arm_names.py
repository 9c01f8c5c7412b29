"""Arms as addresses name them: by key, or by the number that they had before arms had keys.

A number leads for ever to the arm that had it when keys came, never to the arm that stands in that place now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from trials.domain.record import ArmRecord, TrialRecord
from trials.domain.record.checks import address_form
from trials.domain.record.keys import is_key, row_of

#: Parameters of an address whose values name arms; those of buttons that move a column have "~left" behind the name.
_NAMING = ("arm", "ref", "pin", "drop", "move", "tick")


@dataclass(frozen=True)
class GoneArm:
    """An arm that an address names and the trial does not have (any more). ``label``: how it was called, if known."""

    ref: str
    trial: TrialRecord
    label: str = ""


def arm_address(text: str) -> str:
    """Return the id of a trial, or of one of its arms, as addresses have it: CTRI-2012-04-002560:uc-msc."""
    registry_id, colon, name = text.rpartition(":")
    return f"{address_form(registry_id)}:{name}" if colon else address_form(name)


def is_arm_name(text: str) -> bool:
    """Whether a text can name an arm behind a trial's id: a key, or an old number."""
    return is_key(text.lower()) or is_old_number(text)


def is_old_number(text: str) -> bool:
    """Whether a text is a number that an arm may have had before arms had keys."""
    return text.isascii() and text.isdigit() and 0 < len(text) < 4


def arm_named(trial: TrialRecord, name: str) -> ArmRecord | None:
    """Return the arm of a key or of an old number; None when the trial has none."""
    if is_old_number(name):
        return next((arm for arm in trial.arms if arm.old_number == int(name)), None)
    return row_of(trial.arms, name.lower())


def gone_arm(trial: TrialRecord, name: str) -> GoneArm:
    """Return what is known of an arm that a trial does not have."""
    old = int(name) if is_old_number(name) else 0
    retired = (one for one in trial.retired if one.kind == "arms")
    found = next((one for one in retired if one.key == name.lower() or (old and one.old_number == old)), None)
    return GoneArm(f"{trial.registry_id}:{name}", trial, found.label if found else "")


def with_names(query: str, names: Mapping[str, str]) -> str:
    """Return a query string in which arms are named anew (old name -> new name); all else stays as it is."""
    pairs = []
    for field, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        ref, sign, rest = value.partition("~") if field == "move" else (value, "", "")
        new = names.get(ref.strip()) if field in _NAMING else None
        pairs.append((field, value if new is None else f"{new}{sign}{rest}"))
    return urlencode(pairs, safe=":/,~")

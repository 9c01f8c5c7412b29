"""What a closed list allows, said where a document holds something else."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, get_args, get_type_hints

from trials.domain.record import TrialRecord

_REFUSED = re.compile(r"Invalid enum value .* - at `\$(?P<place>[^`]*)`")
_STEP = re.compile(r"\.(\w+)")


def with_choices(message: str) -> str:
    """Return a reader's message about a code that no list has with the codes that its list has; others as they are."""
    found = _REFUSED.fullmatch(message)
    terms = _terms_at(found["place"]) if found else None
    if terms is None:
        return message
    return f"{message}. Allowed: {', '.join(str(term.value) for term in terms)}"


def _terms_at(place: str) -> type[Enum] | None:
    """Return the closed list of the value at a place such as ``.arms[0].role``."""
    here: Any = TrialRecord
    for name in _STEP.findall(place):
        here = _inner(get_type_hints(here).get(name))
        if here is None:
            return None
    return here if isinstance(here, type) and issubclass(here, Enum) else None


def _inner(declared: Any) -> Any:
    """Return what a list or an optional value holds."""
    inside = [one for one in get_args(declared) if one not in (type(None), ...)]
    return _inner(inside[0]) if inside else declared

"""What a limit can be about: the words for each measure, and the units that make sense for it (data/limit_measures.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trials.domain.extraction.text import phrases_of


@dataclass(frozen=True, slots=True)
class Measure:
    """What a limit can be about: words for it, the units that make sense, the unit where none is printed.

    `unit_needed` is true where the name alone says little: a figure without a unit beside it is a count of lesions, not an area.
    """

    id: str
    words: tuple[str, ...]
    units: frozenset[str]
    default: str | None = None
    unit_needed: bool = False


def _measure(entry: Mapping[str, Any]) -> Measure:
    return Measure(
        entry["id"],
        tuple(entry["phrases"]),
        frozenset(entry["units"]),
        entry.get("default"),
        entry.get("unit_needed", False),
    )


MEASURES = {entry["id"]: _measure(entry) for entry in phrases_of("limit_measures")["measure"]}

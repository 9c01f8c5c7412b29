"""Endpoint concepts: the working outcome list, read from a commented data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class EndpointConcept:
    """One thing that trials measure: id, words on screen, group, words it is known by.

    ``broader`` is the id of the wider concept it belongs to, "" for none; ``umbrella`` marks a collective term.
    """

    id: str
    label: str
    group: str
    synonyms: tuple[str, ...] = ()
    note: str = ""
    broader: str = ""
    umbrella: bool = False


@cache
def endpoint_concepts() -> dict[str, EndpointConcept]:
    """Return every concept by id, in the file's order. There is no core outcome set for MSC in liver failure."""
    text = resources.files(__package__).joinpath("data/endpoint_concepts.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["concept"]
    return {
        row["id"]: EndpointConcept(
            id=row["id"],
            label=row["label"],
            group=row["group"],
            synonyms=tuple(row.get("synonyms", ())),
            note=row.get("note", ""),
            broader=row.get("broader", ""),
            umbrella=row.get("umbrella", False),
        )
        for row in rows
    }


def wider_concepts(code: str) -> tuple[str, ...]:
    """Return the ids of the wider concepts a concept belongs to, nearest first: a filter for those finds it too."""
    known = endpoint_concepts()
    found: list[str] = []
    while code in known and (code := known[code].broader) and code not in found:
        found.append(code)
    return tuple(found)


def concept_label(code: str) -> str:
    """Return the words for a concept id; an unknown id is spelled out from itself."""
    concept = endpoint_concepts().get(code)
    return concept.label if concept else code.replace("_", " ").capitalize()

"""Endpoint concepts: the working outcome list, read from a commented data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class EndpointConcept:
    """One thing that trials measure: id, words on screen, group, and what belongs to it where that needs saying."""

    id: str
    label: str
    group: str
    note: str = ""


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
            note=row.get("note", ""),
        )
        for row in rows
    }


def concept_label(code: str) -> str:
    """Return the words for a concept id; an unknown id is spelled out from itself."""
    concept = endpoint_concepts().get(code)
    return concept.label if concept else code.replace("_", " ").capitalize()

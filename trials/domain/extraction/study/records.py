"""The arms and interventions of an API v2 record as texts; a product known by a code name only is found out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from trials.domain.extraction.study.arm_links import ArmText
from trials.domain.extraction.study.fields import Field
from trials.domain.extraction.study.interventions import InterventionText, is_laboratory, is_medium, read_intervention
from trials.domain.extraction.text import normalise
from trials.domain.vocabulary import InterventionKind


def mapping_at(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the object under a key, empty where there is none; ValueError where it is something else."""
    value = parent.get(key, {})
    if not isinstance(value, Mapping):
        raise ValueError(f"{key} is not an object")
    return value


def objects_at(parent: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the list of objects under a key, empty where there is none; ValueError where it is something else."""
    value = parent.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise ValueError(f"{key} is not a list of objects")
    return value


def text_at(parent: Mapping[str, Any], key: str) -> str:
    """Return the text under a key, empty where there is none; ValueError where it is something else."""
    value = parent.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} is not a text")
    return value


def _strings(parent: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = parent.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key} is not a list of texts")
    return tuple(value)


def intervention_text(item: Mapping[str, Any]) -> InterventionText:
    """Return an intervention of the record; its other names are asked where its own tells nothing."""
    names = _strings(item, "otherNames")
    name = text_at(item, "name")
    described = text_at(item, "description")
    read = read_intervention(name, described, text_at(item, "type"), _strings(item, "armGroupLabels"))
    if not read.is_cells and names:
        other = read_intervention(" / ".join(names), described, read.registry_type, read.arm_labels)
        if other.is_cells and read.kind in (InterventionKind.DRUG, InterventionKind.OTHER):
            return replace(read, kind=other.kind, is_cells=True)
    return read


def arm_text(item: Mapping[str, Any]) -> ArmText:
    """Return an arm group of the record."""
    label = text_at(item, "label")
    return ArmText(
        label,
        normalise(label),
        normalise(text_at(item, "description")),
        text_at(item, "type"),
        _strings(item, "interventionNames"),
    )


_NAMED_MSC = re.compile(r"mesenchym|msc|stromal")


def with_code_names(interventions: list[InterventionText], fields: Sequence[Field]) -> list[InterventionText]:
    """Return the interventions, taking a biological whose name tells nothing for the cells where no other one is.

    Beside a product named as MSC, a bare "stem cell transplantation" is a graft.
    """
    if any(item.is_cells and _NAMED_MSC.search(f"{item.name.low} {item.description.low}") for item in interventions):
        return [
            replace(item, kind=InterventionKind.OTHER_CELLS, is_cells=False)
            if re.search(r"stem[- ]cell transplant", item.name.low)
            and not _NAMED_MSC.search(f"{item.name.low} {item.description.low}")
            else item
            for item in interventions
        ]
    if any(item.is_cells for item in interventions):
        return interventions
    unknown = [place for place, item in enumerate(interventions) if _may_be_cells(item, fields)]
    if len({interventions[place].name.low for place in unknown}) != 1:
        return interventions
    return [
        replace(item, kind=InterventionKind.MSC, is_cells=True) if place in unknown else item
        for place, item in enumerate(interventions)
    ]


_CELLS_NAMED = re.compile(r"mesenchym|\bmscs?\b|mscs?\b|stem cell(?! transplant)|stromal|cells?\s?/\s?kg")
_DRUG_NAME = re.compile(
    r"(?:mab|nib|ine|ate|one|ide|cin|vir|ol|acid|lin|mus|tin|pril|tan|sone|drug|therapy|treatment|care|surgery)s?\b"
)
_PLACES_LOOKED_AT = 12
_TITLES = ("officialTitle", "briefTitle")


def _may_be_cells(item: InterventionText, fields: Sequence[Field]) -> bool:
    """True for a name that tells nothing but stands beside words of cells, or for a biological of a trial with cells in its title."""
    if item.kind not in (InterventionKind.DRUG, InterventionKind.OTHER) or not item.name.low:
        return False
    if is_laboratory(item.name.low) or is_medium(item.name.low):
        return False
    if item.registry_type in ("BIOLOGICAL", "GENETIC") and any(
        field.place in _TITLES and _CELLS_NAMED.search(field.text.low) for field in fields
    ):
        return True
    if item.registry_type not in ("BIOLOGICAL", "GENETIC", "DRUG", "COMBINATION_PRODUCT") or _DRUG_NAME.search(
        item.name.low
    ):
        return False
    if any(field.place in _TITLES and _NAMED_MSC.search(field.text.low) for field in fields):
        return True
    for field in fields:
        low, name = field.text.low, item.name.low
        place = low.find(name)
        for _ in range(_PLACES_LOOKED_AT):
            if place < 0:
                break
            if _CELLS_NAMED.search(low, max(0, place - 80), place + len(name) + 80):
                return True
            place = low.find(name, place + len(name))
    return False

"""Definitions of acute-on-chronic liver failure by society, with their figures and where these are printed.

Definitions differ, and so do the texts that restate them; each entry is one version with its sources, read from
``data/definitions.toml``. A trial that states limits of its own uses none of these.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from trials.domain.vocabulary.analytes import ANALYTES
from trials.domain.vocabulary.population import Operator
from trials.domain.vocabulary.units import BILIRUBIN_ULN


@dataclass(frozen=True)
class Reference:
    """A text that a rule or a figure rests on; ``url`` is its permanent address."""

    label: str
    url: str


@dataclass(frozen=True)
class DefinitionFigure:
    """One figure of a definition as printed: "bilirubin at least 12 mg/dL"."""

    analyte: str
    operator: Operator
    figure: Decimal
    unit: str

    @property
    def canonical(self) -> Decimal:
        """The figure in the canonical unit of what is measured; multiples of normal at the usual upper limit."""
        factor = BILIRUBIN_ULN if self.unit == "xULN" else ANALYTES[self.analyte].factors[self.unit]
        return self.figure * factor


@dataclass(frozen=True)
class LiverFailureDefinition:
    """One society's definition in one version; every text is in own words, figures as printed.

    Of the figures for ``liver``, and of those for ``coagulation``, one is enough; none: it is not a criterion. The
    notes say what the texts add.
    """

    code: str
    label: str
    population: str
    window: str
    other: str
    references: tuple[Reference, ...]
    liver: tuple[DefinitionFigure, ...] = ()
    coagulation: tuple[DefinitionFigure, ...] = ()
    liver_note: str = ""
    coagulation_note: str = ""


@cache
def liver_failure_definitions() -> tuple[LiverFailureDefinition, ...]:
    """Return every definition in the file's order."""
    text = resources.files(__package__).joinpath("data/definitions.toml").read_text(encoding="utf-8")
    return tuple(
        LiverFailureDefinition(
            **{
                **row,
                "references": tuple(Reference(**one) for one in row["references"]),
                "liver": _figures(row.get("liver", ())),
                "coagulation": _figures(row.get("coagulation", ())),
            }
        )
        for row in tomllib.loads(text)["definition"]
    )


def _figures(rows: list[dict[str, Any]]) -> tuple[DefinitionFigure, ...]:
    return tuple(
        DefinitionFigure(row["analyte"], Operator(row["operator"]), Decimal(row["figure"]), row["unit"]) for row in rows
    )

"""Definitions of acute-on-chronic liver failure in words, made from their figures."""

from __future__ import annotations

from dataclasses import dataclass

from trials.domain.vocabulary import ANALYTES, analyte_label
from trials.domain.vocabulary.definitions import DefinitionFigure, LiverFailureDefinition, Reference
from trials.domain.wording.limits import operator_words, rounded_for_reading

#: How a definition speaks of what it measures, where that is not the analyte's own name.
_NAMES = {"bilirubin": "Bilirubin", "bilirubin_rise": "a rise of"}


@dataclass(frozen=True)
class DefinitionWords:
    """A definition as a table prints it."""

    code: str
    label: str
    population: str
    liver: str
    coagulation: str
    window: str
    other: str
    references: tuple[Reference, ...]


def definition_words(one: LiverFailureDefinition) -> DefinitionWords:
    """Return a definition in words; a figure that is not in the canonical unit has the same in that unit beside it."""
    return DefinitionWords(
        code=one.code,
        label=one.label,
        population=one.population,
        liver=_any_of(one.liver, ", or ") + one.liver_note,
        coagulation=_any_of(one.coagulation, " or ") + one.coagulation_note,
        window=one.window,
        other=one.other,
        references=one.references,
    )


def _any_of(figures: tuple[DefinitionFigure, ...], joiner: str) -> str:
    return joiner.join(_figure_words(one) for one in figures) or "Not a criterion"


def _figure_words(one: DefinitionFigure) -> str:
    """Return "Bilirubin ≥ 12 mg/dL (205 µmol/L)"; beside a multiple of normal stands the limit that it is."""
    name = _NAMES.get(one.analyte) or analyte_label(one.analyte)
    text = f"{name} {operator_words(one.operator, one.figure, None, one.unit)}"
    if one.analyte != "bilirubin":
        return text
    beside = operator_words(one.operator, rounded_for_reading(one.canonical), None, ANALYTES[one.analyte].unit)
    return f"{text} ({beside if one.unit == 'xULN' else beside.removeprefix(f'{one.operator.label} ')})"

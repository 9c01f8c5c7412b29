"""Whose definition of acute-on-chronic liver failure a trial uses: the one it names, else the one its limits are.

The figures are those of ``vocabulary.definitions``, where each stands with its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Protocol

from trials.domain.record import ThresholdRecord, TrialRecord
from trials.domain.record.missingness import silence
from trials.domain.vocabulary import ANALYTES, AclfDefinition, Aetiology, CriterionKind, Syndrome, ValueState
from trials.domain.vocabulary.definitions import DefinitionFigure, liver_failure_definitions
from trials.domain.vocabulary.units import BILIRUBIN_ULN

PATH = "aclf_definition"

#: How far a limit may lie from a printed figure, as a share of it: 170 for 171, 205 for 205.2 umol/L.
_NEAR = Decimal("0.015")
#: Units in which limits of bilirubin are set; one in another unit is no limit that a society would print.
_UNITS = ("umol/L", "mg/dL", "xULN")
#: Limits that a definition is told by.
_LIVER = ("bilirubin", "bilirubin_rise")
_TELLING = (*_LIVER, "inr", "pta")
#: Syndromes for which the question makes sense; "liver failure" includes trials that admit acute-on-chronic failure.
_ABOUT = (Syndrome.ACLF, Syndrome.LIVER_FAILURE)


class NumericLimit(Protocol):
    """What a numeric limit must tell to be held against the definitions."""

    @property
    def analyte(self) -> str:
        """What is measured."""

    @property
    def unit(self) -> str | None:
        """The unit of the ends."""

    @property
    def low(self) -> Decimal | None:
        """The least value that is let in."""

    @property
    def high(self) -> Decimal | None:
        """The greatest value that is let in."""


@dataclass(frozen=True)
class DefinitionUsed:
    """The definition of a trial. ``state``: REPORTED where it is named, DERIVED where its limits are that definition's.

    ``definition`` is None in any other state, ``reason`` says why where there is more to say. ``limits`` are those
    that it was derived from, with their paths in the record.
    """

    definition: AclfDefinition | None
    state: ValueState
    reason: str = ""
    limits: tuple[tuple[str, ThresholdRecord], ...] = ()

    @property
    def code(self) -> str:
        """The definition's code, or that of the state of its absence."""
        return (self.definition or self.state).value


def definition_used(record: TrialRecord) -> DefinitionUsed:
    """Return whose definition of ACLF a trial uses.

    A name that a source gives comes first, then what the record says of its absence, then the figures of the
    inclusion criteria. "Bilirubin at least 10 x ULN, INR at least 1.5" is the Chinese guideline's. NOT_APPLICABLE
    for other syndromes; UNCLEAR where grades are asked for without a word whose they are.
    """
    if record.aclf_definition is not None:
        return DefinitionUsed(record.aclf_definition, ValueState.REPORTED)
    stated = next((fact for fact in record.missing if fact.path == PATH), None)
    if stated is not None:
        return DefinitionUsed(None, stated.state, stated.note)
    if record.syndrome not in _ABOUT:
        return DefinitionUsed(None, ValueState.NOT_APPLICABLE)
    limits = tuple(_inclusion_limits(record))
    met = definition_of_limits(one for _, limit in limits for one in (limit, *limit.either))
    if met == AclfDefinition.COSSH and Aetiology.HBV not in record.aetiologies:
        met = AclfDefinition.OWN
    if met is not None:
        telling = tuple((path, limit) for path, limit in limits if _tells(limit))
        return DefinitionUsed(met, ValueState.DERIVED, limits=telling)
    if any(limit.analyte == "aclf_grade" for _, limit in limits):
        return DefinitionUsed(None, ValueState.UNCLEAR, "grades are asked for; whose grades is not said")
    return DefinitionUsed(None, silence(record, PATH))


def _inclusion_limits(record: TrialRecord) -> Iterator[tuple[str, ThresholdRecord]]:
    for criterion in record.criteria:
        if criterion.kind == CriterionKind.INCLUSION:
            for limit in criterion.thresholds:
                yield f"criteria/{criterion.key}/thresholds/{limit.key}", limit


def _tells(limit: ThresholdRecord) -> bool:
    return any(one.analyte in _TELLING for one in (limit, *limit.either))


def definition_of_limits(limits: Iterable[NumericLimit]) -> AclfDefinition | None:
    """Return the definition whose figures for liver and clotting the limits are, OWN for figures of no society.

    None where either of the two is missing. The highest figure for the liver that is met decides: 12 mg/dL with an INR
    of no society is a trial's own limit, even if lower figures stand beside it. NACSELD sets neither, so no limits
    tell it.
    """
    every = [limit for limit in limits if limit.analyte in _TELLING and _end(limit) is not None]
    has_liver = any(limit.analyte in _LIVER for limit in every)
    has_clotting = any(limit.analyte not in _LIVER for limit in every)
    if not has_liver or not has_clotting:
        return None
    told = sorted((one for one in liver_failure_definitions() if one.liver), key=lambda one: -one.liver[0].canonical)
    for _, group in groupby(told, key=lambda one: one.liver[0].canonical):
        candidates = [one for one in group if _meets(every, one.liver)]
        stated = {limit.analyte for limit in every}
        if candidates and any(one.analyte in stated for each in candidates for one in each.coagulation):
            met = next((one for one in candidates if _meets(every, one.coagulation)), None)
            return AclfDefinition(met.code) if met is not None else AclfDefinition.OWN
    return AclfDefinition.OWN


def _meets(limits: list[NumericLimit], figures: tuple[DefinitionFigure, ...]) -> bool:
    """Whether one of the figures is among the limits; a rise counts only where no level is set beside it."""
    has_level = any(limit.analyte == "bilirubin" for limit in limits)
    for figure in figures:
        ends = [end for limit in limits if limit.analyte == figure.analyte and (end := _end(limit)) is not None]
        if figure.analyte == "bilirubin_rise":
            if ends and not has_level:
                return True
        elif any(abs(end - figure.canonical) <= figure.canonical * _NEAR for end in ends):
            return True
    return False


def _end(limit: NumericLimit) -> Decimal | None:
    """Return the end of a limit by which a definition is told, in the canonical unit; None where there is none."""
    end = limit.high if limit.analyte == "pta" else limit.low
    if end is None or limit.analyte != "bilirubin":
        return end
    if limit.unit not in _UNITS:
        return None
    return end * (BILIRUBIN_ULN if limit.unit == "xULN" else ANALYTES["bilirubin"].factors[limit.unit])

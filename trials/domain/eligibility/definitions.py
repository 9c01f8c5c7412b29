"""Whose definition of acute-on-chronic liver failure a trial uses: the one it names, else the one its limits are.

The figures are those of ``vocabulary.definitions``, where each stands with its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from trials.domain.record import ThresholdRecord, TrialRecord
from trials.domain.record.missingness import silence
from trials.domain.vocabulary import AclfDefinition, Aetiology, CriterionKind, Syndrome, ValueState

PATH = "aclf_definition"

_UMOL_PER_MG = Decimal("17.1")  # bilirubin; JAMA conversion table
_ULN = Decimal("17.1")  # umol/L: ten times it are the 171 umol/L that the Chinese guideline prints beside 10 x ULN
_NEAR = Decimal("0.015")  # 170 for 171, 205 for 205.2 umol/L
_FACTORS = {"umol/L": Decimal(1), "mg/dL": _UMOL_PER_MG, "xULN": _ULN}
#: Limits that a definition is told by.
_TELLING = ("bilirubin", "bilirubin_rise", "inr", "pta")
#: Syndromes for which the question makes sense; "liver failure" includes trials that admit acute-on-chronic failure.
_ABOUT = (Syndrome.ACLF, Syndrome.LIVER_FAILURE)


class Limit(Protocol):
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


def definition_of_limits(limits: Iterable[Limit]) -> AclfDefinition | None:
    """Return the definition whose figures for liver and clotting the limits are, OWN for figures of no society.

    None where either of the two is missing. NACSELD sets neither, so no limits tell it.
    """
    every = list(limits)
    bilirubin = [value for limit in every if (value := _bilirubin(limit)) is not None]
    rise = any(limit.analyte == "bilirubin_rise" and limit.low is not None for limit in every)
    inr = [limit.low for limit in every if limit.analyte == "inr" and limit.low is not None]
    pta = [limit.high for limit in every if limit.analyte == "pta" and limit.high is not None]
    if not (bilirubin or rise) or not (inr or pta):
        return None
    low_inr = _has(inr, "1.5")
    if _has(bilirubin, "205.2") and inr:
        if _has(inr, "2.5"):
            return AclfDefinition.EASL_CLIF
        return AclfDefinition.COSSH if low_inr else AclfDefinition.OWN
    if (_has(bilirubin, "171") or (rise and not bilirubin)) and (low_inr or _has(pta, "40")):
        return AclfDefinition.CHINESE
    if _has(bilirubin, "85.5") and low_inr:
        return AclfDefinition.APASL
    return AclfDefinition.OWN


def _bilirubin(limit: Limit) -> Decimal | None:
    """Return a lower limit of bilirubin in umol/L."""
    factor = _FACTORS.get(limit.unit or "")
    return limit.low * factor if limit.analyte == "bilirubin" and limit.low is not None and factor else None


def _has(values: list[Decimal], figure: str) -> bool:
    wanted = Decimal(figure)
    return any(abs(value - wanted) <= wanted * _NEAR for value in values)

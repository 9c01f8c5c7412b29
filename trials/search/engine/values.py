"""The values of one arm by which it is found, read off its trial's record; stored with the arm's derived figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from trials.domain.dosing.arms import ArmFigures, comparator_kinds, proves_no_comparator
from trials.domain.dosing.numbers import Range
from trials.domain.dosing.weights import WEIGHTS
from trials.domain.eligibility.definitions import definition_used
from trials.domain.record import TrialRecord
from trials.domain.record.dates import PartialDate
from trials.domain.record.missingness import silence
from trials.domain.vocabulary import (
    DoseUnit,
    OutcomeRank,
    ValueState,
)
from trials.search.definitions import FACETS, NONE, STATED, DoseBasis, ResultsRead


class ArmValues(msgspec.Struct, frozen=True):
    """The facet values and numbers of an arm.

    ``facets``: facet name -> codes, a state's code where the value is missing; never empty.
    ``numbers``: range name -> (low, high) in thousandths of the stored unit, so that whole numbers compare
    exactly; several where nothing between them is meant, ascending; absent where there is none. ``dose_fixed`` and
    ``cumulative_fixed`` are in cells, with ``_child`` behind where only children may enter.
    ``primary``: concepts of primary endpoints.
    """

    facets: dict[str, list[str]]
    numbers: dict[str, tuple[tuple[int, int], ...]]
    primary: list[str]


#: Numbers are kept in thousandths: the database keeps three decimal places.
SCALE = 1000

_DECODER = msgspec.json.Decoder(ArmValues)


def encode_values(values: ArmValues) -> str:
    """Return the stored text."""
    return msgspec.json.encode(values).decode()


def decode_values(text: str) -> ArmValues:
    """Read the stored text back; raise msgspec.MsgspecError where it is none."""
    return _DECODER.decode(text)


def arm_values(record: TrialRecord, figures: ArmFigures, columns: Mapping[str, Any]) -> ArmValues:
    """Return the values of one arm. ``columns`` are those of its summary, which rest on no reference weight."""
    facets = _trial_facets(record) | _arm_facets(record, figures, columns)
    primary = [outcome for outcome in record.outcomes if outcome.rank == OutcomeRank.PRIMARY]
    concepts = dict.fromkeys(code for one in primary for code in (one.concept, *one.also_concepts))
    return ArmValues(facets, _numbers(record, figures, columns), list(concepts))


def _or_silence(record: TrialRecord, codes: Iterable[str], path: str) -> list[str]:
    return list(dict.fromkeys(codes)) or [silence(record, path).value]


def _trial_facets(record: TrialRecord) -> dict[str, list[str]]:
    def column(name: str) -> list[str]:
        value = getattr(record, name)
        return _or_silence(record, [str(value)] if value else [], name)

    concepts = [code for one in record.outcomes for code in (one.concept, *one.also_concepts)]
    facets = {facet.name: column(facet.column) for facet in FACETS if facet.column}
    return (
        facets
        | {
            "definition": [definition_used(record).code],
            "aetiology": _or_silence(record, (one.value for one in record.aetiologies), "aetiologies"),
            "country": _or_silence(record, (site.country for site in record.sites), "sites"),
            "endpoint": _or_silence(record, concepts, "outcomes"),
            "comparator": _comparators(record),
            "results": [_results(record)],
        }
        | _discrepancies(record)
    )


def _discrepancies(record: TrialRecord) -> dict[str, list[str]]:
    """What is wrong in the record; reading notes are not asked for."""
    wrong = [one for one in record.discrepancies if one.is_conflict]
    contradictions = [one for one in wrong if one.is_contradiction]
    found = {
        "disputed": (one.subject for one in contradictions if one.is_major),
        "contradicted": (one.subject for one in contradictions),
        "contradiction": (str(one.severity) for one in contradictions),
        "misfit": (str(one.severity) for one in wrong if not one.is_contradiction),
        "discrepancy": (one.status.value for one in wrong),
    }
    return {name: list(dict.fromkeys(codes)) or [NONE] for name, codes in found.items()}


def _comparators(record: TrialRecord) -> list[str]:
    kinds = list(comparator_kinds(record))
    return kinds or [NONE if proves_no_comparator(record) else ValueState.NOT_EXTRACTED.value]


def _results(record: TrialRecord) -> str:
    if record.results:
        return ResultsRead.IN_RECORD.value
    return ResultsRead.PUBLICATION.value if record.publications else ResultsRead.NONE.value


def _arm_facets(record: TrialRecord, figures: ArmFigures, columns: Mapping[str, Any]) -> dict[str, list[str]]:
    sources = [one.intervention.cell_source.value for one in figures.msc if one.intervention.cell_source]
    donors = [one.intervention.donor.value for one in figures.msc if one.intervention.donor]
    routes = [
        code.value
        for one in figures.msc
        if one.regimen.route
        for code in (one.regimen.route.value, *one.regimen.route.alternatives)
        if code
    ]
    found = {
        "cells": (sources, "cell_source_state"),
        "donor": (donors, "donor_state"),
        "route": (routes, "route_state"),
        "dose_as": (_bases(figures), "dose_state"),
        "infusions": (_infusion_counts(figures), "schedule_state"),
        "days": ([STATED] if columns["first_day"] is not None else [], "days_state"),
    }
    return {name: list(dict.fromkeys(codes)) or [columns[state]] for name, (codes, state) in found.items()}


def _infusion_counts(figures: ArmFigures) -> list[str]:
    """The arm's number of infusions; each of them where it holds alternatives of different numbers."""
    if figures.count.range is None:
        return []
    return [str(int(one.low)) for one in figures.count.range.parts]


def _bases(figures: ArmFigures) -> list[str]:
    names = {DoseUnit.CELLS_PER_KG: DoseBasis.PER_KG, DoseUnit.CELLS: DoseBasis.FIXED}
    stated = (one.regimen.dose for one in figures.msc)
    return [
        names.get(dose.unit, DoseBasis.OTHER).value
        for dose in stated
        if dose is not None and dose.low is not None and dose.unit is not None
    ]


def _numbers(
    record: TrialRecord, figures: ArmFigures, columns: Mapping[str, Any]
) -> dict[str, tuple[tuple[int, int], ...]]:
    first, last = columns["first_day"], columns["last_day"]
    year = PartialDate(record.start).year if record.start else None
    child = "_child" if columns["only_children"] else ""
    found = {name.replace("_fixed", f"_fixed{child}"): rng for name, rng in stated_ranges(figures).items()}
    # A single infusion has no last one beside its first.
    single = {"span": last - first if first != last else None, "enrolment": record.enrolment, "start": year}
    found |= {name: Range(Decimal(one), Decimal(one)) for name, one in single.items() if one is not None}
    return {
        name: tuple((int(part.low * SCALE), int(part.high * SCALE)) for part in rng.parts)
        for name, rng in found.items()
    }


def stated_ranges(figures: ArmFigures) -> dict[str, Range]:
    """Return the figures of an arm by which it is found, by range; one that rests on a body weight is left out."""
    stated = {
        "dose": [one.per_kg for one in figures.msc],
        "dose_fixed": [one.cells for one in figures.msc],
        "infusions": [figures.count],
        "cumulative": [figures.cumulative_per_kg],
        "cumulative_fixed": [figures.cumulative_cells],
    }
    found = {}
    for name, every in stated.items():
        ranges = [one.range for one in every if one.range is not None and not one.assumes & WEIGHTS]
        if ranges:
            found[name] = Range.of((part.low, part.high) for rng in ranges for part in rng.parts)
    return found

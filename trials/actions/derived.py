"""Filling what is derived: arm figures for filters, folded text, snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import uuid4
from zlib import crc32

from django.db import transaction

from trials.domain.dosing.arms import ArmFigures, arm_figures, comparator_kinds
from trials.domain.dosing.quantities import REFERENCE_WEIGHT, Figure
from trials.domain.eligibility.definitions import definition_used
from trials.domain.record import TrialRecord
from trials.domain.vocabulary import CellSource, ValueState, concept_label
from trials.domain.vocabulary.folding import folded
from trials.models import Arm, ArmSummary, DataVersion, Trial, TrialSnapshot
from trials.search.definitions import FACETS, RANGES
from trials.search.engine.values import arm_values, encode_values
from trials.selectors.records import encode_record, records_from_tables

_BATCH = 100
#: Raise it when the same records give other derived values than before: databases are rebuilt once then.
_RULES = 2


def rules_in_force() -> str:
    """Name the rules that this version derives by; it changes by itself with the filters and columns there are."""
    names = (
        *(facet.name for facet in FACETS),
        *(one.name for one in RANGES),
        *(field.name for model in (ArmSummary, TrialSnapshot) for field in model._meta.concrete_fields),
    )
    return f"{_RULES}-{crc32(' '.join(names).encode()):08x}"


def rebuild_if_older(*, using: str = "default") -> int:
    """Rebuild everything that another version of the rules derived; return how many trials were done."""
    if DataVersion.objects.using(using).filter(pk=1, rules=rules_in_force()).exists():
        return 0
    return rebuild_derived(using=using)


def rebuild_derived(*, trials: Iterable[Trial] | None = None, using: str = "default") -> int:
    """Fill the derived tables of trials (default: all) from their records; return how many trials were done.

    Each batch of a hundred trials is one transaction. Running it again changes nothing.
    """
    every = Trial.objects.using(using).order_by("pk").iterator() if trials is None else iter(trials)
    done = 0
    while batch := list(islice(every, _BATCH)):
        with transaction.atomic(using=using):
            _rebuild(batch, using)
        done += len(batch)
    if trials is None:
        DataVersion.objects.using(using).filter(pk=1).update(rules=rules_in_force())
    return done


def _rebuild(batch: list[Trial], using: str) -> None:
    records = records_from_tables(batch, using)
    arms = Arm.objects.using(using).filter(trial__in=batch).order_by("trial_id", "position")
    by_trial: dict[int, list[Arm]] = {}
    for arm in arms:
        by_trial.setdefault(arm.trial_id, []).append(arm)
    summaries: list[ArmSummary] = []
    snapshots: list[TrialSnapshot] = []
    for trial in batch:
        record = records[trial.registry_id]
        snapshots.append(TrialSnapshot(trial=trial, body=encode_record(record)))
        summaries += _summaries(record, by_trial.get(trial.pk, []))
        text = search_text(record)
        if trial.search_text != text:
            trial.search_text = text
            trial.save(using=using, update_fields=["search_text"])
    _upsert(TrialSnapshot, snapshots, "trial", using)
    _upsert(ArmSummary, summaries, "arm", using)
    mark_data_changed(using=using)


def mark_data_changed(*, using: str = "default") -> None:
    """Tell every process that what it has read into memory is out of date. Rebuilding does so by itself."""
    changed = {"mark": uuid4().hex}
    # A database without the row holds nothing that older rules derived.
    new = changed | {"rules": rules_in_force()}
    DataVersion.objects.using(using).update_or_create(pk=1, defaults=changed, create_defaults=new)


def _upsert(model: Any, rows: list[Any], key: str, using: str) -> None:
    columns = [field.name for field in model._meta.concrete_fields if field.name != key]
    model.objects.using(using).bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=columns)


def _summaries(record: TrialRecord, arms: list[Arm]) -> Iterator[ArmSummary]:
    comparators = "".join(f"|{code}" for code in comparator_kinds(record))
    definition = definition_used(record).code
    for arm in arms:
        figures = arm_figures(record, arm.position, REFERENCE_WEIGHT)
        columns = _summary_columns(figures)
        facets = encode_values(arm_values(record, figures, columns))
        yield ArmSummary(
            arm=arm,
            comparators=comparators and f"{comparators}|",
            aclf_definition=definition,
            facets=facets,
            **columns,
        )


def _summary_columns(figures: ArmFigures) -> dict[str, Any]:
    """Return the columns; a figure that rests on the reference weight is left out, so that no filter assumes one."""
    columns: dict[str, Any] = {
        "has_msc": figures.has_msc,
        "dose_state": _first_state(one.dose.state for one in figures.msc),
        "schedule_state": figures.count.state if figures.count.range is None else ValueState.REPORTED.value,
        "days_state": figures.days_state,
        "route_state": _first_state(one.route_state for one in figures.msc),
        "cell_source_state": _first_state(one.cell_source_state for one in figures.msc),
        "donor_state": _first_state(one.donor_state for one in figures.msc),
        "doses_count": int(figures.count.range.high) if figures.count.range else None,
        "first_day": figures.days[0] if figures.days else None,
        "last_day": figures.days[-1] if figures.days else None,
    }
    spans = {
        "dose_per_kg": [one.per_kg for one in figures.msc],
        "dose_cells": [one.cells for one in figures.msc],
        "cumulative_per_kg": [figures.cumulative_per_kg],
        "cumulative_cells": [figures.cumulative_cells],
    }
    for name, stated in spans.items():
        columns[f"{name}_low"], columns[f"{name}_high"] = _ends(stated)
    return {name: value.value if isinstance(value, ValueState) else value for name, value in columns.items()}


def _first_state(states: Iterable[ValueState]) -> ValueState:
    """Return REPORTED if any regimen reports, else the first regimen's state; without MSC, NOT_APPLICABLE."""
    found = list(states)
    if not found:
        return ValueState.NOT_APPLICABLE
    return ValueState.REPORTED if ValueState.REPORTED in found else found[0]


def _ends(figures: list[Figure]) -> tuple[Any, Any]:
    ranges = [figure.range for figure in figures if figure.range is not None and "weight" not in figure.assumes]
    if not ranges:
        return None, None
    return min(rng.low for rng in ranges), max(rng.high for rng in ranges)


def search_text(record: TrialRecord) -> str:
    """Return the folded words by which the text filter finds a trial."""
    words = [record.registry_id, record.title, record.official_title, record.acronym, record.sponsor]
    words += [other.value for other in record.other_ids] + list(record.collaborators) + list(record.conditions)
    words += [f"{site.facility} {site.city} {site.country}" for site in record.sites]
    words += [arm.label for arm in record.arms]
    for given in record.interventions:
        words += [given.name, given.product.manufacturer if given.product else ""]
        words += [CellSource.label_of(given.cell_source)] if given.cell_source else []
    words += [f"{outcome.measure} {concept_label(outcome.concept)}" for outcome in record.outcomes]
    words += [f"{paper.title} {paper.doi} {paper.pmid}" for paper in record.publications]
    return " ".join(dict.fromkeys(folded(" ".join(words)).split()))

"""Filling what is derived: arm figures for filters, folded text, snapshots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from trials.actions.changes import note_changes
from trials.domain.record import TrialRecord
from trials.domain.vocabulary import CellSource, concept_label
from trials.domain.vocabulary.folding import folded
from trials.fingerprints import data_fingerprint
from trials.models import Arm, ArmLevel, ArmSummary, Trial, TrialSnapshot
from trials.search.engine.summaries import summary_columns, summary_levels
from trials.selectors.records import encode_record, outdated_trials, records_from_tables

_BATCH = 100


def rebuild_if_older(*, using: str = "default") -> int:
    """Rebuild the trials whose derived data were written by other code; return how many trials were done."""
    return rebuild_derived(trials=outdated_trials(using), using=using)


def rebuild_derived(*, trials: Iterable[Trial] | None = None, using: str = "default") -> int:
    """Fill the derived tables of trials (default: all) from their records; return how many trials were done.

    Each batch of a hundred trials is one transaction. Running it again changes nothing. The trials are locked before
    their tables are read, in the order of their keys: who changes one at the same time comes before or after.
    """
    every = Trial.objects.using(using).values_list("pk", flat=True)
    pks = sorted(every if trials is None else {trial.pk for trial in trials})
    done = 0
    for start in range(0, len(pks), _BATCH):
        with transaction.atomic(using=using):
            done += _rebuild(pks[start : start + _BATCH], using)
    if trials is None:
        note_changes(is_full=True, using=using)
    return done


def _rebuild(pks: list[int], using: str) -> int:
    # Read anew under the lock: what the caller holds may be older than a change that was waited for.
    batch = list(Trial.objects.using(using).filter(pk__in=pks).order_by("pk").select_for_update())
    records = records_from_tables(batch, using)
    arms: dict[int, list[Arm]] = {}
    for arm in Arm.objects.using(using).filter(trial__in=batch).order_by("trial_id", "position"):
        arms.setdefault(arm.trial_id, []).append(arm)
    summaries: list[ArmSummary] = []
    snapshots: list[TrialSnapshot] = []
    levels: list[ArmLevel] = []
    for trial in batch:
        record = records[trial.registry_id]
        body = encode_record(record)
        snapshots.append(TrialSnapshot(trial=trial, body=body, fingerprint=data_fingerprint()))
        summaries += [ArmSummary(arm=arm, **summary_columns(record, arm.position)) for arm in arms.get(trial.pk, [])]
        for arm in arms.get(trial.pk, []):
            found = summary_levels(record, arm.position)
            levels += [ArmLevel(arm=arm, figure=figure, low=low, high=high) for figure, low, high in found]
        text = search_text(record)
        if trial.search_text != text:
            trial.search_text = text
            trial.save(using=using, update_fields=["search_text"])
    _upsert(TrialSnapshot, snapshots, "trial", using)
    _upsert(ArmSummary, summaries, "arm", using)
    _replace_levels(arms, levels, using)
    note_changes(trials=[trial.pk for trial in batch], using=using)
    return len(batch)


def _replace_levels(arms: dict[int, list[Arm]], levels: list[ArmLevel], using: str) -> None:
    ArmLevel.objects.using(using).filter(arm__in=[arm.pk for every in arms.values() for arm in every]).delete()
    ArmLevel.objects.using(using).bulk_create(levels)


def _upsert(model: Any, rows: list[Any], key: str, using: str) -> None:
    columns = [field.name for field in model._meta.concrete_fields if field.name != key]
    model.objects.using(using).bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=columns)


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

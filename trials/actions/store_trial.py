"""Storing a trial's record: the one way by which files and imports reach the tables."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import IntegrityError, transaction
from msgspec.structs import replace

from trials.actions.claims import link_discrepancies, sync_record_claims
from trials.actions.derived import rebuild_derived
from trials.actions.record_tables import drop_stale_sources, write_tables
from trials.domain.record import RetiredRecord, TrialRecord
from trials.domain.record.memory import rows_left, with_memory
from trials.domain.record.paths import decide, record_data
from trials.domain.record.row_conflicts import DecisionsConflict, lost_decisions
from trials.domain.vocabulary import ClaimMethod
from trials.models import Arm, DeliveredRecord, RetiredKey, Trial
from trials.selectors.records import encode_record


def store_trial(*, record: TrialRecord, digest: str = "", using: str = "default") -> Trial:
    """Make the tables say what the record says, and return the trial.

    Everything or nothing is stored. Storing the same record again writes nothing. What a curator
    decided stays: accepted claims of curators are laid over the record before it is written.
    ``digest`` stands for the text that the record was read from.

    Rows are matched by their keys. Keys of rows that the record has no more are remembered, and so are the old
    numbers of arms. Raises DecisionsConflict, and stores nothing, when rows that a curator decided about are gone or
    others in the record.
    """
    found = Trial.objects.using(using).filter(registry_id__iexact=record.registry_id)
    is_new = not found.exists()
    try:
        return _store(record, digest, using)
    except IntegrityError:
        if not is_new or not found.exists():
            raise
    return _store(record, digest, using)  # somebody stored it first, at the same moment


def _store(record: TrialRecord, digest: str, using: str) -> Trial:
    with transaction.atomic(using=using):
        # Locked before decisions are read: a curator's decision of this moment is either seen here or comes after.
        found = Trial.objects.using(using).filter(registry_id__iexact=record.registry_id)
        trial = found.select_for_update().first()
        decisions = _decisions(trial, using)
        delivered = _delivered(trial, using)
        if decisions:
            _refuse_lost_decisions(delivered, record, decisions)
        # What is remembered of rows that are gone is laid over the record afterwards: a decision may keep one of them.
        decided = decide(replace(record, retired=()), decisions)
        remembered = _with_memory(trial, delivered, record, decided.record, using)
        trial = write_tables(trial=trial, record=remembered, using=using)
        sync_record_claims(trial=trial, record=record, gone=decided.gone, decided=set(decisions), using=using)
        drop_stale_sources(trial=trial, record=decided.record, using=using)
        link_discrepancies(trial=trial, using=using)
        rebuild_derived(trials=[trial], using=using)
        _keep_delivered(trial, record, digest, using)
    return trial


def _decisions(trial: Trial | None, using: str) -> dict[str, Any]:
    if trial is None:
        return {}
    claims = trial.claims.using(using).filter(method=ClaimMethod.CURATOR, accepted=True)
    return {claim.path: claim.value for claim in claims}


def _delivered(trial: Trial | None, using: str) -> DeliveredRecord | None:
    return None if trial is None else DeliveredRecord.objects.using(using).filter(trial=trial).first()


def _refuse_lost_decisions(delivered: DeliveredRecord | None, record: TrialRecord, decisions: dict[str, Any]) -> None:
    if delivered is None:  # a curator entered the whole trial
        raise DecisionsConflict(decisions)
    before, after = msgspec.json.decode(delivered.body), record_data(record)
    lost = lost_decisions(before, after, decisions) if before != after else ()
    if lost:
        raise DecisionsConflict(lost)


def _with_memory(
    trial: Trial | None, delivered: DeliveredRecord | None, record: TrialRecord, decided: TrialRecord, using: str
) -> TrialRecord:
    """Return the decided record with the old numbers and the rows gone that the trial, or the file, remembers."""
    if trial is None:
        return with_memory(decided, {}, record.retired)
    numbers = dict(Arm.objects.using(using).filter(trial=trial).values_list("key", "old_number"))
    known = RetiredKey.objects.using(using).filter(trial=trial)
    retired = [RetiredRecord(kind=row.kind, key=row.key, label=row.label, old_number=row.old_number) for row in known]
    numbers |= {one.key: one.old_number for one in retired if one.kind == "arms"}
    if delivered is not None:
        retired += rows_left(msgspec.json.decode(delivered.body), decided)
    return with_memory(decided, numbers, [*retired, *record.retired])


def _keep_delivered(trial: Trial, record: TrialRecord, digest: str, using: str) -> None:
    body = encode_record(record)
    kept = DeliveredRecord.objects.using(using).filter(trial=trial).first()
    if kept is None:
        DeliveredRecord.objects.using(using).create(trial=trial, body=body, digest=digest)
    elif (kept.body, kept.digest) != (body, digest):
        kept.body, kept.digest = body, digest
        kept.save(using=using)

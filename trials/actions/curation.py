"""A curator's work on one trial: what changed becomes decisions, and pages show it at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from django.db import transaction

from trials.actions.claims import link_discrepancies, record_changes, record_decision, set_claims_aside
from trials.actions.derived import rebuild_derived
from trials.actions.record_tables import write_tables
from trials.actions.rows import sync_rows
from trials.domain.record import TrialRecord
from trials.domain.record.memory import rows_left
from trials.domain.record.paths import decide, record_data
from trials.domain.record.plausibility import Doubt, new_doubts
from trials.domain.record.rows import (
    REMOVED,
    apply_plans,
    composed,
    is_row_plan,
    outline_of,
    row_paths,
    row_plans,
    rows_gone,
    stands_below,
)
from trials.domain.vocabulary import ClaimMethod, SourceKind
from trials.models import (
    Administration,
    Arm,
    Claim,
    Criterion,
    Discrepancy,
    Intervention,
    MissingFact,
    Note,
    Outcome,
    OutcomeConcept,
    Publication,
    Regimen,
    Result,
    ResultGroup,
    RetiredKey,
    Site,
    Source,
    Threshold,
    Timepoint,
    Trial,
    TrialAetiology,
    TrialIdentifier,
    TrialSnapshot,
)
from trials.selectors.keys import KEYED, next_key
from trials.selectors.records import records_from_tables

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NotARecord(ValueError):
    """The rows do not make a record: the message says why, in words for the curator."""


@dataclass(frozen=True)
class Curation:
    """A trial as it was before a curator's changes."""

    record: TrialRecord


def begin_curation(*, trial: Trial) -> Curation:
    """Remember a stored trial before its rows are changed. The caller holds one transaction until the end."""
    stored = Trial.objects.select_for_update().get(pk=trial.pk)
    return Curation(_record(stored))


def trial_mark(*, trial: Trial, hold: bool = False) -> str:
    """Return a mark of what pages show of a stored trial: another mark later means that it was changed meanwhile.

    With ``hold`` nobody changes the trial until the caller's transaction ends.
    """
    if hold:
        Trial.objects.select_for_update().get(pk=trial.pk)
    body = TrialSnapshot.objects.filter(trial=trial).values_list("body", flat=True).first()
    return sha256((body or "").encode()).hexdigest()


def finish_curation(
    *,
    trial: Trial,
    curation: Curation | None,
    by: User,
    at: datetime,
    ask: Callable[[tuple[Doubt, ...]], None] = lambda doubts: None,
) -> list[Claim]:
    """File what changed since the beginning as the curator's accepted claims; rebuild what is derived.

    Without a beginning the trial is new, and every claimed value of it is the curator's. Nothing changed: nothing
    is filed. ``ask`` gets what is hardly meant of what changed, and raises where nobody confirmed it. Raises
    NotARecord when the rows contradict one another; roll back then.
    """
    with transaction.atomic():
        _number_rows(trial)
        _note_which_days_are_known(trial)
        after = _record(trial)
        if curation is None:
            rows = tuple(row_paths(outline_of(after)))
            claims = record_changes(trial=trial, before=after, after=after, by=by, at=at, new_rows=rows)
        else:
            gone = rows_gone(outline_of(curation.record), outline_of(after))
            if gone:
                _retire_rows(trial, curation.record, after, gone)
                after = _record(trial)
            claims = _file_changes(trial, curation, after, by, at)
        if claims or curation is None:
            if doubts := new_doubts(None if curation is None else curation.record, after):
                ask(doubts)
            link_discrepancies(trial=trial)
            rebuild_derived(trials=[trial])
    return claims


def _record(trial: Trial) -> TrialRecord:
    try:
        return records_from_tables([trial])[trial.registry_id]
    except ValueError as error:  # msgspec.ValidationError is one
        raise NotARecord(str(error)) from error


def _file_changes(trial: Trial, curation: Curation, after: TrialRecord, by: User, at: datetime) -> list[Claim]:
    plans = row_plans(outline_of(curation.record), outline_of(after), record_data(after))
    claims = [_file_plan(trial, path, plan, by, at) for path, plan in plans.items()]
    before = record_data(curation.record)
    apply_plans(before, plans)
    new_rows = tuple(
        f"{path}/{row['key']}" for path, plan in plans.items() for row in plan["rows"] if not isinstance(row, str)
    )
    same_rows = msgspec.convert(before, TrialRecord, strict=False)
    return claims + record_changes(trial=trial, before=same_rows, after=after, by=by, at=at, new_rows=new_rows)


def _file_plan(trial: Trial, path: str, plan: dict[str, Any], by: User, at: datetime) -> Claim:
    """File what was done to a list's rows, in terms of the file's rows: what was decided earlier is part of it."""
    earlier = Claim.objects.filter(trial=trial, path=path, accepted=True, method=ClaimMethod.CURATOR).first()
    before: Any = earlier.value if earlier is not None else None
    if is_row_plan(path, before):
        plan = composed(plan, before)
    return record_decision(trial=trial, path=path, value=plan, by=by, at=at)


def accept_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """Show a claim's value in place of the one accepted until now; the other stays beside it.

    The decision is the curator's: it is kept as a claim of method *curator* with the same value. Raises NotARecord
    when the trial has no place for the value.
    """
    trial = claim.trial
    with transaction.atomic():
        before = begin_curation(trial=trial).record
        claim = _as_it_is_now(claim)
        try:
            decided = decide(before, {claim.path: claim.value})
        except ValueError as error:
            raise NotARecord(str(error)) from error
        if decided.homeless:
            raise NotARecord(f"The record has no place {claim.path}.")
        try:
            write_tables(trial=Trial.objects.get(pk=trial.pk), record=decided.record, using="default")
        except ValueError as error:
            raise NotARecord(str(error)) from error
        filed = record_decision(
            trial=trial,
            path=claim.path,
            value=claim.value,
            as_reported=claim.as_reported,
            source=claim.source,
            by=by,
            at=at,
        )
        link_discrepancies(trial=trial)
        rebuild_derived(trials=[Trial.objects.get(pk=trial.pk)])
    return filed


def _as_it_is_now(claim: Claim) -> Claim:
    """Read a claim anew while its trial is held: rows may have moved, with the claim, since it was looked at."""
    found = Claim.objects.select_related("source").filter(pk=claim.pk).first()
    if found is None:
        raise NotARecord("This claim is gone: the record was stored anew meanwhile.")
    if found.path.startswith(REMOVED) or is_row_plan(found.path, found.value):
        raise NotARecord("This claim is about rows of the record, not about a value: change the rows themselves.")
    if found.is_rival and found.value is None and found.as_reported:
        raise NotARecord("This reading is kept as its text alone: type the value at its field.")
    return found


def set_days(*, regimen: Regimen, days: tuple[int, ...]) -> None:
    """Make the regimen's days of administration these; none = not stated."""
    wanted = [{"day": day} for day in days]
    sync_rows(Administration, parent={"regimen": regimen}, key=("day",), wanted=wanted, using="default")


def set_timepoints(*, outcome: Outcome, days: tuple[int, ...]) -> None:
    """Make the outcome's days of measurement these; none = not stated."""
    wanted = [{"day": day} for day in days]
    sync_rows(Timepoint, parent={"outcome": outcome}, key=("day",), wanted=wanted, using="default")


def set_further_concepts(*, outcome: Outcome, concepts: tuple[str, ...]) -> None:
    """Make the outcome's further concepts these, in this order."""
    wanted = [{"position": place, "concept": concept} for place, concept in enumerate(concepts, start=1)]
    sync_rows(OutcomeConcept, parent={"outcome": outcome}, key=("position",), wanted=wanted, using="default")


def ensure_usual_source(*, trial: Trial) -> None:
    """See that the trial has the source that its values come from unless they name another."""
    keys = list(Source.objects.filter(trial=trial).order_by("position").values_list("key", flat=True))
    if trial.values_from in keys:
        return
    if not keys:
        Source.objects.create(
            trial=trial, position=1, key="curation", kind=SourceKind.CURATION.value, publisher="Curation in Armwise"
        )
        keys = ["curation"]
    trial.values_from = keys[0]
    trial.save(update_fields=["values_from"])


_NUMBERED: tuple[tuple[Any, str, str], ...] = (
    (Source, "trial", "trial"),
    (Intervention, "trial", "trial"),
    (Arm, "trial", "trial"),
    (Regimen, "arm__trial", "arm_id"),
    (Criterion, "trial", "trial"),
    (Threshold, "criterion__trial", "criterion_id"),
    (Outcome, "trial", "trial"),
    (Result, "trial", "trial"),
    (ResultGroup, "result__trial", "result_id"),
    (Publication, "trial", "trial"),
    (Discrepancy, "trial", "trial"),
    (Site, "trial", "trial"),
    (TrialAetiology, "trial", "trial"),
    (TrialIdentifier, "trial", "trial"),
)


def _number_rows(trial: Trial) -> None:
    """Close the gaps that deleted rows leave: places count from 1. A row without a key gets one."""
    for model in KEYED:
        for row in model.objects.filter(**{KEYED[model][1]: trial}, key=""):
            row.key = next_key(row)
            row.save(update_fields=["key"])
    for model, lookup, parent in _NUMBERED:
        places: dict[int, int] = {}
        rows = model.objects.filter(**{lookup: trial}).order_by(parent, "position", "pk")
        for pk, parent_pk, position in rows.values_list("pk", parent, "position"):
            places[parent_pk] = places.get(parent_pk, 0) + 1
            if position != places[parent_pk]:
                model.objects.filter(pk=pk).update(position=places[parent_pk])


def _note_which_days_are_known(trial: Trial) -> None:
    regimens = Regimen.objects.filter(arm__trial=trial)
    regimens.filter(administrations__isnull=True, days_known=True).update(days_known=False)
    with_days = regimens.filter(administrations__isnull=False, days_known=False).values_list("pk", flat=True)
    Regimen.objects.filter(pk__in=list(with_days)).update(days_known=True)


def _retire_rows(trial: Trial, before: TrialRecord, after: TrialRecord, gone: frozenset[str]) -> None:
    """Remember the keys of rows that went, and take away what names these rows: claims and notes stay, set aside."""
    RetiredKey.objects.bulk_create(
        [
            RetiredKey(trial=trial, kind=one.kind, key=one.key, label=one.label, old_number=one.old_number)
            for one in rows_left(record_data(before), after)
        ]
    )
    set_claims_aside(trial=trial, gone=gone)
    for note in Note.objects.filter(trial=trial).exclude(path="").exclude(path__startswith=REMOVED):
        if stands_below(note.path, gone):
            Note.objects.filter(pk=note.pk).update(path=f"{REMOVED}{note.path}")
    for fact in MissingFact.objects.filter(trial=trial):
        if stands_below(fact.path, gone):
            fact.delete()
    for discrepancy in Discrepancy.objects.filter(trial=trial):
        paths = [path for path in discrepancy.paths if not stands_below(path, gone)]
        path = "" if stands_below(discrepancy.path, gone) else discrepancy.path
        if (path, paths) != (discrepancy.path, discrepancy.paths):
            discrepancy.path, discrepancy.paths = path, paths
            discrepancy.save(update_fields=["path", "paths"])

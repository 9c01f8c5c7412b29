"""Writing claims: those of a record, those a curator makes, and which one is accepted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from trials.domain.record import TrialRecord
from trials.domain.record.paths import values_by_path
from trials.domain.record.row_conflicts import DecisionsConflict
from trials.domain.record.rows import REMOVED, stands_below, without_rows
from trials.domain.vocabulary import ClaimMethod
from trials.models import Claim, Discrepancy, Source, Trial

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_COMPARED = ("value", "as_reported", "source_id", "place", "method", "accepted")


def sync_record_claims(
    *, trial: Trial, record: TrialRecord, decided: set[str], gone: Collection[str] = (), using: str = "default"
) -> None:
    """Make the trial's claims say what the record says; claims of curators stay as they are.

    Every claimed value gets one claim, accepted unless a curator decided its path; rival claims of the
    record are kept beside it, not accepted. ``gone`` are the record's rows that a curator took away: claims of them
    stay, not accepted, below ``removed/``.
    """
    sources = {source.key: source.pk for source in Source.objects.using(using).filter(trial=trial)}
    unknown = {key for key in (record.values_from, *record.source_keys_used()) if key and key not in sources}
    if unknown:
        raise DecisionsConflict(f"sources/{key}" for key in sorted(unknown))
    wanted: list[dict[str, Any]] = []
    for path, value in values_by_path(record).items():
        if value.claimed:
            is_gone = stands_below(path, gone)
            wanted.append(
                {
                    "path": f"{REMOVED}{path}" if is_gone else path,
                    "is_rival": False,
                    "value": without_rows(path, value.value, gone),
                    "as_reported": value.as_reported,
                    "source_id": sources[value.source or record.values_from],
                    "place": "",
                    "method": ClaimMethod.CURATED_EVIDENCE.value,
                    "accepted": not is_gone and path not in decided,
                }
            )
    for rival in record.rival_claims:
        wanted.append(
            {
                "path": f"{REMOVED}{rival.path}" if stands_below(rival.path, gone) else rival.path,
                "is_rival": True,
                "value": rival.value,
                "as_reported": rival.as_reported,
                "source_id": sources[rival.source or record.values_from],
                "place": rival.place,
                "method": str(rival.method),
                "accepted": False,
            }
        )
    _sync(trial, wanted, using)


def _sync(trial: Trial, wanted: list[dict[str, Any]], using: str) -> None:
    """Match claims by path (rivals by path and text), write only what differs."""
    rows = Claim.objects.using(using).filter(trial=trial).exclude(method=ClaimMethod.CURATOR)
    existing: dict[Any, Claim] = {}
    doubled: list[int] = []
    for row in rows:
        key = _key(row.path, row.is_rival, row.as_reported)
        if key in existing:
            doubled.append(row.pk)
        existing.setdefault(key, row)
    keys = {_key(columns["path"], columns["is_rival"], columns["as_reported"]) for columns in wanted}
    gone = doubled + [row.pk for key, row in existing.items() if key not in keys]
    Claim.objects.using(using).filter(pk__in=gone).delete()
    fresh: list[Claim] = []
    for columns in wanted:
        found = existing.get(_key(columns["path"], columns["is_rival"], columns["as_reported"]))
        if found is None:
            fresh.append(Claim(trial=trial, **columns))
        elif any(getattr(found, name) != columns[name] for name in _COMPARED):
            for name, value in columns.items():
                setattr(found, name, value)
            found.save(using=using)
    Claim.objects.using(using).bulk_create(fresh)


def _key(path: str, is_rival: bool, text: str) -> tuple[str, bool, str]:
    return (path, is_rival, text if is_rival else "")


def record_decision(
    *,
    trial: Trial,
    path: str,
    value: Any,
    as_reported: str = "",
    source: Source | None = None,
    by: User,
    at: datetime,
    using: str = "default",
) -> Claim:
    """File a curator's value for a path as its accepted claim; the claim accepted until now stays, not accepted."""
    with transaction.atomic(using=using):
        Claim.objects.using(using).filter(trial=trial, path=path, accepted=True).update(accepted=False)
        return Claim.objects.using(using).create(
            trial=trial,
            path=path,
            value=value,
            as_reported=as_reported,
            source=source,
            method=ClaimMethod.CURATOR.value,
            accepted=True,
            by=by,
            at=at,
        )


def record_changes(
    *, trial: Trial, before: TrialRecord, after: TrialRecord, by: User, at: datetime, new_rows: tuple[str, ...] = ()
) -> list[Claim]:
    """File a decision for every value that differs between two states of a trial's record; return the claims.

    Both states have the same rows. A value taken away is a decision too: its claim has the value ``null``.
    Of ``new_rows`` (their paths) every claimed value is filed, so that it can be asked who says so.
    """
    old, new = values_by_path(before), values_by_path(after)
    claims = []
    for path in [*new, *(path for path in old if path not in new)]:
        was, now = old.get(path), new.get(path)
        is_new = now is not None and now.claimed and stands_below(path, new_rows)
        if is_new or (was.value if was else None) != (now.value if now else None):
            claims.append(
                record_decision(
                    trial=trial,
                    path=path,
                    value=now.value if now else None,
                    as_reported=now.as_reported if now else "",
                    by=by,
                    at=at,
                )
            )
    return claims


def set_claims_aside(*, trial: Trial, gone: Collection[str]) -> None:
    """Keep claims of rows that were taken away below ``removed/``, not accepted; others no longer name such rows."""
    changed = []
    for claim in Claim.objects.filter(trial=trial).exclude(path__startswith=REMOVED):
        if stands_below(claim.path, gone):
            claim.path, claim.accepted = f"{REMOVED}{claim.path}", False
            changed.append(claim)
            continue
        value = without_rows(claim.path, claim.value, gone)
        if value != claim.value:
            claim.value = value
            changed.append(claim)
    Claim.objects.bulk_update(changed, ["path", "value", "accepted"])


def link_discrepancies(*, trial: Trial, using: str = "default") -> None:
    """Link each contradiction to the claims at its paths, writing only what differs."""
    by_path: dict[str, list[int]] = {}
    for path, pk in Claim.objects.using(using).filter(trial=trial).values_list("path", "pk"):
        by_path.setdefault(path, []).append(pk)
    through = Discrepancy.claims.through.objects.using(using)
    linked = set(through.filter(discrepancy__trial=trial).values_list("discrepancy_id", "claim_id"))
    rows = Discrepancy.objects.using(using).filter(trial=trial)
    needed = {(row.pk, pk) for row in rows for path in {row.path, *row.paths} for pk in by_path.get(path, ())}
    for discrepancy_id, claim_id in linked - needed:
        through.filter(discrepancy_id=discrepancy_id, claim_id=claim_id).delete()
    through.bulk_create(Discrepancy.claims.through(discrepancy_id=d, claim_id=c) for d, c in sorted(needed - linked))

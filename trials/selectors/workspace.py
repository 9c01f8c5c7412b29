"""What a person's workspace shows: saved views, notes, and everything of theirs as plain data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from trials.domain.paths import values_by_path
from trials.domain.record import TrialRecord
from trials.models import Note, SavedView, Trial

#: PostgreSQL refuses some characters that an address may hold: nothing else is asked for.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}")

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def saved_views(owner: User) -> QuerySet[SavedView]:
    """Return a person's saved views, newest first."""
    return SavedView.objects.filter(owner=owner)


def shared_view(token: str) -> SavedView | None:
    """Return the view that a shared link opens; None when the link was closed or never was."""
    return SavedView.objects.filter(token=token).first() if _TOKEN.fullmatch(token) else None


def own_notes(owner: User) -> QuerySet[Note]:
    """Return a person's notes with their trials."""
    return (
        Note.objects.filter(owner=owner).select_related("trial").order_by("trial__registry_id", "path", "-written_at")
    )


def notes_on(trial: Trial, reader: User) -> QuerySet[Note]:
    """Return the notes on a trial that a person may read: their own, and for staff the shared ones."""
    readable = Q(owner=reader) | (Q(is_shared=True) if reader.is_staff else Q(pk__in=[]))
    return Note.objects.filter(readable, trial=trial).select_related("owner", "trial").order_by("path", "-written_at")


def note_places(record: TrialRecord) -> list[tuple[str, str]]:
    """Return what a note on a trial can be about: the trial, its arms, its claimed values; path and words."""
    places = [("", "The trial as a whole")]
    for number, arm in enumerate(record.arms, start=1):
        places.append((f"arms/{number}", f"Arm {number}: {arm.label}"))
    places += [(path, place_words(record, path)) for path, value in values_by_path(record).items() if value.claimed]
    return places


def place_words(record: TrialRecord | None, path: str) -> str:
    """Return the words for a place in a record: ``Arm 2, UC-MSC: dose``. A place that is gone keeps its path."""
    if not path:
        return "The trial as a whole"
    if record is None or path.startswith("removed/"):
        return path
    kind, number, *rest = path.split("/")
    try:
        return _words(record, kind, number, rest)
    except (IndexError, KeyError, ValueError):
        return path


def _words(record: TrialRecord, kind: str, number: str, rest: list[str]) -> str:
    last = rest[-1].replace("_", " ") if rest else ""
    if kind == "arms":
        arm = record.arms[int(number) - 1]
        if not rest:
            return f"Arm {number}: {arm.label}"
        given = record.intervention(arm.regimens[int(rest[1]) - 1].intervention)
        return f"Arm {number}, {given.name}: {last}"
    if kind == "interventions":
        return f"{record.intervention(number).name}: {last}"
    if kind == "criteria":
        return f"Limit {last} in: {record.criteria[int(number) - 1].statement}"
    if kind == "outcomes":
        return f"Time frame of: {record.outcomes[int(number) - 1].measure}"
    return f"Result {number}"


def workspace_data(owner: User) -> dict[str, Any]:
    """Return everything that a person keeps here, as plain data."""
    return {
        "account": {
            "username": owner.get_username(),
            "first_name": owner.first_name,
            "last_name": owner.last_name,
            "email": owner.email,
            "joined": owner.date_joined.isoformat(),
        },
        "saved_views": [
            {
                "name": view.name,
                "page": view.page,
                "query": view.query,
                "shared": view.token is not None,
                "saved_at": view.saved_at.isoformat(),
            }
            for view in saved_views(owner)
        ],
        "notes": [
            {
                "trial": note.trial.registry_id,
                "path": note.path,
                "text": note.text,
                "shared_with_staff": note.is_shared,
                "written_at": note.written_at.isoformat(),
            }
            for note in own_notes(owner)
        ],
    }

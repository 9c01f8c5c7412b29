"""What a person's workspace shows: saved views, notes, and everything of theirs as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from trials.domain.record import TrialRecord
from trials.domain.record.fields import HEADER
from trials.domain.record.paths import values_by_path
from trials.domain.wording.places import place_words
from trials.models import Note, SavedView

#: PostgreSQL refuses some characters that an address may hold: nothing else is asked for.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}")

_SHARED_SHOWN = 50


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


def notes_on(trials: Iterable[str], reader: User) -> QuerySet[Note]:
    """Return the notes on trials, by registry id, that a person may read: their own, and for staff the shared ones."""
    readable = Q(owner=reader) | (Q(is_shared=True) if reader.is_staff else Q(pk__in=[]))
    found = Note.objects.filter(readable, trial__registry_id__in=list(trials)).select_related("owner", "trial")
    return found.order_by("trial__registry_id", "path", "-written_at")


def shared_by_others(reader: User) -> QuerySet[Note]:
    """Return the latest notes that others share with staff; none for anyone else."""
    shared = Note.objects.filter(is_shared=True).exclude(owner=reader) if reader.is_staff else Note.objects.none()
    return shared.select_related("owner", "trial").order_by("-written_at")[:_SHARED_SHOWN]


def with_words(notes: Iterable[Note], records: Mapping[str, TrialRecord]) -> list[tuple[Note, str]]:
    """Return notes, each with the words for the place that it is about."""
    return [(note, place_words(records.get(note.trial.registry_id), note.path)) for note in notes]


def page_notes(reader: User | AnonymousUser, records: Mapping[str, TrialRecord]) -> list[tuple[Note, str]]:
    """Return the notes that a person may read on the trials of a page: one query, none for a stranger."""
    return with_words(notes_on(records, reader), records) if isinstance(reader, User) else []


def note_places(record: TrialRecord) -> list[tuple[str, str]]:
    """Return what a note on a trial can be about: the trial, its arms, facts, claimed values; path and words."""
    places = [("", "The trial as a whole")]
    for number, arm in enumerate(record.arms, start=1):
        places.append((f"arms/{arm.key}", f"Arm {number}: {arm.label}"))
    values = values_by_path(record)
    facts = (field.name for field in HEADER if not field.upkeep and field.name in values)
    places += [(path, place_words(record, path)) for path in facts]
    places += [(path, place_words(record, path)) for path, value in values.items() if value.claimed]
    return places


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

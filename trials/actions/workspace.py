"""Writing what belongs to a person: saved views, their shared links, notes; and deleting all of it."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction

from trials.models import Note, SavedView, Trial

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: More than anybody needs, so that one account cannot fill the database.
MAX_VIEWS = 500
MAX_NOTES = 5000


class TooMany(ValueError):
    """The person has as many saved things as there may be."""


def save_view(*, owner: User, name: str, page: str, query: str, at: datetime) -> SavedView:
    """Save a view; a view of that name is replaced and keeps its shared link.

    The person is held, so that the same name sent twice at once is saved once and then replaced.
    """
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=owner.pk)
        view = SavedView.objects.filter(owner=owner, name=name).first()
        if view is None:
            if SavedView.objects.filter(owner=owner).count() >= MAX_VIEWS:
                raise TooMany(f"There are {MAX_VIEWS} saved views: delete one first.")
            return SavedView.objects.create(owner=owner, name=name, page=page, query=query, saved_at=at)
        view.page, view.query, view.saved_at = page, query, at
        view.save(update_fields=["page", "query", "saved_at"])  # never the link, which may be closed meanwhile
        return view


def share_view(*, view: SavedView) -> SavedView:
    """Give the view a link that anybody may open; a link that it has stays."""
    if view.token is None:
        view.token = secrets.token_urlsafe(24)
        view.save(update_fields=["token"])
    return view


def unshare_view(*, view: SavedView) -> SavedView:
    """Close the view's link for good: sharing again makes another."""
    view.token = None
    view.save(update_fields=["token"])
    return view


def delete_view(*, view: SavedView) -> None:
    """Delete a saved view and with it its link."""
    view.delete()


def write_note(*, owner: User, trial: Trial, path: str, text: str, is_shared: bool, at: datetime) -> Note:
    """Write a note."""
    if Note.objects.filter(owner=owner).count() >= MAX_NOTES:
        raise TooMany(f"There are {MAX_NOTES} notes: delete one first.")
    return Note.objects.create(owner=owner, trial=trial, path=path, text=text, is_shared=is_shared, written_at=at)


def change_note(*, note: Note, text: str, is_shared: bool, at: datetime) -> Note:
    """Change a note's words and who reads it."""
    note.text, note.is_shared, note.written_at = text, is_shared, at
    note.save()
    return note


def delete_note(*, note: Note) -> None:
    """Delete a note."""
    note.delete()


def delete_workspace(*, owner: User) -> tuple[int, int]:
    """Delete all saved views and notes of a person; return how many of each.

    Decisions about trials stay: they are the history of the record.
    """
    with transaction.atomic():
        views, _ = SavedView.objects.filter(owner=owner).delete()
        notes, _ = Note.objects.filter(owner=owner).delete()
    return views, notes

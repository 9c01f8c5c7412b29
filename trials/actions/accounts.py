"""Writing people's accounts: pages name curators, so a name that changes or goes is a change of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from trials.actions.changes import mark_data_changed

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def store_account(*, person: User) -> None:
    """Store the account."""
    with transaction.atomic():
        person.save()
        mark_data_changed()


def delete_accounts(*, people: QuerySet[User]) -> None:
    """Delete the accounts, with their notes and saved views.

    Raises ProtectedError when one of them decided anything about a trial: the name stays on the decision. Such an
    account is made inactive instead.
    """
    with transaction.atomic():
        people.delete()
        mark_data_changed()

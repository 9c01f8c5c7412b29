"""Accounts in the admin: pages name curators, so a name that changes is a change of the data."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from trials.actions.accounts import delete_accounts, store_account

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Django's own page of accounts; pages that name a curator follow at once.

    An account that decided anything is not deleted: its name stands at the decisions. It can be made inactive.
    """

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Say of each account why it cannot go, and what to do instead."""
        rows, counts, permissions, protected = super().get_deleted_objects(objs, request)
        people = User.objects.filter(pk__in=[one.pk for one in objs]).annotate(decided=Count("decisions"))
        kept = [
            f"{one.username}: {one.decided} decision{'s stand' if one.decided > 1 else ' stands'} in this name. "
            "Take away the tick at “Active” on its page instead: nobody can log in with it then, and the name stays."
            for one in people
            if one.decided
        ]
        return rows, counts, set() if kept else permissions, kept or protected

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Store the account."""
        store_account(person=obj)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Delete the account."""
        delete_accounts(people=User.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete the chosen accounts."""
        delete_accounts(people=queryset)

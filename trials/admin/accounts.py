"""Accounts in the admin: pages name curators, so a name that changes is a change of the data."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

from trials.actions.accounts import delete_accounts, store_account

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Django's own page of accounts; pages that name a curator follow at once."""

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Store the account."""
        store_account(person=obj)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Delete the account."""
        delete_accounts(people=User.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete the chosen accounts."""
        delete_accounts(people=queryset)

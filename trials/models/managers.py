"""Managers and querysets that speak the domain, and look rows up by their natural keys."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Lower


class TrialQuerySet(models.QuerySet):
    """Trials, chained by what people ask for."""

    def by_ids(self, registry_ids: list[str]) -> TrialQuerySet:
        """Trials with one of the registry ids, upper and lower case alike."""
        return self.annotate(folded=Lower("registry_id")).filter(folded__in=[i.strip().lower() for i in registry_ids])


class TrialManager(models.Manager.from_queryset(TrialQuerySet)):  # type: ignore[misc]
    """Trials, found by registry id."""

    def get_by_natural_key(self, registry_id: str) -> Any:
        """Return the trial of a registry id, upper and lower case alike."""
        return self.get(registry_id__iexact=registry_id)


class ChildManager(models.Manager):
    """Rows found by their parent's natural key and one or more columns of their own.

    ``parent`` names the foreign key; its own natural key is one column for a trial, more further down.
    """

    use_in_migrations = False

    def __init__(self, parent: str = "trial", *columns: str) -> None:
        """Remember the parent and the columns that complete the key."""
        super().__init__()
        self.parent, self.columns = parent, columns

    def get_by_natural_key(self, *key: Any) -> Any:
        """Return the row; its parent's key comes first."""
        own = dict(zip(self.columns, key[len(key) - len(self.columns) :], strict=True))
        parent_model: Any = self.model._meta.get_field(self.parent).related_model
        parent = parent_model._default_manager.get_by_natural_key(*key[: len(key) - len(self.columns)])
        return self.get(**{self.parent: parent}, **own)

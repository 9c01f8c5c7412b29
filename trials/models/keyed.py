"""Rows that are found by their parent and a place in it."""

from __future__ import annotations

from typing import Any

from django.db import models


class Keyed(models.Model):
    """A row whose natural key is its parent's, followed by columns of its own, as its manager names them."""

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        """Return the parent's natural key and the row's own columns."""
        manager: Any = type(self)._default_manager
        parent = getattr(self, manager.parent)
        return (*parent.natural_key(), *(getattr(self, column) for column in manager.columns))

"""Model fields of our own: dates with the precision they have, and codes from closed lists."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from trials.domain.record.dates import PartialDate
from trials.domain.record.keys import KEY_RULE, MAX_KEY, is_key
from trials.domain.vocabulary import Term


class PartialDateField(models.CharField):
    """A date known to the year, month or day, stored as ISO text ("2016-06"); empty text = not stated."""

    description = "Date known to the year, the month or the day"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the length; the field may be empty."""
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("help_text", "2016, 2016-06 or 2016-06-24: as much as the source gives")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | str | None:
        """Wrap what the database holds."""
        return PartialDate(value) if value else value

    def to_python(self, value: Any) -> Any:
        """Check and wrap; a wrong date is a validation error that names it."""
        if not value:
            return ""
        try:
            return PartialDate(str(value).strip())
        except ValueError as error:
            raise ValidationError(str(error), code="partial_date") from error

    def get_prep_value(self, value: Any) -> str:
        """Store the text."""
        return str(self.to_python(value))


class KeyField(models.CharField):
    """The key of a row, by which paths and addresses name it; made by the rule of ``trials.domain.record.keys``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the length, and check the form of what is typed."""
        kwargs.setdefault("max_length", MAX_KEY)
        kwargs.setdefault("validators", [_check_key])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Keep the check out of migrations."""
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, "django.db.models.CharField", args, kwargs


def _check_key(text: str) -> None:
    if not is_key(text):
        raise ValidationError(f"Not a key: {KEY_RULE}.", code="key")


class TermField(models.CharField):
    """A code from one of the vocabulary's closed lists.

    Choices are given by a callable, so that a new term makes no migration; empty text = not stated.
    """

    def __init__(self, term: type[Term] | None = None, *args: Any, **kwargs: Any) -> None:
        """Take the list of terms; ``max_length`` is the same for all."""
        self.term = term
        if term is not None:
            kwargs["choices"] = term.choices
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Keep the terms out of migrations."""
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs

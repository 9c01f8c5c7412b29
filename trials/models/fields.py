"""Model fields of our own: columns that hold a rule of the record, dates of any precision, codes of closed lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from trials.domain.record.ages import Age
from trials.domain.record.dates import PartialDate
from trials.domain.record.keys import MAX_KEY, ROW_KEY, is_key
from trials.domain.record.rulebook import KEY
from trials.domain.record.rules import AgeText, Date, Exact, Rule, Said, Text, Whole
from trials.domain.vocabulary import Term


class Ruled:
    """A column that holds a rule of the record: bounds and messages come from it, none of them into migrations.

    Django's own checks, of columns and of form fields alike, say the rule's sentence.
    """

    plain = ""

    def __init__(self, *args: Any, rule: Text | Whole | Exact | Said | None = None, **kwargs: Any) -> None:
        """Take the rule; the other arguments are those of the plain field."""
        self.rule = rule
        if rule is not None:
            kwargs["error_messages"] = messages_of(rule)
            kwargs["validators"] = [*_bounds(rule)]
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Keep the rule out of migrations: they see the plain field."""
        deconstruct: Any = super().deconstruct  # type: ignore[misc]
        name, _, args, kwargs = deconstruct()
        for dropped in ("error_messages", "validators"):
            kwargs.pop(dropped, None)
        return name, f"django.db.models.{self.plain}", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Return the form field, which says the rule's sentence too."""
        if self.rule is not None:
            kwargs.setdefault("error_messages", messages_of(self.rule))
        return super().formfield(**kwargs)  # type: ignore[misc]


def messages_of(rule: Rule) -> dict[str, str]:
    """Return the rule's sentences by the codes that Django has for what can be wrong."""
    if isinstance(rule, Text):
        empty = dict.fromkeys(("required", "blank"), rule.empty_sentence)
        return empty | {"max_length": rule.sentence}
    if isinstance(rule, Exact):
        size = dict.fromkeys(("max_digits", "max_decimal_places", "max_whole_digits"), rule.size_sentence)
        bounds = dict.fromkeys(("min_value", "max_value"), rule.sentence) if rule.least is not None else {}
        return size | bounds | {"invalid": rule.number_sentence}
    return dict.fromkeys(("min_value", "max_value", "invalid"), rule.sentence)


def _bounds(rule: Rule) -> Iterator[Any]:
    if isinstance(rule, Whole | Exact):
        if rule.least is not None:
            yield MinValueValidator(rule.least)
        if rule.most is not None:
            yield MaxValueValidator(rule.most)


class LineField(Ruled, models.CharField):
    """A text on one line, as long as its rule allows."""

    plain = "CharField"

    def __init__(self, *args: Any, rule: Text | None = None, **kwargs: Any) -> None:
        """Take the length from the rule."""
        if rule is not None:
            kwargs["max_length"] = rule.longest
        super().__init__(*args, rule=rule, **kwargs)


class SlugLineField(Ruled, models.SlugField):
    """A key that stands in paths, as long as its rule allows."""

    plain = "SlugField"

    def __init__(self, *args: Any, rule: Text | None = None, **kwargs: Any) -> None:
        """Take the length from the rule; the form is the rulebook's."""
        if rule is not None:
            kwargs["max_length"] = rule.longest
        super().__init__(*args, rule=rule, **kwargs)
        if rule is not None:
            self.error_messages["invalid"] = KEY.sentence

    def formfield(self, **kwargs: Any) -> Any:
        """Return the form field, which says both rules."""
        if self.rule is not None:
            kwargs["error_messages"] = messages_of(self.rule) | {"invalid": KEY.sentence}
        return super().formfield(**kwargs)


class ExactField(Ruled, models.DecimalField):
    """An exact number, with the digits that its rule allows."""

    plain = "DecimalField"

    def __init__(self, *args: Any, rule: Exact | None = None, **kwargs: Any) -> None:
        """Take the digits from the rule; the field may be empty."""
        if rule is not None:
            kwargs |= {"max_digits": rule.digits, "decimal_places": rule.places, "null": True, "blank": True}
        super().__init__(*args, rule=rule, **kwargs)


class CountField(Ruled, models.PositiveIntegerField):
    """A whole number from 0 on, or from where its rule says."""

    plain = "PositiveIntegerField"


class SmallCountField(Ruled, models.PositiveSmallIntegerField):
    """A small whole number from 0 on, or from where its rule says."""

    plain = "PositiveSmallIntegerField"


class DayField(Ruled, models.IntegerField):
    """A day, negative before the first dose."""

    plain = "IntegerField"


class PartialDateField(models.CharField):
    """A date known to the year, month or day, stored as ISO text ("2016-06"); empty text = not stated."""

    description = "Date known to the year, the month or the day"

    def __init__(self, *args: Any, rule: Date | None = None, **kwargs: Any) -> None:
        """Fix the length; the field may be empty. The rule names it where a date is none."""
        self.rule = rule or Date("Date")
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
            raise ValidationError(self.rule.told(str(error)), code="partial_date") from error

    def get_prep_value(self, value: Any) -> str:
        """Store the text."""
        return str(self.to_python(value))


class AgeField(models.CharField):
    """An age in the unit in which its source gives it, stored as text ("8 weeks"); empty text = not stated."""

    description = "Age with its unit"

    def __init__(self, *args: Any, rule: AgeText | None = None, **kwargs: Any) -> None:
        """Fix the length; the field may be empty. The rule names it where an age is none."""
        self.rule = rule or AgeText("Age")
        kwargs["max_length"] = 20
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("help_text", "18 years, 5 months, 8 weeks: in the unit of the source")
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Check, and write in the one form; a wrong age is a validation error that names it."""
        if not value:
            return ""
        try:
            return Age(str(value))
        except ValueError as error:
            raise ValidationError(self.rule.told(str(error)), code="age") from error

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
        raise ValidationError(ROW_KEY.sentence, code="key")


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

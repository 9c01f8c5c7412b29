"""Constraints that hold the rules of the rulebook in the database, and say their sentences.

A broken constraint's error has the constraint's name as its code; ``columns`` say where the error stands in a form
(`trials.admin.rows.RowForm`): at the first of them that is empty, else at the last.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from trials.domain.record.rules import BothEnds, Exact, HasUnit, InOrder, Rule, Text, Whole


class Held(CheckConstraint):
    """A rule that the database holds. Migrations see a plain constraint."""

    def __init__(self, *, sentence: str = "", columns: Iterable[str] = (), **kwargs: Any) -> None:
        """Take the rule's sentence."""
        self.columns = tuple(columns)
        if sentence:
            kwargs |= {"violation_error_message": sentence, "violation_error_code": kwargs["name"]}
        super().__init__(**kwargs)

    def clone(self) -> Held:
        """Return a copy: a model keeps one of its own."""
        copy: Held = super().clone()
        copy.columns = self.columns
        return copy

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """Keep the rule out of migrations."""
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def ordered(rule: InOrder, low: str, high: str, name: str) -> Held:
    """Hold low <= high wherever both are stated."""
    condition = Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True}) | Q(**{f"{low}__lte": F(high)})
    return Held(sentence=rule.sentence, columns=(low, high), condition=condition, name=name)


def together(rule: BothEnds, first: str, second: str, name: str) -> Held:
    """Hold two nullable columns together: both stated or neither."""
    none = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    return Held(sentence=rule.sentence, columns=(first, second), condition=none | both, name=name)


def has_unit(rule: HasUnit, value: str, unit: str, name: str) -> Held:
    """Hold that a stated value has its unit."""
    condition = Q(**{f"{value}__isnull": True}) | ~Q(**{unit: ""})
    return Held(sentence=rule.sentence, columns=(value, unit), condition=condition, name=name)


def filled(rule: Text, column: str, name: str) -> Held:
    """Hold that a text is not empty."""
    return Held(sentence=rule.empty_sentence, columns=(column,), condition=~Q(**{column: ""}), name=name)


def within(rule: Exact | Whole, column: str, name: str) -> Held:
    """Hold a stated number within the bounds of its rule."""
    bounds = {f"{column}__gte": rule.least} if rule.least is not None else {}
    if isinstance(rule, Exact) and rule.most is not None:
        bounds[f"{column}__lte"] = rule.most
    return Held(
        sentence=rule.sentence, columns=(column,), condition=Q(**{f"{column}__isnull": True}) | Q(**bounds), name=name
    )


def once(rule: Rule, fields: Iterable[str], name: str) -> UniqueConstraint:
    """Hold that of the rows of one parent none says the same as another."""
    return UniqueConstraint(
        fields=list(fields), name=name, violation_error_message=rule.sentence, violation_error_code=name
    )

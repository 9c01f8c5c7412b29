"""The assumptions that a reader may set, in an address: reference weights and upper limit of normal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlencode

from trials.domain.comparison.columns import Assumptions
from trials.domain.view_state.numbers import CHILD_WEIGHT, ULN, WEIGHT, NotUsable, NumberRule, plain_digits
from trials.domain.view_state.problems import Problem

T = TypeVar("T")

LABELS = {
    "weight": "Reference weight",
    "child_weight": "Weight for children",
    "uln": "Upper limit of normal, bilirubin",
}


def read_assumptions(typed: Mapping[str, str]) -> tuple[Assumptions, tuple[Problem, ...]]:
    """Return the assumptions of an address, given as parameter -> text; what cannot be used leaves the usual one."""
    usual, problems = Assumptions(), []

    def read(name: str, rule: NumberRule, otherwise: T) -> Decimal | T:
        text = typed.get(name, "")
        try:
            return rule.read(text) if text.strip() else otherwise
        except NotUsable as error:
            problems.append(Problem(name, text, str(error), rule.example(name), LABELS[name]))
            return otherwise

    found = Assumptions(
        weight=read("weight", WEIGHT, usual.weight),
        uln=read("uln", ULN, usual.uln),
        child_weight=read("child_weight", CHILD_WEIGHT, usual.child_weight),
    )
    return found, tuple(problems)


def assumption_pairs(assumed: Assumptions) -> tuple[tuple[str, str], ...]:
    """Return name and value of what differs from the usual, as an address holds it."""
    usual = Assumptions()
    names = ("weight", "child_weight", "uln")
    values = ((name, getattr(assumed, name), getattr(usual, name)) for name in names)
    return tuple((name, plain_digits(value)) for name, value, otherwise in values if value != otherwise)


def assumptions_query(assumed: Assumptions) -> str:
    """Return the part of an address that repeats what differs from the usual, "weight=70"; empty for none."""
    return urlencode(assumption_pairs(assumed))

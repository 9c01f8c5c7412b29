"""Tags that print quantities and the states of values in the design's markup (docs/design-language.md)."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import template

from trials.domain.dosing.quantities import Figure, Range
from trials.domain.vocabulary import ValueState
from trials.domain.wording.quantities import cell_parts, number_parts

register = template.Library()

STATE_CLASSES: dict[str, str] = {
    ValueState.NOT_REPORTED: "state-nr",
    ValueState.NOT_EXTRACTED: "state-nx",
    ValueState.NOT_APPLICABLE: "state-na",
    ValueState.UNCLEAR: "state-un",
    ValueState.NOT_DERIVABLE: "state-nd",
}


@register.filter
def state_class(state: ValueState | str) -> str:
    """Return the CSS class of a state, for example ``state-nr`` for "not reported"."""
    return STATE_CLASSES.get(state, "")


@register.filter
def state_words(state: ValueState | str) -> str:
    """Return the words of a state: "not yet extracted"."""
    return ValueState.label_of(state)


@register.inclusion_tag("trials/_quantity.html")
def quantity(low: Decimal, high: Decimal | None = None, unit: str = "", approx: bool = False) -> dict[str, Any]:
    """Print a number or a range (low to high) with its unit; ``approx`` marks a derived value with ≈."""
    return _parts(Range(low, low if high is None else high), unit, approx)


@register.inclusion_tag("trials/_quantity.html")
def cells(low: Decimal, high: Decimal | None = None, unit: str = "cells/kg", approx: bool = False) -> dict[str, Any]:
    """Print a dose given in cells or cells/kg, in millions: {% cells low high "cells/kg" %} prints "0.1–1 ×10⁶/kg"."""
    return _cell_parts(Range(low, low if high is None else high), unit, approx)


@register.inclusion_tag("trials/_figure.html")
def figure(item: Figure, how: bool = True) -> dict[str, Any]:
    """Print a figure of the core: its quantity, the state that it is in, and how it was derived.

    ``how`` False leaves the derivation out, for places where a <details> cannot stand.
    """
    context: dict[str, Any] = {"state": item.state, "reason": item.reason, "derivation": "", "has_quantity": False}
    if item.shown is not None:
        context |= quantity_parts(item.shown, item.unit, item.state == ValueState.DERIVED)
        context |= {"derivation": item.derivation if how else "", "has_quantity": True}
    return context


def quantity_parts(number: Range, unit: str, approx: bool) -> dict[str, Any]:
    """Return what _quantity.html prints; cells in millions, so that all values of a column share one exponent."""
    return _cell_parts(number, unit, approx) if unit.startswith("cells") else _parts(number, unit, approx)


def _cell_parts(number: Range, unit: str, approx: bool) -> dict[str, Any]:
    return asdict(cell_parts(number, unit, approx=approx))


def _parts(number: Range, unit: str, approx: bool) -> dict[str, Any]:
    return asdict(number_parts(number, unit, approx=approx))

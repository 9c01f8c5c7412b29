"""Tags that print quantities and the states of values in the design's markup (docs/design-language.md).

The markup of a quantity and of a state stands here and nowhere else; tags of single pages call these functions, since
a page holds hundreds of them.
"""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trials.domain.dosing.numbers import Range
from trials.domain.dosing.quantities import Figure
from trials.domain.vocabulary import ValueState
from trials.domain.wording.quantities import QuantityParts, cell_parts, figure_parts, number_parts

register = template.Library()

_STATE_CLASSES: dict[str, str] = {
    ValueState.NOT_REPORTED: "state-nr",
    ValueState.NOT_EXTRACTED: "state-nx",
    ValueState.NOT_APPLICABLE: "state-na",
    ValueState.UNCLEAR: "state-un",
    ValueState.NOT_DERIVABLE: "state-nd",
}
_APPROX = SafeString('<span class="q-a">≈</span>')


@register.filter
def state_class(state: ValueState | str) -> str:
    """Return the CSS class of a state, for example ``state-nr`` for "not reported"."""
    return _STATE_CLASSES.get(state, "")


@register.filter
def state_words(state: ValueState | str) -> str:
    """Return the words of a state: "not yet extracted"."""
    return ValueState.label_of(state)


def state_markup(state: ValueState | str, words: str = "") -> SafeString:
    """Return the markup of a value that is not there: the words of its state, or ``words`` in their place."""
    return format_html('<span class="state {}">{}</span>', state_class(state), words or state_words(state))


@register.simple_tag
def state(state: ValueState | str, reason: str = "") -> SafeString:
    """Print the state of a value that is not there, with the reason behind it: "cannot be derived: no dose"."""
    return state_markup(state, f"{state_words(state)}: {reason}" if reason else "")


def quantity_markup(parts: QuantityParts, *, is_unit_in_head: bool = False) -> SafeString:
    """Return the markup of a quantity, aligned on its point and exponent by the surrounding .compare or .grid-q.

    ``is_unit_in_head``: the column's head says the unit too; it is hidden where the head is seen.
    """
    exponent = format_html("×10<sup>{}</sup>", parts.exponent) if parts.exponent else ""
    unit: SafeString | str = ""
    if exponent or parts.unit:
        head = " q-head" if is_unit_in_head else ""
        unit = format_html(' <span class="q-u{}">{}{}</span>', head, exponent, parts.unit)
    return format_html(
        '<span class="q">{}<span class="q-i">{}</span><span class="q-f">{}</span>{}</span>',
        _APPROX if parts.approx else "",
        parts.integer,
        parts.fraction,
        unit,
    )


@register.simple_tag
def quantity(low: Decimal, high: Decimal | None = None, unit: str = "", approx: bool = False) -> SafeString:
    """Print a number or a range (low to high) with its unit; ``approx`` marks a derived value with ≈."""
    return quantity_markup(number_parts(_range(low, high), unit, approx=approx))


@register.simple_tag
def cells(low: Decimal, high: Decimal | None = None, unit: str = "cells/kg", approx: bool = False) -> SafeString:
    """Print a dose given in cells or cells/kg, in millions: {% cells low high "cells/kg" %} prints "0.1–1 ×10⁶/kg"."""
    return quantity_markup(cell_parts(_range(low, high), unit, approx=approx))


def _range(low: Decimal, high: Decimal | None) -> Range:
    return Range(low, low if high is None else high)


@register.inclusion_tag("trials/_figure.html")
def figure(item: Figure, how: bool = True) -> dict[str, Any]:
    """Print a figure of the core: its quantity, the state that it is in, and how it was derived.

    ``how`` False leaves the derivation out, for places where a <details> cannot stand.
    """
    parts = figure_parts(item)
    return {
        "state": item.state,
        "reason": item.reason,
        "quantity": None if parts is None else quantity_markup(parts),
        "derivation": item.derivation if how and parts is not None else "",
    }

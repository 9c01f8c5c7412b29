"""The gallery of components, each drawn once: for people who build pages, not for readers."""

from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trials.domain.dosing import worked_examples
from trials.domain.dosing.numbers import Range
from trials.domain.dosing.quantities import Figure
from trials.domain.vocabulary import ValueState

SHAPES = ("circle", "square", "triangle", "diamond", "cross")
STATES = tuple(state for state in ValueState if state not in (ValueState.REPORTED, ValueState.DERIVED))


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the gallery while DEBUG is on; elsewhere the address does not exist."""
    if not settings.DEBUG:
        raise Http404("The style guide is shown only while DEBUG is on.")
    reported = Figure(ValueState.REPORTED, Range(Decimal(100_000), Decimal(1_000_000)), "cells/kg")
    context = {
        "shapes": SHAPES,
        "states": STATES,
        "reported": reported,
        "number": Decimal(12_500_000),
        "limit": Decimal(120),
        "derived": worked_examples.dose_per_kg().figure,
        "cumulative": worked_examples.cumulative_doses(),
    }
    return render(request, "trials/styleguide.html", context)

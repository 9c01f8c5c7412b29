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
from trials.domain.wording.discrepancies import ContradictionWords, MisfitWords, Signs, StatedValue

SHAPES = ("circle", "square", "triangle", "diamond", "cross")
STATES = tuple(state for state in ValueState if state not in (ValueState.REPORTED, ValueState.DERIVED))

_READINGS = (
    StatedValue("weeks 0, 1, 2", "arms and summary", is_shown=True),
    StatedValue("weeks 0, 4, 8", "text of the intervention", is_shown=False),
)
_WHY = "Shown: weeks 0, 1, 2. Two places of the record against one."
SIGNS = {
    "major": Signs((ContradictionWords(1, "schedule", "infusion days", True, _READINGS, "", _WHY, is_open=False),)),
    "minor": Signs((ContradictionWords(2, "start", "start", False, _READINGS, "", _WHY, is_open=True),)),
    "misfit": Signs(misfits=(MisfitWords(3, "masking", "masking", "A placebo in an open-label trial."),)),
}


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
        "signs": SIGNS,
    }
    return render(request, "trials/styleguide.html", context)

"""The page that says how every derived figure is made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trials.domain.dosing import quantities, weights, worked_examples
from trials.domain.vocabulary import units
from trials.domain.vocabulary.definitions import liver_failure_definitions
from trials.domain.wording.definitions import definition_words
from trials.views.conditional import conditional


@require_safe
@conditional(needs_data=False)
def methods(request: HttpRequest) -> HttpResponse:
    """Show the derivations; the worked examples are computed by the core while the page is made."""
    context = {
        "section": "methods",
        "weight": weights.REFERENCE_WEIGHT,
        "weight_bounds": weights.WEIGHT_BOUNDS,
        "child_weight_bounds": weights.CHILD_WEIGHT_BOUNDS,
        "uln": quantities.REFERENCE_ULN,
        "uln_bounds": quantities.ULN_BOUNDS,
        "per_kg": worked_examples.dose_per_kg(),
        "per_infusion": worked_examples.cells_per_infusion(),
        "by_weight": worked_examples.dose_per_kg_by_weight(),
        "cumulative": worked_examples.cumulative_doses(),
        "time_points": worked_examples.time_points(),
        "definitions": [definition_words(one) for one in liver_failure_definitions()],
        "bilirubin_factor": units.BILIRUBIN_PER_MG_DL,
        "creatinine_factor": units.CREATININE_PER_MG_DL,
    }
    return render(request, "trials/methods.html", context)

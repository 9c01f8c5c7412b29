"""The first page: what this is, what is held, where to begin."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trials.domain.dosing.weights import REFERENCE_WEIGHT
from trials.domain.landscape.counts import TIME_ENDS
from trials.domain.landscape.pictures import count_bars, dose_histogram, squares
from trials.search.engine.version import Version
from trials.selectors.home import overview
from trials.views.conditional import conditional, version_seen


@require_safe
@conditional()
def home(request: HttpRequest) -> HttpResponse:
    """Show counts and pictures over all trials, made from the records as they stand."""
    return render(request, "trials/home.html", _context(version_seen(request)))


@lru_cache(maxsize=1)
def _context(version: Version) -> dict[str, Any]:
    """Count and draw once for each state of the data: at ten thousand trials that takes a fifth of a second."""
    found = overview()
    heat = zip(found.concepts, squares([one.trials for one in found.concepts]), strict=True)
    return {
        "found": found,
        "weight": REFERENCE_WEIGHT,
        "commonest": max(found.arms.doses, key=lambda one: one.total),
        "dosed_arms": sum(one.total for one in found.arms.doses),
        "dose_picture": dose_histogram(found.arms.doses, "MSC arms by lowest dose of one infusion"),
        "infusion_picture": count_bars(found.arms.infusions, "MSC arms by number of infusions", "arms"),
        "state_picture": count_bars(found.arms.states, "MSC arms by what is known of the dose", "arms"),
        "heat": list(heat),
        "times": [words for _, words in TIME_ENDS],
    }

"""The page of one trial, and what answers when there is no such trial."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trials.domain.comparison.columns import Assumptions
from trials.domain.dosing.quantities import ULN_BOUNDS
from trials.domain.dosing.weights import CHILD_WEIGHT_BOUNDS, WEIGHT_BOUNDS
from trials.domain.record.dates import PartialDate
from trials.domain.trial_page.page import trial_page
from trials.domain.trial_page.related import BEST_SCORE
from trials.domain.trial_page.sources import citation
from trials.domain.view_state.assumptions import assumption_pairs, assumptions_query, read_assumptions
from trials.release import edition
from trials.selectors.trial_page import TrialFacts, near_ids, trial_facts
from trials.selectors.workspace import page_notes
from trials.views.conditional import conditional


@require_safe
@conditional()
def detail(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Show the whole record of a trial; another spelling of its id leads to the one address."""
    assumed, problems = read_assumptions(request.GET.dict())
    facts = trial_facts(registry_id, assumed.weights)
    if facts is None:
        return unknown_trial(request, registry_id)
    if facts.record.registry_id != registry_id:
        query = request.GET.urlencode()
        address = redirect("trials:detail", facts.record.registry_id).url
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    context = {**_context(request, facts, assumed), "problems": problems, "wrong": {one.field for one in problems}}
    return render(request, "trials/detail.html", context, status=400 if problems else 200)


def _context(request: HttpRequest, facts: TrialFacts, assumed: Assumptions) -> dict[str, Any]:
    here = request.build_absolute_uri(request.path)
    today = PartialDate(timezone.localdate().isoformat()).words()
    return {
        "section": "trials",
        "page": trial_page(facts.record, facts.claims, facts.titles, assumed),
        "related": facts.related,
        "notes": page_notes(request.user, {facts.record.registry_id: facts.record}),
        "assumed": assumed,
        "assumed_query": assumptions_query(assumed),
        "assumed_pairs": assumption_pairs(assumed),
        "raw": request.GET,
        "address": here,
        "citation": citation(facts.record, here, edition(), today),
        "weight_bounds": WEIGHT_BOUNDS,
        "child_weight_bounds": CHILD_WEIGHT_BOUNDS,
        "uln_bounds": ULN_BOUNDS,
        "best_score": BEST_SCORE,
    }


def unknown_trial(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Say that no trial stands under this number, and which numbers are near."""
    context = {"section": "trials", "wanted": registry_id, "near": near_ids(registry_id)}
    return render(request, "trials/detail_unknown.html", context, status=404)

"""The comparison: an address read, its arms looked up, the page or what leads to it shown."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trials.domain.comparison.columns import MIN_COLUMNS
from trials.domain.comparison_page.controls import controls
from trials.domain.comparison_page.page import build_page
from trials.domain.figures.limits import HEIGHT, WIDTH
from trials.domain.landscape.ready import ready_comparisons, ready_ids
from trials.domain.view_state.arm_names import with_names
from trials.domain.view_state.comparison import Address, prevents, query_of, read_address
from trials.domain.view_state.problems import Problem
from trials.domain.view_state.resolving import Resolved, act, offers, resolve, wanted_ids
from trials.selectors.comparison import curators_decisions, find_trials
from trials.selectors.records import trial_records
from trials.selectors.workspace import page_notes
from trials.views.conditional import conditional


@require_safe
@conditional()
def compare(request: HttpRequest) -> HttpResponse:
    """Show arms side by side; a pressed button leads to the address of the view that it makes."""
    address = read_address(request.META["QUERY_STRING"])
    records = trial_records(wanted_ids(address))
    resolved = resolve(address, records)
    if resolved.gone:
        return _gone(request, address, resolved)
    if resolved.renamed:
        query = with_names(request.META["QUERY_STRING"], resolved.renamed)
        return HttpResponsePermanentRedirect(f"{reverse('trials:compare')}?{query}")
    problems = (*address.problems, *resolved.problems)
    if any(prevents(one) for one in problems):
        return render(request, "trials/compare_problem.html", _controls(address, problems), status=400)
    target = None if problems else act(address, resolved, records)
    if target is not None:
        return _redirect(*target)
    if address.has_blanks and not problems:
        return _redirect(address, "add-found" if "add" in address.actions else "")
    show = _comparison if len(resolved.slots) >= MIN_COLUMNS else _start
    return show(request, address, resolved, problems)


def _comparison(
    request: HttpRequest, address: Address, resolved: Resolved, problems: tuple[Problem, ...]
) -> HttpResponse:
    trials = {column.trial.registry_id: column.trial for column in resolved.columns}
    page = build_page(address, resolved, curators_decisions(trials))
    context = {
        **_controls(address, problems),
        **_finding(address),
        **vars(page),
        "bar": {"width": WIDTH, "height": HEIGHT},
        "notes": page_notes(request.user, trials),
    }
    return render(request, "trials/compare.html", context, status=400 if problems else 200)


def _start(request: HttpRequest, address: Address, resolved: Resolved, problems: tuple[Problem, ...]) -> HttpResponse:
    """Show how to fill a comparison of none or one column."""
    context = {
        **_controls(address, problems),
        **_finding(address),
        "resolved": resolved,
        "ready": ready_comparisons(trial_records(ready_ids())),
    }
    return render(request, "trials/compare_start.html", context, status=400 if problems else 200)


def _redirect(address: Address, place: str = "") -> HttpResponse:
    """Lead to the shortest address of a view; words to search for are kept only where the answers are the place."""
    words = urlencode({"add": address.actions["add"]}) if place == "add-found" else ""
    query, fragment = "&".join(filter(None, (query_of(address), words))), f"#{place}" if place else ""
    return HttpResponseRedirect(f"{reverse('trials:compare')}{f'?{query}' if query else ''}{fragment}")


def _gone(request: HttpRequest, address: Address, resolved: Resolved) -> HttpResponse:
    """Name the arms that are not there, and offer the others of their trials."""
    context = {"section": "compare", "gone": [(one, offers(address, one)) for one in resolved.gone]}
    return render(request, "trials/compare_gone.html", context, status=404)


def _controls(address: Address, problems: tuple[Problem, ...]) -> dict[str, Any]:
    """Return what every answer has: the form of the view, and what of the address cannot be used."""
    wrong = {one.field for one in problems}
    return {"section": "compare", **vars(controls(address)), "problems": problems, "wrong": wrong}


def _finding(address: Address) -> dict[str, Any]:
    text = address.actions.get("add", "")
    return {"asked": text, "found": find_trials(text)}

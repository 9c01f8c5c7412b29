"""The comparison: an address read, its arms looked up, the grid and the figures shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trials.domain.comparison.columns import MAX_COLUMNS, MIN_COLUMNS
from trials.domain.comparison.grid import Grid, build_grid
from trials.domain.comparison.notes import findings, heading, methods_note
from trials.domain.comparison.row_choice import is_usual, offered_rows, shown_groups
from trials.domain.comparison.rows import GROUPS
from trials.domain.comparison.rowspec import RowGroup
from trials.domain.dosing.quantities import ULN_BOUNDS, WEIGHT_BOUNDS
from trials.domain.figures.lanes import arm_lane
from trials.domain.figures.limits import HEIGHT, WIDTH, limit_table
from trials.domain.figures.matrix import endpoint_matrix
from trials.domain.figures.timeline import Timeline, last_endpoint, timeline
from trials.domain.landscape.ready import ready_comparisons
from trials.domain.landscape.ready import wanted_ids as ready_ids
from trials.domain.view_state.arm_names import with_names
from trials.domain.view_state.comparison import SPAN_WORDS, SPANS, Address, Problem, plan_pairs, query_of, read_address
from trials.domain.view_state.resolving import Resolved, act, offers, resolve, wanted_ids
from trials.domain.vocabulary import CellSource, DoseUnit, Route
from trials.domain.wording.values import Units
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
    if address.problems or resolved.problems:
        return _problems(request, address, (*address.problems, *resolved.problems))
    target = act(address, resolved, records)
    if target is not None:
        return _redirect(*target)
    if address.has_blanks:
        return _redirect(address, "add-found" if "add" in address.actions else "")
    if len(resolved.slots) < MIN_COLUMNS:
        return _start(request, address, resolved)
    notes = page_notes(request.user, {column.trial.registry_id: column.trial for column in resolved.columns})
    return render(request, "trials/compare.html", {**_context(address, resolved), "notes": notes})


def _redirect(address: Address, place: str = "") -> HttpResponse:
    """Lead to the shortest address of a view; words to search for are kept only where the answers are the place."""
    words = urlencode({"add": address.actions["add"]}) if place == "add-found" else ""
    query, fragment = "&".join(filter(None, (query_of(address), words))), f"#{place}" if place else ""
    return HttpResponseRedirect(f"{reverse('trials:compare')}{f'?{query}' if query else ''}{fragment}")


def _gone(request: HttpRequest, address: Address, resolved: Resolved) -> HttpResponse:
    """Name the arms that are not there, and offer the others of their trials."""
    context = {"section": "compare", "gone": [(one, offers(address, one)) for one in resolved.gone]}
    return render(request, "trials/compare_gone.html", context, status=404)


def _problems(request: HttpRequest, address: Address, problems: tuple[Problem, ...]) -> HttpResponse:
    context = {"problems": problems, "wrong": {one.field for one in problems}, **_controls(address)}
    return render(request, "trials/compare_problem.html", context, status=400)


def _start(request: HttpRequest, address: Address, resolved: Resolved) -> HttpResponse:
    context = {
        **_controls(address),
        **_finding(address),
        "resolved": resolved,
        "ready": ready_comparisons(trial_records(ready_ids())),
    }
    return render(request, "trials/compare_start.html", context)


def _context(address: Address, resolved: Resolved) -> dict[str, Any]:
    ids = {column.trial.registry_id for column in resolved.columns}
    grid = build_grid(
        resolved.slots,
        reference=resolved.reference,
        groups=shown_groups(address.groups, address.rows),
        all_rows=address.all_rows,
        decisions=curators_decisions(ids),
    )
    return {
        **_controls(address),
        **_finding(address),
        "grid": grid,
        "reference": grid.slots[grid.reference],
        "heads": _heads(grid),
        "heading": heading(resolved.columns),
        "findings": findings(resolved.columns),
        "note": methods_note(grid),
        "timeline": _timeline(address, resolved),
        "spans": _spans(address),
        "limits": limit_table(resolved.columns),
        "bar": {"width": WIDTH, "height": HEIGHT},
        "matrix": endpoint_matrix(resolved.columns),
    }


def _controls(address: Address) -> dict[str, Any]:
    """What the form of the view shows; what was typed stands in it again, also when it cannot be used."""
    return {
        "section": "compare",
        "address": address,
        "query": query_of(address),
        "raw": address.raw,
        "hidden": [("trial" if pick.arm is None else "arm", pick.ref) for pick in address.picks],
        "bounds": {"weight": WEIGHT_BOUNDS, "uln": ULN_BOUNDS},
        "units": [(unit.value, label) for unit, label in zip(Units, ("Both", "SI", "mg/dL"), strict=True)],
        "groups": _row_choice(address),
        "usual_rows": query_of(replace(address, groups=(), rows=())) if address.groups or address.rows else "",
        "plan": dict(plan_pairs(address.plan)) if address.plan is not None else {},
        "plan_units": [(unit.value, unit.label) for unit in (DoseUnit.CELLS_PER_KG, DoseUnit.CELLS)],
        "routes": Route.choices(),
        "cell_sources": CellSource.choices(),
        "most": MAX_COLUMNS,
    }


def _row_choice(address: Address) -> list[dict[str, Any]]:
    """Every group with its rows as the form offers them: chosen ones first, in their order."""
    chosen = shown_groups(address.groups, address.rows)
    ids = {group.id for group in chosen}
    return [_offered(one, is_chosen=one.id in ids) for one in (*chosen, *(g for g in GROUPS if g.id not in ids))]


def _offered(group: RowGroup, *, is_chosen: bool) -> dict[str, Any]:
    rows = [{"row": row, "is_chosen": row in group.rows} for row in offered_rows(group)]
    ends = {"first": group.rows[0].id, "last": group.rows[-1].id}
    return {"group": group, "is_chosen": is_chosen, "is_usual": is_usual(group), "rows": rows, **ends}


def _finding(address: Address) -> dict[str, Any]:
    text = address.actions.get("add", "")
    return {"asked": text, "found": find_trials(text)}


def _heads(grid: Grid) -> list[dict[str, Any]]:
    """The upper row of the head: neighbouring columns of one trial under one link."""
    heads: list[dict[str, Any]] = []
    for place, slot in enumerate(grid.slots):
        trial = slot.first.trial
        if heads and heads[-1]["id"] == trial.registry_id:
            heads[-1]["span"] += 1
            heads[-1]["pinned"] = False
        else:
            url = "" if slot.first.is_planned else reverse("trials:detail", args=[trial.registry_id])
            pinned = place == grid.reference
            heads.append({"id": trial.registry_id, "url": url, "span": 1, "pinned": pinned, "title": trial.title})
    return heads


def _timeline(address: Address, resolved: Resolved) -> Timeline:
    weight = address.assumptions.weight
    lanes = [arm_lane(c.trial, c.position, c.key, weight, with_trial=not c.is_planned) for c in resolved.columns]
    last = SPANS[address.span]
    return timeline(lanes, last_day=last_endpoint(lanes) if last == -1 else last)


def _spans(address: Address) -> list[tuple[str, str, bool]]:
    """The ranges of the timeline: address, words, whether it is the one shown."""
    return [(query_of(replace(address, span=key)), words, key == address.span) for key, words in SPAN_WORDS.items()]

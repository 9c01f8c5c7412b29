"""What a load balancer, a container or a person asks: is all well, and can pages be served."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from trials.actions.probing import PROBE
from trials.selectors.database import DatabaseState, database_state


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when all is well, 503 with the problem when pages cannot be served or nothing can be stored.

    Trials whose derived data were written by other code are counted, no problem: ``rebuild_derived --if-older``.
    """
    state = database_state()
    outage = PROBE.outage() if state.is_ready else None
    problem = outage.short if outage else state.problem
    return _answer(state, problem, writes=None if not state.is_ready else outage is None)


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be served, even while nothing can be stored: the visitors' way in stays open."""
    state = database_state()
    return _answer(state, state.problem)


def _answer(state: DatabaseState, problem: str | None, **more: Any) -> JsonResponse:
    return JsonResponse(
        {
            "status": "failing" if problem else "ok",
            "database": {
                "vendor": state.vendor,
                "ok": state.answers,
                "pending_migrations": state.pending_migrations if state.answers else None,
                **more,
            },
            "derived": {"outdated_trials": state.outdated_trials},
            "problem": problem,
        },
        status=503 if problem else 200,
        headers={"Retry-After": "15"} if problem else {},
    )

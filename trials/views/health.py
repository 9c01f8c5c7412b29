"""The health check that a load balancer or a person asks."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from trials.selectors.database import database_state


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be served, 503 with the problem when they cannot.

    Trials whose derived data were written by other code are counted, no problem: ``rebuild_derived --if-older``.
    """
    state = database_state()
    return JsonResponse(
        {
            "status": "ok" if state.is_ready else "failing",
            "database": {
                "vendor": state.vendor,
                "ok": state.answers,
                "pending_migrations": state.pending_migrations if state.answers else None,
            },
            "derived": {"outdated_trials": state.outdated_trials},
            "problem": state.problem,
        },
        status=200 if state.is_ready else 503,
    )

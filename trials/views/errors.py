"""The pages for a request that went wrong. They must work when nothing else does."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from trials.domain.view_state.problems import Problem
from trials.selectors.outages import outage_of


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return render(request, "400.html", status=400)


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer a request of which one part cannot be used, and name the part."""
    return render(request, "400.html", {"problems": [problem]}, status=400)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """Answer a request whose body is longer than ``most`` bytes."""
    return render(request, "413.html", {"most_mb": most // (1024 * 1024)}, status=413)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for something that this person may not see or do."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without its token: mostly a page left open for long, or refused cookies."""
    return render(request, "403.html", {"form_expired": True}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for a page or a trial that does not exist."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours, without the request's context: the session or the database may be the fault.

    Where the database is away, full or closed to writing the answer is 503: the same request works later.
    """
    outage = outage_of(sys.exc_info()[1])
    if outage is None:
        return HttpResponse(loader.get_template("500.html").render(), status=500)
    page = loader.get_template("503.html").render({"outage": outage})
    return HttpResponse(page, status=503, headers={"Retry-After": str(outage.retry_after), "Cache-Control": "no-store"})

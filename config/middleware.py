"""What every request meets first: whose address it comes from, what no page can take, and a header of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from config.proxies import TrustedProxies
from trials.domain.view_state.problems import Problem
from trials.views.errors import not_found, refused, too_large

Answer = Callable[[HttpRequest], HttpResponse]
NUL = "\0"
#: The largest number that a row can have in either database, and more digits than it has.
LARGEST_ID, MOST_DIGITS = 2**63 - 1, 20


def true_address(get_response: Answer) -> Answer:
    """Give every request the visitor's own address, as trusted proxies tell it; forged headers are dropped."""
    proxies = TrustedProxies(settings.TRUSTED_PROXIES)

    def find(request: HttpRequest) -> HttpResponse:
        proxies.apply(request.META)
        return get_response(request)

    return find


def permissions_policy(get_response: Answer) -> Answer:
    """Refuse the browser's sensors and payment on every page: nothing here needs them."""

    def add_header(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return add_header


def bounded_body(get_response: Answer) -> Answer:
    """Answer 413 to a body that says it is larger than any form here, before a byte of it is taken in.

    Django bounds the fields of a form but not its files. A body without a length is not read at all.
    """

    def check(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said[:20]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        return get_response(request)

    return check


def refuse_nul(get_response: Answer) -> Answer:
    """Answer 400 to the sign NUL wherever it comes from: PostgreSQL cannot store it, nor even look for it.

    No page has it in its path, so that such a path is one that does not exist: 404.
    The query string of a public page is left to the page, which names the field and shows the rest.
    """

    def check(request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            return not_found(request)
        found = next(_with_nul(request), None)
        if found is None:
            return get_response(request)
        response = refused(request, found)
        if found.field.startswith("cookie "):
            response.delete_cookie(found.field.removeprefix("cookie "))
        return response

    return check


def refuse_wrong_rows(get_response: Answer) -> Answer:
    """Answer 400 to a request of the admin that names rows in a way that no row has.

    Django's admin looks up what it is given: an empty ``_to_field`` (the column to find a row by) and a ticked row
    that is no whole number, or one beyond the databases' numbers, would be faults of ours.
    """

    def check(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")) and (found := _wrong_row(request)) is not None:
            return refused(request, found)
        return get_response(request)

    return check


def _wrong_row(request: HttpRequest) -> Problem | None:
    if "" in (request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)):
        return Problem(TO_FIELD_VAR, "", "it names the column to find a row by, and is empty")
    for value in request.POST.getlist(ACTION_CHECKBOX_NAME):
        if not (value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS and int(value) <= LARGEST_ID):
            return Problem(ACTION_CHECKBOX_NAME, value[:60], "a row that is ticked is named by a whole number", "1")
    return None


def _with_nul(request: HttpRequest) -> Iterator[Problem]:
    """Yield each part of a request that holds NUL, with its name; bodies are read last, and only those of forms."""

    def named(field: str) -> Problem:
        return Problem(field, "", "the sign NUL (a character of no meaning, code 0) stands in it")

    if request.path.startswith(reverse("admin:index")):
        for name, values in request.GET.lists():
            if any(NUL in text for text in (name, *values)):
                yield named(name.replace(NUL, ""))
    for name, value in request.COOKIES.items():
        if NUL in name or NUL in value:
            yield named(f"cookie {name.replace(NUL, '')}")
    for name, values in request.POST.lists():
        if any(NUL in text for text in (name, *values)):
            yield named(name.replace(NUL, ""))

"""The list of arms with its filters."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trials.search.list_page.columns import COLUMNS
from trials.search.list_page.links import ListLinks
from trials.search.list_page.state import TICK, ListRequest, read_request
from trials.selectors.arm_list import ListPage, list_page, present_ticks
from trials.views.conditional import conditional, version_seen


@require_safe
@conditional()
def trial_list(request: HttpRequest) -> HttpResponse:
    """Show the arms that meet the filters of the address.

    A form without scripts sends its empty fields too: such an address is sent on to its canonical form. A value that
    cannot be used is named on the page, its filter is not applied, and the answer's status is 400.
    """
    asked = read_request(_with_ticks(request.GET))
    fragment = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    if not fragment and (asked.has_blanks or "state" in request.GET) and not asked.problems:
        return HttpResponseRedirect(reverse("trials:list") + asked.state.query().removesuffix("?"))
    ticks = present_ticks(asked.state.values.get(TICK, ()), version_seen(request))
    if ticks is not None:
        return HttpResponsePermanentRedirect(reverse("trials:list") + asked.state.query(tick=ticks))
    template = "trials/list/_browse.html" if fragment else "trials/list.html"
    page = list_page(asked, version_seen(request))
    response = render(request, template, _context(asked, page), status=400 if asked.problems else 200)
    if fragment:
        response.headers["HX-Push-Url"] = reverse("trials:list") + asked.state.query().removesuffix("?")
    return response


def _with_ticks(get: QueryDict) -> QueryDict:
    """Read the address that the list's own form makes: ``state``, the address to go to, and ``arm``, all its ticks."""
    if "state" not in get:
        return get
    target = QueryDict(str(get["state"]).removeprefix("?"), mutable=True)
    target.setlist("tick", get.getlist("arm"))
    return target


def _context(asked: ListRequest, page: ListPage) -> dict[str, Any]:
    return {
        "section": "trials",
        "page": page,
        "asked": asked,
        "links": ListLinks(asked.state, page.paging, page.refs, page.ticked),
        "all_columns": COLUMNS,
    }

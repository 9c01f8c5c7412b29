"""Conditional answers: who has a page already and asks again is told that it is unchanged, before anything is read.

docs/adr/0013-conditional-answers.md says what the tag covers and why.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from trials.fingerprints import pages_fingerprint
from trials.search.engine.version import NO_DATA, Version, data_version

View = Callable[..., HttpResponse]

_VARY = ("Accept-Encoding", "Cookie", "HX-Request", "HX-History-Restore-Request")


def version_seen(request: HttpRequest) -> Version:
    """Return the data's version as the request found it: asked once, before anything else is read."""
    kept = vars(request)
    if "_version_seen" not in kept:
        kept["_version_seen"] = data_version()
    version: Version = kept["_version_seen"]
    return version


def conditional(*, needs_data: bool = True) -> Callable[[View], View]:
    """Answer 304 to who has the page as it is now; give every other full answer the tag of its state.

    ``needs_data`` False: the page shows nothing from the database.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # Before the view reads: if the data change meanwhile, a new page has an old tag and is fetched once more.
            tag = _tag(request, needs_data=needs_data)
            is_known = bool(tag) and tag in parse_etags(request.headers.get("If-None-Match", ""))
            response: HttpResponse = HttpResponseNotModified() if is_known else view(request, *args, **kwargs)
            if is_known or (tag and response.status_code == 200 and not _is_personal(request)):
                response.headers["ETag"] = tag
            patch_cache_control(response, private=True, no_cache=True)
            patch_vary_headers(response, _VARY)
            return response

        return answer

    return decorate


def _tag(request: HttpRequest, *, needs_data: bool) -> str:
    """Return the tag of the page's state; empty where there is none to give.

    It is a weak one: compression adds random padding, so that the same page never comes in the same bytes twice.
    """
    personal = {settings.SESSION_COOKIE_NAME, "messages"}
    if settings.DEBUG or request.method not in ("GET", "HEAD") or personal & request.COOKIES.keys():
        return ""
    version = version_seen(request) if needs_data else Version(0, "none")
    if version == NO_DATA:
        return ""
    state = (
        pages_fingerprint(),
        f"{version.number} {version.mark}",
        timezone.localdate().isoformat(),  # citations name the day
        request.build_absolute_uri(),
        request.headers.get("HX-Request", ""),
        request.headers.get("HX-History-Restore-Request", ""),
    )
    return f'W/"{blake2b(chr(0).join(state).encode(), digest_size=16).hexdigest()}"'


def _is_personal(request: HttpRequest) -> bool:
    """Whether the answer was made for one visitor: it begins a session, or holds a token of a form.

    Who has a session already has no tag at all; to look for one and find none makes nothing personal.
    """
    return request.session.modified or "CSRF_COOKIE_NEEDS_UPDATE" in request.META

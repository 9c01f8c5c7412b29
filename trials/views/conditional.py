"""Conditional answers: who has a page already and asks again is told that it is unchanged, before anything is read.

docs/adr/0013-conditional-answers.md says what the tag covers and why.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from trials.search.engine.index import data_version

View = Callable[..., HttpResponse]

_VARY = ("Accept-Encoding", "Cookie", "HX-Request", "HX-History-Restore-Request")
_ROOT = Path(__file__).resolve().parents[2]
_MADE_OF = ("trials", "config", "templates", "static")
_KINDS = (".py", ".toml", ".html", ".css", ".js", ".svg")


def _release_mark() -> str:
    """Return a hash of everything that pages are made of but the data: code, templates, static files, packages."""
    mark = blake2b(django.__version__.encode(), digest_size=16)
    files = [path for folder in _MADE_OF for path in (_ROOT / folder).rglob("*") if path.suffix in _KINDS]
    for path in sorted([*files, *_ROOT.glob("requirements.txt")]):
        mark.update(f"\0{path.relative_to(_ROOT)}\0".encode())
        mark.update(path.read_bytes())
    return mark.hexdigest()


# Made when the process starts: a file that is replaced under a running process does not change what it answers.
_RELEASE = _release_mark()


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
    mark, summaries = data_version() if needs_data else ("none", 0)
    if not mark:
        return ""
    state = (
        _RELEASE,
        mark,
        str(summaries),
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

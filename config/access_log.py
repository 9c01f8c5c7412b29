"""The access log: who asked for what, without the secrets that addresses hold."""

from __future__ import annotations

import re
from typing import Any

from gunicorn.glogging import Logger

#: The token of a shared link is a key to a view; the address under which it is logged has none.
_SHARED = re.compile(r"(/shared/)[^/]+")
_LONGEST = 300


class AccessLog(Logger):
    """Gunicorn's log. The address is the visitor's own, as `config.proxies` found it; addresses are cut and masked."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """Return what a line of the log may show, with ``query`` as "?..." or nothing."""
        found: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        query = environ.get("QUERY_STRING", "")
        found["U"] = masked(environ.get("PATH_INFO") or "")
        found["query"] = _cut(f"?{query}") if query else ""
        found["h"] = environ.get("REMOTE_ADDR") or "socket"
        return found


def masked(path: str) -> str:
    """Return a path as it may be logged: one line, not endless, tokens replaced."""
    return _cut(_SHARED.sub(r"\1***", path))


def _cut(text: str) -> str:
    plain = text.encode("unicode_escape").decode("ascii")
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}..."

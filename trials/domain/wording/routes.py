"""Sites of delivery in words."""

from __future__ import annotations

from trials.domain.record import RouteRecord
from trials.domain.vocabulary import Route
from trials.domain.wording.sentences import inside

#: Sites that need too many words for a narrow column.
_SHORT = {
    Route.INTRAVENOUS_UNSPECIFIED: "Vein not stated",
    Route.INTRA_ARTERIAL: "Artery not stated",
}


def route_words(route: RouteRecord | None, *, short: bool = False) -> str:
    """Return the site of delivery, "Portal vein or hepatic artery" where it is one of several; empty for none.

    ``short``: for narrow columns, "Vein not stated".
    """
    if route is None:
        return ""
    codes = [route.value] if route.value else list(route.alternatives)
    first, *others = [_SHORT.get(code, code.label) if short else code.label for code in codes] or [""]
    return " or ".join((first, *(inside(other) for other in others)))

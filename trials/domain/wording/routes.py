"""Sites of delivery in words."""

from __future__ import annotations

from trials.domain.record import RouteRecord


def route_words(route: RouteRecord) -> str:
    """Return the site of delivery, "Portal vein or hepatic artery" where it is one of several; empty for none."""
    labels = [route.value.label] if route.value else [one.label for one in route.alternatives]
    return " or ".join([*labels[:1], *(label[0].lower() + label[1:] for label in labels[1:])])

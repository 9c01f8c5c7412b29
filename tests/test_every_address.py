"""Whatever is sent to whatever address by whomever, the answer is no fault of ours: never a status of 500.

The addresses are those of the site's own table, the admin's included: one that is added is tried as well.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.long_forms import tried
from trials.models import Claim, Note, SavedView, Trial

#: Left out: what ends the session that the next tries need.
LEFT_OUT = {"logout", "password_change_done"}
HOSTILE = [
    "", "0", "-1", "1", "99999999999999999999", "1e400", "NaN", "½", "٣", "NCT03668171", "nct03668171", "None",
    "null", "true", "\x00", "a\x00b", "%00", "\ud7ff", "\u202e", "💥" * 40, "x" * 300, "x" * 5000,
    "../../etc/passwd", "'; DROP TABLE trials_trial; --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "=1+1",
    "\r\nX: y", "1,5", "2016-13", "[1]", '{"a": 1}', "on", "delete_selected", "__class__", "pk__in",
    "trial__registry_id",
]  # fmt: skip
NAMES = [
    "q", "arm", "trial", "ref", "sort", "page", "per", "weight", "uln", "add", "drop", "move", "pin", "name",
    "query", "text", "path", "is_shared", "username", "password", "next", "action", "_selected_action",
    "select_across", "index", "post", "o", "p", "all", "e", "_popup", "_to_field", "_changelist_filters", "status",
    "syndrome", "id", "mark", "arms-TOTAL_FORMS", "arms-INITIAL_FORMS", "arms-0-id", "arms-0-label", "_save",
    "confirm", "old_password", "new_password1", "new_password2", "term", "app_label", "model_name", "field_name",
]  # fmt: skip
VALUES = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))
FIELDS = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=10)), VALUES), max_size=6)


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str, list[str]]]:
    """Yield name, route and the names of the route's parts for every address of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + str(one.pattern).lstrip("^")
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif isinstance(one, URLPattern) and (one.name or "") not in LEFT_OUT:
            yield one.name or "", route, list(one.pattern.converters)


ADDRESSES = sorted({route for _, route, _ in patterns() if "(?P" not in route})


def filled(route: str, parts: list[str], known: dict[str, str]) -> str:
    """Put a part into each place of a route; ``known`` gives what leads somewhere."""
    left = iter(parts)

    def put(match: re.Match[str]) -> str:
        kind, _, name = match[1].rpartition(":")
        text = next(left, "") or known.get(name, "1")
        if text == "*":
            text = known.get(name, "1")
        return "".join(c for c in text if c.isdigit())[:18] or "0" if kind == "int" else text.replace("/", "") or "x"

    return "/" + re.sub(r"<([^>]+)>", put, route)


def test_every_part_of_the_site_is_tried():
    assert {"trials/", "compare/", "trials/<str:registry_id>/", "healthz", "workspace/save/"} <= set(ADDRESSES)
    assert sum(route.startswith("admin/") for route in ADDRESSES) > 20


@pytest.fixture
def people(evidence_db: None) -> dict[str, Callable[[], Client]]:
    """Visitors of each kind, and things of theirs to be found."""
    reader = User.objects.create_user("reader")
    curator = User.objects.create_user("curator", is_staff=True)
    curator.groups.set(Group.objects.filter(name="Curator"))
    chief = User.objects.create_superuser("chief")
    at = timezone.now()
    SavedView.objects.create(owner=reader, name="v", page="trials", query="", token="known", saved_at=at)
    Note.objects.create(owner=reader, trial=Trial.objects.get(registry_id="NCT03668171"), text="n", written_at=at)

    def visitor(person: User | None) -> Callable[[], Client]:
        def come() -> Client:
            client = Client(raise_request_exception=False)
            if person is not None:
                client.force_login(person)
            return client

        return come

    return {
        name: visitor(one)
        for name, one in (("nobody", None), ("reader", reader), ("curator", curator), ("chief", chief))
    }


def try_one(people: dict[str, Any], who: str, route: str, parts: list[str], query: Any, body: Any, cookie: str) -> None:
    known = {
        "registry_id": "NCT03668171",
        "pk": str(SavedView.objects.values_list("pk", flat=True).first() or 1),
        "object_id": str(Claim.objects.values_list("pk", flat=True).first() or 1),
        "token": "known",
    }
    client = people[who]()
    if cookie:
        client.cookies["csrftoken"] = cookie
    address = filled(route, parts, known)
    lists: dict[str, list[str]] = {}
    for name, value in query:
        lists.setdefault(name, []).append(value)
    answer = client.get(address, lists)
    assert answer.status_code < 500, f"GET {address} {lists} as {who}"
    answer = client.post(address, dict(body), query_params=lists)
    assert answer.status_code < 500, f"POST {address} {lists} {body} as {who}"


@tried(150)
@given(
    who=st.sampled_from(["nobody", "reader", "curator", "chief"]),
    route=st.sampled_from(ADDRESSES),
    parts=st.lists(st.one_of(st.just("*"), VALUES), max_size=2),
    query=FIELDS,
    body=FIELDS,
    cookie=st.one_of(st.just(""), st.sampled_from(["a" * 32, '"a\\000b"', "é" * 10])),
)
def test_nothing_that_is_sent_ends_in_a_fault(people, who, route, parts, query, body, cookie):
    with transaction.atomic():
        try_one(people, who, route, parts, query, body, cookie)
        transaction.set_rollback(True)

"""Two courses of one product in one arm: two routes with their own doses, or a first and a second way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trials.domain.extraction.doses import Dose, DoseRole, choose_dose
from trials.domain.extraction.routes import RouteFound, routes_found
from trials.domain.extraction.schedules import Schedule, schedule_in
from trials.domain.extraction.study.fields import Field
from trials.domain.extraction.text import Reading, Text, certain
from trials.domain.vocabulary import Route


@dataclass(frozen=True, slots=True)
class Course:
    """One way of giving with its own dose and schedule; a dose of None is the regimen's."""

    route: Reading[Route]
    dose: Reading[Dose] | None
    schedule: Reading[Schedule] | None


def by_route(near: Sequence[Field], everywhere: Sequence[Field]) -> list[Course]:
    """Return the two courses that a text near the arm states, or nothing.

    "1x10^6 cells/kg and 5x10^5 cells/kg, intravenously and intrathecally": doses and routes in the same order.
    "2x10^6 cells in the artery and 2x10^6 cells in the muscle": each way right beside its dose.
    "first into the portal vein, second intravenously": one administration each.
    "infused 3 times; injected into the lesion 2 times": each way with its number. `everywhere` is searched for the schedules.
    """
    for field in near:
        routes = _distinct(field.routes)
        if len(routes) != 2:
            continue
        doses = [r for r in field.doses if r.is_certain and r.value is not None and r.value.role is DoseRole.GIVEN]
        if len(doses) == 2 and doses[0].value != doses[1].value and _differ(doses):
            return [
                Course(_route(field, found), dose, _schedule_of(found.route, everywhere))
                for found, dose in zip(routes, doses, strict=True)
            ]
        if beside := _each_beside_its_dose(field, routes):
            return [
                Course(_route(field, found), dose, _schedule_of(found.route, everywhere))
                for found, dose in zip(routes, beside, strict=True)
            ]
        if _first_and_second(field.text.low, routes):
            once = [
                certain(Schedule(1, (0,)), field.text.span(f.start, f.end, field.place), "schedule.each-route-once")
                for f in routes
            ]
            return [Course(_route(field, found), None, one) for found, one in zip(routes, once, strict=True)]
        if own := _each_with_its_number(field, routes):
            return [Course(_route(field, found), None, one) for found, one in zip(routes, own, strict=True)]
    return []


#: Ways of different groups or of a choice are no two courses of one arm.
_EITHER = re.compile(r"\b(?:or|either|groups?|cohorts?|arms?|patients|subjects|participants)\b")
_NEAR = 26


def _each_beside_its_dose(field: Field, routes: list[RouteFound]) -> list[Reading[Dose]]:
    """Return the doses of the two routes where each stands right before or right after its route, all in one order; else nothing."""
    given = [r for r in field.doses if r.is_certain and r.value is not None and r.value.role is DoseRole.GIVEN]
    places = [field.text.span(found.start, found.end, field.place) for found in routes]
    if _EITHER.search(field.text.low[routes[0].end : routes[1].start]):
        return []
    for before in (True, False):
        pairs = [
            [r for r in given if 0 <= (p.start - r.span.end if before else r.span.start - p.end) <= _NEAR]
            for p in places
        ]
        if all(pairs) and pairs[0][-1] is not pairs[1][-1]:
            return [pairs[0][-1], pairs[1][-1]] if before else [pairs[0][0], pairs[1][0]]
    return []


_BETWEEN = re.compile(r"[.;\n]|\bthen\b|\bfollowed by\b|\band\b|\+")


def _each_with_its_number(field: Field, routes: list[RouteFound]) -> list[Reading[Schedule]]:
    """Return the schedules of the two routes where the words about each route tell its own number; else nothing."""
    low = field.text.low
    cuts = list(_BETWEEN.finditer(low, routes[0].end, routes[1].start))
    if not cuts or _EITHER.search(low[routes[0].start : routes[1].end]):
        return []
    if any(f.route is routes[0].route for f in field.routes if f.start > routes[1].start):
        return []
    cut = cuts[-1].start()
    start = max(low.rfind(". ", 0, routes[0].start), low.rfind("\n", 0, routes[0].start)) + 1
    readings = [schedule_in(_only(field.text, a, b), field.place) for a, b in ((start, cut), (cut, len(low)))]
    return (
        [r for r in readings if r and r.value and r.is_certain and r.value.count] if all(map(_counts, readings)) else []
    )


def _counts(reading: Reading[Schedule] | None) -> bool:
    return reading is not None and reading.is_certain and reading.value is not None and reading.value.count is not None


def _differ(doses: list[Reading[Dose]]) -> bool:
    """True where the two doses are not one dose told twice."""
    chosen = choose_dose(tuple(doses))
    return chosen is not None and not chosen.is_certain


def _distinct(found: list[RouteFound]) -> list[RouteFound]:
    seen: dict[Route, RouteFound] = {}
    for route in found:
        seen.setdefault(route.route, route)
    return list(seen.values())


def _route(field: Field, found: RouteFound) -> Reading[Route]:
    return certain(found.route, field.text.span(found.start, found.end, field.place), found.rule)


_FIRST = re.compile(r"\b(?:first|1st)\b[^.;]{0,60}$")
_SECOND = re.compile(r"\b(?:second|2nd)\b[^.;]{0,60}$")


def _first_and_second(low: str, routes: list[RouteFound]) -> bool:
    one, two = routes
    return bool(_FIRST.search(low[max(0, one.start - 80) : one.start]) and _SECOND.search(low[one.end : two.start]))


_SENTENCE = re.compile(r"[^.;\n]{1,1500}(?:\.(?=\S)[^.;\n]{0,400}){0,8}")


def _schedule_of(route: Route, fields: Sequence[Field]) -> Reading[Schedule] | None:
    """Return the schedule of the first sentence that speaks of this route alone, or of the words right around it."""
    for field in fields:
        for start, end in _stretches_about(route, field.text):
            reading = schedule_in(_only(field.text, start, end), field.place)
            if reading is not None and reading.value is not None and reading.value.count is not None:
                return reading
    return None


def _stretches_about(route: Route, text: Text) -> Iterator[tuple[int, int]]:
    found = routes_found(text)
    if route not in {f.route for f in found}:
        return
    for match in _SENTENCE.finditer(text.low):
        inside = [f for f in found if match.start() <= f.start < match.end()]
        if {f.route for f in inside} == {route}:
            yield match.span()
        elif len(inside) == 2:
            yield from (
                (max(match.start(), f.start - 24), min(match.end(), f.end + 22)) for f in inside if f.route is route
            )


def _only(text: Text, start: int, end: int) -> Text:
    """Return the text with everything but one stretch blotted out; places stay."""
    before, after = " " * start, " " * (len(text.low) - end)
    return replace(text, text=before + text.text[start:end] + after, low=before + text.low[start:end] + after)

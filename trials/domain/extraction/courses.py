"""Two courses of one product in one arm: two routes with their own doses, or a first and a second way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trials.domain.extraction.doses import choose_dose
from trials.domain.extraction.dosevalues import Dose, DoseRole
from trials.domain.extraction.normalise import Text
from trials.domain.extraction.readings import Reading, certain
from trials.domain.extraction.routes import RouteFound, routes_found
from trials.domain.extraction.schedules import Schedule, schedule_in
from trials.domain.extraction.studyfields import Field
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
    "first into the portal vein, second intravenously": one administration each. `everywhere` is searched for the schedules.
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
        if _first_and_second(field.text.low, routes):
            once = [
                certain(Schedule(1, (0,)), field.text.span(f.start, f.end, field.place), "schedule.each-route-once")
                for f in routes
            ]
            return [Course(_route(field, found), None, one) for found, one in zip(routes, once, strict=True)]
    return []


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
                (max(match.start(), f.start - 24), min(match.end(), f.end + 12)) for f in inside if f.route is route
            )


def _only(text: Text, start: int, end: int) -> Text:
    """Return the text with everything but one stretch blotted out; places stay."""
    before, after = " " * start, " " * (len(text.low) - end)
    return replace(text, text=before + text.text[start:end] + after, low=before + text.low[start:end] + after)

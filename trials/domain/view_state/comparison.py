"""The address of a comparison: the whole view read from a query string, and written back as short as it can be.

Nothing is guessed: what cannot be read is a problem that names field, value, reason and an example, and does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal, TypeVar
from urllib.parse import parse_qsl, urlencode

from trials.domain.comparison.columns import PLAN_ID, PLAN_REF, Assumptions
from trials.domain.comparison.plan import Plan
from trials.domain.comparison.row_choice import ROW_BY_ID, groups_with_rows, shortest_rows
from trials.domain.comparison.rows import GROUP_BY_ID
from trials.domain.record.checks import address_form
from trials.domain.view_state.arm_names import is_arm_name
from trials.domain.view_state.assumptions import assumption_pairs, read_assumptions
from trials.domain.view_state.numbers import NotUsable, NumberRule, plain_digits, two_readings
from trials.domain.view_state.problems import Problem
from trials.domain.vocabulary import CellSource, DoseUnit, Route
from trials.domain.vocabulary.terms import Term
from trials.domain.wording.units import Units

#: Most fields of an address; more are no comparison of twelve columns.
MAX_FIELDS = 200
#: Ranges of the timeline: address -> last day drawn; None: to the last infusion; -1: to the last endpoint.
SPANS: dict[str, int | None] = {"4w": 28, "12w": 84, "": None, "all": -1}
SPAN_WORDS = {"4w": "first 4 weeks", "12w": "first 12 weeks", "": "all infusions", "all": "to the last endpoint"}
PLAN_FIELDS = ("plan_dose", "plan_unit", "plan_count", "plan_days", "plan_route", "plan_source")
#: Fields that are pressed, not kept: they change the view and leave the address.
ACTIONS = ("move", "drop", "pin", "add", "regroup", "reorder", "drop_plan")
#: Sent by the form that shows every row with a tick: a group without a tick is then left out, not shown whole.
TICKED = "ticked"
_MAX_ID = 80
_DOSE = NumberRule(Decimal(0), Decimal("1e12"), "cells", decimals=6, powers=True, above_low=True)
_MAX_DAYS = 100


#: Without these there is nothing to compare: their problems stand in place of the comparison.
_COLUMN_FIELDS = ("address", "trial", "arm")


def prevents(problem: Problem) -> bool:
    """Whether no comparison can be made because of a problem: an arm that is not there, more columns than fit."""
    return problem.field in _COLUMN_FIELDS


@dataclass(frozen=True)
class Pick:
    """A trial, or one arm of it by its key, or by its old number (None: all its MSC arms)."""

    registry_id: str
    arm: str | None = None

    @property
    def ref(self) -> str:
        """How the pick stands in an address."""
        return self.registry_id if self.arm is None else f"{self.registry_id}:{self.arm}"


@dataclass(frozen=True)
class Address:
    """Everything that a view depends on. ``raw`` keeps what was typed, for forms that are shown again."""

    picks: tuple[Pick, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)
    by: Literal["arm", "trial"] = "arm"
    ref: str = ""
    differ: bool = False
    all_rows: bool = False
    groups: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    fold: tuple[str, ...] = ()
    span: str = ""
    plan: Plan | None = None
    problems: tuple[Problem, ...] = ()
    actions: dict[str, str] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    has_blanks: bool = False


def read_address(query: str) -> Address:
    """Return the view of a query string. Blank fields count as left out; problems are collected, never raised."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="replace")
    except ValueError:
        return Address(problems=(Problem("address", query[:60], f"more than {MAX_FIELDS} fields"),))
    reader = _Reader([(name, value.strip()) for name, value in pairs])
    return reader.address()


T = TypeVar("T", bound=Term)
D = TypeVar("D")
V = TypeVar("V")


class _Reader:
    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = [(name, value) for name, value in pairs if value]
        self.has_blanks = len(self.pairs) != len(pairs)
        self.last = dict(self.pairs)
        self.problems: list[Problem] = []

    def address(self) -> Address:
        picks = self._picks()
        assumptions, unusable = read_assumptions(self.last)
        self.problems += unusable
        assumptions = replace(assumptions, units=self._one_of("units", Units, Units.BOTH))
        by = self._choice("by", ("arm", "trial"), "arm")
        plan = self._plan()
        groups, rows = self._rows()
        return Address(
            picks=picks,
            assumptions=assumptions,
            by="trial" if by == "trial" else "arm",
            ref=self.last.get("ref", ""),
            differ=self._choice("differ", ("1", "0"), "0") == "1",
            all_rows=self._choice("rows", ("standard", "all"), "standard") == "all",
            groups=groups,
            rows=rows,
            fold=self._groups("fold"),
            span=self._choice("days", tuple(key for key in SPANS if key), ""),
            plan=plan,
            problems=tuple(self.problems),
            actions={name: value for name, value in self.pairs if name in ACTIONS},
            raw=self.last,
            has_blanks=self.has_blanks or TICKED in self.last,
        )

    def _problem(self, name: str, reason: str, example: str = "") -> None:
        self.problems.append(Problem(name, self.last.get(name, ""), reason, example))

    def _picks(self) -> tuple[Pick, ...]:
        picks: dict[Pick, None] = {}
        for name, value in self.pairs:
            if name == "trial":
                self._keep(picks, name, value, value, None)
            elif name == "arm":
                registry_id, colon, arm = value.rpartition(":")
                if colon and is_arm_name(arm):
                    self._keep(picks, name, value, registry_id, arm)
                else:
                    example = f"trial={value[:20]}" if not colon else "arm=NCT01724398:uc-msc"
                    self.problems.append(
                        Problem(name, value, "an arm is a trial id, a colon and the arm's key", example)
                    )
        return tuple(picks)

    def _keep(self, picks: dict[Pick, None], name: str, value: str, registry_id: str, arm: str | None) -> None:
        if len(registry_id) > _MAX_ID or not registry_id.isprintable() or not registry_id:
            self.problems.append(Problem(name, value, "this is no trial id", f"{name}=NCT03668171"))
        elif registry_id.upper() != PLAN_ID:
            picks[Pick(address_form(registry_id), arm)] = None

    def _one_of(self, name: str, terms: type[T], default: D) -> T | D:
        text = self.last.get(name)
        if text is None:
            return default
        try:
            return terms(text)
        except ValueError:
            example = default.value if isinstance(default, Term) else next(iter(terms)).value
            self._problem(name, "unknown; known are " + ", ".join(terms), f"{name}={example}")
            return default

    def _choice(self, name: str, known: tuple[str, ...], default: str) -> str:
        text = self.last.get(name, default)
        if text not in known and text != default:
            self._problem(name, "unknown; known are " + ", ".join(known), f"{name}={known[0]}")
            return default
        return text

    def _groups(self, name: str) -> tuple[str, ...]:
        chosen = dict.fromkeys(value for key, value in self.pairs if key == name)
        for one in chosen:
            if one not in GROUP_BY_ID:
                known = ", ".join(GROUP_BY_ID)
                self.problems.append(Problem(name, one, f"no group of rows; they are {known}", f"{name}=dosing"))
        known_ones = tuple(one for one in chosen if one in GROUP_BY_ID)
        return () if name == "group" and known_ones == tuple(GROUP_BY_ID) else known_ones

    def _rows(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the chosen groups and, of those that are not shown as usual, the rows."""
        groups = self._groups("group")
        chosen = dict.fromkeys(value for name, value in self.pairs if name == "row")
        unknown = [one for one in chosen if one not in ROW_BY_ID]
        for one in unknown:
            self.problems.append(Problem("row", one, "no row of the comparison; each has its id", "row=dosing.per_kg"))
        rows = tuple(one for one in chosen if one in ROW_BY_ID)
        if TICKED in self.last:
            left = groups_with_rows(groups, rows)
            if not left and not unknown:
                self.problems.append(Problem("row", "none", "at least one row must be chosen", "row=dosing.per_kg"))
            groups = () if left == tuple(GROUP_BY_ID) else left
        return groups, shortest_rows(groups, rows)

    def _plan(self) -> Plan | None:
        """Return the planned arm; what cannot be used of it is left open, and without anything there is no arm."""
        if not any(name in self.last for name in PLAN_FIELDS if name != "plan_unit"):
            return None
        dose = self._dose()
        count = self._parsed("plan_count", _count, "a whole number from 1 to 100", "plan_count=3")
        days = self._parsed(
            "plan_days", _days, "ascending days from the first infusion, such as 0, 7, 14", "plan_days=0,7,14"
        )
        if count is not None and days is not None and count != len(days):
            self._problem("plan_count", f"{count} infusions on {len(days)} days", f"plan_count={len(days)}")
            count = None
        unit = self._one_of("plan_unit", DoseUnit, None)
        if unit not in (DoseUnit.CELLS, DoseUnit.CELLS_PER_KG, None):
            self._problem("plan_unit", "a planned dose is given in cells/kg or in cells", "plan_unit=cells/kg")
            unit = None
        if unit is None and "plan_unit" in self.last:
            dose = None  # in another unit it would be another dose
        route, source = self._one_of("plan_route", Route, None), self._one_of("plan_source", CellSource, None)
        if all(one is None for one in (dose, count, days, route, source)):
            return None
        return Plan(dose, unit or DoseUnit.CELLS_PER_KG, count, days, route, source)

    def _dose(self) -> Decimal | None:
        text = self.last.get("plan_dose")
        if text is None:
            return None
        try:
            return _DOSE.read(text)
        except NotUsable as error:
            reason = two_readings(text) or f"{error}: a positive number of cells, such as 1e6 or 150000000"
            self._problem("plan_dose", reason, "plan_dose=1e6")
            return None

    def _parsed(self, name: str, read: Callable[[str], V | None], what: str, example: str) -> V | None:
        text = self.last.get(name)
        if text is None:
            return None
        value = read(text)
        if value is None:
            self._problem(name, f"this must be {what}", example)
        return value


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= _MAX_DAYS else None


def _days(text: str) -> tuple[int, ...] | None:
    parts = text.replace(";", " ").replace(",", " ").split()
    if not parts or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        return None
    days = [int(part) for part in parts]
    ascending = all(before < after for before, after in pairwise(days))
    return tuple(days) if ascending and len(days) <= _MAX_DAYS else None


def query_of(address: Address) -> str:
    """Return the shortest query string of a view: defaults left out, actions gone."""
    return urlencode(list(query_pairs(address)), safe=":/,")


def query_pairs(address: Address) -> Iterable[tuple[str, str]]:
    """Return name and value of every field of the shortest address, columns first, in their order."""
    for pick in address.picks:
        yield ("trial" if pick.arm is None else "arm"), pick.ref
    assumed = address.assumptions
    fields = (
        ("ref", address.ref),
        ("by", address.by if address.by != "arm" else ""),
        *assumption_pairs(assumed),
        ("units", assumed.units.value if assumed.units != Units.BOTH else ""),
        ("differ", "1" if address.differ else ""),
        ("rows", "all" if address.all_rows else ""),
        ("days", address.span),
        *(("group", one) for one in address.groups),
        *(("row", one) for one in address.rows),
        *(("fold", one) for one in address.fold),
    )
    yield from ((name, value) for name, value in fields if value)
    if address.plan is not None:
        yield from plan_pairs(address.plan)


def plan_pairs(plan: Plan) -> Iterable[tuple[str, str]]:
    """Return name and value of the fields of a planned arm."""
    fields = (
        ("plan_dose", "" if plan.dose is None else plain_digits(plan.dose)),
        ("plan_unit", plan.unit.value if plan.unit != DoseUnit.CELLS_PER_KG else ""),
        ("plan_count", "" if plan.count is None else str(plan.count)),
        ("plan_days", "" if plan.days is None else ",".join(str(day) for day in plan.days)),
        ("plan_route", plan.route.value if plan.route is not None else ""),
        ("plan_source", plan.source.value if plan.source is not None else ""),
    )
    return ((name, value) for name, value in fields if value)


def with_picks(address: Address, picks: Iterable[Pick]) -> Address:
    """Return the view with other columns; a reference that is gone goes with them."""
    kept = tuple(dict.fromkeys(picks))
    refs = {pick.ref for pick in kept} | {pick.registry_id for pick in kept} | {PLAN_REF, PLAN_ID}
    return replace(address, picks=kept, ref=address.ref if address.ref in refs else "")


def moved(refs: list[str], ref: str, step: int) -> list[str]:
    """Return the list with one entry a place further left (step -1) or right (+1); unchanged at the ends."""
    if ref not in refs:
        return refs
    place = refs.index(ref)
    target = place + step
    if 0 <= target < len(refs):
        refs[place], refs[target] = refs[target], refs[place]
    return refs

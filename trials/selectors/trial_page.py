"""What the page of one trial reads: its record, its claims and the trials like it, in a fixed number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Lower

from trials.domain.dosing.doses import dose_range
from trials.domain.dosing.quantities import cells_per_kg
from trials.domain.dosing.weights import BodyWeight, Weights
from trials.domain.record import DoseRecord, TrialRecord
from trials.domain.record.dates import PartialDate
from trials.domain.record.rows import outline_of
from trials.domain.trial_page.claims import ClaimFact
from trials.domain.trial_page.related import Profile, ProfileDose, RelatedTrial, nearest, profile_of
from trials.domain.vocabulary import CellSource, ClaimMethod, DoseUnit, InterventionKind, Route, Syndrome
from trials.models import Claim, Regimen, Trial, TrialIdentifier
from trials.selectors.records import trial_records

#: How many regimens of other trials are looked at, those most alike by syndrome, tissue and route first.
_CANDIDATES = 300
_SHOWN = 8
_NEAR = 5


@dataclass(frozen=True)
class TrialFacts:
    """A trial's record with its claims and those like it.

    ``titles`` are those of the named trials that are held here.
    """

    record: TrialRecord
    claims: tuple[ClaimFact, ...]
    titles: dict[str, str]
    related: tuple[RelatedTrial, ...]


def trial_facts(registry_id: str, weights: Weights) -> TrialFacts | None:
    """Return what the page of a trial shows, in four queries; None when there is no such trial.

    Upper and lower case are alike. ``weights``: for comparing doses with other trials.
    """
    if not registry_id.isprintable():  # PostgreSQL refuses a text with NUL
        return None
    record = next(iter(trial_records([registry_id]).values()), None)
    if record is None:
        return None
    named = Trial.objects.filter(registry_id__in=record.related_ids)
    titles = dict(named.values_list("registry_id", "title"))
    return TrialFacts(record, _claims(record), titles, _related(record, titles, weights))


def _claims(record: TrialRecord) -> tuple[ClaimFact, ...]:
    places = _places(record)
    rows = Claim.objects.filter(trial__registry_id=record.registry_id).select_related("source", "by")
    return tuple(
        ClaimFact(
            path=row.path,
            value=row.value,
            as_reported=row.as_reported,
            source_key=row.source.key if row.source else "",
            place=row.place,
            method=ClaimMethod(row.method),
            accepted=row.accepted,
            is_rival=row.is_rival,
            by=row.by.get_username() if row.by else "",
            at=PartialDate(row.at.date().isoformat()).words() if row.at else "",
        )
        for row in sorted(rows, key=lambda row: (_on_page(row.path, places), not row.accepted, row.pk))
    )


def _places(record: TrialRecord) -> dict[str, int]:
    """Return the path of every row that the page numbers -> its 1-based place in its list."""
    lists = (one for one in outline_of(record).items() if one[0] not in ("interventions", "sources"))
    return {f"{path}/{key}": place for path, keys in lists for place, key in enumerate(keys, start=1)}


def _on_page(path: str, places: dict[str, int]) -> list[tuple[int, str]]:
    """Order paths as the page does: rows by their places, names by the alphabet; rows that are gone first."""
    steps = path.split("/")
    rows = ["/".join(steps[: length + 1]) for length in range(len(steps))]
    return [(places.get(row, 0), "" if row in places else step) for row, step in zip(rows, steps, strict=True)]


def _related(record: TrialRecord, titles: dict[str, str], weights: Weights) -> tuple[RelatedTrial, ...]:
    mine = profile_of(record, weights)
    named = frozenset(titles)
    return nearest(mine, _profiles(_candidates(mine, named), weights), named, _SHOWN)


_COLUMNS = (
    "arm__trial__registry_id",
    "arm__trial__title",
    "arm__trial__syndrome",
    "intervention__cell_source",
    "route",
    "dose_low",
    "dose_high",
    "dose_unit",
    "arm__summary__comparators",
    "dose_levels",
    "arm__summary__only_children",
)


def _candidates(mine: Profile, named: frozenset[str]) -> Iterable[tuple[Any, ...]]:
    """Return MSC regimens of other trials, those most alike by what an index knows first."""
    alike = [
        (Q(arm__trial__registry_id__in=named), 10),
        (Q(arm__trial__syndrome=mine.syndrome) if mine.syndrome else Q(pk__in=[]), 1),
        (Q(intervention__cell_source__in=[code.value for code in mine.sources]), 1),
        (Q(route__in=[code.value for code in mine.routes]), 1),
    ]
    points = [Case(When(test, then=Value(n)), default=Value(0), output_field=IntegerField()) for test, n in alike]
    rows = Regimen.objects.filter(intervention__kind=InterventionKind.MSC.value)
    rows = rows.exclude(arm__trial__registry_id=mine.registry_id)
    rows = rows.annotate(alike=points[0] + points[1] + points[2] + points[3]).filter(alike__gte=1)
    return rows.order_by("-alike", "arm__trial__registry_id").values_list(*_COLUMNS)[:_CANDIDATES]


def _profiles(rows: Iterable[tuple[Any, ...]], weights: Weights) -> list[Profile]:
    """Put the regimens of each trial together."""
    by_trial: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_trial.setdefault(row[0], []).append(row)
    return [_profile(registry_id, found, weights) for registry_id, found in by_trial.items()]


def _profile(registry_id: str, rows: list[tuple[Any, ...]], weights: Weights) -> Profile:
    found = (_dose(row[5:8], row[9], weights.chosen(of_children=bool(row[10]))) for row in rows)
    doses = [dose for dose in found if dose is not None]
    comparators = {code for row in rows for code in (row[8] or "").split("|") if code}
    return Profile(
        registry_id=registry_id,
        title=rows[0][1],
        syndrome=Syndrome(rows[0][2]) if rows[0][2] else None,
        sources=frozenset(CellSource(row[3]) for row in rows if row[3]),
        routes=frozenset(Route(row[4]) for row in rows if row[4]),
        doses=tuple(dict.fromkeys(doses)),
        comparators=frozenset(comparators),
    )


def _dose(stated: tuple[Any, ...], levels: list[str], weight: BodyWeight) -> ProfileDose | None:
    """Return a dose of columns (low, high, unit) in cells/kg; None where it cannot be put so."""
    low, high, unit = stated
    if low is None or high is None or unit not in (DoseUnit.CELLS_PER_KG, DoseUnit.CELLS):
        return None
    dose = dose_range(DoseRecord(low=low, high=high, unit=DoseUnit(unit), levels=tuple(map(Decimal, levels or ()))))
    figure = dose and cells_per_kg(dose, DoseUnit(unit), weight)
    return ProfileDose(figure.range, assumed=bool(figure.assumes)) if figure and figure.range else None


def near_ids(wanted: str) -> tuple[tuple[str, str], ...]:
    """Return up to five trials, id and title, whose number is like one that is not held; two queries.

    A number that a trial has beside its registry id (the sponsor's own) counts as its number.
    """
    text = "".join(character for character in wanted.strip()[:60] if character.isprintable())
    known = TrialIdentifier.objects.annotate(folded=Lower("value")).filter(folded=text.lower())
    exact = list(known.values_list("trial__registry_id", "trial__title")[:_NEAR])
    pool = dict(Trial.objects.filter(_alike(text)).values_list("registry_id", "title")[:_CANDIDATES])
    by_folded = {registry_id.lower(): registry_id for registry_id in pool}
    close = get_close_matches(text.lower(), by_folded, n=_NEAR, cutoff=0.6)
    found = dict(exact) | {by_folded[one]: pool[by_folded[one]] for one in close}
    return tuple(found.items())[:_NEAR]


def _alike(text: str) -> Q:
    """Trials whose id shares a run of the number's digits, or its longest word."""
    digits = "".join(re.findall(r"[0-9]", text))
    runs = {digits[:5], digits[-5:], digits[1:6]} if len(digits) >= 5 else {digits} if len(digits) >= 3 else set()
    words = sorted(re.findall(r"[^\W\d_]{3,}", text), key=len, reverse=True)
    parts = [run for run in runs if run] + [word for word in words[:2] if word.lower() not in ("nct", "pub")]
    test = Q(pk__in=[])
    for part in parts:
        test |= Q(registry_id__icontains=part)
    return test

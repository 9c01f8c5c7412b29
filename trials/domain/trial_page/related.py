"""Which trials are alike: five plain questions, one point each, so that a score can be understood and checked.

The questions: same syndrome, same tissue of origin, same site of delivery, a dose of one infusion within a factor of
two, a comparator of the same kind. What is not known on either side gives no point and no reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.dosing.arms import arm_figures, comparator_kinds
from trials.domain.dosing.numbers import Range, range_words
from trials.domain.dosing.weights import Weights
from trials.domain.record import TrialRecord
from trials.domain.vocabulary import ArmRole, CellSource, InterventionKind, Route, Syndrome, ValueState
from trials.domain.wording.facts import comparator_label
from trials.domain.wording.sentences import inside

#: How many questions there are: the highest score.
BEST_SCORE = 5
#: Two doses are near when the greater is at most so many times the smaller.
DOSE_FACTOR = Decimal(2)


@dataclass(frozen=True)
class ProfileDose:
    """A dose of one infusion in cells/kg; ``assumed`` when it rests on the reference weight."""

    range: Range
    assumed: bool = False


@dataclass(frozen=True)
class Profile:
    """What of a trial the five questions are about; sets hold what its MSC arms have."""

    registry_id: str
    title: str
    syndrome: Syndrome | None
    sources: frozenset[CellSource] = frozenset()
    routes: frozenset[Route] = frozenset()
    doses: tuple[ProfileDose, ...] = ()
    comparators: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RelatedTrial:
    """How another trial is related: one reason for each point, and whether a record names the other."""

    profile: Profile
    reasons: tuple[str, ...]
    is_named: bool = False

    @property
    def score(self) -> int:
        """Points out of ``BEST_SCORE``."""
        return len(self.reasons)


def profile_of(trial: TrialRecord, weights: Weights) -> Profile:
    """Return the profile of a record."""
    sources, routes, doses = set(), set(), []
    for position in range(1, len(trial.arms) + 1):
        for one in arm_figures(trial, position, weights).msc:
            if one.intervention.cell_source:
                sources.add(one.intervention.cell_source)
            if one.regimen.route and one.regimen.route.value:
                routes.add(one.regimen.route.value)
            if one.per_kg.range is not None:
                doses.append(ProfileDose(one.per_kg.range, one.per_kg.state == ValueState.DERIVED))
    return Profile(
        registry_id=trial.registry_id,
        title=trial.title,
        syndrome=trial.syndrome,
        sources=frozenset(sources),
        routes=frozenset(routes),
        doses=tuple(dict.fromkeys(doses)),
        comparators=frozenset(comparator_kinds(trial)),
    )


def relation_of(one: Profile, other: Profile, *, is_named: bool = False) -> RelatedTrial:
    """Return how ``other`` is related to ``one``, with a reason in words for each point."""
    found = (
        _same_syndrome(one, other),
        _shared("cells from", sorted(one.sources & other.sources), CellSource),
        _shared("given by", sorted(one.routes & other.routes), Route),
        _near_dose(one, other),
        _same_comparator(one, other),
    )
    return RelatedTrial(other, tuple(reason for reason in found if reason), is_named)


def nearest(one: Profile, others: Iterable[Profile], named: frozenset[str], limit: int) -> tuple[RelatedTrial, ...]:
    """Return the most alike trials, best first: those that the record names, then by score.

    Among equals the same syndrome comes first, then the same dose, then the registry id. Others with fewer than
    two points are left out: one point says little.
    """
    found = [relation_of(one, other, is_named=other.registry_id in named) for other in others]
    kept = [each for each in found if each.is_named or each.score >= 2]
    kept.sort(key=lambda each: _order(one, each))
    return tuple(kept[:limit])


def _order(one: Profile, found: RelatedTrial) -> tuple[bool, int, bool, bool, str]:
    other = found.profile
    same_dose = any(dose in other.doses for dose in one.doses)
    return not found.is_named, -found.score, not _same_syndrome(one, other), not same_dose, other.registry_id


def _same_syndrome(one: Profile, other: Profile) -> str:
    # "Other liver disease" is a remainder, not something that two trials have in common.
    if one.syndrome is None or one.syndrome != other.syndrome or one.syndrome == Syndrome.OTHER:
        return ""
    return inside(one.syndrome.label)


def _shared(words: str, codes: list[str], terms: type[CellSource] | type[Route]) -> str:
    unnamed = ("other",)
    labels = [terms.label_of(code) for code in codes if code not in unnamed]
    return f"{words} {' and '.join(inside(label) for label in labels)}" if labels else ""


def _same_comparator(one: Profile, other: Profile) -> str:
    shared = one.comparators & other.comparators
    order = [kind.value for kind in InterventionKind] + [ArmRole.NO_INTERVENTION.value]
    labels = [
        inside(comparator_label(code)) for code in order if code in shared and code != InterventionKind.OTHER.value
    ]
    return f"against {' and '.join(labels)}" if labels else ""


def _near_dose(one: Profile, other: Profile) -> str:
    """Return the nearest pair of doses in words when it lies within the factor; ranges are near when their ends are."""
    near = []
    for mine in one.doses:
        for yours in other.doses:
            ratio = _ratio(mine.range, yours.range)
            if ratio is not None and ratio <= DOSE_FACTOR:
                near.append((ratio, mine.range != yours.range, mine, yours))
    if not near:
        return ""
    _, _, mine, yours = min(near, key=lambda pair: pair[:2])
    if mine.range == yours.range and not mine.assumed and not yours.assumed:
        return f"the same dose of one infusion, {_dose_words(mine)}"
    return f"dose of one infusion within a factor of 2: {_dose_words(mine)} here, {_dose_words(yours)} there"


def _ratio(one: Range, other: Range) -> Decimal | None:
    """Return by how much the nearest ends differ, 1 where the ranges meet; None where a dose of 0 has no ratio."""
    if one.meets(other):
        return Decimal(1)
    pairs = ((mine, yours) for mine in one.parts for yours in other.parts)
    ends = [(a.high, b.low) if a.high < b.low else (b.high, a.low) for a, b in pairs]
    return min((above / below for below, above in ends if below > 0), default=None)


def _dose_words(dose: ProfileDose) -> str:
    return f"{'≈ ' if dose.assumed else ''}{range_words(dose.range)} cells/kg"

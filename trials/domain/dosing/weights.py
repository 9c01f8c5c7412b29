"""Whose body weight a figure may assume: that of adults, or one for children where only children may enter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trials.domain.record import TrialRecord
from trials.domain.record.ages import in_years
from trials.domain.vocabulary import ANALYTES, CriterionKind

#: Reference body weight in kg by which fixed doses and doses per kg are put on one scale, and its bounds.
REFERENCE_WEIGHT = Decimal(60)
WEIGHT_BOUNDS = (Decimal(40), Decimal(120))
#: The same for a weight for children, of which none is the usual: from a newborn on.
CHILD_WEIGHT_BOUNDS = (Decimal(2), Decimal(120))
#: Where nobody older than this may enter, in years, the reference weight, an adult's, says nothing.
OLDEST_CHILD = Decimal(18)


#: The assumptions of a body weight, as figures name them.
WEIGHTS = frozenset({"weight", "child_weight"})


@dataclass(frozen=True)
class BodyWeight:
    """A weight that figures of one trial may assume, in kg; None: there is none to assume."""

    kg: Decimal | None = REFERENCE_WEIGHT
    of_children: bool = False

    @property
    def assumption(self) -> str:
        """The name of the assumption, as addresses and ``Figure.assumes`` have it."""
        return "child_weight" if self.of_children else "weight"

    @property
    def words(self) -> str:
        """What stands behind the number in an arithmetic: "kg reference weight"."""
        return "kg reference weight for children" if self.of_children else "kg reference weight"


@dataclass(frozen=True)
class Weights:
    """The weights that a reader assumes, in kg. ``child``: None where none is, which is the usual."""

    adult: Decimal = REFERENCE_WEIGHT
    child: Decimal | None = None

    def of(self, trial: TrialRecord) -> BodyWeight:
        """Return the weight for the figures of a trial."""
        return self.chosen(of_children=admits_only_children(trial))

    def chosen(self, *, of_children: bool) -> BodyWeight:
        """Return the weight for children, or for everybody else."""
        return BodyWeight(self.child, of_children=True) if of_children else BodyWeight(self.adult)


def admits_only_children(trial: TrialRecord) -> bool:
    """Whether nobody older than 18 years may enter: by the highest age, else by a limit for age that must be met."""
    highest = in_years(trial.age_max)
    if highest is not None:
        return highest <= OLDEST_CHILD
    factors = ANALYTES["time_window"].factors
    limits = (
        limit
        for criterion in trial.criteria
        if criterion.kind == CriterionKind.INCLUSION
        for limit in criterion.thresholds
        if limit.analyte == "age" and limit.high is not None and not limit.either and limit.unit in factors
    )
    return any(limit.high * factors[limit.unit] <= OLDEST_CHILD * factors["years"] for limit in limits if limit.high)


def multiples(weights: Weights) -> tuple[int, int, int | None]:
    """Return by what doses per kg, fixed ones, and those for children are multiplied to stand on one scale.

    None: no weight is assumed for children, so that their fixed doses have no place on it.
    """
    above, below = weights.adult.as_integer_ratio()
    if weights.child is None:
        return above, below, None
    child_above, child_below = weights.child.as_integer_ratio()
    return above * child_above, below * child_above, above * child_below

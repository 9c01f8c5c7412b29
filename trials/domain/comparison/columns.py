"""Columns of a comparison: arms of trials, with everything that rows read from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from trials.domain.dosing.arms import ArmFigures, RegimenFigures, arm_figures, gets_msc
from trials.domain.dosing.quantities import REFERENCE_ULN
from trials.domain.dosing.weights import REFERENCE_WEIGHT, Weights
from trials.domain.record import ArmRecord, CriterionRecord, ThresholdRecord, TrialRecord
from trials.domain.record.missingness import silence
from trials.domain.vocabulary import ValueState
from trials.domain.wording.arm_marks import ArmMark, arm_marks
from trials.domain.wording.units import Units

#: Fewest and most columns of a comparison.
MIN_COLUMNS, MAX_COLUMNS = 2, 12
#: The registry id under which a planned arm stands; no registry gives such an id.
PLAN_ID = "PLAN"
#: The key of its one arm; addresses of before arms had keys call it 1.
PLAN_KEY = "planned"
PLAN_REF = f"{PLAN_ID}:{PLAN_KEY}"


@dataclass(frozen=True)
class Assumptions:
    """What derived figures rest on, and the units shown.

    Reference weight in kg, ULN of bilirubin in umol/L. ``child_weight`` in kg is for trials that admit only children;
    None: none is assumed.
    """

    weight: Decimal = REFERENCE_WEIGHT
    uln: Decimal = REFERENCE_ULN
    units: Units = Units.BOTH
    child_weight: Decimal | None = None

    @property
    def weights(self) -> Weights:
        """Both weights."""
        return Weights(self.weight, self.child_weight)


@dataclass(frozen=True)
class ColumnLimit:
    """A threshold with the criterion it stands in and its path."""

    threshold: ThresholdRecord
    criterion: CriterionRecord
    path: str


@dataclass(frozen=True)
class Column:
    """One arm as it is compared. ``position`` is its 1-based place now, ``ref`` its address, which stays."""

    trial: TrialRecord
    position: int
    key: ArmMark
    assumptions: Assumptions

    @property
    def ref(self) -> str:
        """The address of the arm: registry id, colon, the arm's key."""
        return f"{self.trial.registry_id}:{self.arm.key}"

    @property
    def is_planned(self) -> bool:
        """Whether this is the reader's own arm, which no source speaks of."""
        return self.trial.registry_id == PLAN_ID

    @property
    def arm(self) -> ArmRecord:
        """The arm as registered."""
        return self.trial.arms[self.position - 1]

    @cached_property
    def figures(self) -> ArmFigures:
        """The arm's doses, days and cumulative dose at the reference weight."""
        return arm_figures(self.trial, self.position, self.assumptions.weights)

    @cached_property
    def msc(self) -> tuple[RegimenFigures, ...]:
        """The arm's MSC regimens."""
        return self.figures.msc

    @cached_property
    def given(self) -> tuple[RegimenFigures, ...]:
        """The regimens whose site of delivery and schedule are compared: MSC, else what is given in their place."""
        return self.figures.given

    @cached_property
    def limits(self) -> tuple[ColumnLimit, ...]:
        """Every threshold of the trial."""
        return tuple(self._limits())

    def _limits(self) -> Iterator[ColumnLimit]:
        for criterion in self.trial.criteria:
            for threshold in criterion.thresholds:
                yield ColumnLimit(threshold, criterion, f"criteria/{criterion.key}/thresholds/{threshold.key}")

    def silence(self, path: str) -> ValueState:
        """Return what the absence of the value at a path means."""
        return silence(self.trial, path)


def msc_arms(trial: TrialRecord) -> tuple[str, ...]:
    """Return the keys of the trial's MSC arms; of all its arms when none gets MSC."""
    keys = tuple(arm.key for arm in trial.arms if gets_msc(trial, arm))
    return keys or tuple(arm.key for arm in trial.arms)


def columns_of(arms: list[tuple[TrialRecord, int]], assumptions: Assumptions) -> tuple[Column, ...]:
    """Return the columns of arms, given as (trial, 1-based position) in the order of the page."""
    keys = arm_marks([trial.registry_id for trial, _ in arms])
    return tuple(Column(trial, position, key, assumptions) for (trial, position), key in zip(arms, keys, strict=True))

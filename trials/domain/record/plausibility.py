"""What in a record is possible but hardly meant: said to whoever brings it in, by file, admin or import alike.

Nothing here refuses a record: a doubt is confirmed, or the value is mended. What a discrepancy of the record already
speaks of is no news and raises none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.record import DoseRecord, TrialRecord
from trials.domain.record.dose_text import stated_amounts
from trials.domain.record.known_paths import is_known
from trials.domain.vocabulary import DoseUnit

#: What one administration gives where it is no slip of the pen, by unit.
DOSE_BOUNDS = {
    DoseUnit.CELLS: (Decimal(10) ** 4, Decimal(10) ** 10),
    DoseUnit.CELLS_PER_KG: (Decimal(10) ** 3, Decimal(10) ** 9),
}
#: How far a value may lie from what its text says, as a share: texts round.
_NEAR = Decimal("0.01")
_DATES = (
    ("start", "completion", "Completion"),
    ("start", "primary_completion", "Primary completion"),
    ("primary_completion", "completion", "Completion"),
)


@dataclass(frozen=True)
class Doubt:
    """A value that is hardly meant: its path in the record, and in a sentence what it is held against."""

    path: str
    says: str

    def __str__(self) -> str:
        return f"{self.path}: {self.says}"


def doubts(trial: TrialRecord) -> tuple[Doubt, ...]:
    """Return what is hardly meant in a record, in the record's order; what its discrepancies speak of is left out."""
    known = {path for one in trial.discrepancies for path in one.all_paths}
    return tuple(one for one in _every(trial) if one.path not in known)


def new_doubts(before: TrialRecord | None, after: TrialRecord) -> tuple[Doubt, ...]:
    """Return the doubts that a change brings; those that stood before it are not asked about again.

    A discrepancy about the value that was there says nothing of the one that is typed in its place.
    """
    old = set(_every(before)) if before is not None else set()
    return tuple(one for one in _every(after) if one not in old)


def _every(trial: TrialRecord) -> tuple[Doubt, ...]:
    return (*_of_dates(trial), *_of_sizes(trial), *_of_doses(trial), *_of_missing(trial))


def _of_dates(trial: TrialRecord) -> Iterator[Doubt]:
    for first, last, name in _DATES:
        one, other = str(getattr(trial, first) or ""), str(getattr(trial, last) or "")
        length = min(len(one), len(other))
        if length and other[:length] < one[:length]:
            yield Doubt(last, f"{name} {other} comes before {first.replace('_', ' ')} {one}.")


def _of_sizes(trial: TrialRecord) -> Iterator[Doubt]:
    sizes = [arm.size for arm in trial.arms if arm.size is not None]
    if trial.enrolment is None or not sizes:
        return
    total, is_whole = sum(sizes), len(sizes) == len(trial.arms)
    if total > trial.enrolment or (is_whole and total != trial.enrolment):
        added = f"{' + '.join(map(str, sizes))} = {total}" if len(sizes) > 1 else str(total)
        yield Doubt("enrolment", f"The arms have {added} participants, the trial has {trial.enrolment}.")


def _of_doses(trial: TrialRecord) -> Iterator[Doubt]:
    for arm in trial.arms:
        for regimen in arm.regimens:
            if regimen.dose is not None:
                yield from _of_dose(f"arms/{arm.key}/regimens/{regimen.key}/dose", regimen.dose)


def _of_dose(path: str, dose: DoseRecord) -> Iterator[Doubt]:
    if dose.unit not in DOSE_BOUNDS or dose.low is None or dose.high is None:
        return
    values = dose.levels or tuple(dict.fromkeys((dose.low, dose.high)))
    low, high = DOSE_BOUNDS[dose.unit]
    outside = [value for value in values if not low <= value <= high]
    if outside:
        usual = f"{_words([low])} to {_words([high])}"
        yield Doubt(path, f"{_words(outside)} {dose.unit.label} is out of the usual, {usual}.")
    stated = stated_amounts(dose.as_reported)
    strange = [value for value in values if not any(abs(value - one) <= one * _NEAR for one in stated)]
    if stated and strange:
        value = f"{_words(strange)} {dose.unit.label}"
        yield Doubt(path, f"{value} does not fit what is reported, “{dose.as_reported}”.")


def _of_missing(trial: TrialRecord) -> Iterator[Doubt]:
    for fact in trial.missing:
        if not is_known(trial, fact.path):
            yield Doubt(fact.path, f"Said to be {fact.state.label}, but the record has no such place.")


def _words(numbers: list[Decimal]) -> str:
    """Return numbers in full with their digits in groups: "200 000 000 and 0.5"."""
    return " and ".join(f"{number.normalize():,f}".replace(",", " ") for number in numbers)

"""Counts over all trials and arms: the groups that are counted, and what is known of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.vocabulary import ValueState, concept_label


@dataclass(frozen=True)
class BarCount:
    """One bar of a list of counts; ``is_silence`` bars are hatched and their name is quiet."""

    label: str
    number: int
    is_silence: bool = False


@dataclass(frozen=True)
class DoseCount:
    """How many arms have a lowest dose in one bin: stated per kg, or a fixed number at the reference weight."""

    label: str
    per_kg: int
    fixed: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.per_kg + self.fixed


#: Edges of the bins in cells/kg: below each, then one bin for exactly a million, then above.
DOSE_EDGES = tuple(Decimal(n) for n in (30_000, 100_000, 300_000, 1_000_000))
DOSE_UPPER = tuple(Decimal(n) for n in (3_000_000, 10_000_000))
DOSE_LABELS = ("< 0.03", "< 0.1", "< 0.3", "< 1", "1", "≤ 3", "≤ 10", "> 10")
DOSE_SPELLED = (
    "under 0.03",
    "from 0.03 to under 0.1",
    "from 0.1 to under 0.3",
    "from 0.3 to under 1",
    "1",
    "over 1 to 3",
    "over 3 to 10",
    "over 10",
)


#: Ends of the groups of times, in days from the first infusion; None: later than all.
TIME_ENDS: tuple[tuple[int | None, str], ...] = (
    (14, "to 2 wk"),
    (35, "to 5 wk"),
    (105, "to 15 wk"),
    (210, "to 30 wk"),
    (400, "to 57 wk"),
    (None, "later"),
)


@dataclass(frozen=True)
class SyndromeCount:
    """How many trials with MSC arms are about one syndrome: those that the list shows."""

    code: str
    label: str
    number: int


@dataclass(frozen=True)
class Discord:
    """How many contradictions and inconsistencies are kept, and in how many trials; reading notes are not counted.

    ``trials_dose`` and ``trials_schedule``: trials in which two values of a dose, or of a schedule, contradict.
    """

    contradictions: int
    major: int
    open: int
    trials: int
    trials_major: int
    trials_dose: int
    trials_schedule: int
    trials_misfit: int


@dataclass(frozen=True)
class ArmCounts:
    """Counts over arms: all, with MSC, and of these by dose, number of infusions and state of the dose."""

    arms: int
    msc: int
    per_kg: int
    doses: tuple[DoseCount, ...]
    infusions: tuple[BarCount, ...]
    states: tuple[BarCount, ...]


@dataclass(frozen=True)
class ConceptTimes:
    """In how many trials one endpoint is read, in all and in each group of times."""

    label: str
    trials: tuple[int, ...]


_INFUSION_GROUPS = ("1", "2", "3", "4", "5 to 9", "10 and more")


@dataclass(frozen=True)
class CountedArms:
    """How many arms (``number``) are alike in all that is counted.

    ``infusions`` None: not known, ``schedule_state`` says why. ``bin``: the place of the lowest dose in
    ``DOSE_SPELLED``, -1 without a dose; ``is_per_kg``: it is stated per kg.
    """

    has_msc: bool
    dose_state: str
    schedule_state: str
    infusions: int | None
    bin: int
    is_per_kg: bool
    number: int


def arm_counts(counted: Iterable[CountedArms]) -> ArmCounts:
    """Return the counts over all arms from those of alike ones."""
    arms = msc = 0
    bins: Counter[tuple[int, bool]] = Counter()
    states: Counter[str] = Counter()
    infusions: Counter[str] = Counter()
    for one in counted:
        arms += one.number
        if not one.has_msc:
            continue
        msc += one.number
        states[one.dose_state] += one.number
        group = one.schedule_state if one.infusions is None else _infusion_group(one.infusions)
        infusions[group] += one.number
        if one.bin >= 0:
            bins[(one.bin, one.is_per_kg)] += one.number
    doses = tuple(DoseCount(label, bins[(n, True)], bins[(n, False)]) for n, label in enumerate(DOSE_SPELLED))
    return ArmCounts(
        arms=arms,
        msc=msc,
        per_kg=sum(one.per_kg for one in doses),
        doses=doses,
        infusions=(*(BarCount(label, infusions[label]) for label in _INFUSION_GROUPS), *_silences(infusions)),
        states=(BarCount("dose stated", states[ValueState.REPORTED.value]), *_silences(states)),
    )


def concept_times(counted: Iterable[tuple[str, int, int]], most: int) -> tuple[ConceptTimes, ...]:
    """Return the endpoints that most trials register with a time, ``most`` of them, by groups of times.

    ``counted``: concept, place of the time in ``TIME_ENDS``, number of trials.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(TIME_ENDS))
    for concept, place, number in counted:
        counts[concept][place] = number
    counts.pop("other", None)
    first = sorted(counts.items(), key=lambda pair: (-sum(pair[1]), pair[0]))[:most]
    return tuple(ConceptTimes(concept_label(code), tuple(numbers)) for code, numbers in first)


def _infusion_group(number: int) -> str:
    if number <= 4:
        return str(number)
    return "5 to 9" if number <= 9 else "10 and more"


def _silences(counts: Mapping[str, int]) -> tuple[BarCount, ...]:
    """Return the ways to be silent: the two that filters always offer, others where they occur."""
    always = (ValueState.NOT_REPORTED, ValueState.NOT_EXTRACTED)
    others = (ValueState.UNCLEAR, ValueState.NOT_DERIVABLE, ValueState.NOT_APPLICABLE)
    shown = (*always, *(state for state in others if counts.get(state.value)))
    return tuple(BarCount(state.label, counts.get(state.value, 0), is_silence=True) for state in shown)

"""What the first page reads: counts over all trials, and a few records whole, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, IntegerField, Q, Value, When

from trials.domain.dosing.weights import REFERENCE_WEIGHT
from trials.domain.landscape.counts import (
    DOSE_EDGES,
    DOSE_SPELLED,
    DOSE_UPPER,
    TIME_ENDS,
    ArmCounts,
    ConceptTimes,
    CountedArms,
    Discord,
    SyndromeCount,
    arm_counts,
    concept_times,
)
from trials.domain.landscape.ready import (
    EXAMPLE_ID,
    Noted,
    ReadyComparison,
    TwoReadings,
    most_powers,
    ready_comparisons,
    ready_ids,
    schedule_in_two_readings,
)
from trials.domain.vocabulary import DiscrepancyKind, DiscrepancyStatus, Severity, Syndrome, ValueState
from trials.models import ArmSummary, Discrepancy, Site, Timepoint, Trial
from trials.selectors.records import trial_records

_NOTED = 300
_CONCEPTS = 12


@dataclass(frozen=True)
class Overview:
    """Everything that the first page shows."""

    trials: int
    syndromes: tuple[SyndromeCount, ...]
    countries: int
    arms: ArmCounts
    msc_trials: int
    doseless_trials: int
    discord: Discord
    concepts: tuple[ConceptTimes, ...]
    ready: tuple[ReadyComparison, ...]
    two: TwoReadings | None
    powers: Noted | None


def overview() -> Overview:
    """Return the first page's data in nine queries, whatever the number of trials."""
    syndromes, trials = _syndromes()
    records = trial_records(ready_ids())
    msc_trials, dosed_trials = _trials_with_msc()
    return Overview(
        trials=trials,
        syndromes=syndromes,
        countries=Site.objects.aggregate(n=Count("country", distinct=True))["n"],
        arms=_arm_counts(),
        msc_trials=msc_trials,
        doseless_trials=msc_trials - dosed_trials,
        discord=_discord(),
        concepts=_concepts(),
        ready=ready_comparisons(records),
        two=schedule_in_two_readings(records.get(EXAMPLE_ID)),
        powers=most_powers(_noted()),
    )


def _syndromes() -> tuple[tuple[SyndromeCount, ...], int]:
    """Return the syndromes of the trials with MSC arms, and the number of all trials."""
    given = Count("pk", distinct=True, filter=Q(arms__summary__has_msc=True))
    rows = Trial.objects.order_by().values_list("syndrome").annotate(n=Count("pk", distinct=True), msc=given)
    grouped: list[tuple[str, int, int]] = list(rows)
    shown = [_syndrome_count(code, msc) for code, _, msc in grouped if msc]
    return tuple(sorted(shown, key=lambda one: -one.number)), sum(every for _, every, _ in grouped)


def _syndrome_count(code: str, number: int) -> SyndromeCount:
    """Trials whose syndrome nobody has set are counted as such, never as another syndrome."""
    state = ValueState.NOT_EXTRACTED
    return SyndromeCount(code, Syndrome.label_of(code), number) if code else SyndromeCount(state, state.label, number)


def _trials_with_msc() -> tuple[int, int]:
    """Return the number of trials with MSC arms, and of those where at least one such arm states a dose."""
    msc = ArmSummary.objects.filter(has_msc=True)
    found = msc.aggregate(
        n=Count("arm__trial", distinct=True),
        dosed=Count("arm__trial", distinct=True, filter=Q(dose_state=ValueState.REPORTED.value)),
    )
    return found["n"], found["dosed"]


def _dose_bin() -> Case:
    """Return the place of an arm's lowest dose among the bins; fixed numbers at the reference weight."""
    tests = []
    for column, factor in (("dose_per_kg_low", 1), ("dose_cells_low", REFERENCE_WEIGHT)):
        # A dose stated per kg comes first: the reference weight is used only where nothing else is stated.
        stated = Q(**{f"{column}__isnull": False})
        if factor != 1:
            stated &= Q(only_children=False)
        tests += [
            When(stated & Q(**{f"{column}__lt": edge * factor}), then=Value(n)) for n, edge in enumerate(DOSE_EDGES)
        ]
        million = DOSE_EDGES[-1] * factor
        tests.append(When(stated & Q(**{column: million}), then=Value(len(DOSE_EDGES))))
        tests += [
            When(stated & Q(**{f"{column}__lte": edge * factor}), then=Value(len(DOSE_EDGES) + n))
            for n, edge in enumerate(DOSE_UPPER, start=1)
        ]
        tests.append(When(stated, then=Value(len(DOSE_SPELLED) - 1)))
    return Case(*tests, default=Value(-1), output_field=IntegerField())


def _arm_counts() -> ArmCounts:
    is_per_kg = Case(When(dose_per_kg_low__isnull=False, then=True), default=False, output_field=BooleanField())
    rows = ArmSummary.objects.order_by().annotate(bin=_dose_bin(), is_per_kg=is_per_kg)
    columns = rows.values_list("has_msc", "dose_state", "schedule_state", "doses_count", "bin", "is_per_kg")
    return arm_counts(CountedArms(*row) for row in columns.annotate(n=Count("pk")))


def _discord() -> Discord:
    two = Q(kind=DiscrepancyKind.CONTRADICTION.value)
    major = two & Q(severity=Severity.MAJOR.value)
    misfit = Q(kind=DiscrepancyKind.INCONSISTENCY.value)

    def trials(which: Q) -> Count:
        return Count("trial", distinct=True, filter=which)

    found = Discrepancy.objects.aggregate(
        contradictions=Count("pk", filter=two),
        major=Count("pk", filter=major),
        open=Count("pk", filter=two & Q(status=DiscrepancyStatus.OPEN.value)),
        trials=trials(two),
        trials_major=trials(major),
        trials_dose=trials(two & Q(path__startswith="arms/", path__endswith="/dose")),
        trials_schedule=trials(two & Q(path__startswith="arms/", path__endswith="/schedule")),
        trials_misfit=trials(misfit),
    )
    return Discord(**found)


def _concepts() -> tuple[ConceptTimes, ...]:
    """Return the endpoints that most trials register with a time, by groups of times."""
    ends = [When(day__lte=end, then=Value(n)) for n, (end, _) in enumerate(TIME_ENDS) if end is not None]
    group = Case(*ends, default=Value(len(TIME_ENDS) - 1), output_field=IntegerField())
    rows = Timepoint.objects.order_by().filter(day__gte=0).annotate(group=group)
    by_time = rows.values_list("outcome__concept", "group").annotate(n=Count("outcome__trial", distinct=True))
    return concept_times(by_time, _CONCEPTS)


def _noted() -> list[Noted]:
    rows = Discrepancy.objects.filter(
        kind=DiscrepancyKind.CONTRADICTION.value, path__endswith="/dose", text__contains="10^"
    ).order_by("trial__registry_id", "position")
    return [Noted(*row) for row in rows.values_list("trial__registry_id", "trial__title", "position", "text")[:_NOTED]]

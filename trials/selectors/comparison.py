"""What the comparison reads: records, curators' decisions, arms found by words; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trials.domain.comparison.evidence import Decision
from trials.domain.record.dates import PartialDate
from trials.domain.vocabulary import ClaimMethod
from trials.models import Arm, Claim, Trial
from trials.search.text import contains_words, query_words

_FOUND = 8


def curators_decisions(registry_ids: Iterable[str]) -> dict[str, dict[str, tuple[Decision, ...]]]:
    """Return what curators decided, and what they set aside, by registry id and path: one query."""
    decided = Claim.objects.filter(trial__registry_id__in=list(registry_ids))
    rows = decided.exclude(accepted=True, method=ClaimMethod.CURATED_EVIDENCE).exclude(is_rival=True)
    found: dict[str, dict[str, list[Decision]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.select_related("source", "by", "trial"):
        found[row.trial.registry_id][row.path].append(
            Decision(
                path=row.path,
                value=row.value,
                as_reported=row.as_reported,
                source_key=row.source.key if row.source else "",
                method=ClaimMethod(row.method),
                accepted=row.accepted,
                by=row.by.get_username() if row.by else "",
                on=PartialDate(row.at.date().isoformat()).words() if row.at else "",
            )
        )
    return {one: {path: tuple(rows) for path, rows in paths.items()} for one, paths in found.items()}


@dataclass(frozen=True)
class OfferedArm:
    """An arm that can be added: its address, its label, whether it gets MSC."""

    ref: str
    label: str
    has_msc: bool


@dataclass(frozen=True)
class OfferedTrial:
    """A trial that fits the words typed, with its arms."""

    registry_id: str
    title: str
    arms: tuple[OfferedArm, ...]


@dataclass(frozen=True)
class Offer:
    """The first trials that fit the words typed; ``more`` says that others fit too."""

    trials: tuple[OfferedTrial, ...] = ()
    more: bool = False


def find_trials(text: str) -> Offer:
    """Return up to eight trials whose words hold all words typed, the latest first, with their arms: two queries."""
    words = query_words(text)
    if not words:
        return Offer()
    trials = list(Trial.objects.filter(contains_words(words)).order_by("-start", "registry_id")[: _FOUND + 1])
    return Offer(_with_arms(trials[:_FOUND]), len(trials) > _FOUND)


def _with_arms(trials: list[Trial]) -> tuple[OfferedTrial, ...]:
    arms: dict[int, list[OfferedArm]] = defaultdict(list)
    rows = Arm.objects.filter(trial__in=trials).select_related("summary").order_by("trial", "position")
    by_id = {trial.pk: trial for trial in trials}
    for arm in rows:
        ref = f"{by_id[arm.trial_id].registry_id}:{arm.key}"
        arms[arm.trial_id].append(OfferedArm(ref, arm.label, arm.summary.has_msc))
    return tuple(OfferedTrial(trial.registry_id, trial.title, tuple(arms[trial.pk])) for trial in trials)

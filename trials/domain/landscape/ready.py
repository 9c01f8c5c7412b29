"""The first page in plain data: ready comparisons, what is printed differently, and the pictures over all trials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from trials.domain.dosing.arms import RegimenFigures, arm_figures, gets_msc
from trials.domain.dosing.quantities import Figure
from trials.domain.dosing.weights import Weights
from trials.domain.record import TrialRecord
from trials.domain.record.keys import place_of
from trials.domain.vocabulary import RegimenRelation
from trials.domain.wording.arm_marks import ArmMark, arm_marks
from trials.domain.wording.claims import claimed_words
from trials.domain.wording.times import days_words, schedule_words


@dataclass(frozen=True)
class Ready:
    """A comparison worth opening: ``refs`` name arms ("NCT01724398:uc-msc") or whole trials ("NCT03668171")."""

    title: str
    question: str
    refs: tuple[str, ...]


#: Each stands for one question that people bring; their figures are read from the records when the page is made.
READY = (
    Ready(
        "A second course of infusions",
        "One trial, the same cells: what does a prolonged course add to the cumulative dose?",
        ("NCT05985863:msc-1-huc-msc", "NCT05985863:msc-2-huc-msc-prolonged"),
    ),
    Ready(
        "Repeated infusions in ACLF",
        "Four trials in ACLF that repeat an infusion: how far apart, how many, and how much in all?",
        ("NCT01724398", "NCT03860155", "NCT03668171", "NCT02812121"),
    ),
    Ready(
        "Low against high dose",
        "Two doses of one product, each with its own placebo.",
        ("NCT06884904:low-dose-experimental", "NCT06884904:high-dose-experimental"),
    ),
)
#: The record of which one value is shown in two readings.
EXAMPLE_ID = "NCT03668171"


@dataclass(frozen=True)
class ReadyArm:
    """One arm of a ready comparison; ``courses`` are pairs of how often ("3 ×") and the dose of one infusion."""

    registry_id: str
    label: str
    key: ArmMark
    courses: tuple[tuple[str, Figure], ...]
    joiner: str
    days: str
    cumulative: Figure


@dataclass(frozen=True)
class ReadyComparison:
    """A ready comparison with its arms; ``query`` is the address's query string."""

    title: str
    question: str
    query: str
    arms: tuple[ReadyArm, ...]


def ready_ids() -> tuple[str, ...]:
    """Return the registry ids that the first page reads whole."""
    refs = [ref.partition(":")[0] for ready in READY for ref in ready.refs]
    return tuple(dict.fromkeys([*refs, EXAMPLE_ID]))


def ready_comparisons(records: Mapping[str, TrialRecord]) -> tuple[ReadyComparison, ...]:
    """Return the ready comparisons of which at least two arms are held."""
    found = (_ready(one, records) for one in READY)
    return tuple(one for one in found if len(one.arms) >= 2)


def _ready(one: Ready, records: Mapping[str, TrialRecord]) -> ReadyComparison:
    held = [ref for ref in one.refs if ref.partition(":")[0] in records and _places(ref, records)]
    places = [place for ref in held for place in _places(ref, records)]
    keys = arm_marks([record.registry_id for record, _ in places])
    arms = tuple(_arm(record, number, key) for (record, number), key in zip(places, keys, strict=True))
    query = urlencode([("arm" if ":" in ref else "trial", ref) for ref in held], safe=":")
    return ReadyComparison(one.title, one.question, query, arms)


def _places(ref: str, records: Mapping[str, TrialRecord]) -> list[tuple[TrialRecord, int]]:
    registry_id, _, key = ref.partition(":")
    record = records[registry_id]
    if key:
        place = place_of(record.arms, key)
        return [(record, place)] if place else []
    return [(record, place) for place, arm in enumerate(record.arms, start=1) if gets_msc(record, arm)]


def _arm(record: TrialRecord, position: int, key: ArmMark) -> ReadyArm:
    figures = arm_figures(record, position, Weights())
    return ReadyArm(
        registry_id=record.registry_id,
        label=record.arms[position - 1].label,
        key=key,
        courses=tuple((_times(one), one.per_kg) for one in figures.msc),
        joiner=" or " if any(_is_alternative(one) for one in figures.msc) else " + ",
        days=days_words(figures.days) if figures.days else figures.days_state.label,
        cumulative=figures.cumulative_per_kg,
    )


def _is_alternative(one: RegimenFigures) -> bool:
    return one.regimen.relation == RegimenRelation.ALTERNATIVE


def _times(one: RegimenFigures) -> str:
    """Return how often a dose is given, "3 ×"; "each" where the number is not known."""
    return f"{int(one.count.range.low)} ×" if one.count.range is not None else "each"


@dataclass(frozen=True)
class ShownReading:
    """One of the readings of a value: its text, its place, what it says, and whether it is the one shown."""

    as_reported: str
    place: str
    says: str
    is_shown: bool


@dataclass(frozen=True)
class TwoReadings:
    """One value that a record gives more than once, differently."""

    registry_id: str
    what: str
    readings: tuple[ShownReading, ...]


def schedule_in_two_readings(record: TrialRecord | None) -> TwoReadings | None:
    """Return the first schedule of a record that is kept in more than one reading; None when there is none."""
    if record is None:
        return None
    for arm in record.arms:
        for regimen in arm.regimens:
            path = f"arms/{arm.key}/regimens/{regimen.key}/schedule"
            rivals = [claim for claim in record.rival_claims if claim.path == path]
            if rivals and regimen.schedule is not None and regimen.schedule.days:
                said = schedule_words(regimen.schedule)
                shown = ShownReading(regimen.schedule.as_reported, "", said, is_shown=True)
                others = tuple(
                    ShownReading(one.as_reported, one.place, claimed_words(path, one.value), is_shown=False)
                    for one in rivals
                )
                return TwoReadings(record.registry_id, f"infusion days of “{arm.label}”", (shown, *others))
    return None


@dataclass(frozen=True)
class Noted:
    """A contradiction as it stands in a trial's record: its number there and its text."""

    registry_id: str
    title: str
    number: int
    text: str


_POWER = re.compile(r"10\^(\d+)", re.ASCII)


def most_powers(found: Iterable[Noted]) -> Noted | None:
    """Return the contradiction that names the most different powers of ten, the first of equals; None below two."""
    best, most = None, 1
    for one in found:
        powers = len(set(_POWER.findall(one.text)))
        if powers > most:
            best, most = one, powers
    return best

"""The dosing of a trial in short: one line an MSC arm, and the timeline of all arms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from trials.domain.arms import RegimenFigures, arm_figures
from trials.domain.comparison.wording import days_words
from trials.domain.figures.lanes import Lane, arm_lane, short_dose
from trials.domain.figures.timeline import Timeline, timeline
from trials.domain.presenting.arms import ArmHead, arm_heads
from trials.domain.presenting.values import joined
from trials.domain.record import TrialRecord
from trials.domain.vocabulary import InterventionKind

_TIMELINE_WIDTH = 1000


@dataclass(frozen=True)
class GistLine:
    """An MSC arm in one line: number and dose, days, site of delivery, cumulative dose."""

    arm: ArmHead
    words: str


def gist(record: TrialRecord, weight: Decimal) -> tuple[GistLine, ...]:
    """Return the MSC arms in one line each. ``weight``: reference weight in kg."""
    found = []
    for arm in arm_heads(record):
        if arm.has_msc:
            figures = arm_figures(record, arm.position, weight)
            routes = dict.fromkeys(_route_words(one) for one in figures.msc)
            days = f"days {days_words(figures.days)}" if figures.days else ""
            sum_of = short_dose(figures.cumulative_per_kg)
            cumulative = f"cumulative {sum_of}" if sum_of else ""
            dose = arm_lane(record, arm.position, arm.key, weight).note
            found.append(GistLine(arm, joined((dose, days, *routes, cumulative), " · ")))
    return tuple(found)


def _route_words(one: RegimenFigures) -> str:
    route = one.regimen.route
    if route is None or route.value is None:
        return ""
    return route.value.label[0].lower() + route.value.label[1:]


def dosing_timeline(record: TrialRecord, weight: Decimal) -> Timeline | None:
    """Return the timeline of all arms, None without any; infusions without cells stand in the lane of their arm."""
    heads = arm_heads(record)
    lanes = [
        _with_placebo(arm_lane(record, head.position, head.key, weight, with_trial=False), record, head.position)
        for head in heads
    ]
    if not lanes:
        return None
    title = f"Infusion days of the arms of {record.registry_id}"
    return timeline(lanes, title=title, width=_TIMELINE_WIDTH)


def _with_placebo(lane: Lane, record: TrialRecord, position: int) -> Lane:
    """Draw the placebo of an arm without MSC as its course: its infusion days are what is compared."""
    names = {
        record.intervention(one.intervention).name
        for one in record.arms[position - 1].regimens
        if record.intervention(one.intervention).kind == InterventionKind.PLACEBO
    }
    tracks = tuple(track for track in lane.beside if track.words in names)
    if lane.courses or not tracks:
        return lane
    rest = tuple(track for track in lane.beside if track not in tracks)
    return replace(lane, courses=tracks, silence="", beside=rest, note="without MSC")

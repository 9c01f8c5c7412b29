"""The dosing of a trial in short: one line an MSC arm, and the timeline of all arms."""

from __future__ import annotations

from dataclasses import dataclass

from trials.domain.dosing.arms import arm_figures
from trials.domain.dosing.weights import Weights
from trials.domain.figures.lanes import arm_lane
from trials.domain.figures.timeline import Timeline, timeline
from trials.domain.record import TrialRecord
from trials.domain.trial_page.arm_table import ArmHead, arm_heads
from trials.domain.wording.doses import short_dose
from trials.domain.wording.routes import route_words
from trials.domain.wording.sentences import inside, joined
from trials.domain.wording.times import days_words

_TIMELINE_WIDTH = 1000


@dataclass(frozen=True)
class GistLine:
    """An MSC arm in one line: number and dose, days, site of delivery, cumulative dose."""

    arm: ArmHead
    words: str


def gist(record: TrialRecord, weights: Weights) -> tuple[GistLine, ...]:
    """Return the MSC arms in one line each."""
    found = []
    for arm in arm_heads(record):
        if arm.has_msc:
            figures = arm_figures(record, arm.position, weights)
            routes = dict.fromkeys(inside(route_words(one.regimen.route)) for one in figures.msc)
            days = f"days {days_words(figures.days)}" if figures.days else ""
            sum_of = short_dose(figures.cumulative_per_kg)
            cumulative = f"cumulative {sum_of}" if sum_of else ""
            dose = arm_lane(record, arm.position, arm.key, weights).note
            found.append(GistLine(arm, joined((dose, days, *routes, cumulative), " · ")))
    return tuple(found)


def dosing_timeline(record: TrialRecord, weights: Weights) -> Timeline | None:
    """Return the timeline of all arms, None without any; infusions without cells stand in the lane of their arm."""
    heads = arm_heads(record)
    lanes = [arm_lane(record, head.position, head.key, weights, with_trial=False) for head in heads]
    if not lanes:
        return None
    title = f"Infusion days of the arms of {record.registry_id}"
    return timeline(lanes, title=title, width=_TIMELINE_WIDTH)

"""Published results: groups with their numbers, the effect as printed, and the source of each."""

from __future__ import annotations

from dataclasses import dataclass

from trials.domain.record import ResultGroupRecord, ResultRecord, TrialRecord
from trials.domain.record.keys import place_of
from trials.domain.trial_page.values import Reader
from trials.domain.wording.discrepancies import Signs
from trials.domain.wording.links import cited_link
from trials.domain.wording.results import counts_words, effect_words, group_name, group_value_words, result_name
from trials.domain.wording.times import day_words


@dataclass(frozen=True)
class GroupLine:
    """One group of a result: its arm where it is one (its place now, 0 for none), its numbers in words, "" for none."""

    label: str
    arm: int
    anchor: str
    counts: str
    value: str


@dataclass(frozen=True)
class ResultLine:
    """One result. ``effect`` "" means that the source prints no comparison; ``anchor`` is its place on the page."""

    anchor: str
    concept: str
    when: str
    groups: tuple[GroupLine, ...]
    effect: str
    source: int | None
    cited: str
    cited_url: str
    signs: Signs


def result_lines(read: Reader) -> tuple[ResultLine, ...]:
    """Return the results in the record's order."""
    return tuple(_line(read, one) for one in read.record.results)


def _line(read: Reader, one: ResultRecord) -> ResultLine:
    return ResultLine(
        anchor=f"result-{one.key}",
        concept=result_name(one),
        when="" if one.day is None else day_words(one.day),
        groups=tuple(_group(read.record, one, group) for group in one.groups),
        effect=effect_words(one.effect) if one.effect else "",
        source=read.source_number(one.source),
        cited=one.cited,
        cited_url=cited_link(one.cited),
        signs=read.signs(f"results/{one.key}"),
    )


def _group(record: TrialRecord, one: ResultRecord, group: ResultGroupRecord) -> GroupLine:
    place = place_of(record.arms, group.arm)
    return GroupLine(group_name(one, group), place, f"arm-{group.arm}", counts_words(group), group_value_words(group))

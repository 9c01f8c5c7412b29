"""Published results: groups with their numbers, the effect as printed, and the source of each."""

from __future__ import annotations

from dataclasses import dataclass

from trials.domain.record import ResultGroupRecord, ResultRecord
from trials.domain.trial_page.values import Reader
from trials.domain.wording.links import cited_link
from trials.domain.wording.results import counts_words, effect_words, group_name, group_value_words, result_name
from trials.domain.wording.times import day_words


@dataclass(frozen=True)
class GroupLine:
    """One group of a result: its arm where it is one (1-based), and its numbers in words, "" for none given."""

    label: str
    arm: int | None
    counts: str
    value: str


@dataclass(frozen=True)
class ResultLine:
    """One result. ``effect`` "" means that the source prints no comparison."""

    number: int
    concept: str
    when: str
    groups: tuple[GroupLine, ...]
    effect: str
    source: int | None
    cited: str
    cited_url: str
    flags: tuple[int, ...]


def result_lines(read: Reader) -> tuple[ResultLine, ...]:
    """Return the results in the record's order."""
    return tuple(_line(read, number, one) for number, one in enumerate(read.record.results, start=1))


def _line(read: Reader, number: int, one: ResultRecord) -> ResultLine:
    return ResultLine(
        number=number,
        concept=result_name(one),
        when="" if one.day is None else day_words(one.day),
        groups=tuple(_group(one, group) for group in one.groups),
        effect=effect_words(one.effect) if one.effect else "",
        source=read.source_number(one.source),
        cited=one.cited,
        cited_url=cited_link(one.cited),
        flags=read.flags(f"results/{number}"),
    )


def _group(one: ResultRecord, group: ResultGroupRecord) -> GroupLine:
    return GroupLine(group_name(one, group), group.arm, counts_words(group), group_value_words(group))

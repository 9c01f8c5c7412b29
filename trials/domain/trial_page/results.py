"""Published results: groups with their numbers, the effect as printed, and the source of each."""

from __future__ import annotations

from dataclasses import dataclass

from trials.domain.dosing.quantities import words
from trials.domain.record import EffectRecord, ResultGroupRecord, ResultRecord, TrialRecord
from trials.domain.record.keys import place_of
from trials.domain.trial_page.values import Reader, joined
from trials.domain.vocabulary import concept_label
from trials.domain.wording.links import cited_link
from trials.domain.wording.values import day_words, unit_words


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
    flags: tuple[int, ...]


def result_name(one: ResultRecord) -> str:
    """Return what a result is about; where its concept is only "other", what its groups' labels say in common."""
    if one.concept != "other":
        return concept_label(one.concept)
    tail = _common_tail(one)
    return f"{tail[0].upper()}{tail[1:]}" if tail else f"Outcome not named in the record ({one.cited or 'no citation'})"


def group_name(one: ResultRecord, group: ResultGroupRecord) -> str:
    """Return the label of a group, without the words that already name the result."""
    tail = _common_tail(one) if one.concept == "other" else ""
    return group.label.removesuffix(f", {tail}") if tail else group.label


def _common_tail(one: ResultRecord) -> str:
    tails = {group.label.partition(", ")[2] for group in one.groups}
    return tails.pop() if len(tails) == 1 else ""


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
        flags=read.flags(f"results/{one.key}"),
    )


def _group(record: TrialRecord, one: ResultRecord, group: ResultGroupRecord) -> GroupLine:
    place = place_of(record.arms, group.arm)
    return GroupLine(group_name(one, group), place, f"arm-{group.arm}", counts_words(group), value_words(group))


def counts_words(group: ResultGroupRecord) -> str:
    """Return "41 of 56", "n = 56", "41 events"; empty when neither is stated. 0 events is a number."""
    if group.events is not None:
        return f"{group.events} of {group.n}" if group.n is not None else f"{group.events} events"
    return "" if group.n is None else f"n = {group.n}"


def value_words(group: ResultGroupRecord) -> str:
    """Return "73.2 %", "12.5 ± 3 U/L"; empty when no value is stated."""
    if group.value is None:
        return ""
    spread = "" if group.sd is None else f" ± {words(group.sd)}"
    return f"{words(group.value)}{spread} {unit_words(group.unit)}".strip()


def effect_words(effect: EffectRecord) -> str:
    """Return "HR 0.6 (95 % CI 0.36–1.02), p = 0.03": what is stated of it."""
    value = "" if effect.value is None else f"{effect.measure or 'effect'} {words(effect.value)}"
    span = ""
    if effect.ci_low is not None and effect.ci_high is not None:
        span = f"(interval {words(effect.ci_low)} to {words(effect.ci_high)})"
    named = effect.measure if effect.value is None else ""
    p = "" if effect.p is None else f"p = {words(effect.p)}"
    return joined((joined((named, value, span), " "), p))

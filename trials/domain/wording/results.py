"""Published results in words: what was measured, in whom, with which effect."""

from __future__ import annotations

from trials.domain.dosing.numbers import number_words
from trials.domain.record import EffectRecord, ResultGroupRecord, ResultRecord
from trials.domain.vocabulary import concept_label
from trials.domain.wording.sentences import joined
from trials.domain.wording.units import unit_words


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


def counts_words(group: ResultGroupRecord) -> str:
    """Return "41 of 56", "n = 56", "41 events"; empty when neither is stated. 0 events is a number."""
    if group.events is not None:
        return f"{group.events} of {group.n}" if group.n is not None else f"{group.events} events"
    return "" if group.n is None else f"n = {group.n}"


def group_value_words(group: ResultGroupRecord) -> str:
    """Return "73.2 %", "12.5 ± 3 U/L"; empty when no value is stated."""
    if group.value is None:
        return ""
    spread = "" if group.sd is None else f" ± {number_words(group.sd)}"
    return f"{number_words(group.value)}{spread} {unit_words(group.unit)}".strip()


def effect_words(effect: EffectRecord) -> str:
    """Return "HR 0.6 (interval 0.36 to 1.02), p = 0.03": what is stated of it."""
    value = "" if effect.value is None else f"{effect.measure or 'effect'} {number_words(effect.value)}"
    span = ""
    if effect.ci_low is not None and effect.ci_high is not None:
        span = f"(interval {number_words(effect.ci_low)} to {number_words(effect.ci_high)})"
    named = effect.measure if effect.value is None else ""
    p = "" if effect.p is None else f"p = {number_words(effect.p)}"
    return joined((joined((named, value, span), " "), p))

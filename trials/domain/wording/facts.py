"""Facts of a trial in words: countries, ages, whose definition of ACLF."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from trials.domain.dosing.numbers import number_words
from trials.domain.eligibility.definitions import DefinitionUsed
from trials.domain.record import TrialRecord
from trials.domain.record.ages import Age
from trials.domain.record.fields import HeaderField, Kind
from trials.domain.vocabulary import ArmRole, InterventionKind
from trials.domain.wording.limits import limit_words
from trials.domain.wording.sentences import inside, joined
from trials.domain.wording.times import date_words


def as_of_words(record: TrialRecord) -> str:
    """Return when the record was current, "Oct 2022"; empty when that is not known."""
    return date_words(record.record_as_of)


def fact_words(record: TrialRecord, fact: HeaderField) -> str:
    """Return a fact of the trial as a whole in plain words; empty when it is not stated."""
    value = getattr(record, fact.name)
    if fact.kind == Kind.DATE and value:
        kind = getattr(record, f"{fact.name}_type", None)
        return joined((date_words(str(value)), kind.label if kind else ""), " ")
    return "" if value is None or value in ("", ()) else fact_value_words(fact, value)


def fact_value_words(fact: HeaderField, value: Any) -> str:
    """Return a stated value of a fact, or what a claim says of it, in words: "Phase 2", "Jun 2016", "yes"."""
    if fact.kind == Kind.DATE:
        return date_words(str(value))
    if fact.term is not None:
        codes = value if isinstance(value, list | tuple) else [value]
        return joined(fact.term.label_of(str(code)) for code in codes)
    if fact.kind == Kind.YES_NO:
        return "yes" if value else "no"
    if fact.kind == Kind.AGE:
        return _one_age(Age(str(value)))
    if fact.kind == Kind.COUNT:
        return number_words(Decimal(str(value)))
    return joined(map(str, value), "; ") if isinstance(value, list | tuple) else str(value)


def countries_words(record: TrialRecord) -> str:
    """Return the countries with the number of sites in each: "China (2 sites), Japan (1 site)"."""
    counts = Counter(site.country for site in record.sites)
    return joined(f"{country} ({number} {'site' if number == 1 else 'sites'})" for country, number in counts.items())


def comparator_label(code: str) -> str:
    """Return the words for what an arm without MSC gets: a kind of intervention, or none at all."""
    return ArmRole.NO_INTERVENTION.label if code == ArmRole.NO_INTERVENTION else InterventionKind.label_of(code)


def definition_note(used: DefinitionUsed, uln: Decimal) -> str:
    """Return what a derived definition rests on: "by its limits: total bilirubin ≥ 10 × ULN; INR ≥ 1.5".

    ``uln``: upper limit of normal of bilirubin in µmol/L.
    """
    return "by its limits: " + "; ".join(inside(limit_words(limit, uln=uln).plain) for _, limit in used.limits)


def age_words(low: str, high: str) -> str:
    """Return the admitted ages in the units of the source; empty when neither is stated.

    "18–70 years", "8 weeks to 17 years", "from 5 months", "up to 70 years".
    """
    first, last = (Age(text) if text else None for text in (low, high))
    if first is not None and last is not None:
        if first.unit == last.unit:
            return f"{number_words(first.number)}–{_one_age(last)}"
        return f"{_one_age(first)} to {_one_age(last)}"
    if first is not None:
        return f"from {_one_age(first)}"
    return f"up to {_one_age(last)}" if last is not None else ""


def _one_age(age: Age) -> str:
    return f"{number_words(age.number)} {age.unit.removesuffix('s') if age.number == 1 else age.unit}"

"""What a claim says, plain data, in words."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from trials.domain.dosing.numbers import number_words
from trials.domain.dosing.quantities import REFERENCE_ULN
from trials.domain.record import (
    DoseRecord,
    ResultRecord,
    RouteRecord,
    ScheduleRecord,
    ThresholdRecord,
)
from trials.domain.record.fields import FIELDS
from trials.domain.vocabulary import ArmRole, CellSource, Donor, Term
from trials.domain.wording.doses import dose_words
from trials.domain.wording.facts import fact_value_words
from trials.domain.wording.limits import limit_words
from trials.domain.wording.places import step_words
from trials.domain.wording.results import counts_words, group_value_words
from trials.domain.wording.routes import route_words
from trials.domain.wording.sentences import joined
from trials.domain.wording.times import schedule_words, times_words

#: Values of rows that are stored as codes of the vocabulary, by the last step of their path.
_TERMS: dict[str, type[Term]] = {"role": ArmRole, "cell_source": CellSource, "donor": Donor}


def claimed_words(path: str, value: Any, *, uln: Decimal = REFERENCE_ULN) -> str:
    """Return a claimed value (plain data) in words; empty when the claim reads the value as absent.

    ``uln``: upper limit of normal of bilirubin in µmol/L, which a page that lets it be chosen passes on.
    """
    if value is None or value == "":
        return ""
    name = path.rpartition("/")[2]
    steps = path.split("/")
    try:
        if isinstance(value, dict):
            return _structure_words(steps, name, value, uln)
        return fact_value_words(FIELDS[path], value) if path in FIELDS else _single_words(name, value)
    except (msgspec.ValidationError, ValueError, InvalidOperation):
        return str(value)


def _single_words(name: str, value: Any) -> str:
    if name in _TERMS:
        return _TERMS[name].label_of(str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) or name == "size":
        return number_words(Decimal(str(value)))
    return joined(map(str, value)) if isinstance(value, list) else str(value)


def _structure_words(steps: list[str], name: str, value: dict[str, Any], uln: Decimal) -> str:
    if name == "dose":
        return dose_words(msgspec.convert(value, DoseRecord, strict=False))
    if name == "schedule":
        return schedule_words(msgspec.convert(value, ScheduleRecord, strict=False))
    if name == "route":
        return route_words(msgspec.convert(value, RouteRecord, strict=False))
    if "thresholds" in steps:
        return limit_words(msgspec.convert(value, ThresholdRecord, strict=False), uln=uln).plain
    if name == "time_frame":
        return times_words(value.get("days") or ())
    if steps[0] == "results":
        result = msgspec.convert(value, ResultRecord, strict=False)
        groups = (joined((one.label, counts_words(one), group_value_words(one))) for one in result.groups)
        return joined(groups, "; ")
    return joined((f"{step_words(key)}: {part}" for key, part in value.items()), "; ")

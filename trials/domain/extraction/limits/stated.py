"""A limit as a text states it, and the same limit as the record holds it: each can be made of the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from trials.domain.extraction.limits.comparisons import Comparison
from trials.domain.extraction.text import Reading
from trials.domain.record import ThresholdRecord
from trials.domain.vocabulary import Operator, Sex


@dataclass(frozen=True, slots=True)
class StatedLimit:
    """One limit: ge, gt fill `low`; le, lt fill `high`; between and eq fill both. `unit` is None where none is printed.

    `low_strict` and `high_strict` keep ">" and "<" inside a between; `sex` names whom it holds for where the text says so.
    `either` is true where the limit is one of several joined by "or"; those of one `choice`, counted from 1 within the text,
    stand for one another. `choice` is 0 where there is none, and where it cannot be told in full: one of the limits is unclear, or
    several measures together stand on one side ("ALT and AST > 3 x ULN, or bilirubin > 2 mg/dL").
    `derived` is true where the text names a class and the figures are those of the class (Child-Pugh B: 7 to 9 points).
    """

    analyte: str
    operator: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    either: bool = False
    low_strict: bool = False
    high_strict: bool = False
    sex: Sex | None = None
    derived: bool = False
    choice: int = 0


#: What a record remarks of figures that stand for a class.
DERIVED = "figures of the class that the text names"


def whole_choices(
    readings: Sequence[Reading[StatedLimit]], comparisons: Iterable[Comparison]
) -> tuple[Reading[StatedLimit], ...]:
    """Return the readings, those of a choice of which not every limit is certain no longer numbered."""
    asked: dict[int, int] = {}
    for comparison in comparisons:
        asked[comparison.choice] = asked.get(comparison.choice, 0) + max(1, len(comparison.measures))
    known: dict[int, int] = {}
    for reading in readings:
        if reading.certain_value is not None:
            known[reading.certain_value.choice] = known.get(reading.certain_value.choice, 0) + 1
    whole = {choice for choice, number in asked.items() if choice and known.get(choice) == number > 1}
    return tuple(
        replace(reading, value=replace(reading.value, choice=0))
        if reading.value is not None and reading.value.choice not in whole
        else reading
        for reading in readings
    )


#: Rules whose limits are found apart from the others of their text.
_READ_APART = ("limit-child-class", "limit-pressures")


def records_of(readings: Iterable[Reading[StatedLimit]]) -> tuple[ThresholdRecord, ...]:
    """Return the certain limits in the record's shape, in the order of the text; those of one choice are one with alternatives.

    A limit joined by "or" to one that is not certain is left out: alone it would ask for more than the text does. So are
    a class and a pair of pressures beside other limits, as it is not read what joins them, and a pair by itself.
    """
    readings = tuple(readings)
    if any(reading.rule in _READ_APART for reading in readings) and len(readings) > 1:
        return ()
    certain = [reading.certain_value for reading in readings if reading.certain_value is not None]
    told = [limit for limit in certain if limit.choice or not limit.either]
    records: list[ThresholdRecord] = []
    for choice, group in groupby(told, key=lambda limit: limit.choice):
        if choice:
            first, *others = group
            records.append(_record(first, tuple(_record(other) for other in others)))
        else:
            records += [_record(limit) for limit in group]
    return tuple(records)


def _record(limit: StatedLimit, either: tuple[ThresholdRecord, ...] = ()) -> ThresholdRecord:
    return ThresholdRecord(
        analyte=limit.analyte,
        operator=Operator(limit.operator),
        low=limit.low,
        high=limit.high,
        low_strict=limit.low_strict,
        high_strict=limit.high_strict,
        unit=limit.unit or "",
        sex=limit.sex,
        either=either,
        remark=DERIVED if limit.derived else "",
    )


def limits_of(records: Iterable[ThresholdRecord]) -> tuple[StatedLimit, ...]:
    """Return the limits of records as a text states them, alternatives numbered: the way back of `records_of`."""
    limits: list[StatedLimit] = []
    choice = 0
    for record in records:
        choice += bool(record.either)
        number = choice if record.either else 0
        limits += [_stated(one, number) for one in (record, *record.either)]
    return tuple(limits)


def _stated(record: ThresholdRecord, choice: int) -> StatedLimit:
    return StatedLimit(
        record.analyte,
        record.operator.value,
        record.low,
        record.high,
        record.unit,
        choice > 0,
        record.low_strict,
        record.high_strict,
        record.sex,
        record.remark == DERIVED,
        choice,
    )

"""Entry limits as words with small bars: for each measure one axis, for each trial what it admits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.comparison.columns import Column
from trials.domain.comparison.rows.population import limits_of
from trials.domain.dosing.numbers import number_words, significant
from trials.domain.figures.scales import Scale
from trials.domain.record.ages import in_years
from trials.domain.vocabulary import ANALYTES, CriterionKind, Operator, ValueState, analyte_label
from trials.domain.wording.arm_marks import ArmMark
from trials.domain.wording.facts import age_words
from trials.domain.wording.limits import LimitWords
from trials.domain.wording.sentences import inside
from trials.domain.wording.units import CONVENTIONAL_UNITS, Units, unit_words

WIDTH, HEIGHT, _MIDDLE = 150, 14, 7


@dataclass(frozen=True)
class LimitMeasure:
    """A measure with the axis that all its bars share: ``low`` to ``high`` in the canonical unit."""

    id: str
    analytes: tuple[str, ...]
    low: Decimal
    high: Decimal


_MEASURES = (
    LimitMeasure("age", ("age",), Decimal(0), Decimal(90)),
    LimitMeasure("bilirubin", ("bilirubin", "bilirubin_rise"), Decimal(0), Decimal(350)),
    LimitMeasure("inr", ("inr",), Decimal(1), Decimal(3)),
    LimitMeasure("pta", ("pta",), Decimal(0), Decimal(100)),
    LimitMeasure("meld", ("meld",), Decimal(6), Decimal(40)),
    LimitMeasure("child_pugh", ("child_pugh",), Decimal(5), Decimal(15)),
    LimitMeasure("encephalopathy", ("encephalopathy_grade",), Decimal(0), Decimal(4)),
    LimitMeasure("creatinine", ("creatinine",), Decimal(0), Decimal(400)),
)


@dataclass(frozen=True)
class LimitBar:
    """What is admitted, as the parts of a drawing: the band, its stops (True: the limit itself is out), its arrows."""

    band: str
    stops: tuple[tuple[str, bool], ...]
    arrows: tuple[str, ...]


@dataclass(frozen=True)
class LimitHead:
    """The head of a measure: its name with unit, its axis and the numbers at the ends."""

    label: str
    low: str
    high: str


@dataclass(frozen=True)
class LimitCell:
    """The limits of one trial for one measure: words, and bars of what is admitted; without limits the state."""

    head: LimitHead
    words: tuple[LimitText, ...]
    bars: tuple[LimitBar, ...]
    state: ValueState


@dataclass(frozen=True)
class LimitText:
    """One limit in words; ``alternatives`` of which one is enough instead."""

    text: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class LimitRow:
    """One trial: its arms' keys, and a cell for each measure."""

    registry_id: str
    keys: tuple[ArmMark, ...]
    cells: tuple[LimitCell, ...]


@dataclass(frozen=True)
class LimitTable:
    """Every measure that some trial limits, over the trials."""

    heads: tuple[LimitHead, ...]
    rows: tuple[LimitRow, ...]


def limit_table(columns: Sequence[Column]) -> LimitTable:
    """Return the entry limits of the trials that the columns belong to; a planned arm has none and is left out."""
    registered = [column for column in columns if not column.is_planned]
    firsts = {column.trial.registry_id: column for column in reversed(registered)}
    ids = list(dict.fromkeys(column.trial.registry_id for column in registered))
    used = [measure for measure in _MEASURES if any(_found(firsts[one], measure) for one in ids)]
    axes = [_axis(measure, [firsts[one] for one in ids]) for measure in used]
    heads = tuple(_head(axis, registered[0].assumptions.units) for axis in axes)
    return LimitTable(
        heads=heads,
        rows=tuple(
            LimitRow(
                one,
                tuple(column.key for column in registered if column.trial.registry_id == one),
                tuple(_cell(firsts[one], axis, head) for axis, head in zip(axes, heads, strict=True)),
            )
            for one in ids
        ),
    )


def _axis(measure: LimitMeasure, columns: Sequence[Column]) -> LimitMeasure:
    """Widen the usual axis where a limit lies outside it."""
    found = [one for column in columns for _, one in _found(column, measure)]
    unit = ANALYTES[measure.analytes[0]].unit
    ends = [end for one in found if one.unit == unit for end in (one.low, one.high) if end is not None]
    return LimitMeasure(measure.id, measure.analytes, min([measure.low, *ends]), max([measure.high, *ends]))


def _head(axis: LimitMeasure, units: Units) -> LimitHead:
    code = axis.analytes[0]
    info, unit = ANALYTES[code], ANALYTES[code].unit
    if units == Units.CONVENTIONAL and code in CONVENTIONAL_UNITS:
        unit = CONVENTIONAL_UNITS[code]
    low, high = (significant(end / info.factors.get(unit, Decimal(1)), 3) for end in (axis.low, axis.high))
    label = f"{analyte_label(code)}, {unit_words(unit)}" if unit_words(unit) else analyte_label(code)
    return LimitHead(label, number_words(low), number_words(high))


def _found(column: Column, measure: LimitMeasure) -> tuple[tuple[bool, LimitWords], ...]:
    """Return (excludes, limit) of a measure; the ages of the record's head stand in where no criterion names them."""
    found = tuple(
        (limit.criterion.kind == CriterionKind.EXCLUSION, one) for limit, one in limits_of(column, measure.analytes)
    )
    words = age_words(column.trial.age_min, column.trial.age_max)
    if found or measure.id != "age" or not words:
        return found
    low, high = in_years(column.trial.age_min), in_years(column.trial.age_max)
    return ((False, LimitWords(words, operator=Operator.GE, low=low, high=high, unit="years")),)


def _cell(column: Column, axis: LimitMeasure, head: LimitHead) -> LimitCell:
    found = _found(column, axis)
    bars = [
        _bar(one, axis, excludes=excludes)
        for excludes, one in found
        if not one.lead and one.unit == ANALYTES[axis.analytes[0]].unit
    ]
    return LimitCell(
        head,
        tuple(_text(one, excludes) for excludes, one in found),
        tuple(bar for bar in bars if bar is not None),
        column.silence("criteria"),
    )


def _text(one: LimitWords, excludes: bool) -> LimitText:
    alternatives = tuple(f"or {inside(other.plain)}" for other in one.alternatives)
    return LimitText(f"excludes {inside(one.phrase)}" if excludes else one.phrase, alternatives)


#: What is admitted where a limit keeps out.
_TURNED = {
    Operator.GE: Operator.LT,
    Operator.GT: Operator.LE,
    Operator.LE: Operator.GT,
    Operator.LT: Operator.GE,
}


def _bar(one: LimitWords, axis: LimitMeasure, *, excludes: bool) -> LimitBar | None:
    """Draw what is admitted. What an exclusion keeps out is turned round; a band in the middle is left to the words."""
    low, high, operator = one.low, one.high, one.operator
    if excludes:
        if operator in (Operator.BETWEEN, Operator.EQ):
            return None
        low, high = high, low
        operator = _TURNED[operator]
    scale = Scale(float(axis.low), float(axis.high), 2, WIDTH - 2)
    start = scale(float(low)) if low is not None else 2.0
    end = scale(float(high)) if high is not None else WIDTH - 2.0
    is_open = operator in (Operator.GT, Operator.LT)
    sides = ((start, low, one.strict[0]), (end, high, one.strict[1]))
    stops = tuple((f"M{x} 2V12", is_open or strict) for x, value, strict in sides if value is not None)
    arrows = []
    if low is None:
        arrows.append(f"M{start + 4} 3L{start} {_MIDDLE}L{start + 4} 11")
    if high is None:
        arrows.append(f"M{end - 4} 3L{end} {_MIDDLE}L{end - 4} 11")
    return LimitBar(f"M{start} {_MIDDLE}H{end}", stops, tuple(arrows))

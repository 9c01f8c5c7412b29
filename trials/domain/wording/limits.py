"""Words for limits and times: one wording for the comparison, the trial's page and the exports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from trials.domain.dosing.numbers import number_words, significant
from trials.domain.dosing.quantities import REFERENCE_ULN
from trials.domain.record import ThresholdRecord
from trials.domain.vocabulary import ANALYTES, Operator, Sex, analyte_label
from trials.domain.wording.sentences import inside
from trials.domain.wording.units import CONVENTIONAL_UNITS, Units, unit_words

#: Limits of these read as a change, not as a level.
_CHANGE_WORDS = {"bilirubin_rise": "rising"}
_FOR_SEX: dict[Sex | None, str] = {Sex.FEMALE: "in women", Sex.MALE: "in men"}


@dataclass(frozen=True)
class LimitWords:
    """A limit in words. ``text`` is the limit ("≥ 170 µmol/L"); ``approx`` the same in another unit, "" for none.

    A ``text`` that is itself converted wears ≈ before its number: "≥ ≈ 205 µmol/L". ``derivation`` shows
    a conversion with its numbers. ``lead`` names what is limited where that is not the row's own subject
    ("INR", "rising"). ``alternatives`` are limits of which one is enough instead; ``event`` says whom it
    holds for and what a time window is counted from. ``low`` and ``high`` are in ``unit`` (canonical); ``strict`` says
    which ends of a range are themselves out.
    """

    text: str
    lead: str = ""
    approx: str = ""
    derivation: str = ""
    remark: str = ""
    event: str = ""
    alternatives: tuple[LimitWords, ...] = ()
    operator: Operator = Operator.GE
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    strict: tuple[bool, bool] = (False, False)
    sex: Sex | None = None

    @property
    def phrase(self) -> str:
        """The limit without its alternatives: "rising ≥ 17.1 µmol/L a day"."""
        text = f"{self.lead} {self.text} {self.event}".strip()
        return f"{text} ≈ {self.approx}" if self.approx else text

    @property
    def plain(self) -> str:
        """The whole in one line of text, its alternatives with it."""
        return ", or ".join((self.phrase, *(inside(one.plain) for one in self.alternatives)))


def limit_words(
    limit: ThresholdRecord, *, uln: Decimal = REFERENCE_ULN, units: Units = Units.BOTH, subject: str | None = None
) -> LimitWords:
    """Return a limit in words, converted exactly by the factors of ``vocabulary.analytes`` and rounded for reading.

    ``uln``: upper limit of normal of bilirubin in umol/L, into which multiples of it are resolved. ``subject``:
    the analyte that the place is about, left out of the words; None names it.
    """
    info = ANALYTES.get(limit.analyte)
    strict = (limit.low_strict, limit.high_strict)
    shown, factor, kind = _target(limit, units)
    lead = "" if limit.analyte == subject else _CHANGE_WORDS.get(limit.analyte) or analyte_label(limit.analyte)
    factor_in = _canonical_factor(limit, uln)
    canonical = None if factor_in is None else _ends(limit, factor_in)
    text, approx, derivation = operator_words(limit.operator, limit.low, limit.high, limit.unit, strict=strict), "", ""
    if factor is not None or kind == "uln":
        low, high = _ends(limit, factor if factor is not None else _uln_factor(limit, shown, uln))
        ends = (rounded_for_reading(low), rounded_for_reading(high))
        derivation = _derivation(limit, low, high, shown, uln)
        if units == Units.BOTH or kind == "uln":
            approx = operator_words(limit.operator, *ends, shown, strict=strict).removeprefix(
                f"{limit.operator.label} "
            )
        else:
            text = operator_words(limit.operator, *ends, shown, sign="≈ ", strict=strict)
    return LimitWords(
        text=text,
        lead=lead,
        event=" ".join(filter(None, (_FOR_SEX.get(limit.sex), limit.event.replace("hbsag", "HBsAg")))),
        approx=approx,
        derivation=derivation,
        remark=_remark(limit),
        alternatives=tuple(limit_words(one, uln=uln, units=units, subject=subject) for one in limit.either),
        operator=limit.operator,
        low=canonical[0] if canonical else limit.low,
        high=canonical[1] if canonical else limit.high,
        unit=info.unit if info and canonical else limit.unit,
        strict=strict,
        sex=limit.sex,
    )


_QUANTITY = re.compile(r"(\d+(?:\.\d+)?) ?([^\s\d]\S*)")


def _remark(limit: ThresholdRecord) -> str:
    """Return the remark of a limit: a second figure is introduced as such, and left out if it repeats the first.

    It repeats when the limit, converted, rounds to it ("205 umol/L" of 12 mg/dL, which is 205.2).
    """
    found, info = _QUANTITY.fullmatch(limit.remark), ANALYTES.get(limit.analyte)
    if found is None or info is None or found[2] not in info.factors:
        return limit.remark
    number, unit = Decimal(found[1]), found[2]
    if limit.unit in info.factors:
        ends = _ends(limit, info.factors[limit.unit] / info.factors[unit])
        if number in (end.quantize(number, ROUND_HALF_EVEN) for end in ends if end is not None):
            return ""
    return f"registered also as {number_words(number)} {unit_words(unit)}"


def _target(limit: ThresholdRecord, units: Units) -> tuple[str, Decimal | None, str]:
    """Return the unit to convert into, the exact factor (None: no conversion), and "uln" for a multiple of normal."""
    info = ANALYTES.get(limit.analyte)
    usual = CONVENTIONAL_UNITS.get(limit.analyte)
    if info is None:
        return limit.unit, None, ""
    if limit.unit == "xULN":
        shown = usual if usual and units == Units.CONVENTIONAL else info.unit
        return shown, None, "uln" if info.uln_unit else ""
    if usual is None or limit.unit not in info.factors:
        return limit.unit, None, ""
    wanted = {Units.SI: info.unit, Units.CONVENTIONAL: usual}.get(units)
    if wanted is None:
        wanted = usual if limit.unit == info.unit else info.unit
    if wanted == limit.unit:
        return limit.unit, None, ""
    return wanted, info.factors[limit.unit] / info.factors[wanted], "unit"


def _canonical_factor(limit: ThresholdRecord, uln: Decimal) -> Decimal | None:
    """Return the factor to the analyte's canonical unit; None where there is none."""
    info = ANALYTES.get(limit.analyte)
    if info is None:
        return None
    return uln if limit.unit == "xULN" and info.uln_unit else info.factors.get(limit.unit)


def _uln_factor(limit: ThresholdRecord, shown: str, uln: Decimal) -> Decimal:
    return uln / ANALYTES[limit.analyte].factors[shown]


def _ends(limit: ThresholdRecord, factor: Decimal) -> tuple[Decimal | None, Decimal | None]:
    return (
        None if limit.low is None else limit.low * factor,
        None if limit.high is None else limit.high * factor,
    )


def _derivation(limit: ThresholdRecord, low: Decimal | None, high: Decimal | None, shown: str, uln: Decimal) -> str:
    before, after = _span(limit.low, limit.high), _span(_four(low), _four(high))
    info = ANALYTES[limit.analyte]
    if limit.unit == "xULN":
        per = f" ÷ {number_words(info.factors[shown])}" if info.factors[shown] != 1 else ""
        return f"{before} × ULN of {number_words(uln)} µmol/L{per} = {after} {unit_words(shown)}"
    factor = info.factors[limit.unit] / info.factors[shown]
    step = (
        f"× {number_words(factor)}"
        if factor >= 1
        else f"÷ {number_words(info.factors[shown] / info.factors[limit.unit])}"
    )
    return f"{before} {unit_words(limit.unit)} {step} = {after} {unit_words(shown)}"


def _span(low: Decimal | None, high: Decimal | None) -> str:
    ends = [number_words(end) for end in (low, high) if end is not None]
    return "–".join(dict.fromkeys(ends))


def _four(number: Decimal | None) -> Decimal | None:
    """Cut to four significant digits, so that a derivation can be checked by hand."""
    return None if number is None else significant(number, 4)


def rounded_for_reading(number: Decimal | None) -> Decimal | None:
    """Round a converted limit for reading: whole from 100 on, one decimal from 5, two from 1, below two digits."""
    if number is None:
        return None
    if abs(number) >= 100:
        return number.quantize(Decimal(1), ROUND_HALF_EVEN)
    if abs(number) < 1:
        return significant(number, 2)
    return number.quantize(Decimal("0.1") if abs(number) >= 5 else Decimal("0.01"), ROUND_HALF_EVEN)


def operator_words(
    operator: Operator,
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    *,
    sign: str = "",
    strict: tuple[bool, bool] = (False, False),
) -> str:
    """Return "≥ 1.5", "17–30", "= 3 mg/dL": the limit with its unit in words. ``sign`` stands before the number.

    ``strict`` says which ends of a range are themselves out: "> 10 and < 20", "≥ 18 and < 65 years".
    """
    if operator == Operator.BETWEEN and any(strict):
        above, below = ">" if strict[0] else "≥", "<" if strict[1] else "≤"
        text = f"{above} {sign}{_number(low)} and {below} {sign}{_number(high)}"
    elif operator == Operator.BETWEEN:
        text = f"{sign}{_number(low)}–{_number(high)}"
    elif operator == Operator.EQ:
        text = f"{sign}{_number(low)}"
    else:
        text = f"{operator.label} {sign}{_number(low if low is not None else high)}"
    name = unit_words(unit)
    if name in ("months", "weeks", "days", "years", "hours") and text.endswith(" 1"):
        name = name.removesuffix("s")
    return f"{text} {name}" if name else text


def _number(number: Decimal | None) -> str:
    return "" if number is None else number_words(number)

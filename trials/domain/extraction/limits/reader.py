"""Numeric limits in eligibility text: analyte, operator, figures, unit, alternatives joined by "or"."""

import re
from dataclasses import replace
from decimal import Decimal

from trials.domain.extraction.limits.child_class import points_of_class
from trials.domain.extraction.limits.comparisons import LOWER, POWERLESS, UPPER, Comparison, limit_of
from trials.domain.extraction.limits.items import Item, ItemKind, items_of
from trials.domain.extraction.limits.joins import combine, mark_alternatives, share_units, without_restatements
from trials.domain.extraction.limits.measures import MEASURES
from trials.domain.extraction.limits.persons import check_person, note_asides
from trials.domain.extraction.limits.pressures import pressures_of
from trials.domain.extraction.limits.stated import StatedLimit, whole_choices
from trials.domain.extraction.limits.subjects import is_graded, measures_of
from trials.domain.extraction.limits.units import FOREIGN, PER_DAY
from trials.domain.extraction.text import Reading, Span, Text, certain, normalise, unclear
from trials.domain.vocabulary import Sex

_POINTS_TABLE = re.compile(r"\(\s?\d\s?points?\s?\)|=\s?\d\s?points?\b", re.IGNORECASE)
_ARITHMETIC = re.compile(r"\s{0,2}(?:×|\*|\+\s?(?:\d|ln|log|\()|x\s?(?:\[|\(|ln|log)|ln\b|log)", re.IGNORECASE)
_SEXES = r"(males?|men|man|boys?|females?|women|woman|girls?)\b"
_SEX = re.compile(rf"[\s(,]{{0,3}}(?:for|in|if)\s{{1,2}}(?:the\s)?{_SEXES}|\s?\({_SEXES}\)", re.IGNORECASE)
# What may stand between the limit for one sex and the bare figure for the other.
_TO_OTHER_SEX = re.compile(r"\)?[\s,;/]{0,3}(?:(?:and|or|&)\s{0,2})?(?:of\s)?$", re.IGNORECASE)
_SEX_BEFORE = re.compile(r"\b(males?|men|boys?|females?|women|girls?)[\s:,(]{1,3}$", re.IGNORECASE)


# Nearly all limits hold a digit; the others name a grade, a class or a multiple in words.
_MAY_HOLD_A_LIMIT = re.compile(
    r"\d|\b(?:grade|stage|class|child|times|twice|double|ULN|limit|years?|ii|iii|iv)\b|fold|(?-i:\b[IV]\b)",
    re.IGNORECASE,
)


def read_thresholds(text: str) -> tuple[Reading[StatedLimit], ...]:
    """Return the limits that one criterion states, in the order of the text.

    "MELD score between 17-30" gives meld between 17 and 30; "AST or ALT > 10 x ULN" two limits joined by "or".
    A time window ("within 3 months") and a count of drugs are no limits. Never raises; linear in the text.
    """
    if _MAY_HOLD_A_LIMIT.search(text) is None:
        return ()
    normal = normalise(text)
    if len(_POINTS_TABLE.findall(normal.text)) > 1:
        return ()
    items = items_of(normal.text)
    limits = _limits(normal.text, items)
    share_units(items, limits)
    limits = combine(items, limits)
    note_asides(normal.text, items, limits)
    mark_alternatives(items, limits)
    limits = without_restatements(limits)
    readings = [reading for limit in limits for reading in _readings(normal, items, limit)]
    if not any(limit.measures == ["child_pugh"] for limit in limits):
        readings += _child_class(normal)
    readings += _pressures(normal)
    return whole_choices(readings, limits)


def _limits(text: str, items: list[Item]) -> list[Comparison]:
    limits: list[Comparison] = []
    index = 0
    while index < len(items):
        item = items[index]
        limit = None
        if item.kind is ItemKind.FIGURE and not _is_among_figures(items, index):
            limit = _limit_at(text, items, index, limits) or _for_other_sex(text, items, index, limits)
        if limit is None:
            index += 1
            continue
        limits.append(limit)
        index = limit.last + 1
    return limits


def _is_among_figures(items: list[Item], index: int) -> bool:
    """Tell whether a figure stands bare within a row of figures, as in a table: it compares nothing."""
    row = items[max(0, index - 1) : index + 2]
    return len(row) == 3 and all(item.kind is ItemKind.FIGURE and not item.exceeds for item in row)


def _limit_at(text: str, items: list[Item], index: int, before: list[Comparison]) -> Comparison | None:
    """Return the limit whose first figure stands at `index`, or None where the figure is no limit."""
    figure = items[index]
    if figure.unit in FOREIGN or _ARITHMETIC.match(text, figure.end):
        return None
    limit = limit_of(items, index)
    if limit is None:
        return None
    if limit.unit is None and is_graded(items, limit):
        limit.unit = "grade"
    if not limit.measures:
        limit.measures, limit.any_of, doubt = measures_of(items, limit, before)
        limit.doubt = limit.doubt or doubt
    if not limit.measures and not limit.doubt:
        return None
    if _is_reach_of_scale(limit, before) or _counts_a_list(items, limit):
        return None
    return _checked(text, items, limit)


_SCALES = frozenset({"pain_vas", "pain_nrs", "pain_score"})


def _is_reach_of_scale(limit: Comparison, before: list[Comparison]) -> bool:
    """Tell whether a range only says how far a scale goes: "0-10 NRS", "MMSE > 20 (0-30)"."""
    if limit.operator != "between" or limit.low or not limit.measures or MEASURES[limit.measures[0]].default != "score":
        return False
    return bool(_SCALES & {*limit.measures}) or (bool(before) and before[-1].measures == limit.measures)


def _counts_a_list(items: list[Item], limit: Comparison) -> bool:
    """Tell whether the figure counts what is listed: "at least 2 of these points"."""
    after = [item.what for item in items[limit.last + 1 : limit.last + 3]]
    return after in (["of", "these"], ["of", "those"], ["of", "following"])


def _sex_of(match: re.Match[str]) -> Sex:
    return Sex.MALE if next(group for group in match.groups() if group).lower()[0] in "mb" else Sex.FEMALE


def _for_other_sex(text: str, items: list[Item], index: int, before: list[Comparison]) -> Comparison | None:
    """Return the limit that a bare figure sets for the other sex: "> 1.9 mg/dL for men and 1.6 mg/dL for women"."""
    if not before or before[-1].sex is None or items[index].unit not in (None, before[-1].unit):
        return None
    last, figure = before[-1], items[index]
    start = items[last.last].end
    first_sex, second_sex = _SEX.match(text, start), _SEX.match(text, figure.end)
    if (
        first_sex is None
        or second_sex is None
        or _sex_of(second_sex) == _sex_of(first_sex)
        or not _TO_OTHER_SEX.fullmatch(text[first_sex.end() : figure.start][:20])
        or last.operator not in (*LOWER, *UPPER)
    ):
        return None
    low, high = (figure.value, None) if last.operator in LOWER else (None, figure.value)
    return replace(last, low=low, high=high, first=index, last=index, sex=_sex_of(second_sex), rule="limit-other-sex")


# "A complete response is an ALP below 3 x ULN" says who has done well, and mostly who is not wanted.
_RESPONSE = re.compile(r"\b(?:complete|full|good|adequate)\srespon(?:se|ders?)\b[^.;\n]{0,220}$", re.IGNORECASE)
# "ALT and AST > 50 and > 60 U/L, respectively": which figure is whose is not for a rule to guess.
_RESPECTIVELY = re.compile(r"[^.;\n]{0,40}\brespectively\b", re.IGNORECASE)
# "Prothrombin time > 5 seconds above control" is a prolongation, not a time.
_OVER_CONTROL = re.compile(
    r"\s{0,2}(?:over|above|longer\sthan|beyond|greater\sthan|more\sthan|prolonged|prolongation)\b", re.IGNORECASE
)
# "Note: on the premise that INR is below 1.5, low doses are allowed" says when something else is allowed.
_PREMISE = re.compile(
    r"\b(?:on the premise|under the condition|provided that)\b[^.;\n]{0,80}$"
    r"|\(\s?if\b[^.;()\n]{0,40}$"
    r"|[\w%)\]]\s{1,2}for\s(?:patients|subjects|participants|those)\swith\b[^.;,\n]{0,40}$",
    re.IGNORECASE,
)


def _checked(text: str, items: list[Item], limit: Comparison) -> Comparison:
    """Return the limit with whom it holds for and its doubts noted."""
    start, end = items[limit.first].start, items[limit.last].end
    measure = limit.measures[0] if limit.measures else ""
    lead = text[max(0, start - 12) : start]
    sex = _SEX.match(text, end) or _SEX_BEFORE.search(lead)
    if (
        measure == "bilirubin_rise"
        and not PER_DAY.match(text, end)
        and "daily" not in text[max(0, start - 60) : start].lower()
    ):
        limit.measures, limit.doubt = [], "a change, not a level"
    if measure == "prothrombin_time" and limit.unit == "s" and _OVER_CONTROL.match(text, end):
        limit.measures = ["prothrombin_time_prolongation"]
    before = text[max(0, start - 250) : start]
    if "respon" in before.lower() and _RESPONSE.search(before):
        limit.doubt = limit.doubt or "what a response is"
    if _RESPECTIVELY.match(text, end):
        limit.doubt = limit.doubt or "several figures for several measures"
    if _PREMISE.search(text[max(0, start - 90) : start]):
        limit.doubt = limit.doubt or "named in passing"
    if limit.operator == "eq" and MEASURES.get(measure) and not MEASURES[measure].units & {"grade", "score"}:
        limit.doubt = limit.doubt or "an equality: the sign of comparison was lost"
    if limit.unit in POWERLESS:
        limit.doubt = limit.doubt or "a count without its power of ten"
    if measure in ("age", "weight"):
        check_person(text, items, limit, aside=sex is not None)
    elif sex:
        limit.sex = _sex_of(sex)
    return limit


def _readings(text: Text, items: list[Item], limit: Comparison) -> list[Reading[StatedLimit]]:
    """Return the readings of one comparison, one for each measure it is about."""
    span = text.span(items[limit.first].start, items[limit.last].end)
    if not limit.measures:
        return [unclear(None, span, limit.rule, limit.doubt)]
    return [_reading(measure, limit, span) for measure in limit.measures]


def _reading(measure: str, limit: Comparison, span: Span) -> Reading[StatedLimit]:
    unit = limit.unit
    doubt = limit.doubt
    if unit in (None, "score", "grade") and MEASURES[measure].default is not None:
        unit = MEASURES[measure].default
    if measure == "hematocrit" and limit.unit is None:
        bounds = [bound for bound in (limit.low, limit.high) if bound is not None]
        unit = "ratio" if all(bound <= 1 for bound in bounds) else "%"
    if unit is None and "grade" in MEASURES[measure].units:
        unit = "grade"
    if (
        unit is None
        and measure in ("platelets", "white_blood_cells", "neutrophils", "lymphocytes")
        and min(_bounds(limit)) >= 1000
    ):
        # Counts this large can only be meant per microlitre.
        unit = "cells/uL"
    if measure == "bilirubin_rise" and unit is not None:
        unit = f"{unit}/day"
    if unit is None:
        doubt = doubt or "no unit is printed"
    if _is_implausible(measure, unit, limit):
        doubt = doubt or "a figure that the unit makes impossible"
    threshold = StatedLimit(
        measure,
        limit.operator,
        limit.low,
        limit.high,
        unit,
        limit.either,
        limit.low_strict,
        limit.high_strict,
        limit.sex,
        choice=limit.choice,
    )
    return unclear(threshold, span, limit.rule, doubt) if doubt else certain(threshold, span, limit.rule)


# The largest figure that can be meant; above it a unit or a power of ten was misprinted.
_LARGEST = {
    ("age", "years"): 120,
    ("platelets", "cells/uL"): 5_000_000,
    ("platelets", "10^9/L"): 5000,
    ("white_blood_cells", "cells/uL"): 500_000,
    ("white_blood_cells", "10^9/L"): 500,
    ("bilirubin", "mg/dL"): 70,
    ("bilirubin", "umol/L"): 1200,
    ("creatinine", "mg/dL"): 30,
    ("creatinine", "umol/L"): 2500,
    ("creatinine", "mmol/L"): 3,
    ("bilirubin", "mmol/L"): 2,
    ("albumin", "g/dL"): 10,
    ("albumin", "g/L"): 100,
    ("hemoglobin", "g/dL"): 25,
    ("hemoglobin", "g/L"): 250,
    ("inr", "ratio"): 20,
    ("meld", "score"): 60,
    ("child_pugh", "score"): 15,
    ("pta", "%"): 200,
    ("spo2", "%"): 100,
    ("encephalopathy_grade", "grade"): 4,
    ("aclf_grade", "grade"): 3,
    ("bmi", "kg/m2"): 100,
}


def _bounds(limit: Comparison) -> list[Decimal]:
    return [bound for bound in (limit.low, limit.high) if bound is not None]


def _is_implausible(measure: str, unit: str | None, limit: Comparison) -> bool:
    largest = _LARGEST.get((measure, unit or ""))
    return largest is not None and max(_bounds(limit)) > largest


def _child_class(text: Text) -> list[Reading[StatedLimit]]:
    """Return the limit that a Child-Pugh class without points stands for."""
    points = points_of_class(text.text)
    if points is None:
        return []
    low, high, start, end = points
    operator, top = ("ge", None) if high == 15 else ("between", high)
    threshold = StatedLimit("child_pugh", operator, low, top, "score", derived=True)
    return [certain(threshold, text.span(start, end), "limit-child-class")]


def _pressures(text: Text) -> list[Reading[StatedLimit]]:
    """Return the limits that a pair of blood pressures stands for."""
    readings = []
    for pair in pressures_of(text.text):
        span = text.span(pair.start, pair.end)
        for measure, figure in (("systolic_pressure", pair.systolic), ("diastolic_pressure", pair.diastolic)):
            low, high = (figure, None) if pair.operator in LOWER else (None, figure)
            readings.append(certain(StatedLimit(measure, pair.operator, low, high, "mmHg"), span, "limit-pressures"))
    return readings

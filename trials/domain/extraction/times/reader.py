"""Time frames of outcomes: points, spans, what they are counted from, and whether the end is open."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from trials.domain.extraction.text import Reading, certain, normalise, unclear
from trials.domain.extraction.times.anchors import anchor_of
from trials.domain.extraction.times.moments import PERIODIC, FoundMoments, moments_of, sort_out
from trials.domain.extraction.times.words import cut, may_name_a_moment


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """When an outcome is looked at: days as printed ("Day 7" stays 7), months of 30.4375 and years of 365.25 days, rounded.

    `span` is given where the text says from-to or "up to"; `anchor` is what the days are counted from, "" where not said.
    """

    days: tuple[Decimal, ...] = ()
    span: tuple[Decimal, Decimal] | None = None
    unit: str | None = None
    open_ended: bool = False
    anchor: str = ""


_OPEN = re.compile(
    r"\b(?:(?:stud(?:y|ies)|trial|treatment|follow[- ]?up) completion|completion of|end[- ]of[- ](?:the )?(?:stud(?:y|ies)|trial|treatment|follow)|discharge|death|"
    r"progression|relapse|whichever|average of|(?:duration|length) of|until (?:the )?event|recovery|lifetime|lifelong|long[- ]term|at least|or more|minimum|last|thereafter)\b",
)
_CYCLES = re.compile(
    r"\b(?:cycles?|courses?)\s?#?\d|\b\d{1,2}\s?(?:cycles?|courses?)\b|\bc\d{1,2}\s?d\d|\b(?:days?|weeks?)[- ]?(?:treatment |dosing )?cycles?\b|"
    r"\beach (?:cycle|course)\b|\bevery (?:\w+ )?cycles?\b",
)
_LAST_PERSON = re.compile(r"\blast (?:\w+ )?(?:patient|subject|participant)s?\b")
_UNSURE_ANCHOR = {
    "each_dose": "counted anew after each dose",
    "later_dose": "counted from a later dose than the first",
    "birth": "counted from birth or a corrected age, not from the first dose",
}

_REGULARLY = r"daily|weekly|monthly|yearly|annually|quarterly|biweekly|fortnightly|annual"
_REGULAR = re.compile(rf"\b(?:{_REGULARLY})\b")
_PERIODIC = re.compile(rf"\b(?:{_REGULARLY}|{'|'.join(sorted(PERIODIC))})\b")
_FIGURE = re.compile(r"\d")
# "every 6 months" stands for moments that are not listed.
_REPEATED = re.compile(r"\b(?:every|each)\s(?:\d{1,3}|two|three|four|six|other)\s?(?:days?|weeks?|months?|years?)\b")


def read_timeframe(text: str) -> Reading[TimeFrame]:
    """Return when an outcome is looked at.

    "Baseline, week 4 and 12" gives days 0, 28, 84; "up to 24 weeks" a span 0-168; "3 days to 2 years" a span 3-730.
    Unclear, with the reason, where no moment is named or two readings are possible. Never raises; linear in the text.
    """
    normal = normalise(text)
    whole = normal.span(0, len(normal.text))
    pieces = cut(normal.low) if may_name_a_moment(normal.low) else []
    moments = moments_of(pieces)
    is_open = _OPEN.search(normal.low) is not None
    anchor = anchor_of(normal.low)
    found = sort_out(pieces, moments)
    frame = _frame(found, is_open, anchor)
    if not found.points and not found.spans:
        figures = _FIGURE.search(normal.low)
        reason = (
            "repeated at an interval"
            if _PERIODIC.search(normal.low)
            else "a figure without a unit"
            if figures
            else "no moment is stated"
        )
        return unclear(frame, whole, "time-none", reason)
    doubt = found.doubt or _UNSURE_ANCHOR.get(anchor, "") or _plain_doubt(normal.low, found)
    rule = "time-span" if frame.span else "time-points"
    return unclear(frame, whole, rule, doubt) if doubt else certain(frame, whole, rule)


def _frame(found: FoundMoments, is_open: bool, anchor: str) -> TimeFrame:
    days = [day for day, _ in groupby(sorted(point.days for point in found.points))]
    span = (found.spans[0][0].days, found.spans[0][1].days) if len(found.spans) == 1 else None
    units = [moment.unit for moment in (*found.points, *(end for pair in found.spans for end in pair)) if moment.unit]
    unit = max(dict.fromkeys(units), key=units.count) if units else None
    return TimeFrame(tuple(days), span, unit, is_open, anchor)


_FROM_ANOTHER_END = re.compile(
    r"(?:\bfrom\b|\bbase[ -]?line\b|\bsince\b|\bstart|\bfirst\b|\badministration to\b|\bscreening\b|\bconsent\b|\brandomi[sz]ation\b|\benrol)"
    r".{0,80}?\b(?:after|post|following)(?: the)? (?:last|final|end|completion|discharge|discontinuation)\b",
    re.DOTALL,
)
_OPTIONAL = re.compile(r"\boptional(?:ly)?\b")
_FALLBACK = re.compile(r"\blast available\b|\blocf\b.{0,40}\bmissing\b|\bif\b.{0,60}\bmissing\b")
_NO_FIGURE_AT_THE_END = re.compile(
    r"\b(?:to|through|until|till)(?: the)? (?:(?:hospital|date of|time of|study|disease|tumou?r) )?(?:discharge|death|end|completion|progression|relapse|last)\b",
)


# "Day 30 + 24 hours" names one moment, the sum, or two.
_PLUS_A_TIME = re.compile(r"\d\s?\+\s?\d{1,4}\s?(?:hours?|hrs?|h|days?|d|weeks?)\b")
# "The test takes 15 minutes" says how long, not when.
_HOW_LONG = re.compile(r"\b(?:takes?|taking)\s(?:\w+\s){0,2}?\d")
# "Up to a month after the last dose", "baseline, 2 weeks from discharge" or "since onset": that day is not known, and the start is another.
_FROM_ANOTHER_DAY = re.compile(
    r"(?:^|\b(?:hours?|days?|weeks?|months?|years?|\d{1,3})[ -]{1,3})(?:after|following|post|from|since)[ -](?:(?!(?:to|until|till|at|and|or|through|up)\b)\w{1,20} ){0,3}?"
    r"(?:(?:last|final) (?!\d|days?\b|weeks?\b|months?\b|years?\b)|discharge\b|onset\b|diagnosis\b|completing\b|(?:end|completion|discontinuation|cessation) of (?:the )?(?:study )?(?:treatment|therapy|drug|dosing|chemo|radio))",
)
# "Discharge (mean 8 days)" tells how long something usually lasts.
_USUAL_LENGTH = re.compile(r"\b(?:mean|median)(?: (?:value|length|stay|duration|time|of|is|about))* \d")
_DOUBTS = (
    (_CYCLES, "counted in cycles of treatment"),
    (_LAST_PERSON, "counted from the last participant"),
    (_PLUS_A_TIME, "a time is added to a moment"),
    (_HOW_LONG, "how long a measurement takes, not when it is taken"),
    (_USUAL_LENGTH, "how long something usually lasts, not a moment"),
)


def _plain_doubt(text: str, found: FoundMoments) -> str:
    """Return what else makes the text readable in two ways, or ""."""
    if (found.spans or len(found.points) == 1) and _FROM_ANOTHER_END.search(text):
        return "the end is counted from another moment than the start"
    if (found.spans or any(point.base for point in found.points)) and _FROM_ANOTHER_DAY.search(text):
        return "counted from a day that is not known"
    said = next((reason for pattern, reason in _DOUBTS if pattern.search(text)), "")
    if said:
        return said
    if len(found.points) > 1 and _OPTIONAL.search(text):
        return "some of the moments are optional"
    if len(found.points) > 1 and _FALLBACK.search(text):
        return "another moment stands in where one is missing"
    told = [point.days for point in found.points if not point.base] or [point.days for point in found.points]
    if told and told.count(told[0]) == len(told) and not found.spans and _NO_FIGURE_AT_THE_END.search(text):
        return "the end of the span has no figure"
    if _REGULAR.search(text) and not found.spans:
        return "repeated at an interval, the single moments are not listed"
    if not found.spans and sum(not point.base for point in found.points) == 1 and _REPEATED.search(text):
        return "repeated at an interval, the single moments are not listed"
    if found.points and all(point.base for point in found.points):
        return (
            ""
            if re.fullmatch(
                r"\W*(?:at |pre-?\s?\w{2,14} \()?base[ -]?line\W*(?:pre-?\s?\w{2,14}\W*)?(?:(?:day|week|month)s? ?0\W*)?|\W*(?:day|week|month) ?0\W*(?:base[ -]?line)?\W*",
                text,
            )
            else "only a moment before the treatment is named"
        )
    return ""

"""The schedule of one sentence, put together from its numbers, days, spacings and frequencies."""

import re
from dataclasses import replace

from trials.domain.extraction.schedules.counts import find_counts, find_frequencies, find_intervals
from trials.domain.extraction.schedules.days import find_day_lists, find_repeats
from trials.domain.extraction.schedules.pieces import (
    FIRST_OR_NOT,
    FREQUENCY_CHANGES,
    ONE_SESSION,
    SchedulePiece,
    even_days,
)
from trials.domain.extraction.schedules.values import Schedule
from trials.domain.extraction.schedules.words import CONDITION, EARLY_END, MORE, NEXT_GROUP, Talk, is_bounded
from trials.domain.extraction.text import Reading, Span, Text, certain, unclear


def sentence_schedule(text: Text, sentence: str, offset: int, place: str) -> Reading[Schedule] | None:
    """Return the schedule that one sentence states; `offset` is its place in the text."""
    prose = place in ("briefSummary", "detailedDescription")
    talk = Talk(sentence)
    pieces = [
        p
        for p in _pieces(sentence)
        if talk.is_about_giving(p) and not (p.visit_like and (prose or "month" in sentence[p.start : p.end]))
    ]
    if not pieces:
        return None
    span = text.span(offset + min(p.start for p in pieces), offset + max(p.end for p in pieces), place)
    reading = _combined(pieces, sentence, span)
    if reading is None or not reading.is_certain or reading.value is None or reading.value.count is None:
        return reading
    condition = CONDITION.search(EARLY_END.sub(" ", sentence))
    if condition and (reading.value.count != 1 or MORE.search(sentence)) and not NEXT_GROUP.search(sentence):
        return unclear(reading.value, span, reading.rule, f"conditional: {condition.group()}")
    if any(is_bounded(sentence, p) for p in pieces if p.count is not None):
        return unclear(reading.value, span, reading.rule, "only a bound of the number")
    return reading


def _pieces(s: str) -> list[SchedulePiece]:
    found = [*find_day_lists(s), *find_frequencies(s), *find_repeats(s)]
    taken = [(p.start, p.end) for p in found]
    for piece in (*find_counts(s), *find_intervals(s)):
        if not any(a < piece.end and piece.start < b for a, b in taken):
            found.append(piece)
    return found


def _combined(pieces: list[SchedulePiece], sentence: str, span: Span) -> Reading[Schedule] | None:
    """Return the schedule that the pieces of one sentence make together."""
    pieces = _without_idle(pieces, sentence)
    doubt = next((p.doubt for p in pieces if p.doubt and p.kind != "interval"), "")
    counts = sorted({p.count for p in pieces if p.count is not None})
    lists = [p for p in pieces if p.kind in ("days", "again") and p.days is not None]
    intervals = [p for p in pieces if p.interval is not None and p.kind in ("interval", "frequency")]
    if lists:
        return _from_days(_followed_on(lists, sentence), counts, span, doubt)
    courses = [p for p in pieces if p.kind == "count" and p.count is not None and p.days is None]
    if len(courses) == 2 and len({p.interval for p in intervals}) == 2 and not doubt:
        return certain(Schedule(sum(p.count or 0 for p in courses)), span, "schedule.two-courses")
    if phases := _phases(pieces):
        return certain(Schedule(phases), span, "schedule.two-courses")
    if len(counts) > 1:
        return _from_counts(pieces, counts, sentence, span)
    if counts:
        return _from_count(pieces, counts[0], intervals, span, doubt)
    single_day = [p for p in pieces if p.kind == "day"]
    if single_day and not intervals and not doubt:
        return certain(Schedule(1, (0,)), span, "schedule.one-day")
    if doubt:
        return unclear(None, span, "schedule.days", doubt)
    if len({p.interval for p in intervals}) == 1 and not intervals[0].doubt:
        return certain(Schedule(None, None, intervals[0].interval), span, "schedule.interval")
    return None


def _without_idle(pieces: list[SchedulePiece], sentence: str) -> list[SchedulePiece]:
    """Return the pieces without those that another one explains: "one dose" of a frequency, injections of one session."""
    if any(p.days is not None and p.kind == "count" for p in pieces):
        pieces = [p for p in pieces if p.count != 1 or p.kind == "single"]
    if any(p.kind == "single" for p in pieces):
        pieces = [p for p in pieces if p.doubt != ONE_SESSION]
    if any(p.kind == "single" and _SESSION.search(sentence[p.start : p.end]) for p in pieces):
        pieces = [p for p in pieces if not sentence[p.start : p.end].endswith(("injection", "injections"))]
    if any(p.doubt == FIRST_OR_NOT for p in pieces):
        pieces = [p for p in pieces if p.kind != "single"]
    return pieces


def _phases(pieces: list[SchedulePiece]) -> int | None:
    """Return the sum of two frequencies with their durations: "twice a week for 2 weeks, then once a week for 2 weeks"."""
    counted = [p for p in pieces if p.count is not None]
    if len(counted) != 2 or counted[0].doubt != FREQUENCY_CHANGES or counted[1].doubt:
        return None
    if any(p.interval is None and p.per_period == 1 for p in counted):
        return None
    return sum(p.count or 0 for p in counted)


#: What one administration by several injections is called.
_SESSION = re.compile(r"\b(?:administration|treatment|procedure|session|delivery|transplantation)$")


_THEN = re.compile(r"\b(?:then|followed by|thereafter|afterwards|later)\b")


def _followed_on(lists: list[SchedulePiece], sentence: str) -> list[SchedulePiece]:
    """Return two lists as one where the second carries the first on: "week 0, 1, 2, then week 4, 6"."""
    if len(lists) != 2 or any(p.kind != "days" or p.doubt for p in lists):
        return lists
    one, two = sorted(lists, key=lambda p: p.start)
    if not one.days or not two.days or two.days[0] <= one.days[-1] or not _THEN.search(sentence[one.end : two.start]):
        return lists
    return [replace(one, end=two.end, days=(*one.days, *two.days))]


def _from_days(lists: list[SchedulePiece], counts: list[int], span: Span, doubt: str) -> Reading[Schedule]:
    days = lists[0].days or ()
    rule = "schedule.again" if lists[0].kind == "again" else "schedule.days"
    first = days[0]
    value = Schedule(len(days), tuple(day - first for day in days))
    if doubt:
        return unclear(value, span, rule, doubt)
    if any(other.days != days for other in lists[1:]):
        return unclear(value, span, rule, "two lists of days that differ")
    if counts and counts != [len(days)] and counts != [1]:
        return unclear(value, span, rule, "the number of administrations and the days differ")
    return certain(value, span, rule)


_EITHER = re.compile(r"\b(?:either|or)\b")


def _from_counts(pieces: list[SchedulePiece], counts: list[int], sentence: str, span: Span) -> Reading[Schedule]:
    """Several numbers in one sentence: a whole and its parts, or a contradiction."""
    parts = [p.count for p in pieces if p.count is not None]
    whole = max(parts)
    totals = {p.count for p in pieces if p.kind == "total"}
    if totals == {whole}:
        return certain(Schedule(whole), span, "schedule.total")
    if parts.count(whole) == 1 and sum(parts) == 2 * whole and len(parts) > 2 and not _EITHER.search(sentence):
        return certain(Schedule(whole), span, "schedule.whole-and-parts")
    return unclear(Schedule(counts[-1]), span, "schedule.count", "several numbers of administrations")


def _from_count(
    pieces: list[SchedulePiece], count: int, intervals: list[SchedulePiece], span: Span, doubt: str
) -> Reading[Schedule]:
    known = next(
        (p for p in pieces if p.count == count and (p.days is not None or p.per_period > 1 or p.doubt == FIRST_OR_NOT)),
        None,
    )
    value = Schedule(count, known.days if known else None, known.interval if known else None)
    kinds = {p.kind for p in pieces if p.count == count}
    rule = "schedule.single" if kinds == {"single"} else "schedule.repeated" if "repeat" in kinds else "schedule.count"
    if doubt:
        return unclear(value, span, rule, doubt)
    if count == 1:
        if intervals and kinds != {"single"}:
            return unclear(None, span, rule, "one administration beside an interval")
        return certain(Schedule(1, (0,)), span, rule)
    spacings = {p.interval for p in intervals if not p.doubt}
    if value.days is None and len(spacings) == 1 and len(intervals) == len([p for p in intervals if not p.doubt]):
        spacing = spacings.pop()
        if spacing is not None:
            return certain(Schedule(count, even_days(count, spacing), spacing), span, "schedule.count-interval")
    if known is not None:
        rule = "schedule.frequency-duration"
    return certain(value, span, rule)

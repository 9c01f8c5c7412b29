"""Schedules in prose: how many administrations, how far apart, on which days from the first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from trials.domain.extraction.normalise import Text, normalise
from trials.domain.extraction.readings import Reading, Span, certain, unclear
from trials.domain.extraction.schedulecounts import find_counts, find_frequencies, find_intervals
from trials.domain.extraction.scheduledays import find_day_lists, find_repeats
from trials.domain.extraction.schedulepieces import FIRST_OR_NOT, OPEN_END, Piece, even_days
from trials.domain.extraction.schedulewords import CONDITION, GIVING, MORE, NEXT_GROUP, is_about_giving, is_bounded


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a product is given: number of administrations and their days from the first (day 0), where stated.

    `interval_days` is the spacing where it is even. `days` is None where the spacing is not stated or uneven without days.
    """

    count: int | None
    days: tuple[int, ...] | None = None
    interval_days: Decimal | None = None


_SENTENCE_END = re.compile(r"(?<![\s.(][a-z])[.](?=\s|$)|;(?!\s?(?:and\s)?\(?\d\))|\n|\.(?=[a-z]{4})")


_HINT = re.compile(
    r"single|once|twice|thrice|times|dose|infusion|injection|admin|interval|weekly|monthly|daily|every|one[- ]time|day|week|month|transplant|\bd\s?\d|repeat|treatments|session|dosage|\bpod\b"
)


def read_schedule(text: str, place: str = "") -> Reading[Schedule] | None:
    """Return the one schedule that a text states, unclear with the reason where it can be read in two ways, or None.

    Days count from the first administration. Example: "3 doses at 4-week intervals" gives 3 administrations on days 0, 28, 56.
    """
    return schedule_in(normalise(text), place)


def schedule_in(text: Text, place: str = "") -> Reading[Schedule] | None:
    """Return the same as `read_schedule` for a text that is already normalised."""
    if not _HINT.search(text.low):
        return None
    found: list[Reading[Schedule]] = []
    more = False
    for start, end in _sentences(text.low):
        sentence = text.low[start:end]
        if (
            CONDITION.search(sentence)
            and MORE.search(sentence)
            and GIVING.search(sentence)
            and not NEXT_GROUP.search(sentence)
        ):
            more = True
        reading = _sentence_schedule(text, sentence, start, place)
        if reading is not None:
            found.append(reading)
    return _settled(found, more, text.low)


def _sentences(low: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences as (start, end); a longer one than `_LONGEST` is cut, so that the work grows with the text only."""
    start = 0
    for match in _SENTENCE_END.finditer(low):
        yield from _stretches(start, match.start())
        start = match.end()
    yield from _stretches(start, len(low))


_LONGEST = 1500


def _stretches(start: int, end: int) -> Iterator[tuple[int, int]]:
    for place in range(start, end, _LONGEST):
        yield place, min(place + _LONGEST, end)


def _settled(found: list[Reading[Schedule]], more: bool, low: str) -> Reading[Schedule] | None:
    """Return the one schedule of several sentences: fuller readings win over poorer ones that they contain."""
    best: Reading[Schedule] | None = None
    for reading in found:
        best = reading if best is None else joined(best, reading)
    single_days = {r.span.text.lower() for r in found if r.rule == "schedule.one-day"}
    if best is not None and best.rule == "schedule.one-day" and (len(single_days) > 1 or MORE.search(low)):
        return unclear(best.value, best.span, best.rule, "another administration or another day is named")
    if best is not None and more and best.is_certain:
        return unclear(best.value, best.span, best.rule, "further administrations depend on a condition")
    return best


def joined(a: Reading[Schedule], b: Reading[Schedule]) -> Reading[Schedule]:
    """Return what two readings of one schedule say together; unclear where they contradict each other."""
    x, y = a.value, b.value
    if a.reason in OPEN and b.is_certain:
        return _closed(a, b)
    if b.reason in OPEN and a.is_certain:
        return _closed(b, a)
    if x is None or y is None or not (a.is_certain and b.is_certain):
        return a if not a.is_certain else b
    if x.count is None or y.count is None:
        counted, spaced = (b, a) if x.count is None else (a, b)
        if (
            counted.value is None
            or spaced.value is None
            or counted.value.count is None
            or counted.value.days is not None
            or spaced.value.interval_days is None
        ):
            return counted
        return spread(counted, spaced.value.interval_days)
    if x.count == y.count:
        if x.days is not None and y.days is not None and x.days != y.days:
            return unclear(x, a.span, a.rule, "two lists of days that differ")
        return a if x.days is not None else b
    return unclear(x, a.span, a.rule, "two numbers of administrations")


#: Doubts between a number and the next one, which another text may settle.
OPEN = (OPEN_END, FIRST_OR_NOT)


def _closed(doubtful: Reading[Schedule], known: Reading[Schedule]) -> Reading[Schedule]:
    """Return the reading that settles "three or four" where it names one of the two numbers; else the doubtful one."""
    x, y = doubtful.value, known.value
    if x is None or y is None or x.count is None or y.count is None or y.count - x.count not in (0, 1):
        return doubtful
    if y.interval_days == x.interval_days:
        return known
    if y.days is None and x.interval_days is not None and doubtful.reason == FIRST_OR_NOT:
        return spread(known, x.interval_days)
    return doubtful


def fuller(counted: Reading[Schedule], later: Iterable[Reading[Schedule] | None]) -> Reading[Schedule]:
    """Return a number of administrations with the days that a later text gives for the same number, if one does."""
    if not counted.is_certain or counted.value is None or counted.value.days is not None:
        return counted
    for reading in later:
        if reading is None or reading.value is None:
            continue
        if not reading.is_certain or reading.value.count not in (None, counted.value.count):
            return counted
        if reading.value.days is not None:
            return reading
    return counted


def spread(counted: Reading[Schedule], interval: Decimal) -> Reading[Schedule]:
    """Return a reading of a number of administrations with their days, `interval` days apart."""
    if counted.value is None or counted.value.count is None:
        return counted
    value = Schedule(counted.value.count, even_days(counted.value.count, interval), interval)
    return certain(value, counted.span, "schedule.count-interval")


def _sentence_schedule(text: Text, sentence: str, offset: int, place: str) -> Reading[Schedule] | None:
    prose = place in ("briefSummary", "detailedDescription")
    pieces = [
        p
        for p in _pieces(sentence)
        if is_about_giving(sentence, p) and not (p.visit_like and (prose or "month" in sentence[p.start : p.end]))
    ]
    if not pieces:
        return None
    span = text.span(offset + min(p.start for p in pieces), offset + max(p.end for p in pieces), place)
    reading = _combined(pieces, sentence, span)
    if reading is None or not reading.is_certain or reading.value is None or reading.value.count is None:
        return reading
    condition = CONDITION.search(sentence)
    if condition and (reading.value.count != 1 or MORE.search(sentence)) and not NEXT_GROUP.search(sentence):
        return unclear(reading.value, span, reading.rule, f"conditional: {condition.group()}")
    if any(is_bounded(sentence, p) for p in pieces if p.count is not None):
        return unclear(reading.value, span, reading.rule, "only a bound of the number")
    return reading


def _pieces(s: str) -> list[Piece]:
    found = [*find_day_lists(s), *find_frequencies(s), *find_repeats(s)]
    taken = [(p.start, p.end) for p in found]
    for piece in (*find_counts(s), *find_intervals(s)):
        if not any(a < piece.end and piece.start < b for a, b in taken):
            found.append(piece)
    return found


def _combined(pieces: list[Piece], sentence: str, span: Span) -> Reading[Schedule] | None:
    """Return the schedule that the pieces of one sentence make together."""
    if any(p.days is not None and p.kind == "count" for p in pieces):
        pieces = [p for p in pieces if p.count != 1 or p.kind == "single"]
    if any(p.doubt == FIRST_OR_NOT for p in pieces):
        pieces = [p for p in pieces if p.kind != "single"]
    doubt = next((p.doubt for p in pieces if p.doubt and p.kind != "interval"), "")
    counts = sorted({p.count for p in pieces if p.count is not None})
    lists = [p for p in pieces if p.kind in ("days", "again") and p.days is not None]
    intervals = [p for p in pieces if p.interval is not None and p.kind in ("interval", "frequency")]
    if lists:
        return _from_days(_followed_on(lists, sentence), counts, span, doubt)
    courses = [p for p in pieces if p.kind == "count" and p.count is not None and p.days is None]
    if len(courses) == 2 and len({p.interval for p in intervals}) == 2 and not doubt:
        return certain(Schedule(sum(p.count or 0 for p in courses)), span, "schedule.two-courses")
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


_THEN = re.compile(r"\b(?:then|followed by|thereafter|afterwards|later)\b")


def _followed_on(lists: list[Piece], sentence: str) -> list[Piece]:
    """Return two lists as one where the second carries the first on: "week 0, 1, 2, then week 4, 6"."""
    if len(lists) != 2 or any(p.kind != "days" or p.doubt for p in lists):
        return lists
    one, two = sorted(lists, key=lambda p: p.start)
    if not one.days or not two.days or two.days[0] <= one.days[-1] or not _THEN.search(sentence[one.end : two.start]):
        return lists
    return [replace(one, end=two.end, days=(*one.days, *two.days))]


def _from_days(lists: list[Piece], counts: list[int], span: Span, doubt: str) -> Reading[Schedule]:
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


def _from_counts(pieces: list[Piece], counts: list[int], sentence: str, span: Span) -> Reading[Schedule]:
    """Several numbers in one sentence: a whole and its parts, or a contradiction."""
    parts = [p.count for p in pieces if p.count is not None]
    whole = max(parts)
    totals = {p.count for p in pieces if p.kind == "total"}
    if totals == {whole}:
        return certain(Schedule(whole), span, "schedule.total")
    if parts.count(whole) == 1 and sum(parts) == 2 * whole and len(parts) > 2 and not _EITHER.search(sentence):
        return certain(Schedule(whole), span, "schedule.whole-and-parts")
    return unclear(Schedule(counts[-1]), span, "schedule.count", "several numbers of administrations")


def _from_count(pieces: list[Piece], count: int, intervals: list[Piece], span: Span, doubt: str) -> Reading[Schedule]:
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

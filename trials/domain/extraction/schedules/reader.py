"""Schedules in prose: how many administrations, how far apart, on which days from the first."""

import re
from collections.abc import Iterator

from trials.domain.extraction.schedules.numbered import cycled_count, listed_count, numbered_days
from trials.domain.extraction.schedules.sentences import sentence_schedule
from trials.domain.extraction.schedules.values import Schedule, joined
from trials.domain.extraction.schedules.words import CONDITION, DOSE_DEPENDS, GIVING, MORE, NEXT_GROUP
from trials.domain.extraction.text import Reading, Text, certain, normalise, unclear

_SENTENCE_END = re.compile(r"(?<![\s.(][a-z])[.](?=\s|$)|;(?!\s?(?:and\s)?\(?\d\))|\n|\.(?=[a-z]{4})")


_HINT = re.compile(
    r"single|once|twice|thrice|times|dose|infusion|injection|admin|interval|weekly|monthly|daily|every|one[- ]time|day|week|month|transplant|\bd\s?\d|repeat|treatments|session|dosage|same time|\bpod\b"
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
            and not DOSE_DEPENDS.search(sentence)
            and MORE.search(sentence)
            and GIVING.search(sentence)
            and not NEXT_GROUP.search(sentence)
        ):
            more = True
        reading = sentence_schedule(text, sentence, start, place)
        if reading is not None:
            found.append(reading)
    over_sentences = _over_sentences(text, place)
    if over_sentences is not None and over_sentences.value is not None:
        count = over_sentences.value.count
        found = [r for r in found if r.is_certain and r.value is not None and r.value.count == count and r.value.days]
        return found[0] if found else over_sentences
    if not found and (listed := listed_count(text.low)):
        start, end, count = listed
        return certain(Schedule(count), text.span(start, end, place), "schedule.numbered")
    return _settled(found, more, text.low)


def _over_sentences(text: Text, place: str) -> Reading[Schedule] | None:
    """Return the schedule of numbered administrations or of cycles, which no single sentence tells."""
    if numbered := numbered_days(text.low):
        start, end, days = numbered
        return certain(Schedule(len(days), days), text.span(start, end, place), "schedule.numbered")
    if cycled := cycled_count(text.low):
        start, end, count = cycled
        return certain(Schedule(count), text.span(start, end, place), "schedule.cycles")
    return None


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

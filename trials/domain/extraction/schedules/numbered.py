"""Administrations that a text numbers (infusion 1, infusion 2; first, second, third) or counts by cycles, over its sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trials.domain.extraction.schedules.counts import ACT, ADJECTIVES
from trials.domain.extraction.schedules.pieces import N, unit_days, whole
from trials.domain.extraction.schedules.words import CONDITION
from trials.domain.extraction.text import read_count

_ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6}


_NUMBERED = re.compile(
    r"\b(?:infusion|injection|dose|administration|treatment|transplantation|transfusion)\s?#?(?P<n>[1-9])\b(?![.,]?\d|\s?(?:[x×*%]|m?g\b|ml\b|million|cells|(?:days?|weeks?|months?)\b(?!\s\d)))"
    rf"|\b(?P<o>first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th)\s(?:[a-z-]{{1,14}}\s){{0,3}}?{ACT}\b"
)


#: Without a second one nothing is numbered: a cheap question before a dear pattern.
_ANOTHER = re.compile(r"(?:infusion|injection|dose|administration|treatment|transplantation|transfusion)\s?#?2\b")


_MOMENT = re.compile(
    r"\b(?P<u1>day|week|month)s?\s?#?(?P<n1>\d{1,3})\b(?!\s?(?:-|to|~)\s?\d)|\b(?P<n2>\d{1,3})(?:st|nd|rd|th)? (?P<u2>day|week|month)s?\b"
)


_BASELINE = re.compile(r"\bbaseline\b|\benrol|\binclusion\b|\bat the (?:beginning|start)\b")


_OTHERWISE = re.compile(
    r"follow|visit|sampl|assess|evaluat|placebo|saline|improv|effect|within|between|at least|after (?:the )?(?:last|final)|prior|before"
)


#: A stretch between two numbered administrations; a longer one speaks of something else as well.
_LONGEST = 150


def numbered_days(low: str) -> tuple[int, int, tuple[int, ...]] | None:
    """Return start, end and days from the first of administrations numbered 1, 2, ... each with its day; None without them.

    Example: "first dose on day 0, second dose on day 9" gives the days 0 and 9.
    """
    if not ("second" in low or "2nd" in low or _ANOTHER.search(low)):
        return None
    items = list(_in_order(low))
    if len(items) < 2:
        return None
    starts, ends = [start for start, _ in items], [end for _, end in items]
    after = [low[end : min(nxt, end + _LONGEST)] for end, nxt in zip(ends, [*starts[1:], ends[-1] + 60], strict=True)]
    before = [low[max(end, start - 24) : start] for end, start in zip([0, *ends[:-1]], starts, strict=True)]
    whole_text = low[starts[0] : ends[-1]]
    if len(whole_text) > _LONGEST * len(items) or _OTHERWISE.search(whole_text) or CONDITION.search(whole_text):
        return None
    for stretches in (before, after):
        days = [_day(stretch) for stretch in stretches]
        known = [day for day in days if day is not None]
        if len(known) == len(items) and all(a < b for a, b in pairwise(known)):
            return starts[0], ends[-1], tuple(day - known[0] for day in known)
    return None


def _in_order(low: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the administrations numbered 1, 2, 3 ...; stop where the numbers do."""
    expected = 1
    for match in _NUMBERED.finditer(low):
        word = match["n"] or match["o"]
        if (_ORDINALS.get(word) or read_count(word)) != expected:
            return
        yield match.span()
        expected += 1


def _day(stretch: str) -> int | None:
    found = list(_MOMENT.finditer(stretch.split(". ")[0]))
    if len(found) != 1:
        return 0 if not found and _BASELINE.search(stretch) else None
    match = found[0]
    return whole(unit_days(match["u1"] or match["u2"]) * int(match["n1"] or match["n2"]))


_LISTED = re.compile(
    r"\b(?:infusions|injections|administrations|transplantations) (?P<list>1\*?(?:, ?\d\*?){1,8},? ?(?:and|&) \d)\b(?!\s?(?:[x×%]|m?g\b|ml\b|days?|weeks?|months?))"
)


def listed_count(low: str) -> tuple[int, int, int] | None:
    """Return start, end and number of administrations listed by their numbers: "infusions 1, 2, 3 and 4"; None without a list."""
    if "s 1," not in low:
        return None
    for match in _LISTED.finditer(low):
        numbers = [int(number) for number in re.findall(r"\d", match["list"])]
        if numbers == list(range(1, len(numbers) + 1)):
            return match.start(), match.end(), len(numbers)
    return None


_PER_CYCLE = re.compile(
    rf"\b(?P<n>{N})\s{ADJECTIVES}(?:{ACT}|times)\s(?:of\s(?:[a-z-]{{1,14}}\s){{1,3}})?(?:per|in each|in every|each|every|within each|for each)\s(?:treatment\s)?(?:cycle|course)\b"
)


_CYCLES = re.compile(
    rf"(?<!up to )(?<!\d to )(?<!or )\b(?P<n>{N})\s(?:treatment\s|consecutive\s|full\s)?(?:cycles|courses)\b(?! (?:may|if|or more))"
)


def cycled_count(low: str) -> tuple[int, int, int] | None:
    """Return start, end and the whole number of administrations where a text tells both those of a cycle and the cycles; else None.

    Example: "2 infusions per cycle, 4 cycles" gives 8.
    """
    if "cycles" not in low and "courses" not in low:
        return None
    each, cycles = list(_PER_CYCLE.finditer(low)), list(_CYCLES.finditer(low))
    counts = {read_count(match["n"]) for match in each}, {read_count(match["n"]) for match in cycles}
    if len(counts[0]) != 1 or len(counts[1]) != 1:
        return None
    number, times = counts[0].pop(), counts[1].pop()
    if number is None or times is None:
        return None
    places = [match.span() for match in (each[0], cycles[0])]
    return min(start for start, _ in places), max(end for _, end in places), number * times

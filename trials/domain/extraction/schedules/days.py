"""Days of administration in a sentence: lists of days, baseline and month N, repeated after N weeks; lists of visits are turned away."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trials.domain.extraction.schedules.counts import ACT, find_intervals
from trials.domain.extraction.schedules.pieces import FIRST_OR_NOT, RANGE_OF_DAYS, N, SchedulePiece, U, unit_days, whole
from trials.domain.extraction.text import has_any, read_count

_REPEATED = re.compile(
    rf"\b(?:repeat(?:ed|s)?|repetition|followed by)\b(?P<filler>(?:\s(?!if|when|as)[a-z]{{1,14}}){{0,4}}?)\s(?:(?P<n>{N}) (?:more |additional |further )?(?:times|{ACT[3:-1]})|(?P<w>once|twice))\b(?! (?:a|per|every|each|weekly|daily)\b)"
)


_EVERY = re.compile(r"\b(?:every|each|weekly|daily|monthly)\b")


_AGAIN = re.compile(
    rf"\b(?:repeat(?:ed)?|another|second(?![- ](?:line|group|arm|cohort|phase|stage|part))|2nd|again)\b(?P<gap>[^.;\d]{{0,60}}?)\b(?:(?:after|in|at|with)\s)?(?:an? |the )?(?:interval of )?(?P<n>{N})[- ](?P<u>{U})(?:[- ]interval)?(?P<tail>\s?(?:later|after|apart|following|from|post|interval|thereafter)?)\b"
)


_AFTER_FIRST = re.compile(
    rf"\b(?P<n>{N})\s(?P<u>{U})\s(?:after|following|from|post|later than)\s(?:the\s)?(?:initial|first|1st|previous|primary)\b(?! placebo)(?:\s(?:stem|cell|msc)){{0,2}}(?:\s{ACT})?"
)


_SECOND = re.compile(
    r"\b(?:second|2nd|another|repeat\w{0,2}|again|boost\w{0,3}|re-?(?:inject|infus|treat)\w{0,5})\b|\b2\)"
)


_FIRST = re.compile(
    r"\b(?:1\)|first|initial|1st)\s?(?:[a-z]{1,12}\s){0,2}?(?:injection|infusion|dose|administration|treatment)\s?[;,)]|\b(?:second|2nd|third|3rd)\b"
)


_ITEM = r"(?:\d{1,3}(?!\d|\.\d|%|\s?(?:ml|mg|ug|cc|x\b|×|million|patients|subjects|participants|hours|hrs|h\b|min|kg|times|doses))(?:st|nd|rd|th)?)"


_UNIT_FIRST = re.compile(
    rf"\b(?P<u>days?|weeks?|wks?|months?|d(?=\s?\d)|w(?=\s?\d))\s?#?\s?\+?(?P<first>{_ITEM})(?P<rest>(?:\s?(?:\([^()\n]{{0,60}}\)\s?)?(?:,\s?and\b|,|\band\b|&|\+|/|;|\bthen\b)\s?(?:on\s|at\s|in\s|the\s)?(?:days?|weeks?|wks?|months?|d|w)?\s?#?{_ITEM}){{0,24}})"
)


_UNIT_LAST = re.compile(
    rf"\b(?:at|on|in|of|the|:)\s?(?:the\s|post\s)?(?P<nums>{_ITEM}(?:\s?(?:,\s?and\b|,|\band\b|&|-?\band\b)\s?(?:the\s|at\s|on\s)?{_ITEM}){{1,24}})\s?-?(?P<u>pod\b|days?|weeks?|wks?|months?)(?! (?:of age|old|apart|interval))"
)


_RANGE_AFTER = re.compile(r"^\s?(?:(?:-|~|to|±|\+/-)\s?\d|(?:through|until|up to|till|to)\b)")


_UNIT_EACH = re.compile(rf"\b\d{{1,3}}[- ]{U}(?:\s?(?:,\s?and\b|,|\band\b|&)\s?(?:at\s)?\d{{1,3}}[- ]{U}\b){{1,16}}")


_ZERO_BEFORE = re.compile(
    r"(?:\b(?:during|at|after|immediately|before|on)\b[^.;]{0,60}(?:operation|surgery|transplantation|baseline|reperfusion|enrol\w{0,6}|inclusion|randomi[sz]ation|procedure)|\bbaseline)\s?(?:,|and|, and)\s?(?:then\s)?(?:at|on)?\s?$"
)


_ELEMENT = re.compile(r"(?:\b(?P<u>days?|weeks?|wks?|months?|d|w))?\s?#?(?P<n>\d{1,3})")


def find_repeats(s: str) -> Iterator[SchedulePiece]:
    """Yield repetitions: repeated N times (N + 1 in all), N weeks after the first, a second one N weeks later."""
    for match in _REPEATED.finditer(s) if "repe" in s else ():
        more = read_count(match["n"] or match["w"])
        if more is None or not match.group().startswith("repe"):
            continue
        if _EVERY.search(match["filler"]):
            every = next(find_intervals(match.group()), None)
            spacing = every.interval if every else None
            yield SchedulePiece("repeat", match.start(), match.end(), count=more, interval=spacing, doubt=FIRST_OR_NOT)
        else:
            yield SchedulePiece("repeat", match.start(), match.end(), count=more + 1)
    after = []
    if has_any(s, ("first", "initial", "1st", "previous", "primary")):
        after = [m for m in _AFTER_FIRST.finditer(s) if read_count(m["n"]) is not None]
    if after and (_SECOND.search(s) if len(after) == 1 else _FIRST.search(s)):
        days = tuple(whole(unit_days(m["u"]) * (read_count(m["n"]) or 0)) for m in after)
        if (0, *days) == tuple(sorted({0, *days})):
            yield SchedulePiece("days", after[0].start(), after[-1].end(), days=(0, *days))
        return
    again = list(_AGAIN.finditer(s)) if has_any(s, ("repeat", "another", "second", "2nd", "again")) else []
    if len(again) == 1 and not re.search(r"\bthird|3rd\b", s):
        match = again[0]
        if match["tail"].strip() or re.search(r"after|interval|in$", match["gap"] + match.group()):
            number = read_count(match["n"]) or 0
            yield SchedulePiece("again", match.start(), match.end(), days=(0, whole(unit_days(match["u"]) * number)))


def find_day_lists(s: str) -> Iterator[SchedulePiece]:
    """Yield the lists of days of a sentence: "day 0, 7 and 14", "at weeks 0, 4, 8", "on 7, 14 POD"."""
    taken = -1
    for match in _UNIT_FIRST.finditer(s):
        if match.start() < taken:
            continue
        taken = match.end()
        days = _listed_days(match["u"] + match["first"] + match["rest"], match["u"])
        doubt = RANGE_OF_DAYS if _RANGE_AFTER.match(s[match.end() : match.end() + 9]) else ""
        yield from _day_piece(s, match, days, doubt)
    yield from _each_with_unit(s)
    yield from _baseline_and(s)
    for match in _UNIT_LAST.finditer(s):
        if match.start() >= taken:
            yield from _day_piece(s, match, _listed_days(match["nums"], match["u"]), "")


_BASELINE_AND = re.compile(
    rf"\b(?:at|on)\s(?:the\s)?(?:baseline|day 0|time (?:0|zero)|enrol\w{{1,6}}|inclusion)(?: \([^()]{{0,20}}\))?,?\s(?:and|&)\s(?:then\s|again\s)?(?:at\s|after\s|on\s)?(?:the\s)?(?:(?P<u1>month|week|day)\s(?P<n1>\d{{1,2}})|(?P<n2>{N})(?:st|nd|rd|th)?[- ]?(?P<u2>{U}))\b"
)


def _baseline_and(s: str) -> Iterator[SchedulePiece]:
    """Yield "at baseline and 6 months"."""
    hints = ("baseline", "day 0", "time 0", "time zero", "enrol", "inclusion")
    for match in _BASELINE_AND.finditer(s) if has_any(s, hints) else ():
        number = read_count(match["n1"] or match["n2"])
        if number and not _is_after_giving(s, match.end()):
            yield SchedulePiece(
                "days", match.start(), match.end(), days=(0, whole(unit_days(match["u1"] or match["u2"]) * number))
            )


def _each_with_unit(s: str) -> Iterator[SchedulePiece]:
    """Yield "at 1st treatment, 2-week, 4-week and 16-week"."""
    for match in _UNIT_EACH.finditer(s):
        days = tuple(whole(unit_days(u) * int(n)) for n, u in re.findall(rf"(\d{{1,3}})[- ]({U})", match.group()))
        if re.search(
            r"(?:1st|first|initial|baseline|day 0)\b[^.;]{0,16}$", s[max(0, match.start() - 30) : match.start()]
        ):
            days = (0, *days)
        if len(days) > 1 and list(days) == sorted(set(days)):
            yield SchedulePiece("days", match.start(), match.end(), days=days)


def _listed_days(words: str, unit: str) -> tuple[int, ...]:
    days = []
    for element in _ELEMENT.finditer(re.sub(r"\([^()]{0,60}\)", " ", words)):
        unit = element["u"] or unit
        days.append(whole(unit_days(unit) * int(element["n"])))
    if words.startswith(("day", "d")) and len(days) > 1 and days[0] == 1 and re.search(r"week|month", words):
        days[0] = 0  # "day 1 and month 1": the months count from the first day
    return tuple(days)


_GIVEN_ON = re.compile(
    r"\b(?:infused|injected|transfused|transplanted|administered|given)(?:\s(?:intra\w{4,12}|iv|to|into|by|in|the|patients?|recipients?|subjects?|(?:via|through)(?: \w{1,12}){1,3})){0,6} (?:on|at) (?:the )?(?:post-?(?:transplant\w{0,5}|operative) )?$"
)


def _day_piece(s: str, match: re.Match[str], days: tuple[int, ...], doubt: str) -> Iterator[SchedulePiece]:
    if re.search(r"\bbetween\s$", s[max(0, match.start() - 9) : match.start()]):
        return
    lead = s[max(0, match.start() - 110) : match.start()]
    from_event = days[0] > 0 and bool(
        _ZERO_BEFORE.search(lead) or _ZERO_BEFORE.search((lead + s[match.start() : match.start() + 3]).rstrip(" oatn"))
    )
    if from_event:
        days = (0, *days)
    if len(days) == 1:
        if re.search(r"of each|of every|cycle|before|after|prior", s[max(0, match.start() - 9) : match.end() + 16]):
            return
        if days[0] > 1 and not _GIVEN_ON.search(s[max(0, match.start() - 90) : match.start()]):
            return
        yield SchedulePiece("day", match.start(), match.end(), days=days, doubt=doubt)
    elif list(days) == sorted(set(days)) and (from_event or not _is_after_giving(s, match.end())):
        yield SchedulePiece(
            "days", match.start(), match.end(), days=days, doubt=doubt, visit_like=_looks_like_visits(s, match, days)
        )


_AFTER_GIVING = re.compile(
    r"^\s?(?:\([^()]{0,30}\)\s?)?(?:after|post|following|from|since)[- ](?:the\s|each\s|last\s|final\s)?(?:[a-z-]{1,14}\s){0,2}?(?:injections?|infusions?|treatment|administration|intervention|therapy|procedure|surgery|operation|dose|implantation|(?:cell|msc|mscs) transplantation|application|graft)\b"
)


_GIVEN_HERE = re.compile(r"(?:infus|inject|admin|given|dose|transplant|receiv|deliver|implant)[a-z]{0,8}\b[^.;]{0,32}$")


def _is_after_giving(s: str, end: int) -> bool:
    """True for "at 1, 3 and 6 months after the injection": times of observation, not of giving."""
    return (
        _AFTER_GIVING.match(s[end : end + 80]) is not None
        and re.search(r"post|first|initial", s[end : end + 30]) is None
    )


def _looks_like_visits(s: str, match: re.Match[str], days: tuple[int, ...]) -> bool:
    """True for a list that widens up to half a year or more without a verb of giving right before it."""
    gaps = [b - a for a, b in pairwise(days)]
    widens = days[-1] >= 80 and (len(gaps) == 1 or max(gaps) > 1.3 * min(gaps))
    lead = s[max(0, match.start() - 90) : match.start()]
    if widens and re.search(r"\b(?:after|post|following)\b[^.;,]{0,70}$", lead):
        return True
    return (
        widens
        and _GIVEN_HERE.search(s[max(0, match.start() - 60) : match.start()]) is None
        and not re.search(r"\b(?:doses?|infusions?|injections?|administrations?)\b.{0,40}$", s[: match.start()])
    )

"""Numbers of administrations in a sentence: single, N times, every N weeks, twice a week for N weeks."""

import re
from collections.abc import Iterator
from decimal import Decimal

from trials.domain.extraction.schedules.pieces import (
    FREQUENCY_CHANGES,
    ONE_SESSION,
    OPEN_END,
    UNIT_DAYS,
    N,
    SchedulePiece,
    U,
    even_days,
    unit_days,
)
from trials.domain.extraction.text import alternatives_of, has_any, phrases_of, read_count

ACT = alternatives_of(phrases_of("schedules")["acts"]["phrases"])


ADJECTIVES = (
    r"(?:(?!receiv|given\b|each\b|every\b|one\b|two\b|three\b|four\b|five\b|six\b|eight\b|of\b|in\b|the\b|for\b|and\b|or\b|to\b|with\b|dose|different|increasing|escalating|ascending|per\b|groups?\b|at\b|(?:days?|weeks?|months?|years?|hours?|hrs?|minutes?|min|after|before|following|post|prior|from|while|amount|consecutive days|by|part)\b|million|mg\b|ml\b|ug\b|mcg\b|cc\b|iu\b|patients|subjects|phase|is\b|are\b|will\b|was\b|arms?\b)"
    r"[a-z][a-z./'()-]{0,24}\s){0,5}?"
)


_SINGLE = re.compile(
    r"\b(?:single|one[- ]time|sole|solitary)[- ](?!cent|blind|arm\b|group|donor|site\b|instit|mask|label|cell|country|study|dose toleran|dose escalat)"
    rf"(?:(?!blind|cent|arm\b)[a-z\d][a-z\d./'()-]{{0,24}}\s){{0,7}}?(?:{ACT[3:-1]}|infus|therap|bolus|intervention|procedure|graft|inject|implant)[a-z]{{0,10}}\b(?! (?:arms?|groups?|cent)\b)"
    r"|\bsingle (?:iv|intravenous|intrathecal|i\.v\.)(?=\s?(?:[,.;)]|$))|\bat the same time (?:in|during|as|of) (?:the )?(?:cabg|bypass|surgery|operation)\b|\bsingle[- ]dose\b(?! (?:arm|group|cohort|level)s?\b| (?:toleran|escalat))|\bone[- ]time\b(?! (?:per|a|an|every|each|in)\b|/)|\bonly (?:once|one time)\b"
    r"|(?<!at )\bonce(?=\s?(?:$|[.,;:)]|during\b|by\b|via\b|through\b|intra|on day|at day|at baseline|at v\d|at visit|into\b|per patient))"
)


_COUNT = re.compile(
    rf"\b(?=[\dotfsen])(?<![\d.,×^/-])(?<!\bor )(?<!\d to )(?<!one to )(?<!two to )(?<!three to )(?<!first )(?<!last )(?<!level )(?<!group )(?<!cohort )(?<!phase )(?<!arm )(?<!stage )(?<!day )(?<!week )(?<!month )(?<!part )\b(?P<n>{N})(?!(?<=\d)(?:st|nd|rd|th)\b)(?P<range>\s?(?:-|~|to|or)\s?(?:\d{{1,2}}|two|three|four|five|six))?\s?(?:\(\s?\w{{1,6}}\s?\)\s?)?-?{ADJECTIVES}"
    rf"(?:{ACT[3:-1]}|times)\b(?!\s?(?:levels?|groups?|cohorts?|arms?|escalat|per\s(?:{U}|day|cycle|course|session)|a\s{U}(?!\w| apart)|/|each {U}|every|the upper|higher|greater|more|uln|normal|upper|weekly|daily|points?|sites?|\bwithin the same|cohort|-limiting|as\b|than\b|limit|regimens? (?:of|will)|(?:are|were|will be|include)\s\d[\d.]*\s?(?:×|million|10\^)|of treatment|(?:were|was) (?:performed|done|carried)|ha(?:ve|d) been|in \d+ (?:patients|subjects)))"
)


_OR_MORE = re.compile(
    r"^[^.;]{0,28}?\b(?:or|and|versus|vs\.?|/)\s?(?:a\s)?(?:double|multiple|two\b|twice|repeat|several|three\b)"
)


_ONE_OF = re.compile(r"\b(?:one of|either of|each of|compar\w{1,4}|between|all|of the)\s(?:the\s|these\s)?$")


_TESTED = re.compile(
    r"^(?:\s(?:of\s)?[\w-]{1,16}){0,5}?\s(?:will be|were|was|are|is) (?:examined|tested|evaluated|compared|explored|investigated|assessed|studied)"
)


#: "three injections of plasma", "3 doses of G-CSF": what is given is another thing.
_OTHER_THING = re.compile(
    r"\s(?:of|with)\s(?:the\s)?(?:[a-z-]{1,14}\s)?(?:platelet|plateler|prp\b|prgf\b|hyaluron|placebo|saline|g-csf|steroid|basiliximab|secretome|paracrine|conditioned)"
)


_TWICE = re.compile(
    r"(?<!or )\b(?P<n>twice|thrice|double(?= (?:treatments?|administrations?|injections?|infusions?)\b))\b(?!\s?(?:(?:a|an|per|daily|weekly|every|each|monthly|in a|the|as|in one)\b|/|-))"
)


_TOTAL_COUNT = re.compile(
    rf"\b(?:total of|totally|in total)\s(?P<n>{N})\b(?=\s?{ADJECTIVES}(?:times|{ACT[3:-1]})\b|\s?(?:$|[.,;)]))|\bn\s?=\s?(?P<eq>\d)\s(?:doses|infusions)"
)


_TIMES_SIGN = re.compile(
    rf"(?:×|\bx)\s?(?P<n>\d{{1,2}})(?:\s(?:times|doses|infusions)\b|$|(?=[,.;)]))|,\s(?P<m>{N}) times\b|\b(?P<k>\d)-?\s?times? (?:injection|infusion|dose|administration|transplant)"
    rf"|(?:(?<=\ba day )|(?<=\ba week )|(?<=\ba month )|(?<=per week )|(?<=every week )|(?<=each week ))(?P<after>{N}) times\b"
    rf"|\b(?:(?:infusion|injection|administration)s? numbers?|numbers? of (?:infusion|injection|administration)s?)\s?[:=]\s?(?P<eq>{N})\b"
)


_INTERVAL = re.compile(
    rf"\b(?:every|each)\s(?P<other>other\s)?(?P<n1>{N}\s)?(?:(?:-|to)\s?\d{{1,2}}\s)?(?P<u1>days?|weeks?|wks?|months?|fortnight)\b"
    rf"|\b(?P<n2>{N}|an?)(?P<r2>\s?(?:-|to|or)\s?(?:\d{{1,2}}|two|three|four))?[- ]?(?P<u2>{U})(?:\s\([^()]{{0,14}}\))?[- ]{{0,2}}(?:'\s?)?(?:time )?(?:intervals?|apart\b|between\b|spacing|distance|separat)"
    rf"|\b(?:intervals?|spac(?:ed|ing)|distance|separated|apart)(?:\s(?:of|by|from|is|was|are|between|at|the|each|about|dose|doses|injections?|infusions?|two|treatments?|will|be|approximately)){{0,6}}[: ]\s?(?:at least\s)?(?P<n3>{N}|a|an)(?P<r3>\s?(?:-|to|or|±)\s?\d{{1,2}})?[- ]?(?P<u3>{U})\b"
    r"|\b(?P<u4>weekly|monthly|daily|biweekly|bi-weekly|fortnightly)\b"
    rf"|\bq\s?(?P<n5>\d{{0,2}})\s?(?P<u5>[dwm])\b"
)


_FREQUENCY = re.compile(
    rf"\b(?:(?P<k>once|twice|thrice|{N}\s(?:times?|{ACT[3:-1]})|one|a dose)(?:\s(?:of|with)\s[^.;,]{{0,45}}?)?)\s?(?:/|\b(?:a|an|per|every|each|in a|in every|in each|in one)\s|(?=weekly|daily|monthly|bi-?weekly))(?P<n>{N}\s)?(?P<u>days?|weeks?|wks?|months?|weekly|daily|monthly)\b(?! apart)"
    rf"|\bevery\s(?P<en>{N}\s|other\s)?(?P<eu>days?|weeks?|months?)\b|\bq\s?(?P<qn>\d{{0,2}})\s?(?P<qu>[dwm])\b|\b(?P<bare>{N})?\s?(?P<wk>weekly|daily|monthly)\b"
)


_DURATION = re.compile(
    rf"\b(?:for|over|during|within|lasting|of|in|x)\s(?:(?:a|an|the|each|first|total|of|period|course|about|up|to|next|initial|continuous|consecutive|whole|entire)\s){{0,5}}(?P<n>{N})(?:st|nd|rd|th)?[- ]?(?:\(\w{{1,6}}\)\s?)?\s?(?:consecutive|successive|continuous|full)?\s?(?P<u>{U})\b"
    rf"|(?:,|duration\s?:?|:|×|\bx)\s?(?P<n2>\d{{1,2}})\s?(?P<u2>{U})\b(?! (?:after|before|apart|later|interval|prior|follow|post))"
    rf"|\bcontinuous(?:ly)? (?P<n3>{N}) (?P<u3>{U})\b"
)


_SITES = re.compile(
    r"\b(?:injection sites?|different sites?|points?|\d sites?|sites|divided|myocard\w{0,6}|transendo\w{0,8}|in one session|same session|intradermal|multiple|spots|segments|\bx \d{1,2} injections|mapping|needle|per (?:session|visit|tract|treatment))\b"
)


_SINGLE_HINTS = ("single", "same time", " one", "(one", ",one", "/one", "sole", "solitary", "once")


#: Each pattern with literals of which one must occur before it is tried.
_COUNT_PATTERNS = (
    (_COUNT, ("",)),
    (_TWICE, ("twice", "thrice", "double")),
    (_TOTAL_COUNT, ("total", "n=", "n =")),
    (_TIMES_SIGN, ("×", " x", "x ", "(x", ",x", "times", "time ", "number")),
)


def find_counts(s: str) -> Iterator[SchedulePiece]:
    """Yield the numbers of administrations of a sentence: single, N times, twice, ×N, a total of N."""
    for match in _SINGLE.finditer(s) if has_any(f" {s}", _SINGLE_HINTS) else ():
        after = s[match.end() : match.end() + 70]
        doubt = "one or more" if _OR_MORE.match(after) and not _OTHER_THING.search(after) else ""
        yield SchedulePiece("single", match.start(), match.end(), count=1, doubt=doubt)
    for pattern, hints in _COUNT_PATTERNS:
        for match in pattern.finditer(s) if has_any(s, hints) else ():
            groups = match.groupdict()
            word = groups.get("n") or groups.get("eq") or groups.get("m") or groups.get("k") or groups.get("after")
            number = read_count(word) if word else None
            if number is None or not 1 <= number <= 60:
                continue
            if _ONE_OF.search(s[max(0, match.start() - 16) : match.start()]) or _TESTED.match(
                s[match.end() : match.end() + 70]
            ):
                continue
            if _OTHER_THING.match(s[match.end() : match.end() + 48]):
                continue
            doubt = "a range of numbers" if groups.get("range") else ""
            if (
                match.group().endswith(("injection", "injections"))
                and (number > 7 or _SITES.search(s))
                and not _INTERVAL.search(s)
            ):
                doubt = ONE_SESSION
            summed = pattern is _TOTAL_COUNT or re.match(
                r"\s?(?:in total|totally|total|altogether|in all)\b", s[match.end() : match.end() + 12]
            )
            yield SchedulePiece("total" if summed else "count", match.start(), match.end(), count=number, doubt=doubt)


def find_intervals(s: str) -> Iterator[SchedulePiece]:
    """Yield the spacings of a sentence in days: every N weeks, N weeks apart, weekly."""
    for match in _INTERVAL.finditer(s):
        interval, doubt = _interval_of(match)
        if interval is not None:
            lead = s[max(0, match.start() - 14) : match.start()]
            if (
                re.search(r"(?:at least|minimum|about|≥|approximately|within)\s?(?:of\s)?$", lead)
                or "at least" in match.group()
            ):
                doubt = "only a bound of the interval"
            yield SchedulePiece("interval", match.start(), match.end(), interval=interval, doubt=doubt)


def _interval_of(match: re.Match[str]) -> tuple[Decimal | None, str]:
    group = match.groupdict()
    if group["u1"]:
        times = read_count(group["n1"] or "1") or 1
        return unit_days(group["u1"]) * times * (2 if group["other"] else 1), ""
    for tag in ("2", "3"):
        if group[f"u{tag}"]:
            number = 1 if group[f"n{tag}"] in ("a", "an") else read_count(group[f"n{tag}"])
            return unit_days(group[f"u{tag}"]) * (number or 1), "a range of intervals" if group[f"r{tag}"] else ""
    if group["u4"]:
        return (
            (Decimal(14), "twice a week or every two weeks")
            if group["u4"].startswith("bi")
            else (unit_days(group["u4"]), "")
        )
    if group["u5"]:
        return UNIT_DAYS[group["u5"]] * int(group["n5"] or 1), ""
    return None, ""


_COUNTED = re.compile(r"\btotal of|\b(?:times|doses|infusions|injections|administrations|treatments)\b")


_CHANGES = re.compile(r"\b(?:then|followed by|thereafter|and once|and twice|subsequently)\b(?!.{0,25}placebo)")


def find_frequencies(s: str) -> Iterator[SchedulePiece]:
    """Yield a frequency with the duration it runs for: "twice a week for 4 weeks" is 8 administrations."""
    last_end = -1
    matches = list(_FREQUENCY.finditer(s))
    ends = [m.start() for m in matches[1:]] + [len(s)]
    for match, limit in zip(matches, ends, strict=False):
        if match.start() < last_end:
            continue
        period, per_period = _frequency_of(match)
        duration = _DURATION.search(s, match.end(), max(match.end(), min(limit, match.end() + 110)))
        if duration is None or _COUNTED.search(s, match.end(), duration.start()):
            if not match["bare"] and match["u"]:
                yield SchedulePiece(
                    "frequency",
                    match.start(),
                    match.end(),
                    interval=period if per_period == 1 else None,
                    per_period=per_period,
                )
            continue
        last_end = duration.end()
        yield _over(match, duration, period, per_period, s)


def _frequency_of(match: re.Match[str]) -> tuple[Decimal, int]:
    if match["qu"]:
        return UNIT_DAYS[match["qu"]] * int(match["qn"] or 1), 1
    if match["wk"] or match["eu"]:
        times = 2 if match["en"] and match["en"].strip() == "other" else read_count(match["en"] or "1") or 1
        return unit_days(match["wk"] or match["eu"]) * times, 1
    times = read_count(match["n"] or "1") or 1
    word = (match["k"] or "once").split()[0]
    return unit_days(match["u"]) * times, read_count(word) or 1


def _same_unit(match: re.Match[str], unit: str) -> bool:
    return unit[0] == (match["u"] or match["wk"] or match["eu"] or match["qu"])[0]


def _over(match: re.Match[str], duration: re.Match[str], period: Decimal, per_period: int, s: str) -> SchedulePiece:
    word, unit = next((duration[f"n{t}"], duration[f"u{t}"]) for t in ("", "2", "3") if duration[f"u{t}"])
    length = unit_days(unit) * (read_count(word) or 0)
    periods = length / period if period else Decimal(0)
    start, end = match.start(), duration.end()
    whole = periods == periods.to_integral_value() and periods >= 1
    if match["bare"]:
        number = read_count(match["bare"]) or 0
        agrees = whole and periods == number
        return SchedulePiece(
            "count",
            start,
            end,
            count=number,
            interval=period if agrees else None,
            days=even_days(number, period) if agrees else None,
        )
    if not whole and periods > 1 and _same_unit(match, unit) and per_period == 1:
        count = int(periods) + 1
        return SchedulePiece("count", start, end, count=count, days=even_days(count, period), interval=period)
    if not whole:
        return SchedulePiece(
            "frequency", start, end, interval=period if per_period == 1 else None, per_period=per_period
        )
    count = int(periods) * per_period
    doubt = (
        ""
        if period in (1, 7) or (_same_unit(match, unit) and not (match["n"] or match["en"] or match["qn"]))
        else OPEN_END
    )
    if _CHANGES.search(s, end, end + 60):
        doubt = FREQUENCY_CHANGES
    days = even_days(count, period) if per_period == 1 else None
    return SchedulePiece(
        "count",
        start,
        end,
        count=count,
        days=days,
        interval=period if per_period == 1 else None,
        per_period=per_period,
        doubt=doubt,
    )

"""Moments on the time axis and how they belong together: single ones, or the two ends of a span."""

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from trials.domain.extraction.text import phrases_of
from trials.domain.extraction.times.pieces import PieceKind, TimePiece
from trials.domain.extraction.times.words import DAYS_PER_UNIT


@dataclass(slots=True)
class Moment:
    """A place on the time axis with the pieces it was read from: `first` to `last` in the list of pieces."""

    days: Decimal
    unit: str | None
    first: int
    last: int
    depth: int
    base: bool = False


@dataclass(slots=True)
class FoundMoments:
    """What was gathered before it is judged."""

    points: list[Moment] = field(default_factory=list)
    spans: list[tuple[Moment, Moment]] = field(default_factory=list)
    doubt: str = ""


_RANGE_WORDS: frozenset[str] = frozenset(phrases_of("times")["joins"]["words"])
_SPAN_WORDS = _RANGE_WORDS | frozenset(
    {"within", "throughout", "during", "over", "for", "upto", "maximum", "average", "max", "course", "period"}
)
_POINT_WORDS = frozenset({"at", "after", "by", "on", "from", "post", "following", "follow-up", "end"})
_NOT_A_RANGE = frozenset(
    {"prior", "due", "compared", "relative", "related", "respect", "comparison", "according", "similar", "response"}
)
PERIODIC = frozenset({"every", "each", "per", "interval", "intervals"})
# Words that may stand between "up to" or "within" and its figure.
_THIN = frozenset(
    (
        "a an the of first next about approximately approx expected least maximum max average than more less no "
        "at to up including total day days study period initial last time and end"
    ).split()
)


_WHOLE, _HUNDREDTH = Decimal(1), Decimal("0.01")


def _in_days(*figures: TimePiece) -> Decimal:
    """Return the days that figures stand for together, whole from one day on, hundredths below."""
    days = Decimal(0)
    for piece in figures:
        days += piece.value * DAYS_PER_UNIT[piece.unit or "day"]
    return days.quantize(_WHOLE if abs(days) >= 1 or not days else _HUNDREDTH, rounding=ROUND_HALF_EVEN)


def moments_of(pieces: list[TimePiece]) -> list[Moment]:
    """Return the moments in the order of the text; restatements in brackets and repeat intervals are left out."""
    moments: list[Moment] = []
    for index, piece in enumerate(pieces):
        if piece.kind is PieceKind.BASE:
            if not _is_reference(pieces, index) and not _says_zero_again(pieces, moments, index):
                moments.append(Moment(Decimal(0), None, index, index, piece.depth, base=True))
        elif piece.kind is PieceKind.NUMBER and piece.unit is not None:
            if index and pieces[index - 1].text in PERIODIC:
                continue
            if index + 2 < len(pieces) and "apart" in (pieces[index + 1].text, pieces[index + 2].text):
                continue
            end = _end_of(pieces, index)
            moment = Moment(_in_days(piece), piece.unit, index, end, piece.depth)
            again = moments and moments[-1].base and moment.days == 0 and _says_zero_again(pieces, moments, index)
            if not again and not _restates(pieces, moments, moment):
                moments.append(moment)
    return moments


def _end_of(pieces: list[TimePiece], index: int) -> int:
    """Return the index of the last piece of a figure: its unit where that follows."""
    end = index
    while end + 1 < len(pieces) and (
        (pieces[end + 1].kind is PieceKind.UNIT and pieces[end + 1].used)
        or pieces[end + 1].text in ("st", "nd", "rd", "th")
        or (
            pieces[end + 1].kind is PieceKind.DASH
            and end + 2 < len(pieces)
            and pieces[end + 2].kind is PieceKind.UNIT
            and pieces[end + 2].used
            and not pieces[index].unit_first
        )
    ):
        if (
            pieces[end + 1].kind is PieceKind.UNIT
            and end + 2 < len(pieces)
            and pieces[end + 2].kind is PieceKind.NUMBER
            and pieces[end + 2].unit_first
        ):
            break
        end += 1
    return end


def _is_reference(pieces: list[TimePiece], index: int) -> bool:
    """Tell whether "baseline" only says what something is counted from: "12 months after baseline"."""
    before = pieces[max(0, index - 3) : index]
    words = [piece.text for piece in before]
    if (
        pieces[index].text.startswith(("from", "since", "before", "prior"))
        and before
        and before[-1].kind in (PieceKind.UNIT, PieceKind.NUMBER)
    ):
        return True
    if not words:
        return False
    if words[-1] in ("the", "of"):
        words, before = words[:-1], before[:-1]
    if not words:
        return False
    if words[-1] in ("after", "post", "following", "vs", "versus") or words[-2:] == ["post", "-"]:
        return True
    return words[-1] in ("from", "since") and len(before) > 1 and before[-2].kind in (PieceKind.UNIT, PieceKind.NUMBER)


def _says_zero_again(pieces: list[TimePiece], moments: list[Moment], index: int) -> bool:
    """Tell whether the start is named twice without a break: "day 0 at the start of treatment"."""
    if not moments or moments[-1].days != 0:
        return False
    if index - moments[-1].last > 5:
        return False
    between = pieces[moments[-1].last + 1 : index]
    return all(piece.kind in (PieceKind.WORD, PieceKind.UNIT) and piece.text not in _RANGE_WORDS for piece in between)


def _restates(pieces: list[TimePiece], moments: list[Moment], moment: Moment) -> bool:
    """Tell whether a moment in brackets says the one before it again: "Baseline (day 0)", "6 months (24 weeks)"."""
    if not moments or moment.depth <= moments[-1].depth:
        return False
    before = moments[-1]
    between = pieces[before.last + 1 : moment.first]
    alone = moment.last + 1 < len(pieces) and pieces[moment.last + 1].kind is PieceKind.CLOSE
    if not alone or any(
        piece.kind not in (PieceKind.OPEN, PieceKind.UNIT, PieceKind.WORD) or piece.kind is PieceKind.WORD
        for piece in between
    ):
        return False
    if before.base:
        return abs(moment.days) <= 31
    return abs(moment.days - before.days) <= before.days / 10


_NUMBERS_A_VISIT = "a decimal behind its unit may number a visit"
_QUARTER = Decimal("0.25")
_SUM_OR_TWO = "a length in two units or two moments"


def _add_up(pieces: list[TimePiece], moments: list[Moment]) -> tuple[list[Moment], str]:
    """Return the moments with a length told in two units as one ("2 years and 3 months"), and what makes that unsure."""
    whole: list[Moment] = []
    doubt = ""
    for index, moment in enumerate(moments):
        if not whole or not _is_rest_of(pieces, whole[-1], moment):
            whole.append(moment)
            continue
        words = [piece.text for piece in _between(pieces, whole[-1], moment)]
        if words not in ([], ["and"]):
            whole.append(moment)
        elif (words and _opens_span(pieces, moments, index - 1)) or (not words and len(moments) == 2):
            days = _in_days(pieces[whole[-1].first], pieces[moment.first])
            whole[-1] = replace(whole[-1], days=days, last=moment.last)
        else:
            whole.append(moment)
            doubt = _SUM_OR_TWO
    return whole, doubt


def _is_rest_of(pieces: list[TimePiece], a: Moment, b: Moment) -> bool:
    """Tell whether a moment is less than one unit of the moment before, as the months in "2 years and 3 months"."""
    if a.unit is None or b.unit is None or a.base or a.depth != b.depth or a.days <= b.days:
        return False
    behind = not pieces[a.first].unit_first and not pieces[b.first].unit_first
    return behind and DAYS_PER_UNIT[b.unit] < DAYS_PER_UNIT[a.unit] and b.days < DAYS_PER_UNIT[a.unit]


def sort_out(pieces: list[TimePiece], moments: list[Moment]) -> FoundMoments:
    """Tell points from spans by the words between and before the moments."""
    moments, doubt = _add_up(pieces, moments)
    if not doubt and any(
        piece.unit_first and piece.value % _QUARTER for piece in pieces if piece.kind is PieceKind.NUMBER
    ):
        doubt = _NUMBERS_A_VISIT
    found = FoundMoments(doubt=doubt)
    dashes = [_joined_by_dash(pieces, a, b) for a, b in pairwise(moments)]
    index = 0
    while index < len(moments):
        moment = moments[index]
        following = moments[index + 1] if index + 1 < len(moments) else None
        chained = (
            following is not None
            and dashes[index]
            and ((index > 0 and dashes[index - 1]) or (index + 1 < len(dashes) and dashes[index + 1]))
        )
        if following is not None and not chained and _makes_span(pieces, moments, index, found):
            start, end = moment, following
            index += 2
            if end.days <= start.days:
                found.doubt = "a span that runs backwards"
            found.spans.append((start, end))
            continue
        if not moment.base and moment.days > 0 and _opens_span(pieces, moments, index):
            found.spans.append((Moment(Decimal(0), None, moment.first, moment.first, moment.depth), moment))
            if _counted_back(pieces, moment):
                found.doubt = "counted back from the treatment"
        else:
            if _counted_back(pieces, moment):
                found.doubt = "counted back from the treatment"
            found.points.append(moment)
        index += 1
    _settle(found)
    return found


def _between(pieces: list[TimePiece], a: Moment, b: Moment) -> list[TimePiece]:
    return [piece for piece in pieces[a.last + 1 : b.first] if not (piece.kind is PieceKind.UNIT and piece.used)]


def _joined_by_dash(pieces: list[TimePiece], a: Moment, b: Moment) -> bool:
    between = _between(pieces, a, b)
    return len(between) == 1 and between[0].kind is PieceKind.DASH


def _makes_span(pieces: list[TimePiece], moments: list[Moment], index: int, found: FoundMoments) -> bool:
    """Tell whether a moment and the next are the two ends of one span."""
    a, b = moments[index], moments[index + 1]
    if a.days == b.days:
        return False
    between = _between(pieces, a, b)
    words = [piece.text for piece in between]
    if words == ["-"] or words == ["~"]:
        return True
    if any(word in _NOT_A_RANGE for word in words):
        return False
    lead = a.first - 1 if pieces[a.first].unit_first and a.first else a.first
    before = [piece.text for piece in pieces[max(0, lead - 2) : lead]]
    if "between" in before and "and" in words:
        return True
    if (
        a.base
        and (words[:1] == ["and"] or "," in words[:1])
        and "to" in words
        and not {"up", "until", "till"} & set(words)
    ):
        return False
    if (
        a.depth > b.depth
        and words[:1] == [")"]
        and words[1:2]
        and words[1] not in (*_RANGE_WORDS, "-", "~", "upto", "up")
    ):
        return False
    places = [place for place, word in enumerate(words) if word in _RANGE_WORDS or word in ("-", "~", "upto")]
    if not places:
        return False
    if words[0] in (",", "and") and not a.base:
        return False
    tail = words[places[-1] + 1 :]
    if a.days <= 1 and _ends_in_an_event(pieces, tail, b):
        return True
    return all(word in _THIN or word in ("visit", "follow", "-") for word in tail) and len(tail) <= 4


_EVENTS = frozenset("completion end discharge death progression relapse assessment visit withdrawal".split())


def _ends_in_an_event(pieces: list[TimePiece], tail: list[str], b: Moment) -> bool:
    """Tell whether a span ends in an event whose time is given: "to end of treatment (5 weeks)", "through completion, an average of 2 years"."""
    mark = next((word for word in tail if word in ("(", ",")), None)
    if mark is None:
        return False
    event, said = tail[: tail.index(mark)], tail[tail.index(mark) + 1 :]
    if mark == "(":
        told = b.last + 1 < len(pieces) and pieces[b.last + 1].kind is PieceKind.CLOSE
    else:
        told = bool({"average", "maximum", "up"} & set(said)) and bool(_EVENTS & set(event))
    if not told or not event or len(event) > 7 or {",", "and", ";", "or"} & {*event, *said}:
        return False
    return all(word in _THIN or word in ("duration", ":") for word in said)


def _opens_span(pieces: list[TimePiece], moments: list[Moment], index: int) -> bool:
    """Tell whether the words before a lone moment make it the end of a span: up to, within, through, for, an average of."""
    moment = moments[index]
    start = moments[index - 1].last + 1 if index else 0
    words: list[str] = []
    for place in range(moment.first - 1, start - 1, -1):
        piece = pieces[place]
        if (
            piece.kind is PieceKind.UNIT
            and piece.used
            and pieces[moment.first].unit_first
            and place == moment.first - 1
        ):
            continue
        if piece.kind in (PieceKind.OPEN, PieceKind.CLOSE):
            return (
                _spans_all(pieces[start:place])
                and moment.last + 1 < len(pieces)
                and pieces[moment.last + 1].kind is PieceKind.CLOSE
            )
        if piece.kind is PieceKind.SEPARATOR and piece.text != "and":
            return False
        words.append(piece.text)
        if piece.text in ("within", "throughout", "during", "over", "upto"):
            return True
        if piece.text in _SPAN_WORDS:
            before = pieces[place - 1].text if place else ""
            return before not in _NOT_A_RANGE and (piece.text not in ("period", "course", "for") or len(words) <= 5)
        if piece.text in ("first", "initial") and len(words) == 1:
            return True
        if piece.text not in _THIN and piece.text not in (
            "duration",
            "is",
            "was",
            "additional",
            "further",
            "follow",
            "-",
            "~",
            "≈",
            "<",
            "≤",
            ".",
            "postoperative",
            "post",
            "operative",
            "perioperative",
            "subsequent",
            "following",
            "entire",
            "whole",
            "full",
            "week",
            "weeks",
            "month",
            "months",
            "visit",
        ):
            return False
    return False


def _spans_all(before: list[TimePiece]) -> bool:
    """Tell whether the words before a bracket name a whole stretch: "throughout the study (24 months)"."""
    words = {piece.text for piece in before}
    return (
        bool(
            words
            & {"throughout", "during", "duration", "course", "through", "until", "period", "up", "entire", "whole"}
        )
        and "end" not in words
    )


def _counted_back(pieces: list[TimePiece], moment: Moment) -> bool:
    """Tell whether a figure is counted back: "2 weeks before the infusion", "-35 days", "the last 7 days"."""
    if moment.first and pieces[moment.first - 1].text in ("last", "final", "previous", "past"):
        return True
    sign = moment.first - 1
    if (
        sign >= 0
        and pieces[sign].kind is PieceKind.DASH
        and pieces[sign].end == pieces[moment.first].start
        and (sign == 0 or pieces[sign - 1].kind in (PieceKind.SEPARATOR, PieceKind.OPEN))
    ):
        return True
    after = [piece.text for piece in pieces[moment.last + 1 : moment.last + 3]]
    backwards = (
        after[:1] in (["before"], ["pre"])
        or after == ["prior", "to"]
        or bool(after and after[0].startswith(("before ", "prior to ")))
    )
    return backwards and moment.days > 0


def _settle(found: FoundMoments) -> None:
    """Judge what was found together: which parts win, and whether two readings are left."""
    if found.spans and found.points:
        depths = {end.depth for _, end in found.spans}
        inner = [point for point in found.points if point.depth > max(depths)]
        latest = max(point.days for point in found.points)
        if len(inner) > 1:
            found.points, found.spans = inner, []
        elif all(point.base for point in found.points):
            found.points = []
        elif len(found.spans) == 1 and len(found.points) > 1 and found.spans[0][1].days == latest:
            found.spans = []
        else:
            found.doubt = found.doubt or "single moments and a span together"
    elif found.points:
        deepest = max(point.depth for point in found.points)
        inner = [point for point in found.points if point.depth == deepest]
        outer = [point for point in found.points if point.depth < deepest]
        if deepest and len(inner) > 1 and len(outer) == 1 and outer[0].days == inner[-1].days:
            found.points = inner
    if len(found.spans) > 1:
        found.doubt = found.doubt or "more than one span"

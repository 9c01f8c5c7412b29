"""Time expressions cut into pieces: figures with their units, "baseline", separators and the words between them."""

import re
from decimal import Decimal

from trials.domain.extraction.text import phrases_of
from trials.domain.extraction.times.pieces import PieceKind, TimePiece
from trials.domain.extraction.times.units import bind_units, share_units

DAYS_PER_UNIT = {
    "minute": Decimal(1) / Decimal(1440),
    "hour": Decimal(1) / Decimal(24),
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4375"),
    "year": Decimal("365.25"),
}

_WORDS = phrases_of("times")
UNITS: dict[str, str] = {word: unit for unit, words in _WORDS["units"].items() for word in words}
_SPELLED = ("minutes", "hours", "weeks", "months", "years", "hour", "week", "month", "year")
NUMBER_WORDS = {word: Decimal(value) for word, value in _WORDS["numbers"].items()} | {"half": Decimal("0.5")}
ORDINAL_WORDS = {word: Decimal(value) for word, value in _WORDS["ordinals"].items()}


_MOMENT = (
    r"(?:treatment|therapy|dose|dosing|infusion|injection|surgery|surgical|operation|operative|transpl[a-z]{3,12}|intervention|procedure|implantation|"
    r"administration|randomi[sz]ation|enrol+ment|inclusion|study|medication|cell|stem|msc|mscs|application|catheteri[sz]ation|recruitment|test|op)"
)
_BASE = re.compile(
    # All begin a word: asked once, which spares signs and figures the alternatives.
    r"\b(?:"
    r"(?:base[ -]?lines?|basal(?: level)?)\b"
    rf"|pre(?:-| ?)(?:{_MOMENT}|operatively|op)\b"
    rf"|(?:immediately |right |just |shortly )?(?:before|prior to)(?: the)?(?: first| initial| any| start(?: of)?)?(?: the)? {_MOMENT}\b"
    rf"|day of(?: the)? (?:first )?(?:enrol+ment screening|{_MOMENT})\b"
    rf"|(?<=\bbetween )(?:the )?(?:first )?{_MOMENT}(?= and (?:the )?(?:\d|day|week|month|year))"
    r"|(?:since|from|at)(?: the)?(?: date| time| day| moment)?(?: of)?(?: the)? (?:enrol+ment|inclusion|allocation(?: date)?|entry|randomi[sz]ation|admission|screening|recruitment|start(?: of)? (?:treatment|study|therapy))\b"
    r"|(?:(?<=^)|(?<=[,;(+] )|(?<=[,;(+])|(?<=and )|(?<=between ))(?:screening|enrol+ment|inclusion|entry|randomi[sz]ation|pre|before|admission|initially)(?: visit| period)?(?=\s*(?:$|[,;)+]|and\b|to\b|until\b|through\b|up to\b|-\s))"
    r")",
)
# Every unit, misspelled ones too, is a word with one of these first.
_UNIT_BEGINS = re.compile(r"(?<![a-z])[dhmwy]")
_TOKEN = re.compile(
    r"(?P<figure>[0-9]+(?:\.[0-9]+)?)|(?P<tolerance>plus\s?(?:or\s|/|-)\s?minus\b|±|\+\s?/\s?-)"
    r"|(?P<word>[a-z]+)|(?P<sign>[-,;&/+~()\[\]{}])|(?P<other>\S)"
)


def may_name_a_moment(text: str) -> bool:
    """Tell whether a text in lower case has anything that could be a unit or the start: a cheap question before it is cut."""
    return bool(_UNIT_BEGINS.search(text) or _BASE.search(text))


def cut(text: str) -> list[TimePiece]:
    """Return the pieces of a time expression in lower case in order, each figure with its unit where one can be told."""
    pieces = _pieces(text)
    _read_words_as_figures(pieces)
    _drop_tolerances(pieces)
    bind_units(pieces)
    share_units(pieces)
    return pieces


def _pieces(text: str) -> list[TimePiece]:
    pieces: list[TimePiece] = []
    bases = [(m.start(), m.end()) for m in _BASE.finditer(text)]
    depth = slot = place = 0
    for match in _TOKEN.finditer(text):
        if match.start() < place:
            continue
        while slot < len(bases) and bases[slot][1] <= match.start():
            slot += 1
        if slot < len(bases) and bases[slot][0] <= match.start():
            start, place = bases[slot]
            pieces.append(TimePiece(PieceKind.BASE, text[start:place], start, place, unit="day", depth=depth))
            continue
        piece = _piece(match, pieces)
        if piece.kind is PieceKind.CLOSE:
            depth = max(0, depth - 1)
        piece.depth = depth
        if piece.kind is PieceKind.OPEN:
            depth += 1
        pieces.append(piece)
    return pieces


_SIGNS = {
    ",": PieceKind.SEPARATOR,
    ";": PieceKind.SEPARATOR,
    "&": PieceKind.SEPARATOR,
    "/": PieceKind.SEPARATOR,
    "+": PieceKind.SEPARATOR,
    "-": PieceKind.DASH,
    "~": PieceKind.DASH,
    "(": PieceKind.OPEN,
    "[": PieceKind.OPEN,
    "{": PieceKind.OPEN,
    ")": PieceKind.CLOSE,
    "]": PieceKind.CLOSE,
    "}": PieceKind.CLOSE,
}


def _piece(match: re.Match[str], before: list[TimePiece]) -> TimePiece:
    """Return the piece for one token."""
    raw = match.group()
    start, end = match.span()
    what = match.lastgroup
    if what == "sign":
        return TimePiece(_SIGNS[raw], raw, start, end)
    if what == "figure":
        return TimePiece(PieceKind.NUMBER, raw, start, end, value=Decimal(raw) if len(raw) < 8 else Decimal(9999))
    if what == "tolerance":
        return TimePiece(PieceKind.TOLERANCE, raw, start, end)
    if what == "other":
        return TimePiece(PieceKind.WORD if raw.isalpha() else PieceKind.STOP, raw, start, end)
    if raw in ("and", "or", "plus"):
        return TimePiece(PieceKind.SEPARATOR, raw, start, end)
    if raw in NUMBER_WORDS:
        return TimePiece(PieceKind.NUMBER, raw, start, end, value=NUMBER_WORDS[raw])
    if raw in UNITS and (len(raw) > 2 or _near_number(match, before)):
        return TimePiece(PieceKind.UNIT, raw, start, end, unit=UNITS[raw])
    close = (
        _misspelled(raw) if len(raw) >= 4 and before and before[-1].kind in (PieceKind.NUMBER, PieceKind.DASH) else None
    )
    if close:
        return TimePiece(PieceKind.UNIT, raw, start, end, unit=close)
    return TimePiece(PieceKind.WORD, raw, start, end)


def _near_number(match: re.Match[str], before: list[TimePiece]) -> bool:
    """Tell whether a one- or two-letter unit stands beside a figure: 24h, 6 mo, W12, D28."""
    text, end = match.string, match.end()
    if end < len(text) and text[end].isdigit():
        return True
    return bool(before) and before[-1].kind is PieceKind.NUMBER and match.start() - before[-1].end <= 1


def _misspelled(word: str) -> str | None:
    """Return the unit that a word misses by one letter (monrh, yaers), or None."""
    for right in _SPELLED:
        if word[0] == right[0] and abs(len(word) - len(right)) <= 1 and _one_slip(word, right):
            return UNITS[right]
    return None


def _one_slip(a: str, b: str) -> bool:
    """Tell whether two words differ by one letter changed, missing, added, or two neighbours swapped."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    swapped = (
        len(rest_a) > 1
        and len(rest_b) > 1
        and rest_a[0] == rest_b[1]
        and rest_a[1] == rest_b[0]
        and rest_a[2:] == rest_b[2:]
    )
    return swapped or rest_a[1:] == rest_b or rest_a == rest_b[1:] or rest_a[1:] == rest_b[1:]


def _read_words_as_figures(pieces: list[TimePiece]) -> None:
    """Read "first month", "within a week" and "one and a half years" as figures."""
    for index in range(len(pieces) - 2, -1, -1):
        piece, after = pieces[index], pieces[index + 1]
        if piece.kind is not PieceKind.WORD:
            continue
        if piece.text in ORDINAL_WORDS and (after.kind is PieceKind.UNIT or _joins_ordinal(pieces, index)):
            piece.kind, piece.value = PieceKind.NUMBER, ORDINAL_WORDS[piece.text]
        elif (
            piece.text in ("a", "an")
            and after.kind is PieceKind.UNIT
            and index
            and pieces[index - 1].text in ("after", "within", "for", "in", "at")
        ):
            piece.kind, piece.value = PieceKind.NUMBER, Decimal(1)
    for index, piece in enumerate(pieces[:-3]):
        if piece.kind is not PieceKind.NUMBER or pieces[index + 1].text != "and":
            continue
        joined = pieces[index + 1 : index + 4]
        if [other.text for other in joined] == ["and", "a", "half"]:
            piece.value += Decimal("0.5")
            for other in joined:
                other.kind, other.text = (
                    PieceKind.SEPARATOR if other.kind is PieceKind.SEPARATOR else PieceKind.WORD,
                    "th",
                )


def _joins_ordinal(pieces: list[TimePiece], index: int) -> bool:
    """Tell whether an ordinal is joined by a comma or "and" to one already read as a figure."""
    return (
        pieces[index + 1].kind is PieceKind.SEPARATOR
        and index + 2 < len(pieces)
        and pieces[index + 2].kind is PieceKind.NUMBER
        and pieces[index + 2].text in ORDINAL_WORDS
    )


def _drop_tolerances(pieces: list[TimePiece]) -> None:
    """Turn "±3 days" and "(±1)" into words: they say how exact a visit is, not when it is.

    The unit behind stays where the figure before has none else: "20 ± 3 hours", but not "weeks 5, 9 ± 3 days".
    """
    unit_first = False
    for index, piece in enumerate(pieces):
        if piece.kind is PieceKind.UNIT:
            unit_first = not index or pieces[index - 1].kind is not PieceKind.NUMBER
        if piece.kind is PieceKind.TOLERANCE and index + 1 < len(pieces) and pieces[index + 1].kind is PieceKind.NUMBER:
            last = index + 2 if index + 2 < len(pieces) and pieces[index + 2].kind is PieceKind.UNIT else index + 1
            first = index
            if (
                index
                and last + 1 < len(pieces)
                and pieces[index - 1].kind is PieceKind.OPEN
                and pieces[last + 1].kind is PieceKind.CLOSE
            ):
                first, last = index - 1, last + 1
            elif last > index + 1 and index and pieces[index - 1].kind is PieceKind.NUMBER and not unit_first:
                last -= 1
            for place in range(first, last + 1):
                pieces[place].kind = PieceKind.TOLERANCE

"""Time expressions cut into pieces: figures with their units, "baseline", separators and the words between them."""

import re
from decimal import Decimal

from trials.domain.extraction.timepieces import Kind, Piece
from trials.domain.extraction.timeunits import bind_units, share_units

DAYS_PER_UNIT = {
    "minute": Decimal(1) / Decimal(1440),
    "hour": Decimal(1) / Decimal(24),
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4375"),
    "year": Decimal("365.25"),
}

_UNIT_WORDS = {
    "minute": "minute minutes min mins",
    "hour": "hour hours hr hrs h",
    "day": "day days d",
    "week": "week weeks wk wks w wek weeek",
    "month": "month months mo mos mth mths m mon mons moth moths mounth mounths monts",
    "year": "year years yr yrs y",
}
UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
_SPELLED = ("minutes", "hours", "weeks", "months", "years", "hour", "week", "month", "year")
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
NUMBER_WORDS = {word: Decimal(value) for value, word in enumerate(_CARDINALS)} | {
    "thirty": Decimal(30),
    "sixty": Decimal(60),
    "ninety": Decimal(90),
    "half": Decimal("0.5"),
}
ORDINAL_WORDS = {
    word: Decimal(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        start=1,
    )
}


_MOMENT = (
    r"(?:treatment|therapy|dose|dosing|infusion|injection|surgery|surgical|operation|operative|transpl[a-z]{3,12}|intervention|procedure|implantation|"
    r"administration|randomi[sz]ation|enrol+ment|inclusion|study|medication|cell|stem|msc|msCs|application|catheteri[sz]ation|recruitment|test|op)"
)
_BASE = re.compile(
    r"\b(?:base[ -]?lines?|basal(?: level)?)\b"
    rf"|\bpre(?:-| ?)(?:{_MOMENT}|operatively|op)\b"
    rf"|\b(?:immediately |right |just |shortly )?(?:before|prior to)(?: the)?(?: first| initial| any| start(?: of)?)?(?: the)? {_MOMENT}\b"
    rf"|\bday of(?: the)? (?:first )?(?:enrol+ment screening|{_MOMENT})\b"
    rf"|(?<=\bbetween )(?:the )?(?:first )?{_MOMENT}(?= and (?:the )?(?:\d|day|week|month|year))"
    r"|\b(?:since|from|at)(?: the)?(?: date| time| day| moment)?(?: of)?(?: the)? (?:enrol+ment|inclusion|allocation(?: date)?|entry|randomi[sz]ation|admission|screening|recruitment|start(?: of)? (?:treatment|study|therapy))\b"
    r"|(?:(?<=^)|(?<=[,;(+] )|(?<=[,;(+])|(?<=and )|(?<=between ))(?:screening|enrol+ment|inclusion|entry|randomi[sz]ation|pre|before|admission|initially)(?: visit| period)?(?=\s*(?:$|[,;)+]|and\b|to\b|until\b|through\b|up to\b|-\s))",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\d+(?:\.\d+)?|plus\s?(?:or\s|/|-)\s?minus\b|[A-Za-z]+|±|\+\s?/\s?-|[^\sA-Za-z\d]", re.IGNORECASE)
_TOLERANCE = re.compile(r"\d|[A-Za-z]+")


def cut(text: str) -> list[Piece]:
    """Return the pieces of a time expression in order, each figure with its unit where one can be told."""
    pieces = _pieces(text)
    _read_words_as_figures(pieces)
    _drop_tolerances(pieces)
    bind_units(pieces)
    share_units(pieces)
    return pieces


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    bases = [(m.start(), m.end()) for m in _BASE.finditer(text)]
    depth = slot = place = 0
    for match in _TOKEN.finditer(text):
        if match.start() < place:
            continue
        while slot < len(bases) and bases[slot][1] <= match.start():
            slot += 1
        if slot < len(bases) and bases[slot][0] <= match.start():
            start, place = bases[slot]
            pieces.append(Piece(Kind.BASE, text[start:place].lower(), start, place, unit="day", depth=depth))
            continue
        piece = _piece(match, pieces)
        if piece.kind is Kind.CLOSE:
            depth = max(0, depth - 1)
        piece.depth = depth
        if piece.kind is Kind.OPEN:
            depth += 1
        pieces.append(piece)
    return pieces


_SIGNS = {
    ",": Kind.SEPARATOR,
    ";": Kind.SEPARATOR,
    "&": Kind.SEPARATOR,
    "/": Kind.SEPARATOR,
    "+": Kind.SEPARATOR,
    "-": Kind.DASH,
    "~": Kind.DASH,
    "(": Kind.OPEN,
    "[": Kind.OPEN,
    "{": Kind.OPEN,
    ")": Kind.CLOSE,
    "]": Kind.CLOSE,
    "}": Kind.CLOSE,
    "±": Kind.TOLERANCE,
}


def _piece(match: re.Match[str], before: list[Piece]) -> Piece:
    """Return the piece for one token."""
    raw = match.group()
    word = raw.lower()
    place = (match.start(), match.end())
    if raw[0].isdigit() and raw[0].isascii():
        return Piece(Kind.NUMBER, raw, *place, value=Decimal(raw) if len(raw) < 8 else Decimal(9999))
    if raw in _SIGNS:
        return Piece(_SIGNS[raw], raw, *place)
    if len(raw) > 1 and (raw[0] == "+" or word.endswith("minus")):
        return Piece(Kind.TOLERANCE, raw, *place)
    if word in ("and", "or", "plus"):
        return Piece(Kind.SEPARATOR, word, *place)
    if word in NUMBER_WORDS:
        return Piece(Kind.NUMBER, word, *place, value=NUMBER_WORDS[word])
    if word in UNITS and (len(word) > 2 or _near_number(match, before)):
        return Piece(Kind.UNIT, word, *place, unit=UNITS[word])
    close = _misspelled(word) if len(word) >= 4 and before and before[-1].kind in (Kind.NUMBER, Kind.DASH) else None
    if close:
        return Piece(Kind.UNIT, word, *place, unit=close)
    if word[0].isalpha():
        return Piece(Kind.WORD, word, *place)
    return Piece(Kind.STOP, raw, *place)


def _near_number(match: re.Match[str], before: list[Piece]) -> bool:
    """Tell whether a one- or two-letter unit stands beside a figure: 24h, 6 mo, W12, D28."""
    text, end = match.string, match.end()
    if end < len(text) and text[end].isdigit():
        return True
    return bool(before) and before[-1].kind is Kind.NUMBER and match.start() - before[-1].end <= 1


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


def _read_words_as_figures(pieces: list[Piece]) -> None:
    """Read "first month", "within a week" and "one and a half years" as figures."""
    for index in range(len(pieces) - 2, -1, -1):
        piece, after = pieces[index], pieces[index + 1]
        if piece.kind is not Kind.WORD:
            continue
        if piece.text in ORDINAL_WORDS and (after.kind is Kind.UNIT or _joins_ordinal(pieces, index)):
            piece.kind, piece.value = Kind.NUMBER, ORDINAL_WORDS[piece.text]
        elif (
            piece.text in ("a", "an")
            and after.kind is Kind.UNIT
            and index
            and pieces[index - 1].text in ("after", "within", "for", "in", "at")
        ):
            piece.kind, piece.value = Kind.NUMBER, Decimal(1)
    for index in range(len(pieces) - 3):
        joined = [piece.text for piece in pieces[index + 1 : index + 4]]
        if pieces[index].kind is Kind.NUMBER and joined == ["and", "a", "half"]:
            pieces[index].value += Decimal("0.5")
            for piece in pieces[index + 1 : index + 4]:
                piece.kind, piece.text = Kind.SEPARATOR if piece.kind is Kind.SEPARATOR else Kind.WORD, "th"


def _joins_ordinal(pieces: list[Piece], index: int) -> bool:
    """Tell whether an ordinal is joined by a comma or "and" to one already read as a figure."""
    return (
        pieces[index + 1].kind is Kind.SEPARATOR
        and index + 2 < len(pieces)
        and pieces[index + 2].kind is Kind.NUMBER
        and pieces[index + 2].text in ORDINAL_WORDS
    )


def _drop_tolerances(pieces: list[Piece]) -> None:
    """Turn "±3 days" and "(±1)" into words: they say how exact a visit is, not when it is.

    The unit behind stays where the figure before has none else: "20 ± 3 hours", but not "weeks 5, 9 ± 3 days".
    """
    unit_first = False
    for index, piece in enumerate(pieces):
        if piece.kind is Kind.UNIT:
            unit_first = not index or pieces[index - 1].kind is not Kind.NUMBER
        if piece.kind is Kind.TOLERANCE and index + 1 < len(pieces) and pieces[index + 1].kind is Kind.NUMBER:
            last = index + 2 if index + 2 < len(pieces) and pieces[index + 2].kind is Kind.UNIT else index + 1
            first = index
            if (
                index
                and last + 1 < len(pieces)
                and pieces[index - 1].kind is Kind.OPEN
                and pieces[last + 1].kind is Kind.CLOSE
            ):
                first, last = index - 1, last + 1
            elif last > index + 1 and index and pieces[index - 1].kind is Kind.NUMBER and not unit_first:
                last -= 1
            for place in range(first, last + 1):
                pieces[place].kind = Kind.TOLERANCE

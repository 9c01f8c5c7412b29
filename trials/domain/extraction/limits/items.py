"""A criterion's text as a row of items: what is measured, comparing words, figures with units, and what joins them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trials.domain.extraction.limits.units import ROMAN, SPELLED, TIMES_NORMAL, UNIT, UNIT_NAMES
from trials.domain.extraction.limits.words import LEXICON
from trials.domain.extraction.text import plain_word, read_number


class ItemKind(StrEnum):
    """What an item is."""

    MEASURE = "measure"
    IGNORE = "ignore"
    OPERATOR = "op"
    SUFFIX = "suffix"
    CHANGE = "change"
    REFERENCE = "reference"
    GRADE = "grade"
    INCLUSIVE = "inclusive"
    FIGURE = "figure"
    AND = "and"
    OR = "or"
    COMMA = "comma"
    DASH = "dash"
    COLON = "colon"
    STOP = "stop"
    OPEN = "open"
    CLOSE = "close"
    WORD = "word"


@dataclass(slots=True)
class Item:
    """One item; `what` is the measure, operator or word; a figure has its value and unit (None where none is printed)."""

    kind: ItemKind
    what: str
    start: int
    end: int
    value: Decimal = Decimal(0)
    unit: str | None = None
    symbol: bool = False
    exceeds: bool = False


_TOKEN = re.compile(
    r"(?P<word>(?:spo2|sao2|so2|pao2|fio2|tcpo2|hba1c|a1c|fev1|o2)\b|[a-z]+|[αβγ])"
    r"|(?P<number>[1-9]\d{0,2}(?: \d{3}){1,2}(?=\s{0,2}(?:/\s?(?:u|mm|mc|cu|micro)|per\s(?:mm|u|mic|cu)|cells))|\d+(?:[.,•·]\d+)*)"
    r"|(?P<op>[<>]\s{0,2}(?:/|or)?\s{0,2}=|=\s?[<>]|[≥≤](?:\s?/?\s?=)?|[<>]{1,2}|=)"
    r"|(?P<sign>[-~–]+|[,;:.()\[\]{}&/+…、]|\n)",
    re.IGNORECASE,
)
_POWER = re.compile(r"\s{0,2}[×xX*]\s{0,2}10\^(\d{1,2})|(?<=\b10)\^(\d{1,2})|\s{1,2}10\^(\d{1,2})(?=\s{0,2}/)")
_SLASHED = re.compile(r"/(\d{1,2})(?=\s?mg\s?/)", re.IGNORECASE)
_GAP = re.compile(r"\s{0,2}")
_LIMIT_FIRST = re.compile(
    r"\s{0,2}(?:the\s)?(?:(?:institutional\s)?(?:ULN|UNL)\b|upper\slimits?\sof(?:\sthe)?(?:\sinstitutional)?\snormal\b(?:\srange)?(?:\s\(ULN\))?)(?:\s{0,2}[×xX*]\s{0,2}(\d+(?:\.\d+)?)|\s(?:by\s|of\s)?(\d+(?:\.\d+)?)\s?(?:times|folds?)\b)?",
    re.IGNORECASE,
)
_SIGNS = {
    "-": ItemKind.DASH,
    "~": ItemKind.DASH,
    ",": ItemKind.COMMA,
    "、": ItemKind.COMMA,
    ";": ItemKind.STOP,
    "\n": ItemKind.STOP,
    ".": ItemKind.STOP,
    ":": ItemKind.COLON,
    "&": ItemKind.AND,
    "/": ItemKind.OR,
}
_SIGNS |= dict.fromkeys("([{", ItemKind.OPEN) | dict.fromkeys(")]}", ItemKind.CLOSE)
_OPERATORS = {"≥": "ge", "≤": "le", ">": "gt", "<": "lt", "=": "eq"}
_SOFT = frozenset("-/'()[]")


def items_of(text: str) -> list[Item]:
    """Return the items of a normalised text in order; linear in its length."""
    tokens = list(_TOKEN.finditer(text))
    line = [plain_word(token.group()) if token.lastgroup == "word" else token.group() for token in tokens]
    # Hyphens, slashes and brackets do not part the words of a phrase; figures, signs of comparison and stops do.
    solid = [index for index, word in enumerate(line) if word not in _SOFT]
    order = {index: place for place, index in enumerate(solid)}
    phrase = [line[index] for index in solid]
    items: list[Item] = []
    index = done = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.start() < done:
            continue
        if token.lastgroup == "word":
            meaning = LEXICON.longest(phrase, order[index - 1])
            if meaning is not None and meaning[0].startswith("suffix:") and _compares_what_follows(tokens, line, index):
                meaning = None
            if (
                meaning is not None
                and meaning[1] == 1
                and meaning[0].startswith("suffix:")
                and (_is_number(tokens, index) or line[max(0, index - 2)] == "a")
            ):
                # "age minimum 16 years", "a minimum score of 16": the word stands before its figure.
                meaning = (meaning[0].replace("suffix:", "op:"), 1)
            if meaning is not None:
                last = solid[order[index - 1] + meaning[1] - 1]
                items.append(_meant(meaning[0], token.start(), tokens[last].end()))
                index = last + 1
            else:
                items.append(_plain(token, items, text))
        else:
            items.append(_other(token, text, items))
        done = items[-1].end
    _spread_years(items)
    return items


def _spread_years(items: list[Item]) -> None:
    """Give "Patients < 18 or > 70 years" its years at both figures."""
    for index, item in enumerate(items):
        if (
            item.kind is not ItemKind.FIGURE
            or item.unit is not None
            or not index
            or items[index - 1].kind is not ItemKind.OPERATOR
        ):
            continue
        place = index + 1
        while (
            place < len(items)
            and place <= index + 3
            and items[place].kind in (ItemKind.OR, ItemKind.AND, ItemKind.COMMA, ItemKind.OPERATOR)
        ):
            place += 1
        if index + 1 < place < len(items) and items[place].kind is ItemKind.FIGURE and items[place].unit == "years":
            item.unit = "years"


def _compares_what_follows(tokens: list[re.Match[str]], line: list[str], place: int) -> bool:
    """Tell whether "or more", "and under" opens a comparison of its own: "or under 18", "or more than 70"."""
    if place + 1 >= len(tokens):
        return False
    return tokens[place + 1].lastgroup == "number" or line[place + 1] in ("than", "the")


def _is_number(tokens: list[re.Match[str]], place: int) -> bool:
    return place < len(tokens) and tokens[place].lastgroup == "number"


def _meant(meaning: str, start: int, end: int) -> Item:
    kind, _, what = meaning.partition(":")
    return Item(ItemKind(kind), what, start, end)


def _plain(token: re.Match[str], items: list[Item], text: str) -> Item:
    """Return a word, or the figure it spells (grade II, two times the upper limit)."""
    word = token.group().lower()
    first = _LIMIT_FIRST.match(text, token.start()) if items and items[-1].kind is ItemKind.OPERATOR else None
    if first:
        return Item(
            ItemKind.FIGURE,
            "uln",
            first.start(),
            first.end(),
            value=Decimal(first.group(1) or first.group(2) or 1),
            unit="xULN",
        )
    if word in ("and", "plus", "but"):
        return Item(ItemKind.AND, word, token.start(), token.end())
    if word == "or":
        return Item(ItemKind.OR, word, token.start(), token.end())
    if word in ROMAN and items and _expects_grade(items):
        return Item(ItemKind.FIGURE, word, token.start(), token.end(), value=ROMAN[word])
    if word in SPELLED:
        figure = _figure(token, SPELLED[word], text, token.end())
        normal = TIMES_NORMAL.match(text, token.end()) if word in ("twice", "double") else None
        if normal:
            figure.unit, figure.end, figure.exceeds = "xULN", normal.end(), normal.group("more") is not None
        if figure.unit is not None:
            return figure
    return Item(ItemKind.WORD, word, token.start(), token.end())


_JOINS = (ItemKind.DASH, ItemKind.OR, ItemKind.AND, ItemKind.COMMA)


def _expects_grade(items: list[Item]) -> bool:
    """Tell whether a Roman numeral may stand here: behind "grade", a comparing word, or another numeral."""
    last = items[-2] if items[-1].kind is ItemKind.CLOSE and len(items) > 1 else items[-1]
    if last.kind in (ItemKind.GRADE, ItemKind.OPERATOR) or (
        last.kind is ItemKind.MEASURE and last.what.endswith(("_grade", "_class", "_stage"))
    ):
        return True
    if last.kind in _JOINS or last.what == "to":
        return len(items) > 1 and items[-2].kind is ItemKind.FIGURE and items[-2].what in ROMAN
    return False


def _other(token: re.Match[str], text: str, items: list[Item]) -> Item:
    """Return the item of a figure, a sign of comparison or a punctuation mark."""
    raw = token.group()
    if token.lastgroup == "number":
        return _number(token, text)
    if token.lastgroup == "op":
        mark = raw[0] if raw[0] != "=" else raw.strip("= ")[-1:] or "="
        operator = _OPERATORS[mark]
        if "=" in raw and operator in ("gt", "lt"):
            operator = "ge" if operator == "gt" else "le"
        return Item(ItemKind.OPERATOR, operator, token.start(), token.end(), symbol=True)
    return Item(_SIGNS.get(raw[0], ItemKind.WORD), raw, token.start(), token.end())


def _number(token: re.Match[str], text: str) -> Item:
    raw = token.group()
    value = read_number(raw.replace("•", ".").replace("·", ".")) if len(raw) <= 20 else None
    if value is None:
        return Item(ItemKind.WORD, raw[:20], token.start(), token.end())
    slashed = _SLASHED.match(text, token.end()) if text.startswith("/", token.end()) else None
    if slashed and raw.isdigit():
        # A decimal point written as a stroke, as in "1/5 mg/dL" for 1.5.
        return _figure(token, Decimal(f"{raw}.{slashed.group(1)}"), text, slashed.end())
    return _figure(token, value, text, token.end())


def _figure(token: re.Match[str], value: Decimal, text: str, end: int) -> Item:
    """Return a figure with its power of ten and its unit worked in."""
    raw = token.group()
    exponent = 0
    at = _behind_gap(text, end)
    following = text[at : at + 1]
    if following in _NO_UNIT and not text.startswith("10^", at):
        value, unit = _scaled(value, raw, 0, None)
        return Item(ItemKind.FIGURE, raw.lower(), token.start(), end, value=value, unit=unit)
    power = _POWER.match(text, end) if following in _POWER_SIGNS else None
    if power:
        exponent = int(next(group for group in power.groups() if group))
        value = value if power.group(2) is None else Decimal(1)
        end = power.end()
    unit_match = _unit_at(text, end)
    unit = UNIT_NAMES[int(unit_match.lastgroup[1:])] if unit_match and unit_match.lastgroup else None
    exceeds = False
    if unit_match:
        end = unit_match.end()
        exceeds = (
            unit == "xULN"
            and re.search(r"\b(?:more|higher|greater|above|over)\b", unit_match.group(), re.IGNORECASE) is not None
        )
    value, unit = _scaled(value, raw, exponent, unit)
    return Item(ItemKind.FIGURE, raw.lower(), token.start(), end, value=value, unit=unit, exceeds=exceeds)


# What can begin neither a unit nor a power of ten: nothing, a figure, a sign of comparison, most punctuation.
_NO_UNIT = frozenset(("", *"0123456789,;:.()[]{}<>=≥≤+&"))
_POWER_SIGNS = frozenset("×xX*^1")


def _behind_gap(text: str, end: int) -> int:
    """Return the place behind the gap that may part a figure from its unit."""
    gap = _GAP.match(text, end)
    return gap.end() if gap else end


def _unit_at(text: str, end: int) -> re.Match[str] | None:
    return UNIT.match(text, end) or UNIT.match(text, _behind_gap(text, end))


def _scaled(value: Decimal, raw: str, exponent: int, unit: str | None) -> tuple[Decimal, str | None]:
    """Return value and unit with the power of ten worked in: 10^9/L stays as printed, counts per uL are written out."""
    if unit == "IU/L":
        unit = "U/L"
    if unit == "cells/uL" and exponent == 0 and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", raw):
        value = Decimal(raw.replace(".", ""))
    if unit == "K/uL":
        value, unit = value * 1000, "cells/uL"
    if exponent == 0:
        return value, "10^9/L-less" if unit == "/L" else unit
    if exponent == 9 and unit in ("/L", None):
        return value, "10^9/L"
    if unit == "/L" and exponent in (10, 11, 12):
        return value * 10 ** (exponent - 9), "10^9/L"
    if exponent <= 12:
        return value * 10**exponent, unit
    return value, "10^n"

"""The figures of doses: ranges, powers of ten, scale words and numbers in words turned into exact amounts."""

import re
from decimal import Decimal
from typing import NamedTuple

from trials.domain.extraction.text import read_number

_NUM = r"(?:\d{1,3}(?: \d{3}){2,3}(?!\d)|\d{1,3}(?:,\d{3}){1,4}(?![\d,])(?:\.\d{1,4})?|\d{1,3}(?:\.\d{3}){2,4}(?!\d)|\d{1,12}(?:[.,]\d{1,9})?)"


_SCALE = r"(?:millions?|mill|mln|mio|billions?|trillions?|m(?=\s?(?:cells?|[a-z]{0,6}-?mscs?|[a-z]{2,3}scs?)\b))"


_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|sixty|eighty|ninety"
    "|(?:one|two|three|five)?[ -]?hundred(?: and fifty)?"
)


def _term(tag: str) -> str:
    """Return the pattern of one number with its own power of ten or scale word."""
    return (
        rf"(?P<num{tag}>{_NUM})(?:(?:\s?×\s?|\s{{1,2}})10\^(?P<exp{tag}>\d{{1,2}})(?!\d)"
        rf"|\s{{0,2}}-?(?P<scale{tag}>{_SCALE})\b|\s{{0,2}}[×x]\s{{0,2}}(?P<big{tag}>1,?000,?000)\b)?"
    )


_CELLWORDS = r"(?:(?:umbilical|cord|human|stem|stromal|mesenchymal|viable|total|[a-z]{0,9}-?mscs?|cells?)\s?){0,6}"


FIGURE = re.compile(
    r"(?<![\w^/])(?:(?<!\d[.,])|(?<=\d[.,]\d,))(?P<between>between )?(?:"
    r"(?<![×*x·])(?<![×*x·] )10\^(?P<pow1>\d{1,2})(?!\d)(?:\s?(?:-|~|to)\s?10\^(?P<pow3>\d{1,2}))?"
    + r"|10(?P<pow1b>[5-9])(?=\s?(?:[a-z]{0,6}-?mscs?|(?:viable |human |stem |mesenchymal ){0,3}cells?)\b)"
    + r"|(?:(?P<open>[(\[])\s?)?"
    + _term("1")
    + rf"(?:\s{{0,2}}{_CELLWORDS}(?:/\s?kg\s?)?(?P<sep>-|~|±|\+/?-|\bto\b|(?(between)\band\b|(?!)))\s{{0,2}}(?:10\^(?P<pow2>\d{{1,2}})|{_term('2')}))?"
    + r"(?P<close>\s?[)\]](?:\s?×?\s?10\^(?P<outer>\d{1,2})|\s{0,2}(?P<outscale>million|billion)))?"
    + rf"|(?P<words>{_WORDS})(?:\s?(?:-|to)\s?(?P<words2>{_WORDS}))?\s(?P<wscale>million|billion)s?\b)"
)


_EXPONENT_RANGE = re.compile(r"\s?(?:-|~)\s?(\d{1,2})(?![\d.,×]|\s?×|\s?10\^|\s?(?:days?|weeks?|months?|times|h\b))")


HAS_FIGURE = re.compile(
    r"10\^|\b10[5-9]\s?[a-z]|mill|billion|trillion|mln|mio\b|\dm\b|\d m\b|\d{5}|\d[., ]\d{3}|\du?g\b|\d u?g\b"
)


_TENS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "fifteen": 15,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip


class Amount(NamedTuple):
    """A figure turned into an exact range: where its words end, the rule that read it, the middle of a mean and SD."""

    low: Decimal
    high: Decimal
    end: int
    rule: str
    mean: Decimal | None = None


def figure_amount(match: re.Match[str], low: str) -> Amount | None:
    """Return the amount of a matched figure; None where it has no power, scale word or five digits."""
    if match["pow1"] is not None:
        first = Decimal(10) ** int(match["pow1"])
        second = Decimal(10) ** int(match["pow3"]) if match["pow3"] else first
        end, widened = _exponent_range(match, low, second)
        return _ordered(first, widened, end, "dose.bare-power")
    if match["pow1b"] is not None:
        lost = Decimal(10) ** int(match["pow1b"])
        return _ordered(lost, lost, match.end(), "dose.lost-power")
    if match["words"] is not None:
        scale = _scale(match["wscale"])
        first = _word_number(match["words"]) * scale
        second = _word_number(match["words2"]) * scale if match["words2"] else first
        return _ordered(first, second, match.end(), "dose.number-words")
    return _figures(match, low)


def _figures(match: re.Match[str], low: str) -> Amount | None:
    first = read_number(match["num1"])
    if first is None:
        return None
    own, outer = _factor(match, "1"), _outer(match)
    if match["sep"] is None:
        factor = own or outer
        if factor is None:
            return _plain(first, match)
        return _ordered(first * factor, first * factor, match.end(), "dose.figure")
    if match["pow2"] is not None:
        return (
            _ordered(first * (own or Decimal(1)), Decimal(10) ** int(match["pow2"]), match.end(), "dose.range")
            if own
            else None
        )
    second = read_number(match["num2"])
    shared = _factor(match, "2") or outer
    if second is None or (shared is None and own is None):
        return _plain_range(first, second, match)
    if shared is None and own is not None:
        if _is_time(low, match.end()):
            return _ordered(first * own, first * own, match.start("sep"), "dose.figure")
        return _powers_apart(match, first, second)
    if shared is None:
        return None
    if match["sep"] in ("±", "+-", "+/-"):
        middle, spread = first * (own or shared), second * shared
        return Amount(middle - spread, middle + spread, match.end(), "dose.mean-sd", middle)
    return _ordered(first * (own or shared), second * shared, match.end(), "dose.range")


def _powers_apart(match: re.Match[str], first: Decimal, second: Decimal) -> Amount | None:
    """Return the range of "1x10^4-6": the powers run from 4 to 6. None where the last figure is no higher power."""
    if match["exp1"] is None or second != second.to_integral_value() or not int(match["exp1"]) < second <= 12:
        return None
    return _ordered(
        first * Decimal(10) ** int(match["exp1"]),
        first * Decimal(10) ** int(second),
        match.end(),
        "dose.range-of-powers",
    )


def _is_time(low: str, end: int) -> bool:
    return re.match(r"\s?(?:days?|weeks?|months?|times|hours?|doses|infusions)", low[end : end + 10]) is not None


def _ordered(a: Decimal, b: Decimal, end: int, rule: str) -> Amount | None:
    return Amount(a, b, end, rule) if a <= b else None


def _plain(first: Decimal, match: re.Match[str]) -> Amount | None:
    return Amount(first, first, match.end(), "dose.plain-number") if first >= 10000 else None


def _plain_range(first: Decimal, second: Decimal | None, match: re.Match[str]) -> Amount | None:
    if second is None or first < 10000:
        return None
    return _ordered(first, second, match.end(), "dose.plain-number")


def _factor(match: re.Match[str], tag: str) -> Decimal | None:
    if match[f"exp{tag}"] is not None:
        return Decimal(10) ** int(match[f"exp{tag}"])
    if match[f"scale{tag}"] is not None:
        return _scale(match[f"scale{tag}"])
    return Decimal(1000000) if match[f"big{tag}"] is not None else None


def _outer(match: re.Match[str]) -> Decimal | None:
    if match["outer"] is not None:
        return Decimal(10) ** int(match["outer"])
    return _scale(match["outscale"]) if match["outscale"] is not None else None


def _scale(word: str) -> Decimal:
    if word.startswith("b"):
        return Decimal(10) ** 9
    return Decimal(10) ** (12 if word.startswith("t") else 6)


def _word_number(words: str) -> Decimal:
    parts = words.replace("-", " ").split()
    if "hundred" in parts:
        hundreds = _TENS.get(parts[0], 1) if parts[0] != "hundred" else 1
        return Decimal(hundreds * 100 + (50 if parts[-1] == "fifty" else 0))
    return Decimal(_TENS.get(words, 0))


def _exponent_range(match: re.Match[str], low: str, high: Decimal) -> tuple[int, Decimal]:
    """Return the end and upper figure of "10^4-6": the powers run from 4 to 6."""
    more = _EXPONENT_RANGE.match(low, match.end())
    exponent = int(match["pow1"] or 0)
    if more and match["pow1"] and exponent < int(more.group(1)) <= 12:
        return more.end(), Decimal(10) ** int(more.group(1))
    return match.end(), high

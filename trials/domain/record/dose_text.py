"""The amounts that the text of a dose states, for holding a typed value against it. No reader: that is `extraction`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_NUMBER = r"\d+(?:[.,]\d+)?"
#: One number or several: "1.5", "0.1-1", "5, 10 and 15".
_MANY = rf"{_NUMBER}(?:\s*(?:[-–~,/]|to|or|and)\s*{_NUMBER})*"
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
#: "1.5×10^8", "1x106", "5 * 10e7", "1,5-3,0 10E6", "10^6".
_POWER = re.compile(
    rf"(?:(?P<many>{_MANY})\)?\s*[×xX*·⋅]?\s*)?\b10\s*(?:\^|\*\*|[eE])?\s*\(?(?P<power>\d{{1,2}})(?!\d)"
)
#: "1x106" has no word boundary before its ten.
_JOINED_POWER = re.compile(rf"(?P<many>{_MANY})\)?\s*[×xX*·⋅]\s*10\s*(?:\^|\*\*|[eE])?\s*\(?(?P<power>\d{{1,2}})(?!\d)")
_SCIENTIFIC = re.compile(rf"\b(?P<many>{_NUMBER})[eE]\+?(?P<power>\d{{1,2}})(?!\d)")
_WORD = re.compile(rf"(?P<many>{_MANY})\s*(?P<word>thousand|million|billion|mio|mill)", re.IGNORECASE)
_POWER_OF = {"thousand": 3, "million": 6, "billion": 9, "mio": 6, "mill": 6}
_GROUPS = re.compile(r"\b\d{1,3}(?:[ ,.\u00a0\u2009]\d{3}){2,4}\b|\b\d{1,3}[ ,\u00a0\u2009]\d{3}\b|\b\d{5,13}\b")


def stated_amounts(text: str) -> frozenset[Decimal]:
    """Return every large number that a text may state; empty where it states none, or none that can be told."""
    plain = _RAISED.sub(lambda found: f"^{found[0].translate(_DIGITS)}", text)
    found = set(_powers(plain))
    for word in _WORD.finditer(plain):
        found |= {number.scaleb(_POWER_OF[word["word"].lower()]) for number in _numbers(word["many"])}
    return frozenset(found | {Decimal(re.sub(r"\D", "", one)) for one in _GROUPS.findall(plain)})


def _powers(text: str) -> Iterator[Decimal]:
    for form in (_POWER, _JOINED_POWER, _SCIENTIFIC):
        for found in form.finditer(text):
            yield from (number.scaleb(int(found["power"])) for number in _numbers(found["many"] or "1"))


def _numbers(text: str) -> list[Decimal]:
    """Return the numbers of a list; where a comma may mark decimals or part two numbers, both readings."""
    whole = re.findall(r"\d+(?:\.\d+)?", text)
    decimals = re.findall(_NUMBER, text)
    return [Decimal(one.replace(",", ".")) for one in dict.fromkeys([*whole, *decimals])]

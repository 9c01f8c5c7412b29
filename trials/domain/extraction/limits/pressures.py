"""Limits on blood pressure told as a pair: "> 150/95 mmHg" is one limit on the systolic and one on the diastolic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_OPERATORS = {
    "ge": r"≥|>\s?/?=|=\s?>|at\sleast|(?:greater|higher|more)\sthan\sor\sequal\sto",
    "le": r"≤|<\s?/?=|=\s?<|at\smost|(?:no|not)\s(?:more|greater|higher)\sthan|not\sexceeding|(?:less|lower)\sthan\sor\sequal\sto",
    "gt": r">|(?:greater|higher|more)\sthan|above|over|exceeding|exceeds",
    "lt": r"<|(?:less|lower)\sthan|below|under",
}
_PAIR = re.compile(
    r"\b(?:blood\spressure|BP|hypertension)\b[^.;\n<>≥≤=\d]{0,50}?[\s(\[,:]{0,3}(?:"
    + "|".join(f"(?P<{operator}>{words})" for operator, words in _OPERATORS.items())
    + r")\s{0,2}(?P<upper>\d{2,3})(?:\s?mm\s?/?\s?hg)?\s?/\s?(?P<lower>\d{2,3})(?![\d.,]\d|\d|\s?/)",
    re.IGNORECASE,
)
# Between the words and the sign a change or a denial may stand, before the words a change.
_CHANGE = r"drops?|falls?|decreases?|increases?|rises?|changes?|reductions?|differences?"
_OTHER = re.compile(rf"\b(?:not|no|never|without|mean|average|{_CHANGE})\b", re.IGNORECASE)
_CHANGE_BEFORE = re.compile(rf"\b(?:{_CHANGE})\s(?:\w{{1,6}}\s){{0,2}}$", re.IGNORECASE)
_SYSTOLIC = (60, 260)
_DIASTOLIC = (30, 160)


@dataclass(frozen=True, slots=True)
class Pressures:
    """Both limits of one pair and its place in the text."""

    operator: str
    systolic: Decimal
    diastolic: Decimal
    start: int
    end: int


def pressures_of(text: str) -> Iterator[Pressures]:
    """Yield the pairs of limits on blood pressure; a pair that no pressure can have is none."""
    for match in _PAIR.finditer(text):
        operator = next(name for name in _OPERATORS if match.group(name))
        systolic, diastolic = int(match.group("upper")), int(match.group("lower"))
        plausible = _SYSTOLIC[0] <= systolic <= _SYSTOLIC[1] and _DIASTOLIC[0] <= diastolic <= _DIASTOLIC[1]
        told_otherwise = _OTHER.search(text[match.start() : match.start(operator)]) or _CHANGE_BEFORE.search(
            text[max(0, match.start() - 30) : match.start()]
        )
        if plausible and diastolic < systolic and not told_otherwise:
            yield Pressures(operator, Decimal(systolic), Decimal(diastolic), match.start(operator), match.end())

"""Child-Pugh classes named without points, in the points they stand for."""

import re
from decimal import Decimal

_LETTERS = r"[ABC]\b[\"']?(?:\s{0,2}(?:/|,|or\b|and\b|to\b|-|&){1,2}\s{0,2}(?:or\s)?(?:child-?pugh\s|class\s|grade\s)?[ABC]\b){0,2}"
_CHILD_CLASS = re.compile(
    r"\bchild(?:s|'s)?(?:[\s-]{0,2}turcotte)?(?P<pugh>[\s-]{0,2}(?:pugh|plough|pough)(?:'s|s)?)?[\s,:(]{0,2}(?:liver\sfunction\s)?"
    r"(?P<word>class(?:ification)?|grade|stage|category|score)?\s{0,2}(?:of\s|is\s|was\s|:\s?)?(?:class\s|grade\s)?[\"']?(?P<list>"
    + _LETTERS
    + ")",
    re.IGNORECASE,
)
_CLASS_WORDS = re.compile(r"child-?pugh|class|grade|and|or|to", re.IGNORECASE)
_CLASS_POINTS = {"A": (5, 6), "B": (7, 9), "C": (10, 15)}
_COMPARED = re.compile(r"(?:below|above|over|under|than|worse|beyond|least|[<>≥≤])\W{0,3}(?:the\s)?$", re.IGNORECASE)


def points_of_class(text: str) -> tuple[Decimal, Decimal, int, int] | None:
    """Return the fewest and most points of the Child-Pugh classes named without points, and their place; None without any.

    A is 5-6 points, B 7-9, C 10-15: "Child-Pugh B or C" gives 7 and 15. All three together, or A with C, say nothing.
    """
    for match in _CHILD_CLASS.finditer(text):
        letters = "".join(sorted({*_CLASS_WORDS.sub("", match.group("list")).upper()} & {"A", "B", "C"}))
        named = match.group("pugh") or match.group("word") or (len(letters) > 1 and match.group("list")[0].isupper())
        compared = _COMPARED.search(text[max(0, match.start() - 20) : match.start()])
        if named and not compared and letters in ("A", "B", "C", "AB", "BC"):
            low, high = _CLASS_POINTS[letters[0]][0], _CLASS_POINTS[letters[-1]][1]
            return Decimal(low), Decimal(high), match.start(), match.end()
    return None

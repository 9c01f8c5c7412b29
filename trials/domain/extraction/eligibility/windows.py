"""The stretches of time that a criterion names ("within 3 months", "for at least 6 months")."""

import re
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.extraction.text import Reading, certain, normalise


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """A stretch of time named by a criterion: le and lt fill `high` ("within 3 months"), ge and gt `low`."""

    operator: str
    low: Decimal | None
    high: Decimal | None
    unit: str


_NUMBERS = {
    word: Decimal(value)
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
_NUMBERS |= {"half a": Decimal("0.5"), "a": Decimal(1)}
_FIGURE = r"(?P<figure>\d{1,3}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half\sa)"
_UNIT = r"[\s-]{0,2}(?P<unit>hour|day|week|month|year)s?\b"
_WINDOW = re.compile(
    r"(?P<within>\b(?:within|during|in|over|for)\s(?:the\s)?(?:last|past|previous|preceding|prior|recent)|\bwithin(?:\sthe)?(?:\sa)?(?:\speriod\sof)?|\b(?:last|past|previous|preceding))\s{1,2}"
    + _FIGURE
    + _UNIT
    + r"|(?P<more>\b(?:for\s)?(?:more\sthan|over|longer\sthan|greater\sthan|exceeding)|>)\s{0,2}"
    + _FIGURE.replace("figure", "figure2")
    + _UNIT.replace("unit", "unit2")
    + r"|(?P<least>\b(?:for\s)?(?:at\sleast|no\sless\sthan|a\sminimum\sof|minimum\sof|not\sless\sthan)|≥)\s{0,2}"
    + _FIGURE.replace("figure", "figure3")
    + _UNIT.replace("unit", "unit3")
    + r"|(?P<less>\b(?:less|fewer|shorter)\sthan|<)\s{0,2}"
    + _FIGURE.replace("figure", "figure4")
    + _UNIT.replace("unit", "unit4"),
    re.IGNORECASE,
)
_AGE = re.compile(r"^\s{0,2}(?:old|of\sage)\b|\bage[ds]?\b[^,;]{0,12}$", re.IGNORECASE)


def read_time_windows(text: str) -> tuple[Reading[TimeWindow], ...]:
    """Return the stretches of time a criterion names; ages are not among them. "within 3 months" is le 3 months."""
    normal = normalise(text)
    found: list[Reading[TimeWindow]] = []
    for match in _WINDOW.finditer(normal.text):
        if _AGE.search(normal.text[match.end() : match.end() + 8]) or _AGE.search(
            normal.text[max(0, match.start() - 20) : match.start()]
        ):
            continue
        kind = next(name for name in ("within", "more", "least", "less") if match.group(name))
        suffix = {"within": "", "more": "2", "least": "3", "less": "4"}[kind]
        raw = " ".join(match.group(f"figure{suffix}").lower().split())
        value = _NUMBERS[raw] if raw in _NUMBERS else Decimal(raw)
        operator = {"within": "le", "more": "gt", "least": "ge", "less": "lt"}[kind]
        low, high = (value, None) if operator in ("gt", "ge") else (None, value)
        window = TimeWindow(operator, low, high, f"{match.group(f'unit{suffix}').lower()}s")
        found.append(certain(window, normal.span(match.start(), match.end()), f"window-{kind}"))
    return tuple(found)

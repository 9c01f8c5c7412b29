"""What the days of a time frame are counted from: the first dose, the operation, randomisation ..."""

import re

from trials.domain.extraction.text import alternatives_of, phrases_of

# Turns of speech that tell an anchor, beside the phrases of data/times.toml.
_TURNS = {
    "each_dose": r"(?:each|every) (?!visit|time|day|week|month|year|\d)(?:[\w-]{1,30} ){0,3}?(?:infusions?|doses?|injections?|administrations?|treatments?|transplantations?|cycle)",
    "later_dose": r"(?:second|third|fourth|2nd|3rd|4th) (?!(?:day|week|month|year)s?\b)(?:\w+ ){0,3}?(?:infusion|dose|injection|administration|treatment|transplantation|implantation|session)",
    "last_dose": r"(?:last|final) (?:\w+ ){0,3}?(?:infusion|dose|injection|administration|treatment|transplantation|session)",
    "first_dose": r"(?:first|initial|1st) (?:\w+ ){0,3}?(?:infusion|dose|injection|administration|treatment|transplantation|application)",
    "birth": r"(?:after|since|from|of) birth|after delivery(?! of)|(?:at|of|until|to) (?:the |an )?age(?: of)?",
    "onset": r"(?:after|since|from|post)(?: (?!to\b|until\b|till\b|and\b|or\b)\w+){0,3} (?:onset|diagnosis)",
    "discharge": r"(?:after|since|from|post) (?:hospital )?discharge",
}

#: From the strongest to the weakest: of several that are named the first counts.
ANCHORS = (
    "each_dose", "later_dose", "last_dose", "first_dose", "birth", "onset", "randomisation", "enrolment", "transplantation", "surgery", "discharge",
    "treatment", "baseline",
)  # fmt: skip


def _pattern(name: str) -> str:
    phrases = phrases_of("times")["anchors"].get(name)
    return "|".join(part for part in (_TURNS.get(name), alternatives_of(phrases) if phrases else None) if part)


_ANCHOR = re.compile(r"\b(?:" + "|".join(rf"(?P<{name}>(?:{_pattern(name)})\b)" for name in ANCHORS) + ")")


def anchor_of(text: str) -> str:
    """Return what the days of a text in lower case are counted from: the strongest of the anchors named, "" where none is."""
    names = {match.lastgroup or "" for match in _ANCHOR.finditer(text)}
    return next((name for name in ANCHORS if name in names), "")

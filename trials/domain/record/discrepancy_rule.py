"""What kind a discrepancy is, and how much hangs on it: the rule that proposes both where nobody has said so.

Pure: words in, codes out. A person decides (in a file, in the admin); what is decided is never proposed anew. How often
the rule agrees with those who read all discrepancies of the fixtures one by one stands in docs/discrepancies.md and is
measured by ``scripts/discrepancy_agreement.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from trials.domain.vocabulary import CONFLICTS, DiscrepancyKind, Severity

_C, _I, _R, _G, _M = DiscrepancyKind
#: Phrases that speak for a kind, in lower case, each with its points. A kind needs two points; of equals the first of
#: ``_ORDER`` is taken: nothing is called wrong that may be a note.
_CUES: tuple[tuple[DiscrepancyKind, int, str], ...] = (
    # Two texts, or two places of one text, give a value each.
    (_C, 3, r"contradict|\bdiffer(s|ent|ing)?\b.*\b(record|registry|paper|abstract|mirror|version|page)"),
    (_C, 3, r"\b(review|later) tables?\b.*\b(gives?|has|have|prints?|says?|lists?|calls?|shows?|names?|doubled?)\b"),
    (_C, 3, r"\b(gives?|has|have|prints?|says?|lists?|calls?|shows?|names?)\b.*\b(review table|meta-anal|mirror)"),
    (_C, 3, r"\b(mirrors?|cop(y|ies)|meta-analys[ei]s|lu 2025|xue 2018|veeva|medpath|meddatax|trials\.co)\b.*"
            r"\b(gives?|has|have|prints?|says?|lists?|calls?|shows?|still|at|on|in)\b.*\d"),
    (_C, 2, r"\b(lu|xue|kim|zhao) 20\d\d\b|\btransl med\b|\bstem cell res ther\b"),
    (_C, 2, r"\bnewer (values?|version|update|copy)|\b(older|earlier|last|first) versions?\b|in the (newer|older)"),
    (_C, 2, r"^(status|phase|route|dose|design|sponsor|start|allocation|enrolment|upper age|age|"
            r"cell number)\b.{0,12}:"),
    (_C, 2, r"\b(record|registry|title|arms?|field|design|paper|abstract|here|summary|description|"
            r"criteria)\b[^.;]*[,;] "
            r"[^.;]*\b(in|on|by) the (paper|abstract|registry|record|summary|description|design|title|mirror|text)"),
    (_C, 2, r"\bonly one site\b|\bone location\b|;\s*the (paper|abstract|mirror|registry|record|summary) "),
    # Facts that cannot all be true, or make no sense together.
    (_I, 3, r"\btyped\b|\bcannot (be|fit|reach|have)|\bdoes not fit|\bdo not (fit|correspond)|\bhardly\b|\bimpossible"),
    (_I, 3, r"\b(although|yet|while|but)\b[^.;]*\b(masking|open.label|placebo|single group|randomi[sz]ed|experimental|"
            r"sham|completion|follow.up|controls?|compensated|criteria do not)\b"),
    (_I, 2, r"\balthough\b|, yet\b|\bwhile the\b|\bliterally\b|\bwould (bar|exclude|admit|shut)|\bleaves? out \d"),
    (_I, 2, r"\b\d+ months after (it|the start|12)|\bprimary completion\b.*\b(months?|after|years?)\b|"
            r"lies (after|beyond)"),
    (_I, 2, r"\bcriteria do not\b|\bno criterion\b|\bformula\b|\bas experimental\b|\bmulticentr"),
    # How a text was understood.
    (_R, 3, r"\bread as\b|\bfiled (as|under|with)\b|\bstored as\b|\btaken as\b|\bstands? for\b|\binferr?ed\b|"
            r"\bcomputed\b"),
    (_R, 3, r"\binterpretation\b|\bis a reading\b|\breading of\b|\bexponent\b|\bsuperscript\b|\bcounted (from|as)\b"),
    (_R, 2, r"\bcan mean\b|\bis meant\b|\bmust mean\b|\bso (none|no \w+) is\b|\bunclear\b|\bambiguous|\bis set as\b"),
    (_R, 2, r"\b(is|are|were) (set|stored|kept|counted|placed|assigned|mapped|told apart)\b|\bworked out\b|\bmixed\."),
    (_R, 2, r"\bprinted as\b|\bwithout (a|an|its) (unit|operator)\b|\bunit\b|\bthree infusions\b|\bfirst dose\b"),
    # What a text leaves out, and registration after the fact.
    (_G, 4, r"\bfirst submitted\b|\bretrospective|\bregistered (in|on) .*\bafter\b|\bafter the stated start\b"),
    (_G, 4, r"\bstarted in .*, registered in\b|\bsubmitted (to|in)\b|\bbefore (it was registered|registration)\b"),
    (_G, 3, r"\b(no|neither|nor|nowhere|none of)\b[^.;]*\b(stated?|given|registered|named?|said|printed|"
            r"described|kept)\b"),
    (_G, 3, r"\bnot (stated?|said|given|named?|reported|registered|read|described|seen|printed)\b|"
            r"\bleft (open|null|empty)"),
    (_G, 2, r"\bno (safety|adverse|cell|dose|number|outcome|route|donor|schedule|count)|\bmissing\b|\bwhether\b"),
    (_G, 2, r"\bdoes not (say|name|state|give)|\bonly .* (are|is) registered\b|\bwithout (a|any) (reason|word)\b"),
    # Anything else worth knowing.
    (_M, 2, r"\bstudy id\b|\bidentifiers?\b|\btwice\b|\bbecame\b|\brenamed\b|\bsame trial\b|\brepeat"),
    (_M, 2, r"\bexclu(des?|sions?)\b|\bconditions?\b.*\b(lists?|listed|general|field)\b|\bin general\b|"
            r"\bas published\b"),
)  # fmt: skip
_COMPILED = tuple((kind, points, re.compile(words)) for kind, points, words in _CUES)
#: Notes come before what is wrong.
_ORDER = (_M, _R, _G, _I, _C)
_ENOUGH = 2
#: Further on no phrase is looked for: the longest text of the fixtures has some 900 characters.
_LONGEST = 4000


def proposed_kind(text: str, value_a: str = "", value_b: str = "", *, has_rival: bool = False) -> DiscrepancyKind:
    """Return what kind of discrepancy a text tells.

    Two given values are a contradiction, whatever the words; so is a second reading (``has_rival``) that the record
    keeps of the value it is about.
    """
    if has_rival or (value_a.strip() and value_b.strip()):
        return DiscrepancyKind.CONTRADICTION
    told = text[:_LONGEST].lower()
    points = dict.fromkeys(_ORDER, 0)
    for kind, worth, words in _COMPILED:
        if words.search(told):
            points[kind] += worth
    best = max(_ORDER, key=lambda kind: points[kind])
    return best if points[best] >= _ENOUGH else DiscrepancyKind.REMARK


#: Values on which conclusions rest, by the last step of their path, and by the topic where there is no path.
_WEIGHTY_VALUES = frozenset(
    "dose schedule route cell_source donor allocation masking role size enrolment age_min age_max relation "
    "intervention_model".split()
)
_WEIGHTY_TOPICS = frozenset("dose schedule route allocation masking enrolment".split())
#: Texts that copy others: what only they say against a registry or a paper is minor.
_COPIES = re.compile(
    r"\b(mirrors?|review|meta-analys|pooled|tables?|veeva|medpath|meddatax|another (page|source)|lu 2025|xue 2018)\b"
)
#: Texts that are none, also when they are named beside a copy; a dated copy of a register's record is a version of it.
_OWN = re.compile(r"\b(paper|abstract|registry|registration|record|newer|versions?|20\d\d-\d\d)\b")
_PRIMARY = re.compile(r"\bprimary|\bmain (endpoint|outcome)")
_SIZE = re.compile(r"\d[\d,]*")
#: Sizes that differ by no more than this are no major contradiction.
_ALIKE = Decimal("0.10")


def proposed_severity(
    kind: DiscrepancyKind,
    path: str = "",
    *,
    topic: str = "",
    text: str = "",
    values: tuple[str, str] = ("", ""),
    places: tuple[str, str] = ("", ""),
) -> Severity:
    """Return how much hangs on a discrepancy.

    Major would change what a reader concludes about dose, number or days, route, source, donor, allocation, masking,
    role, size by more than 10 %, a limit, the primary endpoint or its time, or a result. What only a mirror or a
    review's table says against a registry or paper is minor; a newer version of the record read on a mirror counts as
    the record. ``values`` and ``places``: the two values in words and where they stand; without them the text tells.
    """
    if kind not in CONFLICTS:
        return Severity.NONE
    told = [place.lower() for place in places if place] or [text.lower()]
    if kind == DiscrepancyKind.CONTRADICTION and _only_one_is_own(told):
        return Severity.MINOR
    if path.rpartition("/")[2] in ("enrolment", "size") and _are_alike(*values):
        return Severity.MINOR
    is_primary = path.startswith("outcomes/") and any(_PRIMARY.search(one) for one in (text.lower(), *told))
    return Severity.MAJOR if is_primary or _is_weighty(path, topic) else Severity.MINOR


def _only_one_is_own(places: Sequence[str]) -> bool:
    """Whether one of two values stands only in a copy, the other does not; of a text: whether it names a copy."""
    copies = sum(bool(_COPIES.search(one)) and not _OWN.search(one) for one in places)
    return copies == 1


def _are_alike(first: str, second: str) -> bool:
    """Whether two sizes differ by 10 % or less."""
    found = [_SIZE.search(one) for one in (first, second)]
    sizes = [Decimal(one.group().replace(",", "")) for one in found if one is not None]
    return len(sizes) == 2 and abs(sizes[0] - sizes[1]) <= _ALIKE * max(sizes)


def _is_weighty(path: str, topic: str) -> bool:
    steps = path.split("/")
    if not path:
        return topic in _WEIGHTY_TOPICS
    return steps[-1] in _WEIGHTY_VALUES or "thresholds" in steps or steps[0] == "results"

"""Ages and weights that are no limit on the patient: of donors and partners, of consent, named in passing."""

import re
from decimal import Decimal

from trials.domain.extraction.limits.comparisons import Comparison
from trials.domain.extraction.limits.items import Item, ItemKind

_ASSENT = re.compile(r"\b(?:assent|consent|guardian|parent)s?\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|when|typically)\b[^,;.]{0,25}$", re.IGNORECASE)


def check_person(text: str, items: list[Item], limit: Comparison, *, aside: bool) -> None:
    """Note what makes an age or a weight something else than a limit on the patient."""
    if limit.measures == ["age"]:
        _mend_age(limit)
    lead = text[max(0, items[limit.first].start - 40) : items[limit.first].start]
    if _speaks_of_donor(items, limit.first):
        limit.doubt = limit.doubt or "a limit on a donor or another person"
    if (aside and _is_aside(items, limit.first)) or _IF.search(lead):
        limit.doubt = limit.doubt or "named in passing"


# "For patients under 12 years ...", "childbearing potential (12 years or more)": an age that only says whom a rule is for.
_FOR_SOME = re.compile(
    r"(?P<before>(?:^|[.;:\n(]|[\w%)/])\s{0,3})\b(?:for|applicable\s(?:only\s)?to(?:\sonly)?)\s(?:(?:to|only)\s)?(?:\w{1,12}\s){0,2}?(?:patients?|subjects?|participants?|children|those|"
    r"persons?|people|infants?|adults?|women|men|males?|females?|adolescents?|pediatrics?|individuals?)\b[^,;.()]{0,30}$",
    re.IGNORECASE,
)
# "80 for ≥ 12 years", "unless she is aged over 50", "postmenopausal women under 50".
_BARE_FOR = re.compile(r"\w[\w%)]*\s{1,3}for\s{0,3}$", re.IGNORECASE)
_UNLESS = re.compile(r"\bunless\b|menopaus|amenorrh", re.IGNORECASE)
_POTENTIAL = re.compile(r"\bpotential\s?\(\W{0,2}$", re.IGNORECASE)


def note_asides(text: str, items: list[Item], limits: list[Comparison]) -> None:
    """Note the ages that only say whom another sentence of the criterion is for, or from when people consent themselves."""
    in_passing = any(limit.measures == ["age"] and limit.doubt == _IN_PASSING for limit in limits)
    for place, limit in enumerate(limits):
        if limit.measures != ["age"] or limit.doubt:
            continue
        start, end = items[limit.first].start, items[limit.last].end
        previous = limits[place - 1] if place else None
        if _is_for_some(text, items, limit, previous, in_passing=in_passing):
            limit.doubt, in_passing = _IN_PASSING, True
        elif (
            limit.operator in ("lt", "le")
            and limit.high is not None
            and limit.high <= 21
            and _ASSENT.search(text[max(0, start - 200) : start])
        ) or _MUST_CONSENT.match(text, end):
            limit.doubt = "an age of consent"
        elif place and _MAY_JOIN.match(text, end) and any(other.measures == ["age"] for other in limits[:place]):
            limit.doubt = "an exception from another age"
        elif _has_other_low_end(items, limit):
            limit.doubt = "the lower end is in another unit"


_IN_PASSING = "named in passing"
# "Age ≥ 61 years. Patients aged < 61 who cannot have the standard therapy may be eligible."
_MAY_JOIN = re.compile(
    r"[^.;\n]{0,90}\b(?:may|can|could)\s(?:also\s)?be\s(?:eligible|included|enrolled|considered)\b", re.IGNORECASE
)
_MUST_CONSENT = re.compile(
    r"[^.;\n]{0,30}\bmust\s(?:have|be)\s[^.;\n]{0,60}\b(?:parent|guardian|assent|consent)", re.IGNORECASE
)


def _is_for_some(
    text: str, items: list[Item], limit: Comparison, previous: Comparison | None, *, in_passing: bool
) -> bool:
    """Tell whether an age only says whom something else of the criterion is for."""
    start, end = items[limit.first].start, items[limit.last].end
    lead = text[max(0, start - 60) : start]
    same_clause = previous is not None and not any(
        item.kind is ItemKind.STOP for item in items[previous.last + 1 : limit.first]
    )
    other = same_clause and previous is not None and previous.measures != ["age"]
    opened = any(item.kind is ItemKind.OPEN for item in items[max(0, limit.first - 3) : limit.first])
    low = lead.lower()
    # Most ages have none of these words before them: they are spared the patterns.
    some = _FOR_SOME.search(lead) if "for" in low or "applicable" in low else None
    if some:
        opens = not some.group("before").strip(" .;:\n")
        enclosed = some.group("before").strip() == "(" or "applicable" in some.group()
        return other or enclosed or (opens and re.search("[,:]", text[end : end + 12]) is not None)
    if ("for" in low and _BARE_FOR.search(lead)) or _POTENTIAL.search(lead) or _UNLESS.search(lead):
        return True
    return opened and (other or in_passing)


def _has_other_low_end(items: list[Item], limit: Comparison) -> bool:
    """Tell whether a figure in another unit of time leads up to this one: "28 days to < 18 years"."""
    if limit.operator not in ("lt", "le") or limit.first < 2 or items[limit.first - 1].what not in ("to", "-", "~"):
        return False
    low = items[limit.first - 2]
    return low.kind is ItemKind.FIGURE and low.unit in ("days", "weeks", "months") and low.unit != limit.unit


def _is_aside(items: list[Item], first: int) -> bool:
    """Tell whether the comparison stands inside brackets that opened in the same clause."""
    for place in range(first - 1, max(-1, first - 30), -1):
        if items[place].kind in (ItemKind.CLOSE, ItemKind.STOP):
            return False
        if items[place].kind is ItemKind.OPEN:
            return place > 3
    return False


def _mend_age(limit: Comparison) -> None:
    """Drop a list number that ran into an age: "4.18-65 years" is 18-65."""
    if limit.operator == "between" and limit.low is not None and limit.high is not None:
        whole, _, rest = str(limit.low).partition(".")
        if len(rest) == 2 and Decimal(rest) < limit.high and len(whole) <= 2:
            limit.low = Decimal(rest)


def _speaks_of_donor(items: list[Item], first: int) -> bool:
    for place in range(first - 1, max(-1, first - 40), -1):
        if items[place].kind is ItemKind.STOP:
            return False
        if items[place].what in ("donor", "donors", "partner", "partners"):
            return True
    return False

"""The role of a figure of cells, from the words around it: given, total, cap, supply, share; and what makes it doubtful."""

import re
from dataclasses import replace
from decimal import Decimal

from trials.domain.extraction.doses.values import CELLS, CELLS_PER_CM2, Dose, DoseRole
from trials.domain.extraction.text import Reading, Span, certain, phrases_of, search_for, unclear

_SITE = re.compile(
    r"(?:/|\bper\b|\bfor each\b|\bin each\b|\bat each\b|\beach\b)\s{0,2}(?:point|spot|site|cm\b(?!\^?2)|injection(?: site| point)|fistula|tract|needle|puncture|segment|eye|knee|joint"
    r"|disc\b|level\b|side\b|vial|bag|tube|ampoule|syringe|unit\b|pellet|ml of (?:fistula|defect))"
)


_ANIMAL = search_for(phrases_of("doses")["animals"]["phrases"])


_LABORATORY = re.compile(
    r"seed(?:ed|ing)|plated|plating|densit(?:y|ies)|subcultur|harvest(?:ed|ing)?\b.{0,40}$|yield|expan(?:ded|sion) (?:to|until|up)|flow cytom|facs|stain(?:ed|ing)"
    r"|until (?:there|they|reaching|the number)|release criter|confluen|detect|transfected|multiplicity|irradiat|were isolated|(?:can|could) be (?:obtained|isolated|collected|harvested)"
    r"|literature|previous(?:ly)? (?:stud|report|trial|publi)|has been reported|other (?:stud|trial)|in our previous|reported (?:that|by|the)|(?:mean|average|median) number|aspirate contain"
)


_STAINED = re.compile(
    r"\bstain(?:ed|ing)|flow cytomet|\bfacs\b|antibod(?:y|ies)\b|\bfetal bovine|\bfbs\b|\bcultured (?:in|on|at)"
)


_CAP = re.compile(
    r"(?:max(?:imum|imal|imally|\.)?(?: (?:dose|total|number|of|is|allowed|cell|dosage|single|limit|to|amount|cells)){0,5}|not (?:to )?(?:exceed(?:ing)?|more than)|no more than"
    r"|at most|limit(?:ed)? (?:of|to|is)|less than|up to(?: (?:a|the|about|total|of|maximum)){0,5}|capped at|[<≤]|below|cap of|exceed(?:s|ing)?)\W{0,4}$"
)


_AFTER_CAP = re.compile(r"^\s?[(,]?\s?(?:at (?:most|maximum)|max(?:imum)?(?: dose)?\b\W|or (?:less|fewer)\b)")


_FLOOR = re.compile(
    r"(?:at least|minimum[^.;,\d]{0,44}|more than|not less than|no less than|[>≥]|greater than|above|exceeding|over|minimal(?: \w{1,10}){0,2})\W{0,3}$"
)


_SUPPLY = search_for(phrases_of("doses")["supply"]["phrases"])


_TOTAL = re.compile(
    r"(?:total(?:ly|ing)?|cumulative|overall|altogether|summing|in all)(?:[ :](?:of|dose|dosage|number|amount|cells?|is|was|will|be|the|a|cell|msc|mscs|for|to|administered|approximately|about|injected|infused|transplanted)){0,6}\W{0,4}$"
)


_AFTER_TOTAL = re.compile(
    r"^[^.;,\d]{0,60}\b(?:in total|total\b(?!\s?(?:up to|of|is|was|dos(?:e|age)|number|amount|not|[:=(\d]))|altogether|in all\b|totally|cumulative)"
)


_UNKNOWN_PER = re.compile(r"(?:cells?|mscs?|ascs?|\d)\s?/\s?(?P<what>[a-z]{2,14})")


_KNOWN_PER = re.compile(
    r"time|dose|infus|inject|dmem|saline|person|patient|subject|admin|body|treat|individ|day|knee|joint|session|course|eye|vial|bag|pt|transf|case|people|perfus|application|site|point|ml|kg|bw|cm|syringe|unit|each|tube|or\b|and\b"
)


_RATE = re.compile(r"(?:/|\bper)\s?(?:min|hour|hr\b|h\b|second)")


_WEIGHED = re.compile(r"\b(?:per|by|/)\s?(?:body|weight|kilo|kg)")


_PER_AREA_BEFORE = re.compile(r"(?:each|per|/|every)\s?(?:square centimet|cm\^?2)[^.;]{0,40}$")


_SHARE_OF_TOTAL = re.compile(r"^\s{0,2}(?:/|per|each)\s?injection\b[^.;]{0,12}\btotal")


_SHARE = re.compile(
    r"(?:divided|distributed|split|the rest|of which|half of|per injection|each injection|(?:x|×)\s?\d{1,2} injections?|boost)"
)


_REST = re.compile(r"^[^\d,;]{0,60},?\s?(?:and )?(?:the rest\b|the remainder|the remaining (?:cells|mscs))")


_RANGE_BEFORE = re.compile(r"\d\s?(?:-|~|to)\s?$")


_LIST_BEFORE = re.compile(
    r"(?P<item>(?<![\d.,^])\d{1,4}(?:\.\d{1,3})?)\s?(?:(?:,|/|;)\s?(?:and |or )?|\s(?:and|or|vs\.?|versus)\s)\(?$"
)


_LIST_TIME = re.compile(
    r"(?:days?|weeks?|months?|visits?|at|on|d|w|hours?|phase|group|cohort|level|arm)\s?[\d,\s]{0,20}$"
)


_TIMES_BEFORE = re.compile(r"(?<![\d.,])(?P<times>[2-9]|1[0-2])\s?[x×]\s{0,2}\(?$")


def judged(low: str, start: int, end: int, dose: Dose, span: Span, rule: str) -> Reading[Dose]:
    """Return the reading with the role that its surroundings give it, or with the reason of doubt."""
    lead = _clause_before(low, start)
    rest = low[end : end + 90]
    if reason := _not_of_treatment(low, start, end, lead, rest):
        return unclear(dose, span, rule, reason)
    if dose.role is DoseRole.CONCENTRATION:
        return certain(dose, span, rule)
    if _is_listed(lead):
        return unclear(_with_levels(dose, lead), span, rule, LISTED)
    if dose.unit == CELLS and _PER_AREA_BEFORE.search(lead):
        dose = replace(dose, unit=CELLS_PER_CM2)
    if reason := _doubt(dose, lead, low[start : end + 24], end - start):
        return unclear(dose, span, rule, reason)
    if times := _TIMES_BEFORE.search(lead):
        dose = replace(dose, times=int(times["times"]))
    role = _role(lead, low[start : end + 1], rest)
    return certain(replace(dose, role=role, per=_PER.get(role)), span, rule)


_PER = {DoseRole.GIVEN: "dose", DoseRole.TOTAL: "total"}


_OPTION = re.compile(r"\boption(?:al(?:ly)?)?\b[^.;]{0,90}$")


def _not_of_treatment(low: str, start: int, end: int, lead: str, rest: str) -> str:
    """Return why a figure speaks of something else than treatment; empty where it does not."""
    if _ANIMAL.search(low, max(0, start - 120), min(len(low), end + 60)):
        return "the sentence speaks of animals or the laboratory"
    if _LABORATORY.search(lead) or _LABORATORY.search(rest[:25]) or _STAINED.search(rest):
        return "a figure of culture or testing, not of treatment"
    return "an option, not what everybody gets" if _OPTION.search(lead) else ""


def _is_listed(lead: str) -> bool:
    """True where a bare figure stands before this one as in "1, 2 and 4 x 10^6", and is no day or week."""
    listed = _LIST_BEFORE.search(lead)
    return listed is not None and not _LIST_TIME.search(lead[: listed.end("item")])


def _doubt(dose: Dose, lead: str, words: str, length: int) -> str:
    """Return why a figure of treatment cannot be taken as it stands; empty where it can."""
    if _RANGE_BEFORE.search(lead):
        return "the end of a range whose start cannot be read"
    if dose.unit == CELLS and (_RATE.search(words[: length + 14]) or _WEIGHED.search(words[: length + 12])):
        return "a rate or an amount per weight that cannot be read"
    per_what = _UNKNOWN_PER.search(words)
    if dose.unit == CELLS and per_what and not _KNOWN_PER.match(per_what["what"]):
        return "what the figure is per is not a known unit"
    return "only a lower bound" if _FLOOR.search(lead) else ""


LISTED = "one of several dose levels in a list"


_LIST = re.compile(r"(?<![\d.,^])(?:\d{1,4}(?:\.\d{1,3})?\s?(?:,|/|and|or|,\s?and|,\s?or)\s?){1,8}$")


def _with_levels(dose: Dose, lead: str) -> Dose:
    """Return the dose with the bare figures of "0.5, 1 and 2 x 10^6" put on its own power."""
    listed = _LIST.search(lead)
    power = Decimal(10) ** dose.high.adjusted()
    steps = [Decimal(n) for n in re.findall(r"\d{1,4}(?:\.\d{1,3})?", listed.group())] if listed else []
    if not steps or dose.low != dose.high:
        return dose
    for factor in (power, power / 10, power / 100):
        levels = tuple(step * factor for step in steps)
        if levels == tuple(sorted(levels)) and levels[-1] < dose.high:
            return replace(dose, low=levels[0], levels=(*levels, dose.high))
    return dose


def _role(lead: str, words: str, rest: str) -> DoseRole:
    if _CAP.search(lead) or _AFTER_CAP.match(rest):
        return DoseRole.CAP
    if _SITE.match(rest.lstrip()) or _SITE.search(words):
        return (
            DoseRole.SUPPLY if re.search(r"vial|bag|tube|ampoule|syringe|unit", words + rest[:20]) else DoseRole.SHARE
        )
    if _SHARE_OF_TOTAL.match(rest):
        return DoseRole.SHARE
    if _TOTAL.search(lead) or _AFTER_TOTAL.match(rest):
        return DoseRole.TOTAL
    if _SUPPLY.search(lead[-60:]) and not re.search(r"(?:receive|dose of|infus\w{1,4}|inject\w{1,4})", lead[-30:]):
        return DoseRole.SUPPLY
    return DoseRole.SHARE if _SHARE.search(lead[-30:]) or _REST.search(rest) else DoseRole.GIVEN


def _clause_before(low: str, start: int) -> str:
    """Return up to 110 characters before a figure, from the start of its sentence on."""
    lead = low[max(0, start - 110) : start]
    cuts = [lead.rfind(sign) for sign in (". ", "; ", "\n")]
    return lead[max(cuts) + 1 :]

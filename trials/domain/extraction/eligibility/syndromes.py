"""The syndrome a trial treats and its causes, from title, conditions and inclusion text."""

import re
from collections.abc import Sequence
from decimal import Decimal

from trials.domain.extraction.limits import StatedLimit
from trials.domain.extraction.text import Reading, Span, certain, normalise, phrases_of, search_for, unclear

_SYNDROMES = {code: search_for(entry["phrases"]) for code, entry in phrases_of("syndromes")["syndrome"].items()}
_ACLF, _ALF = _SYNDROMES["ACLF"], _SYNDROMES["ALF"]
_FAILURE, _DECOMPENSATED = _SYNDROMES["liver_failure"], _SYNDROMES["decompensated_cirrhosis"]
_EITHER = re.compile(r"\bcompensated\s?(?:or|and|/|,)\s?$", re.IGNORECASE)
_CIRRHOSIS = re.compile(r"(?<!biliary\s)\bcirrho\w*", re.IGNORECASE)
_NOT_CIRRHOSIS = re.compile(r"primary\sbiliary\s(?:cirrhosis|cholangitis)", re.IGNORECASE)
_TRANSPLANTED = re.compile(
    r"\b(?:liver|renal|organ|kidney|living[\s-]donor\sliver)\stransplant|\bliver\stransplant|transplant\s(?:tolerance|rejection)",
    re.IGNORECASE,
)


def read_syndrome(
    title: str, conditions: Sequence[str] = (), inclusion: str = "", thresholds: Sequence[Reading[StatedLimit]] = ()
) -> Reading[str]:
    """Return the code of the syndrome: ACLF, ALF, liver_failure, decompensated_cirrhosis, cirrhosis or other.

    The title decides, then the conditions; the inclusion text only tells decompensated from compensated cirrhosis.
    Unclear where acute and acute-on-chronic failure stand together, and where only a Child-Pugh limit speaks of decompensation.
    """
    joined = "; ".join(conditions)
    for place, text in (("title", title), ("conditions", joined)):
        if place == "conditions" and _TRANSPLANTED.search(title) and not _CIRRHOSIS.search(title):
            break
        found = _syndrome_in(text, place)
        if found is not None:
            return _refine(found, title, joined, inclusion, thresholds)
    normal = normalise(title)
    return certain("other", normal.span(0, len(normal.text), "title"), "syndrome-other")


def _syndrome_in(text: str, place: str) -> Reading[str] | None:
    normal = normalise(text)
    bare = _NOT_CIRRHOSIS.sub(lambda match: " " * len(match.group()), normal.low)
    chronic, acute = _ACLF.search(bare), _ALF.search(bare)
    if chronic and acute:
        span = normal.span(min(chronic.start(), acute.start()), max(chronic.end(), acute.end()), place)
        return unclear("liver_failure", span, "syndrome-failure", "acute and acute-on-chronic failure together")
    for pattern, code, rule in (
        (_ACLF, "ACLF", "syndrome-aclf"),
        (_ALF, "ALF", "syndrome-alf"),
        (_DECOMPENSATED, "decompensated_cirrhosis", "syndrome-decompensated"),
    ):
        match = pattern.search(bare)
        if match:
            return certain(code, normal.span(match.start(), match.end(), place), rule)
    failure, cirrhosis = _FAILURE.search(bare), _CIRRHOSIS.search(bare)
    if failure and (cirrhosis is None or failure.start() < cirrhosis.start()):
        return certain("liver_failure", normal.span(failure.start(), failure.end(), place), "syndrome-failure")
    if cirrhosis:
        return certain("cirrhosis", normal.span(cirrhosis.start(), cirrhosis.end(), place), "syndrome-cirrhosis")
    return None


def _refine(
    found: Reading[str], title: str, conditions: str, inclusion: str, thresholds: Sequence[Reading[StatedLimit]]
) -> Reading[str]:
    """Return decompensated for cirrhosis where another field says so; ACLF for liver failure where the conditions do."""
    if found.value == "liver_failure" and found.is_certain and _ACLF.search(normalise(conditions).low):
        return _syndrome_in(conditions, "conditions") or found
    if found.value == "ALF" and _ACLF.search(normalise(conditions).low):
        return unclear("liver_failure", found.span, "syndrome-failure", "acute and acute-on-chronic failure together")
    if found.value != "cirrhosis":
        return found
    for place, text in (("conditions", conditions), ("inclusion", inclusion)):
        normal = normalise(text)
        for match in _DECOMPENSATED.finditer(normal.low):
            lead = normal.text[max(0, match.start() - 70) : match.start()].rpartition("\n")[2]
            if not _DENIED.search(lead) and not _EITHER.search(lead):
                span = normal.span(match.start(), match.end(), place)
                return certain("decompensated_cirrhosis", span, "syndrome-decompensated")
    for reading in thresholds:
        limit = reading.value
        if (
            reading.is_certain
            and limit
            and limit.analyte == "child_pugh"
            and limit.low is not None
            and limit.low >= Decimal(7)
        ):
            return unclear(
                "decompensated_cirrhosis",
                reading.span,
                "syndrome-child-pugh",
                "the title says cirrhosis, Child-Pugh 7 or more is asked for",
            )
    return found


_CAUSE = {code: search_for(entry["phrases"]) for code, entry in phrases_of("syndromes")["cause"].items()}
_DENIED = re.compile(
    r"\b(?:non|not|no|without|exclud\w+|except|other\sthan|negative|absence|rule\sout|free\sof|co-?infect\w*|super-?infect\w*)\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\b(?:any|various|different|all|multiple|other|unknown)\s(?:\w+\s){0,2}?(?:causes?|a?etiolog(?:y|ies)|reasons?)\b|\bregardless\sof\s(?:the\s)?(?:cause|a?etiology)",
    re.IGNORECASE,
)
_LIVER_LINE = re.compile(r"cirrho|liver|hepat|\bACLF\b|caused|due\sto|induced", re.IGNORECASE)


def read_aetiologies(title: str, conditions: Sequence[str] = (), inclusion: str = "") -> tuple[Reading[str], ...]:
    """Return the codes of the causes named: HBV, HCV, alcohol, autoimmune, PBC, metabolic, drug, Wilson, mixed.

    Title and conditions are taken as they stand; a line of the inclusion text only where it speaks of the liver and denies nothing.
    """
    found: dict[str, Reading[str]] = {}
    for place, text in (("title", title), ("conditions", "; ".join(conditions))):
        _collect(found, text, place, f"aetiology-{place}", 0)
    if not found:
        offset = 0
        for line in inclusion.split("\n"):
            if _LIVER_LINE.search(line) and not _DENIED.search(line):
                _collect(found, line, "inclusion", "aetiology-inclusion", offset)
            offset += len(line) + 1
    return tuple(found[code] for code in (*_CAUSE, "mixed") if code in found)


def _collect(found: dict[str, Reading[str]], text: str, place: str, rule: str, offset: int) -> None:
    normal = normalise(text)
    for code, pattern in _CAUSE.items():
        match = pattern.search(normal.low)
        if match and code not in found:
            span = normal.span(match.start(), match.end(), place)
            found[code] = certain(code, Span(span.start + offset, span.end + offset, span.text, place), rule)
    match = _ANY.search(normal.text)
    if match and "mixed" not in found:
        span = normal.span(match.start(), match.end(), place)
        found["mixed"] = certain("mixed", Span(span.start + offset, span.end + offset, span.text, place), rule)

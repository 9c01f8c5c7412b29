"""Which definition of acute-on-chronic liver failure a trial uses: by its name, or by the figures it asks for."""

import re
from collections.abc import Iterable

from trials.domain.eligibility.definitions import definition_of_limits
from trials.domain.extraction.limits import StatedLimit, read_thresholds
from trials.domain.extraction.text import Reading, Text, certain, normalise, pattern_of, phrases_of, unclear

# The codes of data/syndromes.toml are those of the vocabulary's definitions. CLIF-C and CLIF-SOFA are scores, no definition.
_TURNS = {"easl_clif": r"|\bclif\b(?![\s-]{0,2}(?:c\b|sofa|of))"}
_NAMED = re.compile(
    "|".join(
        f"(?P<{code}>{pattern_of(entry['phrases'])}{_TURNS.get(code, '')})"
        for code, entry in phrases_of("syndromes")["definition"].items()
    )
)
_ABOUT = re.compile(r"\bACLF\b|acute[\s-]{1,2}on[\s-]{1,2}chronic|liver\sfailure|hepatic\sfailure", re.IGNORECASE)


def read_definition(text: str, thresholds: Iterable[Reading[StatedLimit]] | None = None) -> Reading[str] | None:
    """Return the code of the definition that an inclusion text names or meets, `own` for limits that fit none.

    None where the text asks for no liver failure. "TBil >= 5 mg/dL and INR >= 1.5" is APASL; ">= 12 mg/dL, INR >= 1.5" COSSH;
    ">= 10 x ULN (or a rise of 17.1 umol/L a day), PTA <= 40 % or INR >= 1.5" the Chinese guideline; ">= 12 mg/dL, INR >= 2.5" EASL-CLIF.
    Unclear where name and figures differ, or several are named. The figures are those of the vocabulary's definitions.
    """
    normal = normalise(text)
    if _ABOUT.search(normal.text) is None:
        return None
    read = (
        list(thresholds) if thresholds is not None else [r for line in text.split("\n") for r in read_thresholds(line)]
    )
    limits = [reading.value for reading in read if reading.is_certain and reading.value is not None]
    named = _named(normal)
    met = definition_of_limits(limits)
    if named:
        return _judge_named(normal, named, met)
    whole = normal.span(0, len(normal.text))
    if met is not None:
        return certain(met.value, whole, "aclf-figures")
    if any(limit.analyte == "aclf_grade" for limit in limits):
        return unclear("easl_clif", whole, "aclf-grade", "grades are asked for, whose they are is not said")
    return None


def _named(text: Text) -> dict[str, re.Match[str]]:
    """Return the definitions named within reach of the words for liver failure."""
    places = [match.start() for match in _ABOUT.finditer(text.text)]
    found: dict[str, re.Match[str]] = {}
    at = 0
    for match in _NAMED.finditer(text.low):
        while at + 1 < len(places) and abs(places[at + 1] - match.start()) <= abs(places[at] - match.start()):
            at += 1
        if abs(places[at] - match.start()) <= 200 and match.lastgroup:
            found.setdefault(match.lastgroup, match)
    return found


def _judge_named(text: Text, named: dict[str, re.Match[str]], met: str | None) -> Reading[str]:
    code, match = next(iter(named.items()))
    span = text.span(match.start(), match.end())
    if len(named) > 1:
        return unclear(code, span, "aclf-name", "several definitions are named")
    if met is not None and met != code:
        return unclear(code, span, "aclf-name", "the figures are not those of the definition named")
    return certain(code, span, "aclf-name")

"""The part of a shared text that speaks of one arm: "Group A: ... Group B: ..."."""

import re
from collections.abc import Iterable
from dataclasses import replace

from trials.domain.extraction.study.arm_links import keys_of
from trials.domain.extraction.text import Text


def marks_of(low: str) -> frozenset[str]:
    """Return what tells an arm's label from its siblings' in running text."""
    whole = " ".join(low.split())
    return keys_of(low) | (frozenset({whole}) if 2 < len(whole) <= 60 else frozenset())


_ALSO = {
    "low": r"low(?:er|est)?[- ]dos(?:e|age)", "high": r"high(?:er|est)?[- ]dos(?:e|age)",
    "mid": r"(?:mid(?:dle)?|medium|moderate|intermediate|mild)[- ]dos(?:e|age)",
}  # fmt: skip


def mark_occurrences(mark: str, low: str) -> Iterable[re.Match[str]]:
    """Yield the places where a mark of a label stands in running text; "low" as "low dose" and the like."""
    pattern = _ALSO.get(mark) or r"\b" + r"\s?".join(re.escape(part) for part in mark.split()) + r"(?!\w)"
    return re.finditer(pattern, low)


def kept_stretches(text: Text, mine: list[int], theirs: list[int]) -> Text:
    """Return the text with everything blotted out from a sibling's mark up to the arm's own next mark; places stay."""
    switches = sorted([(start, True) for start in mine] + [(start, False) for start in theirs])
    low, plain = [], []
    done, keep = 0, True
    for start, own in (*switches, (len(text.low), True)):
        low.append(text.low[done:start] if keep else " " * (start - done))
        plain.append(text.text[done:start] if keep else " " * (start - done))
        done, keep = start, own
    return replace(text, text="".join(plain), low="".join(low))

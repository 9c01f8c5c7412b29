"""Whether a sentence speaks of giving the cells, of a condition, or of something else such as visits or another drug."""

import re
from bisect import bisect_left, bisect_right

from trials.domain.extraction.schedules.pieces import SchedulePiece
from trials.domain.extraction.text import pattern_of, phrases_of, stems_of

_PHRASES = {subject: entry["phrases"] for subject, entry in phrases_of("schedules").items()}

GIVING = stems_of(_PHRASES["giving"])
_CELLS_GIVEN = stems_of(_PHRASES["cells"])

# Turns of speech beside the phrases of data/schedules.toml: what follows something, injections of another thing, placebo.
_OF_OTHERS = (
    r"\bfollowed (?!by\b)"
    r"|(?:hyaluron\w{0,6}|\bprp\b|steroids?|insulin|antibiotics?|placebo|g-csf|rituximab|albumin|immunoglobulin)(?: \(\w{1,10}\))?[- ](?:injections?|infusions?|administrations?|doses?)"
    r"|then receive (?:\w{1,12} ){0,2}placebo|placebo (?:will be|is|was|were) (?:given|administered|injected|infused)"
)
_NOT_GIVING = re.compile(f"{_OF_OTHERS}|{stems_of(_PHRASES['other_things']).pattern}")

_ELIGIBLE = r"\beligible\b(?! (?:study )?(?:patients?|subjects?|participants?)\b(?!.{0,60}additional))"
CONDITION = re.compile(f"{pattern_of(_PHRASES['condition'])}|{_ELIGIBLE}")


#: "The amount for the second one is chosen according to the wound": that there is a second one does not depend.
DOSE_DEPENDS = re.compile(
    r"\b(?:dos(?:e|age)|amount|volume|number of cells)\b[^.;]{0,100}\b(?:determined|adjusted|calculated|decided|chosen)\b (?:according to|by|based on|depending on)"
)


#: "Stopped early if cured" leaves the planned number as it is.
EARLY_END = re.compile(
    r"\bif\b[^.;()]{0,90}\b(?:terminat|stopp|discontinu|ended (?:early|in advance))\w{0,6}|\bunless\b[^.;()]{0,40}\b(?:withdraw|discontinu)\w{0,6}"
)


_BOUND_BEFORE = re.compile(
    r"\b(?:up to|max(?:imum)?|at most|no more than|at least|minimum|less than|more than)\b(?:\s(?:of|a|an|total|the|to|is|approximately|about)){0,4}\s?$"
)


_BOUND_AFTER = re.compile(r"^\s?(?:\(|,)?\s?(?:or more|at most|maximum|max\b|if needed|if necessary|or until)")


NEXT_GROUP = re.compile(
    r"\b(?:subsequent (?:subjects|patients|participants|cohort)|next (?:cohort|group|level)|dose levels?|cohort|escalat)"
)


MORE = re.compile(
    r"\b(?:second|another|additional|further|repeat|repeated|subsequent|extra|booster|2nd|third|3rd|more)\b(?:\s[\w./-]{1,16}){0,4}?\s?(?:doses?|dosages?|infusions?|injections?|administrations?|treatments?|transplant\w{0,7}|courses?|cycles?)\b"
    r"|\bre-?(?:treat|inject|infus)\w{0,5}|\brepeat(?:ed)?\b|\bcontinue\b|\bagain\b"
)


def is_bounded(sentence: str, piece: SchedulePiece) -> bool:
    """Return whether a number is only a bound: "up to 3 doses", "3 doses or more"."""
    lead = sentence[max(0, piece.start - 40) : piece.start]
    return bool(_BOUND_BEFORE.search(lead) or _BOUND_AFTER.search(sentence[piece.end : piece.end + 20]))


#: By name, because a compiled pattern is slow as a key.
_SUBJECTS = {"giving": GIVING, "cells": _CELLS_GIVEN, "other": _NOT_GIVING}


_BRACKET = re.compile(r"\([^()]{0,80}\)")


class Talk:
    """What a sentence speaks of, place by place; each pattern goes over it once, however many pieces ask."""

    def __init__(self, sentence: str) -> None:
        """Look at nothing yet: most sentences have no piece to ask for."""
        self._sentence = sentence
        self._places: dict[str, tuple[list[int], list[int]]] = {}

    def is_about_giving(self, piece: SchedulePiece) -> bool:
        """True where the nearest word around a piece speaks of giving the product, not of visits, sampling or another drug."""
        s, start = self._sentence, piece.start
        if piece.kind in ("single", "again"):
            back = 12 if piece.kind == "single" else 45
            return _NOT_GIVING.search(s[max(0, start - back) : piece.end]) is None
        if s.endswith(("concentrated", "concentrated "), 0, start) or self._first("other", start, piece.end) >= 0:
            return False
        wrong, right, strong = (self._last(name, start - 160, start) for name in ("other", "giving", "cells"))
        if wrong >= 0 or right >= 0:
            return right > wrong and (strong >= 0 or wrong < 0)
        after = s[start : piece.end + 80]
        if "(" in after:
            bare = _BRACKET.sub(" ", after)
            return Talk(bare)._begins_with_giving(0, len(bare))
        return self._begins_with_giving(start, piece.end + 80)

    def _begins_with_giving(self, start: int, end: int) -> bool:
        giving, other = self._first("giving", start, end), self._first("other", start, end)
        return other < 0 or 0 <= giving < other

    def _first(self, subject: str, start: int, end: int) -> int:
        """Return where the first match within start:end begins, -1 without one."""
        starts, ends = self._found(subject)
        slot = bisect_left(starts, start)
        return starts[slot] if slot < len(starts) and ends[slot] <= end else -1

    def _last(self, subject: str, start: int, end: int) -> int:
        """Return where the last match within start:end ends, -1 without one."""
        starts, ends = self._found(subject)
        slot = bisect_right(ends, end) - 1
        return ends[slot] if slot >= 0 and starts[slot] >= start else -1

    def _found(self, subject: str) -> tuple[list[int], list[int]]:
        """Return the starts and the ends of all places that speak of something."""
        if subject not in self._places:
            spans = [match.span() for match in _SUBJECTS[subject].finditer(self._sentence)]
            self._places[subject] = [start for start, _ in spans], [end for _, end in spans]
        return self._places[subject]

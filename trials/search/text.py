"""The text filter: every word asked for must occur in a trial's folded words."""

from __future__ import annotations

from django.db.models import Q

from trials.domain.vocabulary.folding import folded

#: From this length on a word may stand inside another one: "03668171" finds NCT03668171; "il" finds no bilirubin.
INSIDE_FROM = 4


def query_words(text: str) -> tuple[str, ...]:
    """Return the folded words of what was typed, each once, in a fixed order."""
    return tuple(sorted(set(folded(text).split())))


def contains_words(words: tuple[str, ...], prefix: str = "") -> Q:
    """Return the condition that all words occur in the trial's text; short words must begin a word of it.

    ``prefix`` leads from the model asked to the trial ("trial__").
    """
    found = Q()
    for word in words:
        if len(word) >= INSIDE_FROM:
            found &= Q(**{f"{prefix}search_text__contains": word})
        else:
            found &= Q(**{f"{prefix}search_text__startswith": word}) | Q(
                **{f"{prefix}search_text__contains": f" {word}"}
            )
    return found

"""What every reader stands on: text made uniform, phrases looked up in it, and the shape of a reading."""

from trials.domain.extraction.text.lexicon import Lexicon, Word, plain_word, words
from trials.domain.extraction.text.normalise import Taken, Text, has_any, normalise, read_count, read_number
from trials.domain.extraction.text.phrases import (
    alternatives_of,
    hints_of,
    pattern_of,
    phrases_of,
    search_for,
    stems_of,
)
from trials.domain.extraction.text.readings import Reading, Span, V, certain, unclear

__all__ = [
    "Lexicon",
    "Reading",
    "Span",
    "Taken",
    "Text",
    "V",
    "Word",
    "alternatives_of",
    "certain",
    "has_any",
    "hints_of",
    "normalise",
    "pattern_of",
    "phrases_of",
    "plain_word",
    "read_count",
    "read_number",
    "search_for",
    "stems_of",
    "unclear",
    "words",
]

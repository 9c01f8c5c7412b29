"""What every reader stands on: text made uniform, phrases looked up in it, and the shape of a reading."""

from trials.domain.extraction.text.lexicon import Lexicon, Word, plain_word, words
from trials.domain.extraction.text.normalise import Taken, Text, has_any, normalise, read_count, read_number
from trials.domain.extraction.text.readings import Reading, Span, V, certain, unclear

__all__ = [
    "Lexicon",
    "Reading",
    "Span",
    "Taken",
    "Text",
    "V",
    "Word",
    "certain",
    "has_any",
    "normalise",
    "plain_word",
    "read_count",
    "read_number",
    "unclear",
    "words",
]

"""Folding of text for search: accents, case and punctuation do not matter; each Han character is a word."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")


def folded(text: str) -> str:
    """Return the words of a text in lower case, without accents or punctuation, parted by single spaces.

    ``IL-6`` becomes ``il 6``, ``Türkiye`` ``turkiye``; each Han character stands as a word of its own.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain))

"""Folding of text for search."""

import pytest

from trials.domain.vocabulary.folding import folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Türkiye, IL-6", "turkiye il 6"),
        ("Wharton's  JELLY", "wharton s jelly"),
        ("肝衰竭 ACLF", "肝 衰 竭 aclf"),
        ("ﬁbrosis ＡＣＬＦ", "fibrosis aclf"),
        ("", ""),
        ("—·—", ""),
    ],
)
def test_folded(text, words):
    assert folded(text) == words

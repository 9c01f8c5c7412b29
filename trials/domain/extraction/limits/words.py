"""The words of limits in one lexicon: measures, phrases that compare, and phrases that only look like either."""

from trials.domain.extraction.limits.measures import MEASURES
from trials.domain.extraction.text import Lexicon, phrases_of


def _lexicon() -> Lexicon:
    """Return the phrases of data/limit_measures.toml and data/limit_words.toml; of one phrase with two meanings the later one here wins."""
    lexicon = Lexicon()
    words = phrases_of("limit_words")
    for measure in MEASURES.values():
        lexicon.add_all(measure.words, f"measure:{measure.id}")
    lexicon.add_all(words["other"]["ignore"], "ignore")
    for place, kind in (("before", "op"), ("behind", "suffix")):
        for operator, phrases in words[place].items():
            lexicon.add_all(phrases, f"{kind}:{operator}")
    for kind in ("change", "reference", "grade", "inclusive"):
        lexicon.add_all(words["other"][kind], kind)
    return lexicon


LEXICON = _lexicon()

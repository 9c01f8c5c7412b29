"""The topic of a criterion: a limit's own, else the first of data/criterion_topics.toml whose words stand in it."""

from collections.abc import Iterable

from trials.domain.extraction.limits import StatedLimit
from trials.domain.extraction.text import Lexicon, Reading, phrases_of, words

_TOPICS = phrases_of("criterion_topics")["topic"]
_TOPIC_ORDER: dict[str, int] = {topic["id"]: place for place, topic in enumerate(_TOPICS)}
_LIMIT_TOPICS: dict[str, str] = {measure: topic["id"] for topic in _TOPICS for measure in topic.get("limits", ())}


def _topic_lexicon() -> Lexicon:
    lexicon = Lexicon()
    for topic in reversed(_TOPICS):
        lexicon.add_all(topic["phrases"], topic["id"])
    return lexicon


_TOPIC_LEXICON = _topic_lexicon()


def read_topic(text: str, thresholds: Iterable[Reading[StatedLimit]] = ()) -> str:
    """Return the topic code of a criterion; `other` where no words of the list stand in it."""
    for reading in thresholds:
        topic = _LIMIT_TOPICS.get(reading.value.analyte) if reading.value else None
        if topic:
            return topic
    line = [word.text for word in words(text)]
    found = {hit[0] for place in range(len(line)) if (hit := _TOPIC_LEXICON.longest(line, place))}
    return min(found, key=_TOPIC_ORDER.__getitem__) if found else "other"

"""Which concepts of the endpoint vocabulary a text names, and where."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from trials.domain.extraction.text import Lexicon, Word, words


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of the vocabulary as the reader needs it."""

    id: str
    group: str
    order: int
    umbrella: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept and the stretch of text that names it."""

    entry: Entry
    start: int
    end: int


# Words that an outcome may hold beside a short name without meaning more by it.
_FILLERS = frozenset(
    (
        "the a an of in level levels change changes amount value values serum plasma blood test tests index "
        "number detection effectiveness evaluation and"
    ).split()
)


@cache
def _vocabulary() -> tuple[dict[str, Entry], Lexicon]:
    """Return the entries by id and the lexicon of their synonyms."""
    text = (
        resources.files("trials.domain.vocabulary").joinpath("data/endpoint_concepts.toml").read_text(encoding="utf-8")
    )
    data = tomllib.loads(text)
    orders = {group["id"]: group["order"] for group in data["group"]}
    entries: dict[str, Entry] = {}
    lexicon = Lexicon()
    for row in data["concept"]:
        entries[row["id"]] = Entry(row["id"], row["group"], orders[row["group"]], row.get("umbrella", False))
        lexicon.add_all(row.get("whole", ()), f"whole:{row['id']}")
        lexicon.add_all(row["synonyms"], f"concept:{row['id']}")
    for row in data["joint"]:
        lexicon.add_all(row["phrases"], f"concept:{' '.join(row['concepts'])}")
    lexicon.add_all(data["ignore"], "ignore")
    return entries, lexicon


def hits_in(text: str) -> list[Hit]:
    """Return the concepts named in the text, longest phrase first at each place, none overlapping.

    A phrase may name two at once ("patient and graft survival"). Short names count where they are all that is said
    ("PT") or an item of a list of laboratory values ("ALT, AST, PT").
    """
    entries, lexicon = _vocabulary()
    line = words(text)
    texts = [word.text for word in line]
    telling = sum(1 for word in texts if word not in _FILLERS)
    hits: list[Hit] = []
    short: list[Hit] = []
    place = 0
    while place < len(line):
        found = lexicon.longest(texts, place)
        if found is None:
            place += 1
            continue
        meaning, length = found
        kind, _, concepts = meaning.partition(":")
        start, end = line[place].start, line[place + length - 1].end
        named = [Hit(entries[concept], start, end) for concept in concepts.split()]
        if kind == "concept" or (kind == "whole" and telling <= length):
            hits += named
        elif kind == "whole" and _is_item(text, line, place, length):
            short += named
        place += length
    if short and sum(hit.entry.group == "laboratory" and not hit.entry.umbrella for hit in hits) >= 2:
        hits = sorted([*hits, *(hit for hit in short if hit.entry.group == "laboratory")], key=lambda hit: hit.start)
    return hits


_OPENS_ITEM = re.compile(r"(?:^|[,;/(\[:+])\s{0,3}$")
_CLOSES_ITEM = re.compile(r"\s{0,3}(?:$|[,;/)\]+.])|\s{1,3}(?:and|or)\b", re.IGNORECASE)


def _is_item(text: str, line: Sequence[Word], place: int, length: int) -> bool:
    """Tell whether the words at `place` are an item of a list: "(ALT, PT, INR)", "bilirubin, AP and GGT"."""
    start, end = line[place].start, line[place + length - 1].end
    joined = place > 0 and line[place - 1].text in ("and", "or") and text[line[place - 1].end : start].isspace()
    opens = joined or _OPENS_ITEM.search(text[max(0, start - 4) : start]) is not None
    return opens and _CLOSES_ITEM.match(text, end) is not None

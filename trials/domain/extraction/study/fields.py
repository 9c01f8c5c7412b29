"""The text fields of a record with their readings, made when first asked for; background is blotted out of summaries."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from trials.domain.extraction.doses import Dose, doses_in
from trials.domain.extraction.products import Product, donor_in, product_in, source_in
from trials.domain.extraction.routes import RouteFound, route_in, routes_found
from trials.domain.extraction.schedules import Schedule, schedule_in
from trials.domain.extraction.text import Reading, Text, has_any, normalise
from trials.domain.vocabulary import CellSource, Donor, Route


class Field:
    """One text field of a record with its readings, made when first asked for."""

    def __init__(self, text: Text, place: str) -> None:
        self._text = text
        self.place = place

    @property
    def text(self) -> Text:
        """The text that the readers see."""
        return self._text

    @cached_property
    def doses(self) -> tuple[Reading[Dose], ...]:
        return doses_in(self.text, self.place)

    @cached_property
    def schedule(self) -> Reading[Schedule] | None:
        return schedule_in(self.text, self.place)

    @cached_property
    def route(self) -> Reading[Route] | None:
        return route_in(self.text, self.place)

    @cached_property
    def routes(self) -> list[RouteFound]:
        return routes_found(self.text)

    @cached_property
    def source(self) -> Reading[CellSource] | None:
        return source_in(self.text, self.place)

    @cached_property
    def donor(self) -> Reading[Donor] | None:
        return donor_in(self.text, self.place)

    @cached_property
    def product(self) -> Product:
        return product_in(self.text, self.place)


class Prose(Field):
    """A summary: background and other groups are blotted out before it is read."""

    def __init__(self, original: str, place: str) -> None:
        super().__init__(Text(original, ""), place)

    @cached_property
    def _cleaned(self) -> Text:
        return _own_study(normalise(self._text.original))

    @property
    def text(self) -> Text:
        """The text that the readers see."""
        return self._cleaned


Tier = Sequence[Field]


_BACKGROUND = re.compile(
    r"\bprevious(?:ly)?\b|\bprior (?:stud|trial)|\bstudies\b|demonstrated|\breport(?:s|ed)\b|\bha(?:s|ve) been\b|\bshow(?:n|ed|s)\b|\brecent|\bknown\b|\banimals?\b|in vitro|pre-?clinical|literature|published|\bevidence"
    r"|in recent years|\bpotential|such as\b|\bhowever\b|limitations?\b|\bmay (?:not )?(?:be|lead|have|help)\b|\bcan (?:be|differentiate|secrete|migrate|home)|\brats?\b|\bmice\b|\brationale\b|\bin contrast\b|\badvantage|\bgenerally\b|\bthought of|\bconsidered\b"
)


_BACKGROUND_HINTS = (
    "previous", "prior ", "studies", "demonstrated", "report", " been", "show", "recent", "known", "animal", "vitro", "clinical",
    "literature", "published", "evidence", "potential", "such as", "however", "limitation", "may ", "can ", "rat", "mice", "rationale",
    "contrast", "advantage", "generally", "thought", "considered",
)  # fmt: skip
_OWN = re.compile(
    r"\bthis (?:study|trial|research|protocol)|\bwill\b|\bwe (?:propose|aim|plan|intend)|\bpatients (?:were|are)|\bpurpose\b|\bobjective|\baim(?:s|ed)?\b|\bpresent study|\binvestigational product"
)


_ELSEWHERE = re.compile(
    r"\bfuture (?:\w{1,14} ){0,2}(?:stud|research|use)|\bbiobank|\bbanked\b|\bin vitro\b|\brats?\b|\bmice\b|\banimal (?:model|stud)"
)


_ELSEWHERE_HINTS = ("future", "bank", "vitro", "rat", "mice", "animal")


_OTHER_GROUP = re.compile(
    r"\b(?:control (?:group|arm|patients)|placebo (?:group|arm)|saline infusions?|arm b\b.{0,40}(?:placebo|saline))"
)


_SENTENCE = re.compile(r"[^.\n]{1,2000}(?:(?:\.(?=\d)|(?<=\b[a-z])\.)[^.\n]{0,2000}){0,60}\.?")


def _is_beside_the_point(sentence: str) -> bool:
    """True for a sentence on background, on other studies, on laboratory work or on the control group only."""
    if has_any(sentence, _BACKGROUND_HINTS) and _BACKGROUND.search(sentence) and not _OWN.search(sentence):
        return True
    if has_any(sentence, _ELSEWHERE_HINTS) and _ELSEWHERE.search(sentence):
        return True
    if not ("control" in sentence or "placebo" in sentence or "saline" in sentence):
        return False
    return "msc" not in sentence and "stem" not in sentence and _OTHER_GROUP.search(sentence) is not None


def _own_study(text: Text) -> Text:
    """Return a summary with the sentences on background, on other studies and on the control group blotted out; places stay."""
    if not text.low:
        return text
    low, plain = [], []
    done = 0
    for match in _SENTENCE.finditer(text.low):
        sentence = match.group()
        if _is_beside_the_point(sentence):
            blank = " " * (match.end() - match.start())
            low += [text.low[done : match.start()], blank]
            plain += [text.text[done : match.start()], blank]
            done = match.end()
    if not low:
        return text
    return replace(text, low="".join((*low, text.low[done:])), text="".join((*plain, text.text[done:])))

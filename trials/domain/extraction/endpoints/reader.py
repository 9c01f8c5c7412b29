"""Outcomes: the concept of the endpoint vocabulary, the metric and the way it is put together."""

import re
from dataclasses import dataclass
from enum import StrEnum

from trials.domain.extraction.endpoints.hits import Entry, Hit, hits_in
from trials.domain.extraction.text import Reading, Text, certain, normalise, unclear

OTHER = "other"


class Metric(StrEnum):
    """What is compared for each participant (the third of the five parts of an outcome)."""

    FINAL_VALUE = "final_value"
    CHANGE = "change_from_baseline"
    TIME_TO_EVENT = "time_to_event"
    PROPORTION = "proportion_past_threshold"


class Aggregation(StrEnum):
    """How the participants of an arm are put together."""

    MEAN = "mean"
    MEDIAN = "median"
    PROPORTION = "proportion"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class OutcomeConcept:
    """The main concept of an outcome, the others it names, and the words taken for the main one (its variable)."""

    concept: str
    also: tuple[str, ...] = ()
    variable: str = ""


# Collective terms that say less than another collective term beside them.
_WEAK = frozenset({"blood_chemistry", "biomarkers", "feasibility", "efficacy_unspecified", "dose_finding"})


def _choose(hits: list[Hit]) -> Hit:
    """Return the main one: single concepts before collective ones, groups in their order, then the first named."""
    single = [hit for hit in hits if not hit.entry.umbrella]
    umbrellas = [hit for hit in hits if hit.entry.umbrella]
    named = {hit.entry.id for hit in single}
    heading = hits[0] if hits[0].entry.umbrella and hits[0].entry.id not in _WEAK else None
    scores = any(hit.entry.order <= 2 for hit in single)
    if heading and len({hit.start for hit in single}) > 1 and len(named) > 1 and not scores:
        return heading
    laboratory = {hit.entry.id for hit in single if hit.entry.group in ("laboratory", "immune")}
    strong = [hit for hit in umbrellas if hit.entry.id not in _WEAK]
    if strong and len(laboratory) > 1 and laboratory == named:
        return min(strong, key=lambda hit: (hit.entry.order, hit.start))
    return min(single or umbrellas, key=lambda hit: (hit.entry.order, hit.entry.id in _WEAK, hit.start))


def read_concept(measure: str, description: str = "") -> Reading[OutcomeConcept]:
    """Return the concept that an outcome measures; `other`, unclear, where no concept of the vocabulary is named.

    The title decides. The description is asked only where the title names nothing or only a collective term;
    what it says is taken where it names one single concept. Example: "Change in serum total bilirubin" -> bilirubin.
    """
    title = normalise(measure)
    hits = hits_in(title.text)
    specific = [hit for hit in hits if not hit.entry.umbrella]
    if not specific and description:
        reading = _from_description(title, hits, normalise(description))
        if reading is not None:
            return reading
    if not hits:
        nothing = OutcomeConcept(OTHER)
        return unclear(nothing, title.span(0, len(title.text)), "outcome-none", "no concept of the vocabulary is named")
    return _reading(title, _choose(hits), hits, "outcome-title")


# A title that only announces an outcome and leaves it to the description.
_GENERIC = re.compile(r"\b(?:outcomes?|end[- ]?points?)\b", re.IGNORECASE)


def _from_description(title: Text, hits: list[Hit], text: Text) -> Reading[OutcomeConcept] | None:
    """Return what the description adds to a title that names nothing, or a collective term only."""
    found = hits_in(text.text)
    single = {hit.entry.id: hit for hit in reversed(found) if not hit.entry.umbrella}
    if not hits:
        if found and _GENERIC.search(title.text):
            return _reading(text, _choose(found), found, "outcome-description")
        return None
    main = _choose(hits)
    same = {key: hit for key, hit in single.items() if _belongs(hit.entry, main.entry)}
    if len(same) == 1 and len(single) == 1:
        only = next(iter(same.values()))
        return _reading(text, only, [only, *hits], "outcome-description")
    if same:
        listed = sorted(same.values(), key=lambda hit: hit.start)
        return _reading(title, main, [main, *listed], "outcome-title")
    return None


def _belongs(entry: Entry, umbrella: Entry) -> bool:
    """Tell whether a single concept is one of those that the collective term may stand for."""
    families = {
        "liver_regeneration": ("tissue", "imaging"),
        "liver_fibrosis": ("tissue", "imaging", "laboratory"),
        "safety": ("safety",),
        "symptoms": ("patient",),
        "immune_function": ("immune",),
        "inflammation": ("immune",),
        "efficacy_unspecified": ("score", "survival", "laboratory", "clinical", "tissue"),
        "imaging": ("imaging",),
        "vital_signs": (),
        "complications": ("clinical", "safety"),
        "decompensation": ("clinical",),
    }
    return entry.group in families.get(umbrella.id, (umbrella.group,))


def _reading(text: Text, main: Hit, hits: list[Hit], rule: str) -> Reading[OutcomeConcept]:
    kept = _further(text.text, main, hits)
    also = dict.fromkeys(
        hit.entry.id for hit in sorted(kept, key=lambda hit: hit.start) if hit.entry.id != main.entry.id
    )
    span = text.span(main.start, main.end)
    return certain(OutcomeConcept(main.entry.id, tuple(also), span.text), span, rule)


_LIST_LINK = re.compile(
    r"\s{0,3}(?:(?:levels?|scores?|scales?|tests?|rates?)\b|\([^()]{0,60}\)|[)\]])?\s{0,3}(?:[,;/&+]|and\b|or\b)[^:(]{0,40}",
    re.IGNORECASE,
)
_BODY = re.compile(r"(?:body )?temperature|(?:clinical|physical) exam(?:ination)?", re.IGNORECASE)
# What is stained or transcribed in tissue is no value in blood.
_IN_TISSUE = frozenset({"gene_expression", "histology"})
_OF_BLOOD = frozenset({"laboratory", "immune"})


def _further(text: str, main: Hit, hits: list[Hit]) -> list[Hit]:
    """Return the hits that name further concepts; left out is what only says how or under which heading the main one counts.

    "Ammonia as a marker of liver function", "Safety: adverse events", "staining for AFP", "temperature, rash" of harms.
    """
    listed = _listed(text, hits)
    kept: list[Hit] = []
    for hit in hits:
        in_tissue = main.entry.id in _IN_TISSUE and hit.entry.group in _OF_BLOOD and hit.start > main.start
        heading = hit.entry.umbrella and not main.entry.umbrella and hit not in listed
        of_harm = main.entry.group == "safety" and (
            (hit.entry.id == "safety" and not main.entry.umbrella)
            or (hit.entry.id == "vital_signs" and _BODY.fullmatch(text[hit.start : hit.end]) is not None)
        )
        if not (in_tissue or heading or of_harm):
            kept.append(hit)
    return kept


def _listed(text: str, hits: list[Hit]) -> set[Hit]:
    """Return the hits that stand in one list with a single concept: "MELD, liver function and quality of life"."""
    line = sorted(hits, key=lambda hit: hit.start)
    runs: list[list[Hit]] = []
    for hit in line:
        linked = bool(runs) and (
            hit.start <= runs[-1][-1].end or _LIST_LINK.fullmatch(text[runs[-1][-1].end : hit.start]) is not None
        )
        if linked:
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return {hit for run in runs if len(run) > 1 and any(not one.entry.umbrella for one in run) for hit in run}


_CHANGE = re.compile(
    r"\b(?:chang(?:e|es|ed|ing)|improve(?:ment|ments|d|s)?|reduction|increase|decrease|decline|difference|delta|slope|variation)\b"
    r"|\bcompared (?:to|with) (?:the )?baseline\b|\bfrom (?:the )?baseline\b",
    re.IGNORECASE,
)
_PROPORTION = re.compile(
    r"\b(?:proportion|percent(?:age)?|incidences?|rates?|prevalence|frequency|occurrences?|ratio of (?:patients|subjects|participants))\b"
    r"|\b(?:number|no\.?) of (?:\w+ )?(?:participants|patients|subjects|cases)\b",
    re.IGNORECASE,
)
_TIME_TO = re.compile(
    r"\btime to\b|\btime (?:from|until|till)\b|\bsurvival time\b|\b(?:overall|event free|event-free|transplant[- ]free|progression[- ]free) survival\b"
    r"|\bduration of\b|\blength of (?:\w+ )?stay\b|\bmedian survival\b",
    re.IGNORECASE,
)
_NOT_SHARE = re.compile(
    r"\b(?:heart|pulse|respiratory|filtration|flow|sedimentation|survival|metabolic) rate\b", re.IGNORECASE
)
_MEAN = re.compile(r"\b(?:mean|average)\b", re.IGNORECASE)
_MEDIAN = re.compile(r"\bmedian\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:number|count|no\.) of\b", re.IGNORECASE)


def read_metric(measure: str, description: str = "") -> Reading[Metric] | None:
    """Return what is compared for each participant, or None where the words do not say.

    "Change in MELD" is a change, "Time to transplantation" a time to event, "Proportion with bilirubin under 5xULN" a share.
    """
    for source in (measure, description):
        text = normalise(source)
        for pattern, metric in (
            (_TIME_TO, Metric.TIME_TO_EVENT),
            (_PROPORTION, Metric.PROPORTION),
            (_CHANGE, Metric.CHANGE),
        ):
            match = pattern.search(_NOT_SHARE.sub(_blank, text.text) if metric is Metric.PROPORTION else text.text)
            if match:
                return certain(
                    metric, text.span(match.start(), match.end()), f"metric-{metric.value.replace('_', '-')}"
                )
        named = (
            re.search(r"\b(?:levels?|values?|scores?|concentrations?)\b", text.text, re.IGNORECASE)
            if source is measure
            else None
        )
        if named:
            return certain(Metric.FINAL_VALUE, text.span(named.start(), named.end()), "metric-final-value")
    return None


def read_aggregation(measure: str, description: str = "") -> Reading[Aggregation] | None:
    """Return how an arm's participants are put together, or None where the words do not say."""
    for source in (measure, description):
        text = normalise(source)
        for pattern, aggregation in (
            (_MEDIAN, Aggregation.MEDIAN),
            (_MEAN, Aggregation.MEAN),
            (_COUNT, Aggregation.COUNT),
            (_PROPORTION, Aggregation.PROPORTION),
        ):
            match = pattern.search(_NOT_SHARE.sub(_blank, text.text))
            if match:
                span = text.span(match.start(), match.end())
                return certain(aggregation, span, f"aggregation-{aggregation.value}")
    return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())

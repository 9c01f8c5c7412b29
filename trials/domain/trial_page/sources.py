"""Where a record's facts come from and what contradicts them: sources, discrepancies, papers, named trials."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from trials.domain.record import DiscrepancyRecord, PublicationRecord, TrialRecord
from trials.domain.trial_page.claims import ClaimLine, path_anchor
from trials.domain.vocabulary import topic_label
from trials.domain.wording.discrepancies import ContradictionWords, Tally, contradiction_words, tally, tally_words
from trials.domain.wording.facts import as_of_words
from trials.domain.wording.links import doi_link, pmid_link, registry_address, web
from trials.domain.wording.places import path_words


@dataclass(frozen=True)
class SourceLine:
    """One source, numbered as the page refers to it."""

    number: int
    kind: str
    publisher: str
    url: str
    covers: str
    is_mirror: bool
    is_usual: bool


@dataclass(frozen=True)
class ValueLink:
    """A value that a discrepancy is about, and where it stands on the page."""

    words: str
    anchor: str


@dataclass(frozen=True)
class DiscrepancyLine:
    """An inconsistency or a reading note, with the values that it is about; of a contradiction what its text tells."""

    number: int
    kind: str
    topic: str
    text: str
    is_open: bool
    status: str
    resolution: str
    values: tuple[ValueLink, ...]


@dataclass(frozen=True)
class ContradictionLine:
    """A contradiction as the page tells it: its two values, and the further values that its text mentions."""

    words: ContradictionWords
    line: DiscrepancyLine
    anchor: str


@dataclass(frozen=True)
class Discrepancies:
    """A record's discrepancies, each kind where the page has it, in the record's order, major ones first."""

    contradictions: tuple[ContradictionLine, ...]
    misfits: tuple[DiscrepancyLine, ...]
    minor_misfits: tuple[DiscrepancyLine, ...]
    notes: tuple[DiscrepancyLine, ...]
    counted: Tally

    @property
    def summary(self) -> str:
        """How many there are of what is wrong, in a sentence."""
        return tally_words(self.counted)


@dataclass(frozen=True)
class Contest:
    """One value of an arm that is kept in several readings: the one shown, and the others with their places."""

    about: str
    shown: str
    others: tuple[ClaimLine, ...]


@dataclass(frozen=True)
class PaperLine:
    """One publication with its addresses."""

    paper: PublicationRecord
    doi_url: str
    pmid_url: str


@dataclass(frozen=True)
class NamedTrial:
    """A trial that the record names: here with a title, elsewhere with its registry's address."""

    registry_id: str
    title: str
    is_here: bool
    url: str


def contests_of(lines: Sequence[ClaimLine]) -> tuple[Contest, ...]:
    """Return the values among claims of which several are kept, one entry a path."""
    by_path: dict[str, list[ClaimLine]] = {}
    for line in lines:
        by_path.setdefault(line.path, []).append(line)
    return tuple(
        Contest(
            about=found[0].about,
            shown=next((line.value for line in found if line.accepted), ""),
            others=tuple(line for line in found if not line.accepted),
        )
        for found in by_path.values()
    )


def source_lines(record: TrialRecord) -> tuple[SourceLine, ...]:
    """Return the sources in the record's order, numbered from 1."""
    return tuple(
        SourceLine(
            number=number,
            kind=one.kind.label,
            publisher=one.publisher,
            url=web(one.url),
            covers=one.covers,
            is_mirror=one.kind == "mirror",
            is_usual=one.key == record.values_from,
        )
        for number, one in enumerate(record.sources, start=1)
    )


def sorted_discrepancies(record: TrialRecord, decided: Collection[str] = ()) -> Discrepancies:
    """Return a record's discrepancies by what they are, numbered from 1 in the record's order.

    ``decided``: the paths that curators decided.
    """
    every = [(number, one) for number, one in enumerate(record.discrepancies, start=1)]
    contradictions = [pair for pair in every if pair[1].is_contradiction]
    misfits = [pair for pair in every if pair[1].is_conflict and not pair[1].is_contradiction]
    return Discrepancies(
        contradictions=tuple(
            ContradictionLine(
                contradiction_words(record, one, number, decided), _line(record, one, number), path_anchor(one.path)
            )
            for number, one in sorted(contradictions, key=lambda pair: not pair[1].is_major)
        ),
        misfits=tuple(_line(record, one, number) for number, one in misfits if one.is_major),
        minor_misfits=tuple(_line(record, one, number) for number, one in misfits if not one.is_major),
        notes=tuple(_line(record, one, number) for number, one in every if not one.is_conflict),
        counted=tally(record.discrepancies),
    )


def _line(record: TrialRecord, one: DiscrepancyRecord, number: int) -> DiscrepancyLine:
    paths = one.paths if one.is_contradiction else one.all_paths
    return DiscrepancyLine(
        number=number,
        kind=one.kind.label if one.kind else "",
        topic=topic_label(one.topic),
        text=one.text,
        is_open=one.is_open,
        status=one.status.label,
        resolution=one.resolution,
        values=tuple(ValueLink(path_words(record, path), path_anchor(path)) for path in paths),
    )


def named_trial(registry_id: str, titles: Mapping[str, str]) -> NamedTrial:
    """Return a trial that the record names, with its title where ``titles`` holds it."""
    is_here = registry_id in titles
    return NamedTrial(
        registry_id, titles.get(registry_id, ""), is_here, "" if is_here else registry_address(registry_id)
    )


def citation(record: TrialRecord, address: str, edition: str, on: str) -> str:
    """Return a citation of the page in one line.

    ``address``: the page's own; ``edition``: release and version of the data; ``on``: the day it was read, in words.
    """
    current = f", record as of {as_of_words(record)}" if record.record_as_of else ""
    title = record.title.rstrip(".")
    return (
        f"{record.registry_id}. {title}. {record.registry.label}{current}. "
        f"In: Armwise, {edition}. {address} (read {on})."
    )


def paper_lines(record: TrialRecord) -> tuple[PaperLine, ...]:
    """Return the publications in the record's order."""
    return tuple(PaperLine(one, doi_link(one.doi), pmid_link(one.pmid)) for one in record.publications)

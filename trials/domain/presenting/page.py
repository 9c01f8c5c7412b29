"""A trial's page, whole: every section in the order of reading, made from the record, its claims and its kin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from trials.domain.arms import RegimenFigures, arm_figures
from trials.domain.comparison.columns import Assumptions, Column
from trials.domain.comparison.wording import days_words
from trials.domain.figures.lanes import Lane, arm_lane, short_dose
from trials.domain.figures.limits import LimitCell, LimitHead, limit_table
from trials.domain.figures.timeline import Timeline, timeline
from trials.domain.presenting import facts as snapshot_facts
from trials.domain.presenting.arms import ArmGroup, ArmHead, arm_heads, arm_table
from trials.domain.presenting.claims import (
    ClaimFact,
    ClaimLine,
    claim_lines,
    contested_paths,
    path_anchor,
    path_words,
)
from trials.domain.presenting.criteria import CriteriaGroup, criteria_groups
from trials.domain.presenting.facts import Fact
from trials.domain.presenting.links import doi_link, pmid_link, registry_address, registry_link, web
from trials.domain.presenting.outcomes import Outcomes, outcomes_by_time
from trials.domain.presenting.results import ResultLine, result_lines
from trials.domain.presenting.silences import Silence, section_state, silences
from trials.domain.presenting.values import Reader, joined
from trials.domain.record import PublicationRecord, SiteRecord, TrialRecord
from trials.domain.vocabulary import InterventionKind, ValueState

_TIMELINE_WIDTH = 1000


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
    """One contradiction with the values that it is about."""

    number: int
    topic: str
    text: str
    is_open: bool
    status: str
    resolution: str
    values: tuple[ValueLink, ...]


@dataclass(frozen=True)
class Contest:
    """One value of an arm that is kept in several readings: the one shown, and the others with their places."""

    about: str
    shown: str
    others: tuple[ClaimLine, ...]


@dataclass(frozen=True)
class GistLine:
    """An MSC arm in one line: number and dose, days, site of delivery, cumulative dose."""

    arm: ArmHead
    words: str


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


@dataclass(frozen=True)
class SiteGroup:
    """The sites of one country."""

    country: str
    sites: tuple[SiteRecord, ...]


@dataclass(frozen=True)
class TrialPage:
    """Everything that the page of one trial shows."""

    record: TrialRecord
    headline: str
    silence_rule: str
    as_of: str
    registry_url: str
    gist: tuple[GistLine, ...]
    facts: tuple[Fact, ...]
    arms: tuple[ArmHead, ...]
    groups: tuple[ArmGroup, ...]
    timeline: Timeline | None
    limits: tuple[tuple[LimitHead, LimitCell], ...]
    criteria: tuple[CriteriaGroup, ...]
    criteria_state: ValueState
    outcomes: Outcomes
    outcomes_state: ValueState
    results: tuple[ResultLine, ...]
    results_state: ValueState
    sites: tuple[SiteGroup, ...]
    sites_state: ValueState
    papers: tuple[PaperLine, ...]
    papers_state: ValueState
    sources: tuple[SourceLine, ...]
    claims: tuple[ClaimLine, ...]
    contested: tuple[ClaimLine, ...]
    contests: tuple[Contest, ...]
    discrepancies: tuple[DiscrepancyLine, ...]
    silences: tuple[Silence, ...]
    named: tuple[NamedTrial, ...]

    @property
    def msc_arms(self) -> tuple[ArmHead, ...]:
        """The arms that get MSC."""
        return tuple(arm for arm in self.arms if arm.has_msc)

    @property
    def usual_source(self) -> int | None:
        """The number of the source that values come from unless they name another."""
        return next((one.number for one in self.sources if one.is_usual), None)

    @property
    def open_discrepancies(self) -> int:
        """How many contradictions nobody has settled."""
        return sum(one.is_open for one in self.discrepancies)


def trial_page(
    record: TrialRecord, claims: Sequence[ClaimFact], titles: Mapping[str, str], weight: Decimal, uln: Decimal
) -> TrialPage:
    """Return the page of a record.

    ``claims``: all claims of the trial by path. ``titles``: titles of the named trials that are held here.
    ``weight``: reference weight in kg; ``uln``: upper limit of normal of bilirubin in µmol/L.
    """
    read = Reader(record)
    facts = snapshot_facts.snapshot(read)
    groups = arm_table(read, weight)
    outcomes = outcomes_by_time(read)
    lines = claim_lines(read, claims)
    contested = contested_paths(claims)
    return TrialPage(
        record=record,
        headline=snapshot_facts.headline(record),
        silence_rule=snapshot_facts.state_sentence(record),
        as_of=snapshot_facts.as_of_words(record),
        registry_url=registry_link(record),
        gist=_gist(record, weight),
        facts=facts,
        arms=arm_heads(record),
        groups=groups,
        timeline=_timeline(record, weight),
        limits=_limits(record, weight, uln),
        criteria=criteria_groups(read, uln),
        criteria_state=section_state(read, "criteria", record.criteria),
        outcomes=outcomes,
        outcomes_state=section_state(read, "outcomes", record.outcomes),
        results=result_lines(read),
        results_state=section_state(read, "results", record.results),
        sites=_sites(record),
        sites_state=section_state(read, "sites", record.sites),
        papers=tuple(PaperLine(one, doi_link(one.doi), pmid_link(one.pmid)) for one in record.publications),
        papers_state=section_state(read, "publications", record.publications),
        sources=_sources(record),
        claims=lines,
        contested=tuple(line for line in lines if line.path in contested),
        contests=_contests([line for line in lines if line.path in contested and line.path.startswith("arms/")]),
        discrepancies=_discrepancies(record),
        silences=silences(read, facts, groups, outcomes),
        named=tuple(_named(one, titles) for one in record.related_ids),
    )


def _contests(lines: Sequence[ClaimLine]) -> tuple[Contest, ...]:
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


def _gist(record: TrialRecord, weight: Decimal) -> tuple[GistLine, ...]:
    """The MSC arms in one line each."""
    found = []
    for arm in arm_heads(record):
        if arm.has_msc:
            figures = arm_figures(record, arm.position, weight)
            routes = dict.fromkeys(_route_words(one) for one in figures.msc)
            days = f"days {days_words(figures.days)}" if figures.days else ""
            sum_of = short_dose(figures.cumulative_per_kg)
            cumulative = f"cumulative {sum_of}" if sum_of else ""
            dose = arm_lane(record, arm.position, arm.key, weight).note
            found.append(GistLine(arm, joined((dose, days, *routes, cumulative), " · ")))
    return tuple(found)


def _route_words(one: RegimenFigures) -> str:
    route = one.regimen.route
    if route is None or route.value is None:
        return ""
    return route.value.label[0].lower() + route.value.label[1:]


def _timeline(record: TrialRecord, weight: Decimal) -> Timeline | None:
    """The dosing timeline of all arms; infusions without cells stand in the lane of their arm."""
    heads = arm_heads(record)
    lanes = [
        _with_placebo(arm_lane(record, head.position, head.key, weight, with_trial=False), record, head.position)
        for head in heads
    ]
    if not lanes:
        return None
    title = f"Infusion days of the arms of {record.registry_id}"
    return timeline(lanes, title=title, width=_TIMELINE_WIDTH)


def _with_placebo(lane: Lane, record: TrialRecord, position: int) -> Lane:
    """Draw the placebo of an arm without MSC as its course: its infusion days are what is compared."""
    names = {
        record.intervention(one.intervention).name
        for one in record.arms[position - 1].regimens
        if record.intervention(one.intervention).kind == InterventionKind.PLACEBO
    }
    tracks = tuple(track for track in lane.beside if track.words in names)
    if lane.courses or not tracks:
        return lane
    rest = tuple(track for track in lane.beside if track not in tracks)
    return replace(lane, courses=tracks, silence="", beside=rest, note="without MSC")


def _limits(record: TrialRecord, weight: Decimal, uln: Decimal) -> tuple[tuple[LimitHead, LimitCell], ...]:
    """The entry limits on their scales, one measure a row, as the comparison draws them."""
    heads = arm_heads(record)
    if not heads:
        return ()
    table = limit_table([Column(record, 1, heads[0].key, Assumptions(weight, uln))])
    return tuple(zip(table.heads, table.rows[0].cells, strict=True)) if table.rows else ()


def _sites(record: TrialRecord) -> tuple[SiteGroup, ...]:
    by_country: dict[str, list[SiteRecord]] = {}
    for site in record.sites:
        by_country.setdefault(site.country, []).append(site)
    return tuple(SiteGroup(country, tuple(sites)) for country, sites in by_country.items())


def _sources(record: TrialRecord) -> tuple[SourceLine, ...]:
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


def _discrepancies(record: TrialRecord) -> tuple[DiscrepancyLine, ...]:
    return tuple(
        DiscrepancyLine(
            number=number,
            topic=one.topic.replace("_", " ").capitalize(),
            text=one.text,
            is_open=one.status == "open",
            status=one.status.label,
            resolution=one.resolution,
            values=tuple(ValueLink(path_words(record, path), path_anchor(path)) for path in one.paths),
        )
        for number, one in enumerate(record.discrepancies, start=1)
    )


def _named(registry_id: str, titles: Mapping[str, str]) -> NamedTrial:
    is_here = registry_id in titles
    return NamedTrial(
        registry_id, titles.get(registry_id, ""), is_here, "" if is_here else registry_address(registry_id)
    )


def citation(record: TrialRecord, address: str, release: str, on: str) -> str:
    """Return a citation of the page in one line. ``address``: the page's own; ``on``: the day it was read, in words."""
    current = f", record as of {snapshot_facts.as_of_words(record)}" if record.record_as_of else ""
    title = record.title.rstrip(".")
    return (
        f"{record.registry_id}. {title}. {record.registry.label}{current}. "
        f"In: Armwise, release {release}. {address} (read {on})."
    )

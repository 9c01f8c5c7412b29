"""A trial's page, whole: every section in the order of reading, made from the record, its claims and its arms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trials.domain.comparison.columns import Assumptions, Column
from trials.domain.dosing.weights import admits_only_children
from trials.domain.figures.limits import LimitCell, LimitHead, limit_table
from trials.domain.figures.timeline import Timeline
from trials.domain.record import SiteRecord, TrialRecord
from trials.domain.record.fields import FIELDS
from trials.domain.trial_page import facts as snapshot_facts
from trials.domain.trial_page.arm_table import ArmHead, ArmTableGroup, arm_heads, arm_table, signed_heads
from trials.domain.trial_page.claims import ClaimFact, ClaimLine, claim_lines, contested_claims
from trials.domain.trial_page.criteria import CriteriaGroup, criteria_groups
from trials.domain.trial_page.dosing import GistLine, dosing_timeline, gist
from trials.domain.trial_page.facts import Fact
from trials.domain.trial_page.outcomes import Outcomes, outcomes_by_time
from trials.domain.trial_page.results import ResultLine, result_lines
from trials.domain.trial_page.silences import Silence, section_state, silences
from trials.domain.trial_page.sources import (
    Contest,
    Discrepancies,
    NamedTrial,
    PaperLine,
    SourceLine,
    contests_of,
    named_trial,
    paper_lines,
    sorted_discrepancies,
    source_lines,
)
from trials.domain.trial_page.values import Reader
from trials.domain.vocabulary import ClaimMethod, ValueState
from trials.domain.wording.about import about
from trials.domain.wording.discrepancies import NO_SIGNS, Signs
from trials.domain.wording.links import registered_number, registry_link


@dataclass(frozen=True)
class SiteGroup:
    """The sites of one country."""

    country: str
    sites: tuple[SiteRecord, ...]


@dataclass(frozen=True)
class PageSigns:
    """Signs that stand at titles and at headings: of values that no line of their section tells."""

    title: Signs
    official_title: Signs
    snapshot: Signs
    arms: Signs
    entry: Signs
    outcomes: Signs
    results: Signs
    publications: Signs
    sources: Signs


@dataclass(frozen=True)
class TrialPage:
    """Everything that the page of one trial shows."""

    record: TrialRecord
    headline: str
    about: str
    silence_rule: str
    registry_url: str
    gist: tuple[GistLine, ...]
    facts: tuple[Fact, ...]
    arms: tuple[ArmHead, ...]
    groups: tuple[ArmTableGroup, ...]
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
    discrepancies: Discrepancies
    signs: PageSigns
    silences: tuple[Silence, ...]
    only_children: bool
    named: tuple[NamedTrial, ...]

    @property
    def msc_arms(self) -> tuple[ArmHead, ...]:
        """The arms that get MSC."""
        return tuple(arm for arm in self.arms if arm.has_msc)

    @property
    def number(self) -> str:
        """The trial's number as its register writes it."""
        return registered_number(self.record.registry_id)

    @property
    def usual_source(self) -> int | None:
        """The number of the source that values come from unless they name another."""
        return next((one.number for one in self.sources if one.is_usual), None)


def trial_page(
    record: TrialRecord, claims: Sequence[ClaimFact], titles: Mapping[str, str], assumed: Assumptions
) -> TrialPage:
    """Return the page of a record.

    ``claims``: all claims of the trial by path. ``titles``: titles of the named trials that are held here.
    """
    decided = {one.path for one in claims if one.accepted and one.method == ClaimMethod.CURATOR}
    read = Reader(record, assumed.uln, decided=decided)
    heads = signed_heads(read)
    facts = snapshot_facts.snapshot(read)
    groups = arm_table(read, assumed.weights)
    outcomes = outcomes_by_time(read)
    criteria, results = criteria_groups(read), result_lines(read)
    sources = source_lines(record)
    lines = claim_lines(read, claims)
    contested = claim_lines(read, contested_claims(record, claims))
    return TrialPage(
        record=record,
        headline=snapshot_facts.headline(record),
        about=about(record),
        silence_rule=snapshot_facts.state_sentence(record),
        registry_url=registry_link(record),
        gist=gist(record, assumed.weights),
        facts=facts,
        arms=heads,
        groups=groups,
        timeline=dosing_timeline(record, assumed.weights),
        limits=_limits(record, assumed),
        criteria=criteria,
        criteria_state=section_state(read, "criteria", record.criteria),
        outcomes=outcomes,
        outcomes_state=section_state(read, "outcomes", record.outcomes),
        results=results,
        results_state=section_state(read, "results", record.results),
        sites=_sites(record),
        sites_state=section_state(read, "sites", record.sites),
        papers=paper_lines(record),
        papers_state=section_state(read, "publications", record.publications),
        sources=sources,
        claims=lines,
        contested=contested,
        contests=contests_of([line for line in contested if line.path.startswith("arms/")]),
        discrepancies=sorted_discrepancies(record, decided),
        signs=_left_over(read),
        only_children=admits_only_children(record),
        silences=silences(read, facts, groups, outcomes),
        named=tuple(named_trial(one, titles) for one in record.related_ids),
    )


def _left_over(read: Reader) -> PageSigns:
    """Take the signs that no line of the page has; asked when every line is made."""
    official = read.signs("official_title")
    told_twice = read.record.official_title in ("", read.record.title)
    return PageSigns(
        title=read.signs("title") + (official if told_twice else NO_SIGNS),
        official_title=NO_SIGNS if told_twice else official,
        arms=read.left_over("arms", "interventions"),
        entry=read.left_over("criteria"),
        outcomes=read.left_over("outcomes"),
        results=read.left_over("results"),
        publications=read.left_over("publications"),
        sources=read.left_over("sources"),
        snapshot=read.left_over(*FIELDS),
    )


def _limits(record: TrialRecord, assumed: Assumptions) -> tuple[tuple[LimitHead, LimitCell], ...]:
    """The entry limits on their scales, one measure a row, as the comparison draws them."""
    heads = arm_heads(record)
    if not heads:
        return ()
    table = limit_table([Column(record, 1, heads[0].key, assumed)])
    return tuple(zip(table.heads, table.rows[0].cells, strict=True)) if table.rows else ()


def _sites(record: TrialRecord) -> tuple[SiteGroup, ...]:
    by_country: dict[str, list[SiteRecord]] = {}
    for site in record.sites:
        by_country.setdefault(site.country, []).append(site)
    return tuple(SiteGroup(country, tuple(sites)) for country, sites in by_country.items())

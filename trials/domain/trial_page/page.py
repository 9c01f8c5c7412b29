"""A trial's page, whole: every section in the order of reading, made from the record, its claims and its arms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trials.domain.comparison.columns import Assumptions, Column
from trials.domain.dosing.weights import admits_only_children
from trials.domain.figures.limits import LimitCell, LimitHead, limit_table
from trials.domain.figures.timeline import Timeline
from trials.domain.record import SiteRecord, TrialRecord
from trials.domain.trial_page import facts as snapshot_facts
from trials.domain.trial_page.arm_table import ArmHead, ArmTableGroup, arm_heads, arm_table
from trials.domain.trial_page.claims import ClaimFact, ClaimLine, claim_lines, contested_claims
from trials.domain.trial_page.criteria import CriteriaGroup, criteria_groups
from trials.domain.trial_page.dosing import GistLine, dosing_timeline, gist
from trials.domain.trial_page.facts import Fact
from trials.domain.trial_page.outcomes import Outcomes, outcomes_by_time
from trials.domain.trial_page.results import ResultLine, result_lines
from trials.domain.trial_page.silences import Silence, section_state, silences
from trials.domain.trial_page.sources import (
    Contest,
    DiscrepancyLine,
    NamedTrial,
    PaperLine,
    SourceLine,
    contests_of,
    discrepancy_lines,
    named_trial,
    paper_lines,
    source_lines,
)
from trials.domain.trial_page.values import Reader
from trials.domain.vocabulary import ValueState
from trials.domain.wording.about import about
from trials.domain.wording.links import registered_number, registry_link


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
    discrepancies: tuple[DiscrepancyLine, ...]
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

    @property
    def open_discrepancies(self) -> int:
        """How many contradictions nobody has settled."""
        return sum(one.is_open for one in self.discrepancies)


def trial_page(
    record: TrialRecord, claims: Sequence[ClaimFact], titles: Mapping[str, str], assumed: Assumptions
) -> TrialPage:
    """Return the page of a record.

    ``claims``: all claims of the trial by path. ``titles``: titles of the named trials that are held here.
    """
    read = Reader(record, assumed.uln)
    facts = snapshot_facts.snapshot(read)
    groups = arm_table(read, assumed.weights)
    outcomes = outcomes_by_time(read)
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
        arms=arm_heads(record),
        groups=groups,
        timeline=dosing_timeline(record, assumed.weights),
        limits=_limits(record, assumed),
        criteria=criteria_groups(read),
        criteria_state=section_state(read, "criteria", record.criteria),
        outcomes=outcomes,
        outcomes_state=section_state(read, "outcomes", record.outcomes),
        results=result_lines(read),
        results_state=section_state(read, "results", record.results),
        sites=_sites(record),
        sites_state=section_state(read, "sites", record.sites),
        papers=paper_lines(record),
        papers_state=section_state(read, "publications", record.publications),
        sources=source_lines(record),
        claims=lines,
        contested=contested,
        contests=contests_of([line for line in contested if line.path.startswith("arms/")]),
        discrepancies=discrepancy_lines(record),
        only_children=admits_only_children(record),
        silences=silences(read, facts, groups, outcomes),
        named=tuple(named_trial(one, titles) for one in record.related_ids),
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

"""What a record does not say, section by section, in words: gathered from what the page shows, so that both agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trials.domain.record.missingness import silence
from trials.domain.trial_page.arm_table import ArmTableGroup
from trials.domain.trial_page.facts import Fact
from trials.domain.trial_page.outcomes import Outcomes
from trials.domain.trial_page.values import Reader
from trials.domain.vocabulary import ValueState, endpoint_concepts

_TOLD = (ValueState.NOT_REPORTED, ValueState.NOT_EXTRACTED, ValueState.UNCLEAR)


@dataclass(frozen=True)
class Silence:
    """What of one section is missing in one way. ``notes`` are the record's own reasons."""

    section: str
    anchor: str
    state: ValueState
    what: tuple[str, ...]
    notes: tuple[str, ...] = ()


def silences(
    read: Reader, facts: Sequence[Fact], groups: Sequence[ArmTableGroup], outcomes: Outcomes
) -> tuple[Silence, ...]:
    """Return what is missing, in the order of the page's sections. What does not apply is not missing."""
    return (
        *_grouped("Snapshot", "snapshot", _fact_gaps(facts)),
        *_grouped("Arms and dosing", "arms", _arm_gaps(read, groups)),
        *_section_gap(read, "Who may enter", "entry", "criteria", read.record.criteria, "criteria"),
        *_section_gap(read, "Outcomes by time", "outcomes", "outcomes", read.record.outcomes, "outcomes"),
        *_grouped("Outcomes by time", "outcomes", [*_outcome_gaps(outcomes), *_unmeasured(read)]),
        *_section_gap(read, "Sites", "sites", "sites", read.record.sites, "sites"),
        *_section_gap(read, "Publications", "publications", "publications", read.record.publications, "publications"),
        *_section_gap(read, "Results", "results", "results", read.record.results, "results"),
    )


def section_state(read: Reader, path: str, items: Sequence[object]) -> ValueState:
    """Return the state of a section that may be empty."""
    return ValueState.REPORTED if items else silence(read.record, path)


def _fact_gaps(facts: Iterable[Fact]) -> list[tuple[ValueState, str]]:
    return [
        (value.absent_state, fact.label[0].lower() + fact.label[1:] if fact.label[1:2].islower() else fact.label)
        for fact in facts
        for value in fact.values
        if value.is_absent
    ]


def _arm_gaps(read: Reader, groups: Sequence[ArmTableGroup]) -> list[tuple[ValueState, str]]:
    """Gaps of arms, each row once; where only some of the arms are silent, they are named."""
    found = []
    several = len(read.record.arms) > 1
    for row in (row for group in groups for row in group.rows):
        for state in _TOLD:
            cells = [cell for cell in row.cells if any(v.is_absent and v.absent_state == state for v in cell.values)]
            if cells:
                arms = " and ".join(cell.arm.key.letter for cell in cells)
                everywhere = len(cells) == len(row.cells) or not several
                label = row.label[0].lower() + row.label[1:]
                found.append((state, label if everywhere else f"{label} ({arms})"))
    return found


def _outcome_gaps(outcomes: Outcomes) -> list[tuple[ValueState, str]]:
    return [(row.time.absent_state, f"time of “{row.measure}”") for row in outcomes.rows if row.time.is_absent]


#: Groups of endpoint concepts without which a trial of a treatment is hard to judge.
_EXPECTED = (("survival", "an outcome on survival or death"), ("safety", "an outcome on safety"))


def _unmeasured(read: Reader) -> list[tuple[ValueState, str]]:
    """Kinds of outcome that no registered outcome names, where any outcome is known at all."""
    outcomes = read.record.outcomes
    known = endpoint_concepts()
    groups = {known[code].group for one in outcomes for code in (one.concept, *one.also_concepts) if code in known}
    state = silence(read.record, "outcomes")
    return [(state, words) for group, words in _EXPECTED if outcomes and group not in groups]


def _section_gap(
    read: Reader, section: str, anchor: str, path: str, items: Sequence[object], what: str
) -> tuple[Silence, ...]:
    if items:
        return ()
    return (Silence(section, anchor, silence(read.record, path), (what,)),)


def _grouped(section: str, anchor: str, gaps: Sequence[tuple[ValueState, str]]) -> tuple[Silence, ...]:
    found = []
    for state in _TOLD:
        what = tuple(dict.fromkeys(words for one, words in gaps if one == state))
        if what:
            found.append(Silence(section, anchor, state, what))
    return tuple(found)

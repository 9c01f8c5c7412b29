"""Rows about what was found, and about where everything in the column comes from."""

from __future__ import annotations

from decimal import Decimal

from trials.domain.comparison.cells import Cell, Item, absent_cell
from trials.domain.comparison.columns import Column
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.dosing.numbers import number_words, significant
from trials.domain.record import ResultGroupRecord, ResultRecord
from trials.domain.vocabulary import RecordRead, ValueState
from trials.domain.wording.discrepancies import tally, tally_words
from trials.domain.wording.links import doi_link, pmid_link
from trials.domain.wording.results import counts_words, effect_words, group_name, group_value_words, result_name
from trials.domain.wording.sentences import joined
from trials.domain.wording.times import date_words, day_words


def _own(column: Column) -> Cell:
    """Published figures of this arm; and those of groups that the record does not tie to any arm."""
    results = column.trial.results
    own = [
        (result.key, _group_item(result, group))
        for result in results
        for group in result.groups
        if group.arm == column.arm.key
    ]
    untied = [(result.key, _groups_item(result)) for result in results if not any(one.arm for one in result.groups)]
    if not own and not untied:
        words_ = "no result of this arm is in the record" if results else "no result is in the record"
        return absent_cell(column.silence("results"), "results", reason=words_)
    items = (*(item for _, item in own), *((_AS_NAMED,) if untied else ()), *(item for _, item in untied))
    paths = tuple(dict.fromkeys(f"results/{key}" for key, _ in (*own, *untied)))
    return Cell(items, key=tuple(item.plain for item in items), paths=paths)


#: Stands before figures of groups that the record does not tie to an arm.
_AS_NAMED = Item(text="Groups as the source names them, tied to no registered arm:")


def _group_item(result: ResultRecord, group: ResultGroupRecord) -> Item:
    """Figures of one group; the share is computed where the source gives no value of its own."""
    note = ", ".join(filter(None, (_about(result), group.label)))
    if group.n and group.events is not None and group.value is None:
        share = f"{number_words(significant(Decimal(100) * group.events / group.n, 2))} %"
        derivation = f"{group.events} ÷ {group.n} = {share}"
        return Item(text=counts_words(group), approx=share, note=note, derivation=derivation)
    return Item(text=_figures(group), note=note)


def _groups_item(result: ResultRecord) -> Item:
    """Figures of all groups of a result beside each other, each under its label."""
    return Item(
        text="; ".join(f"{group_name(result, group)}: {_figures(group)}" for group in result.groups),
        note=_about(result),
    )


def _about(result: ResultRecord) -> str:
    return f"{result_name(result)}, {day_words(result.day) if result.day is not None else 'time not stated'}"


def _figures(group: ResultGroupRecord) -> str:
    """Return "41 of 56 (73.2 %)", "14.5 ± 7.1 % collagen area, n = 18"; 0 is a figure."""
    counts, value = counts_words(group), group_value_words(group)
    if group.events is not None:
        return f"{counts} ({value})" if value else counts
    if not value:
        return joined(("no figure printed", counts))
    return joined((value, counts))


def _effects(column: Column) -> Cell:
    found = [(one, one.effect) for one in column.trial.results if one.effect]
    if not found:
        return absent_cell(column.silence("results"), "results", reason="no effect is in the record")
    items = tuple(Item(text=effect_words(effect), note=_about(one)) for one, effect in found)
    return Cell(items, key=tuple(item.plain for item in items), paths=tuple(f"results/{one.key}" for one, _ in found))


def _papers(column: Column) -> Cell:
    papers = column.trial.publications
    if not papers:
        return absent_cell(column.silence("publications"), "publications")
    items = tuple(
        Item(
            text=" ".join(filter(None, (one.journal or "Paper", str(one.year) if one.year is not None else ""))),
            href=doi_link(one.doi) or pmid_link(one.pmid),
        )
        for one in papers
    )
    return Cell(items, paths=("publications",))


def _record(column: Column) -> Cell:
    """The source from which the values of the record come unless they name another."""
    trial = column.trial
    usual = next(one for one in trial.sources if one.key == trial.values_from)
    read_on = date_words(trial.record_as_of)
    read = "whole record read" if trial.record_read == RecordRead.WHOLE else "only part of the record read"
    note = ", ".join(filter(None, (read, f"as of {read_on}" if read_on else "")))
    return Cell((Item(text=usual.publisher, note=note),), key=(usual.kind, trial.record_read), paths=())


def _other_sources(column: Column) -> Cell:
    others = [one for one in column.trial.sources if one.key != column.trial.values_from]
    if not others:
        return Cell((Item(state=ValueState.NOT_APPLICABLE, reason="one source only"),))
    return Cell(tuple(Item(text=one.publisher, note=one.kind.label.lower()) for one in others))


def _discrepancies(column: Column) -> Cell:
    found = [one for one in column.trial.discrepancies if one.is_conflict]
    if not found:
        return Cell((Item(text="none found"),), key=0)
    major = dict.fromkeys(one.subject.replace("_", " ") for one in found if one.is_major)
    note = f"major: {', '.join(major)}" if major else ""
    return Cell((Item(text=tally_words(tally(found)), note=note),), key=len(found))


RESULTS = RowGroup(
    "results",
    "Results",
    (
        RowSpec("results.own", "Results by group", _own, differ="verbatim"),
        RowSpec("results.effects", "Effects as published", _effects, differ="verbatim", scope="trial", detail=True),
        RowSpec("results.papers", "Papers", _papers, differ="verbatim", scope="trial"),
    ),
)

SOURCES = RowGroup(
    "sources",
    "Sources and contradictions",
    (
        RowSpec("sources.record", "Values read from", _record, scope="trial"),
        RowSpec("sources.others", "Also read", _other_sources, differ="verbatim", scope="trial", detail=True),
        RowSpec(
            "sources.discrepancies", "Contradictions and misfits", _discrepancies, differ="verbatim", scope="trial"
        ),
    ),
)

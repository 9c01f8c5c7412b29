"""Rows about who may enter: syndrome, cause, age, and the numeric limits of the criteria."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import msgspec

from trials.domain.comparison.cells import Cell, Item, absent_cell
from trials.domain.comparison.columns import Column, ColumnLimit
from trials.domain.comparison.rows.trial import fact, plain_row, with_plain_rows
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.eligibility.definitions import PATH as DEFINITION_PATH
from trials.domain.eligibility.definitions import definition_used
from trials.domain.record import ThresholdRecord
from trials.domain.record.ages import in_years
from trials.domain.vocabulary import ANALYTES, CriterionKind, ValueState, analyte_label
from trials.domain.wording.facts import age_words, definition_note
from trials.domain.wording.limits import LimitWords, limit_words
from trials.domain.wording.sentences import inside

#: Limits with a row of their own; a rise belongs to the level that it is an alternative to.
OWN_ROWS: dict[str, tuple[str, ...]] = {
    "bilirubin": ("bilirubin", "bilirubin_rise"),
    "inr": ("inr",),
    "pta": ("pta",),
    "meld": ("meld",),
    "child_pugh": ("child_pugh",),
    "encephalopathy": ("encephalopathy_grade",),
    "creatinine": ("creatinine",),
    "platelets": ("platelets",),
    "albumin": ("albumin",),
}
_WITH_ROWS = frozenset(code for codes in OWN_ROWS.values() for code in codes)


def turned(limit: ThresholdRecord, analyte: str) -> ThresholdRecord | None:
    """Return the limit with the given analyte in front and the others as its alternatives; None when it has none.

    "INR at least 1.5, or prothrombin activity under 40 %" is a limit of the INR and a limit of the activity.
    """
    if limit.analyte == analyte:
        return limit
    every = (replace_either(limit, ()), *limit.either)
    for place, one in enumerate(every):
        if place and one.analyte == analyte:
            others = tuple(other for other in every if other is not one)
            return replace_either(one, others, remark=limit.remark)
    return None


def replace_either(limit: ThresholdRecord, either: tuple[ThresholdRecord, ...], remark: str = "") -> ThresholdRecord:
    """Return a copy of a limit with other alternatives, without its key: it stands for no row of the record."""
    return msgspec.structs.replace(limit, key="", either=either, remark=limit.remark or remark)


def limits_of(column: Column, analytes: tuple[str, ...]) -> tuple[tuple[ColumnLimit, LimitWords], ...]:
    """Return the limits that a trial sets for any of the analytes, the first of them being the subject."""
    found = []
    for limit in column.limits:
        for analyte in analytes:
            shown = turned(limit.threshold, analyte)
            if shown is not None:
                words = limit_words(
                    shown, uln=column.assumptions.uln, units=column.assumptions.units, subject=analytes[0]
                )
                found.append((limit, words))
                break
    return tuple(found)


def _limit_row(analytes: tuple[str, ...]) -> Callable[[Column], Cell]:
    def read(column: Column) -> Cell:
        found = limits_of(column, analytes)
        if not found:
            return absent_cell(column.silence("criteria"), "criteria")
        return Cell(
            tuple(_limit_item(limit, words) for limit, words in found),
            key=tuple(_limit_key(limit, words) for limit, words in found),
            paths=tuple(limit.path for limit, _ in found),
        )

    return read


def _limit_item(limit: ColumnLimit, words: LimitWords) -> Item:
    text = " ".join(filter(None, (words.lead, words.text, words.event)))
    if limit.criterion.kind == CriterionKind.EXCLUSION:
        text = f"excludes {inside(text)}"
    return Item(
        text=text,
        approx=words.approx,
        derivation="; ".join(filter(None, (words.derivation, *(one.derivation for one in words.alternatives)))),
        note=words.remark,
        alternatives=tuple(f"or {inside(one.plain)}" for one in words.alternatives),
    )


def _limit_key(limit: ColumnLimit, words: LimitWords) -> Hashable:
    """What is compared: kind, operator, canonical ends and remark of a limit and of its alternatives."""
    ends = (*_ends_key(words), words.unit, words.lead, words.remark)
    others = tuple((o.lead, *_ends_key(o), o.unit, o.remark) for o in words.alternatives)
    return (limit.criterion.kind, ends, others)


def _ends_key(words: LimitWords) -> tuple[Hashable, ...]:
    return words.operator, words.low, words.high, words.strict, words.sex


def _other_limits(column: Column) -> Cell:
    """Limits of anything without a row of its own; times are a row of their own too."""
    chosen = [
        limit
        for limit in column.limits
        if limit.threshold.analyte not in _WITH_ROWS | {"age", "time_window"}
        and not any(one.analyte in _WITH_ROWS for one in limit.threshold.either)
    ]
    return _listed(column, chosen)


def _windows(column: Column) -> Cell:
    return _listed(column, [limit for limit in column.limits if limit.threshold.analyte == "time_window"])


def _listed(column: Column, chosen: list[ColumnLimit]) -> Cell:
    if not chosen:
        return absent_cell(column.silence("criteria"), "criteria")
    items = []
    for limit in chosen:
        subject = "time_window" if limit.threshold.analyte == "time_window" else None
        words = limit_words(
            limit.threshold, uln=column.assumptions.uln, units=column.assumptions.units, subject=subject
        )
        items.append(_limit_item(limit, words))
    return Cell(tuple(items), key=tuple(item.plain for item in items), paths=tuple(limit.path for limit in chosen))


def _causes(column: Column) -> str:
    return ", ".join(one.label for one in column.trial.aetiologies)


def _definition(column: Column) -> Cell:
    """Whose definition of ACLF is used: named by a source, or derived from the limits."""
    used = definition_used(column.trial)
    if used.definition is None:
        return absent_cell(used.state, DEFINITION_PATH, reason=used.reason)
    derived = used.state == ValueState.DERIVED
    item = Item(
        text=used.definition.label,
        derived=derived,
        note="" if derived else "named by the source",
        derivation=definition_note(used, column.assumptions.uln) if derived else "",
    )
    paths = tuple(path for path, _ in used.limits) or (DEFINITION_PATH,)
    return Cell((item,), key=used.definition.value, paths=paths)


def _age(column: Column) -> Cell:
    trial = column.trial
    text = age_words(trial.age_min, trial.age_max)
    if not text:
        note = next((fact.note for fact in trial.missing if fact.path == "age_min"), "")
        return absent_cell(column.silence("age_min"), "age_min", reason=note)
    # Compared by length of time: 12 months and 1 year are the same age.
    ages = (in_years(trial.age_min), in_years(trial.age_max))
    return Cell((Item(text=text),), key=ages, paths=("age_min", "age_max"))


def _criteria_count(column: Column) -> Cell:
    criteria = column.trial.criteria
    if not criteria:
        return absent_cell(column.silence("criteria"), "criteria")
    inside = sum(one.kind == CriterionKind.INCLUSION for one in criteria)
    text = f"{inside} to include, {len(criteria) - inside} to exclude"
    return Cell((Item(text=text),), key=(inside, len(criteria)), paths=("criteria",))


def _label(name: str, codes: tuple[str, ...]) -> str:
    label = analyte_label(codes[0])
    unit = {"%": ", %"}.get(ANALYTES[codes[0]].unit, "")
    return f"{label}{unit}" if name != "pta" else "Prothrombin activity"


POPULATION = RowGroup(
    "population",
    "Population and limits",
    with_plain_rows(
        "population",
        plain_row("syndrome"),
        RowSpec("population.aclf_definition", "Definition of ACLF", _definition, scope="trial"),
        RowSpec("population.causes", "Cause", fact("aetiologies", _causes), scope="trial"),
        RowSpec("population.age", "Age", _age, scope="trial"),
        plain_row("sex"),
        *(
            RowSpec(
                f"population.{name}",
                _label(name, codes),
                _limit_row(codes),
                scope="trial",
                detail=name in ("albumin", "creatinine", "platelets", "child_pugh"),
            )
            for name, codes in OWN_ROWS.items()
        ),
        RowSpec("population.other_limits", "Other limits", _other_limits, scope="trial", detail=True),
        RowSpec("population.windows", "Time limits", _windows, scope="trial", detail=True),
        RowSpec("population.criteria", "Criteria in the record", _criteria_count, scope="trial"),
    ),
    note="A limit of which one is enough stands under the other as “or …”.",
)

"""Rows about the trial itself: what it is called, how it is designed, how large it is."""

from __future__ import annotations

from collections.abc import Callable

from trials.domain.comparison.cells import Cell, Item, absent_cell, text_cell
from trials.domain.comparison.columns import Column
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.vocabulary.terms import Term
from trials.domain.wording.facts import countries_words
from trials.domain.wording.times import date_words


def fact(
    path: str, words: Callable[[Column], str], note: Callable[[Column], str] | None = None
) -> Callable[[Column], Cell]:
    """Return a reader of one fact of the trial's record; without words it answers with the state of the silence."""

    def read(column: Column) -> Cell:
        text = words(column)
        if not text:
            return absent_cell(column.silence(path), path)
        return text_cell(text, path, note=note(column) if note else "")

    return read


def term(name: str) -> Callable[[Column], Cell]:
    """Return a reader of a fact of the trial that is a term of the vocabulary."""

    def words(column: Column) -> str:
        value: Term | None = getattr(column.trial, name)
        return "" if value is None else value.label

    return fact(name, words)


def day(name: str) -> Callable[[Column], Cell]:
    """Return a reader of a date of the trial, printed with the precision it has."""
    return fact(name, lambda column: date_words(getattr(column.trial, name)))


def _title(column: Column) -> Cell:
    return Cell((Item(text=column.trial.title),), paths=("title",))


def _status_note(column: Column) -> str:
    read_on = date_words(column.trial.status_as_of or column.trial.record_as_of)
    return f"as of {read_on}" if read_on else ""


def _other_ids(column: Column) -> Cell:
    ids = column.trial.other_ids
    if not ids:
        return absent_cell(column.silence("other_ids"), "other_ids")
    return Cell(tuple(Item(text=one.value) for one in ids), paths=("other_ids",))


def _sites(column: Column) -> str:
    return countries_words(column.trial)


def _enrolment(column: Column) -> Cell:
    trial = column.trial
    if trial.enrolment is None:
        return absent_cell(column.silence("enrolment"), "enrolment")
    kind = trial.enrolment_type.label if trial.enrolment_type is not None else "planned or actual not stated"
    return Cell((Item(text=str(trial.enrolment), note=kind),), key=(trial.enrolment, kind), paths=("enrolment",))


def _arm_size(column: Column) -> Cell:
    path, size = f"arms/{column.arm.key}/size", column.arm.size
    if size is None:
        return absent_cell(column.silence(path), path)
    return text_cell(str(size), path, key=size)


def _arms(column: Column) -> Cell:
    labels = tuple(Item(text=arm.label) for arm in column.trial.arms)
    return Cell(labels, paths=tuple(f"arms/{arm.key}/label" for arm in column.trial.arms))


TRIAL = RowGroup(
    "trial",
    "Trial",
    (
        RowSpec("trial.title", "Title", _title, differ="verbatim", scope="trial"),
        RowSpec(
            "trial.status",
            "Status",
            fact("status", lambda c: c.trial.status.label if c.trial.status else "", _status_note),
            scope="trial",
        ),
        RowSpec("trial.sponsor", "Sponsor", fact("sponsor", lambda c: c.trial.sponsor), scope="trial"),
        RowSpec("trial.countries", "Countries", fact("sites", _sites), scope="trial"),
        RowSpec("trial.start", "Start", day("start"), scope="trial"),
        RowSpec("trial.completion", "Completion", day("completion"), scope="trial"),
        RowSpec("trial.other_ids", "Other identifiers", _other_ids, differ="verbatim", scope="trial", detail=True),
    ),
)

DESIGN = RowGroup(
    "design",
    "Design",
    (
        RowSpec("design.phase", "Phase", term("phase"), scope="trial"),
        RowSpec("design.allocation", "Allocation", term("allocation"), scope="trial"),
        RowSpec("design.model", "Model", term("intervention_model"), scope="trial"),
        RowSpec("design.masking", "Masking", term("masking"), scope="trial"),
        RowSpec("design.purpose", "Purpose", term("primary_purpose"), scope="trial", detail=True),
        RowSpec("design.enrolment", "Enrolled in the trial", _enrolment, scope="trial"),
        RowSpec("design.arms", "All arms of the trial", _arms, differ="verbatim", scope="trial"),
        RowSpec(
            "design.role",
            "Role of this arm",
            lambda c: text_cell(c.arm.role.label, f"arms/{c.arm.key}/role"),
        ),
        RowSpec("design.arm_size", "Size of this arm", _arm_size),
    ),
)

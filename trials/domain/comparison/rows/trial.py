"""Rows about the trial itself: what it is called, how it is designed, how large it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from trials.domain.comparison.cells import Cell, Item, absent_cell, text_cell
from trials.domain.comparison.columns import Column
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.record.fields import FIELDS, HEADER, HeaderField
from trials.domain.wording.facts import countries_words, fact_words
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


def plain_row(name: str) -> RowSpec:
    """Return the row of a fact that needs no words of its own, as the field table declares it."""
    return _plain(FIELDS[name])


def with_plain_rows(group: str, *rows: RowSpec, table: Iterable[HeaderField] = HEADER) -> tuple[RowSpec, ...]:
    """Return the rows of a group, and after them the plain rows that the field table has for it beyond those."""
    placed = {row.id for row in rows}
    more = (one for one in table if one.row.partition(".")[0] == group and one.row not in placed)
    return (*rows, *map(_plain, more))


def _plain(one: HeaderField) -> RowSpec:
    read = fact(one.name, lambda column: fact_words(column.trial, one))
    return RowSpec(one.row, one.label, read, scope="trial", detail=one.detail)


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
    return Cell(
        (Item(text=str(trial.enrolment), note=kind),),
        key=(trial.enrolment, kind),
        paths=("enrolment", "enrolment_type"),
    )


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
    with_plain_rows(
        "trial",
        RowSpec("trial.title", "Title", _title, differ="verbatim", scope="trial"),
        RowSpec(
            "trial.status",
            "Status",
            fact("status", lambda c: c.trial.status.label if c.trial.status else "", _status_note),
            scope="trial",
        ),
        plain_row("sponsor"),
        RowSpec("trial.countries", "Countries", fact("sites", _sites), scope="trial"),
        plain_row("start"),
        plain_row("completion"),
        RowSpec("trial.other_ids", "Other identifiers", _other_ids, differ="verbatim", scope="trial", detail=True),
    ),
)

DESIGN = RowGroup(
    "design",
    "Design",
    with_plain_rows(
        "design",
        plain_row("phase"),
        plain_row("allocation"),
        plain_row("intervention_model"),
        plain_row("masking"),
        plain_row("primary_purpose"),
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

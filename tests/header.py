"""What the tests of the field table share: a record that states every fact, and what its three places lack."""

from typing import Any, get_args, get_type_hints

from django.db.models import Field

from tests.domain.makers import trial
from trials.domain.record import IdentifierRecord, MissingRecord, Part, SiteRecord, TrialRecord
from trials.domain.record.fields import HEADER, HeaderField, Kind
from trials.domain.vocabulary import ValueState
from trials.domain.vocabulary.terms import Term
from trials.models import Trial

#: Lists of parts with pages, tables and admin parts of their own: no facts of the header.
LISTS = {
    "interventions", "arms", "criteria", "outcomes", "results", "publications", "sources", "rival_claims",
    "discrepancies", "retired",
}  # fmt: skip
#: Columns that hold no fact of the record.
OWN_COLUMNS = {"id", "search_text"}
#: Facts whose value is bound to something else in the record.
_BOUND: dict[str, Any] = {
    "other_ids": (IdentifierRecord(kind="org_study_id", value="S-1"),),
    "sites": (SiteRecord(country="China", city="Wuhan", facility="A hospital"),),
    "missing": (MissingRecord(path="arms/cells/size", state=ValueState.UNCLEAR, note="two figures"),),
}


def stated_value(field: HeaderField) -> Any:
    """Return a value that states a fact, made from what the table says of it."""
    usual = trial()
    if field.name in _BOUND or field.name in ("registry_id", "values_from"):
        return _BOUND.get(field.name) or getattr(usual, field.name)
    return {
        Kind.TERM: lambda: list(field.term or ())[-1],
        Kind.TERMS: lambda: tuple(list(field.term or ())[:2]),
        Kind.DATE: lambda: "2016-06",
        Kind.TEXT: lambda: f"Words of {field.name}",
        Kind.TEXTS: lambda: (f"One of {field.name}", "another"),
        Kind.COUNT: lambda: 7,
        Kind.AGE: lambda: "8 weeks",
        Kind.YES_NO: lambda: False,
    }[field.kind]()


def full_trial() -> TrialRecord:
    """Return a record that states every fact of the table."""
    return trial(**{field.name: stated_value(field) for field in HEADER})


def record_facts() -> dict[str, Any]:
    """Return the facts of a record with their types."""
    types = get_type_hints(TrialRecord)
    return {name: types[name] for name in TrialRecord.__struct_fields__ if name not in LISTS}


def trial_columns() -> dict[str, Any]:
    """Return the columns of a trial's row that hold facts."""
    return {field.name: field for field in Trial._meta.concrete_fields if field.name not in OWN_COLUMNS}


def gaps(facts: dict[str, Any], table: tuple[HeaderField, ...], columns: dict[str, Any]) -> list[str]:
    """Return in words what one of the three places lacks, or declares otherwise than the others."""
    fields = {field.name: field for field in table}
    found = [f"{name}: in the record, not in the field table" for name in facts if name not in fields]
    found += [f"{name}: a column, not in the field table" for name in columns if name not in fields]
    for name, field in fields.items():
        if name not in facts:
            found.append(f"{name}: in the field table, not in the record")
        elif not _agree(_kind_of(facts[name]), field.kind):
            found.append(f"{name}: the record's type is no {_bare(field)}")
        if field.is_column and name not in columns:
            found.append(f"{name}: in the field table, no column")
        elif field.is_column and not _fits(columns[name], field):
            found.append(f"{name}: the column holds no {_bare(field)}")
        if (field.kind in (Kind.TERM, Kind.TERMS)) != (field.term is not None):
            found.append(f"{name}: {field.kind.value} and a list of terms go together")
        if field.is_column and field.line is None:
            found.append(f"{name}: no line in the admin")
    return found


def _bare(field: HeaderField) -> str:
    return field.kind.value.removeprefix("a ").removeprefix("an ")


def _agree(record: Kind | None, table: Kind) -> bool:
    # A date or an age of the record is a text that its rule has looked at.
    return record == (Kind.TEXT if table in (Kind.DATE, Kind.AGE) else table)


def _kind_of(declared: Any) -> Kind | None:
    inner = [one for one in get_args(declared) if one not in (type(None), ...)] or [declared]
    is_list, one = getattr(declared, "__origin__", None) is tuple, inner[0]
    if issubclass(one, Term):
        return Kind.TERMS if is_list else Kind.TERM
    if issubclass(one, Part):
        return Kind.ROWS
    if is_list:
        return Kind.TEXTS
    return {str: Kind.TEXT, bool: Kind.YES_NO, int: Kind.COUNT}.get(one)


_COLUMNS = {
    Kind.TERM: ("TermField",),
    Kind.DATE: ("PartialDateField",),
    Kind.TEXT: ("LineField", "TextField"),
    Kind.TEXTS: ("JSONField",),
    Kind.COUNT: ("CountField",),
    Kind.AGE: ("AgeField",),
    Kind.YES_NO: ("BooleanField",),
}


def _fits(column: Field, field: HeaderField) -> bool:
    """Whether a column can hold what the table says, the length of a text included."""
    longest = column.max_length if field.kind == Kind.TEXT else field.longest
    return type(column).__name__ in _COLUMNS[field.kind] and longest == field.longest

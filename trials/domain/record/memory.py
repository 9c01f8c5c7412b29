"""What a trial remembers beside its record: the old numbers of its arms, and the keys of rows that are gone.

Both are an installation's own: where a file says otherwise, what is remembered stays, so that an address leads for
ever to the arm that it was made for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from trials.domain.record import RetiredRecord, TrialRecord
from trials.domain.record.named_rows import LISTS, rows_by_kind
from trials.domain.record.rows import Data

_CALLED_BY = {
    "arms": "label",
    "regimens": "intervention",
    "criteria": "statement",
    "thresholds": "analyte",
    "outcomes": "measure",
    "results": "concept",
    "publications": "title",
    "discrepancies": "text",
}
_LONGEST = 300


def rows_left(before: Data, after: TrialRecord) -> tuple[RetiredRecord, ...]:
    """Return the rows of a record's plain form that a record has no more, as what is remembered of them.

    The plain form may be one that an earlier version of this code wrote.
    """
    living = {(kind, row.key) for kind, row in rows_by_kind(after)}
    return tuple(
        RetiredRecord(
            kind=kind,
            key=row["key"],
            label=str(row.get(_CALLED_BY[kind], ""))[:_LONGEST],
            old_number=row.get("old_number") if kind == "arms" else None,
        )
        for kind, row in _rows(before)
        if (kind, row["key"]) not in living
    )


def _rows(data: Data) -> Iterator[tuple[str, Data]]:
    for kind, inner in LISTS.items():
        for row in data.get(kind, []):
            yield kind, row
            yield from ((inner, one) for one in row.get(inner, []))


def with_memory(
    record: TrialRecord, numbers: Mapping[str, int | None], retired: Iterable[RetiredRecord]
) -> TrialRecord:
    """Return a record with what the trial remembers.

    ``numbers``: old number by key of the arms that the trial has or had; they stand for ever, and an arm that is new
    here gets the number that its file gives it if no other has it. ``retired``: rows that are gone, those known
    longest first; what lives again is gone no more.
    """
    living = {(kind, row.key) for kind, row in rows_by_kind(record)}
    gone: dict[tuple[str, str], RetiredRecord] = {}
    for one in retired:
        if (one.kind, one.key) not in living:
            gone.setdefault((one.kind, one.key), one)
    used = {number for number in numbers.values() if number is not None}

    def number_of(key: str, offered: int | None) -> int | None:
        if key in numbers:
            return numbers[key]
        if offered is None or offered in used:
            return None
        used.update((offered,))
        return offered

    arms = tuple(replace(arm, old_number=number_of(arm.key, arm.old_number)) for arm in record.arms)
    rows = [
        replace(one, old_number=number_of(one.key, one.old_number)) if one.kind == "arms" else one
        for one in gone.values()
    ]
    return replace(record, arms=arms, retired=tuple(sorted(rows, key=lambda one: (one.kind, one.key))))

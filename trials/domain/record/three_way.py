"""What two people changed on one page at the same time, put together: three versions of its rows, as plain texts.

*Opened* is what the page showed, *stored* is what stands there now, *typed* is what was sent. A value that only one of
them changed is taken as changed. What both changed, otherwise, is a clash, and nobody wins it unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

#: Texts of one row by the names of its fields.
Values = Mapping[str, str]
#: Whether two texts of a field are the same value: (row, field, one, other).
Same = Callable[[str, str, str, str], bool]


@dataclass(frozen=True)
class Clash:
    """A value, or with an empty ``field`` a row, that both changed. None: the row is gone, or is to go."""

    row: str
    field: str
    opened: str | None
    stored: str | None
    typed: str | None


@dataclass
class Merged:
    """The rows put together; None marks a stored row that is to go.

    ``again`` holds the typed values of rows that the other took away, although they were typed in.
    """

    rows: dict[str, Values | None] = field(default_factory=dict)
    again: dict[str, Values] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)


def merge_rows(
    opened: Mapping[str, Values], stored: Mapping[str, Values], typed: Mapping[str, Values | None], same: Same
) -> Merged:
    """Put together three versions of rows by their names.

    ``typed``: a row that is None was ticked to go; one that is missing was not sent and counts as unchanged. Rows that
    are new in ``typed`` have no name yet and are the caller's. A clash keeps what was typed.
    """
    merged = Merged()
    for row, now in stored.items():
        before = opened.get(row)
        if before is None or row not in typed:
            merged.rows[row] = now
        else:
            _merge_stored(merged, row, before, now, typed[row], same)
    for row in opened.keys() - stored.keys():
        sent = typed.get(row)
        if sent is not None and not _alike(row, opened[row], sent, same):
            merged.again[row] = sent
            merged.clashes.append(Clash(row, "", _line(opened[row]), None, _line(sent)))
    return merged


def _merge_stored(merged: Merged, row: str, before: Values, now: Values, sent: Values | None, same: Same) -> None:
    if sent is None:
        if not _alike(row, before, now, same):
            merged.clashes.append(Clash(row, "", _line(before), _line(now), None))
        merged.rows[row] = None
        return
    values = dict(now)
    for name in now:
        was, is_now, new = before.get(name, now[name]), now[name], sent.get(name, "")
        if same(row, name, was, new):
            continue
        values[name] = new
        if not same(row, name, was, is_now) and not same(row, name, is_now, new):
            merged.clashes.append(Clash(row, name, was, is_now, new))
    merged.rows[row] = values


def _alike(row: str, one: Values, other: Values, same: Same) -> bool:
    return all(same(row, name, one[name], other.get(name, "")) for name in one)


def _line(values: Values) -> str:
    return "; ".join(text for text in values.values() if text)

"""What parts of a record refuse: numbers that no column holds exactly, places out of range, NUL in texts."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import Any

import msgspec

#: The largest whole numbers that the tables hold: ordinary and small ones.
INTEGER_MAX = 2_147_483_647
SMALL_MAX = 32_767
#: A registry id stands in addresses and names of files.
REGISTRY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
REGISTRY_ID_RULE = "an id begins with a letter or digit and holds only letters A-Z, digits, points, - and _"
_NUL = "\0"


def check_exact(what: str, digits: int, places: int, *values: Decimal | None) -> None:
    """Refuse numbers that a column of so many digits, ``places`` of them decimals, would not hold as they are."""
    for value in values:
        if value is None:
            continue
        if not value.is_finite():
            raise ValueError(f"{what}: {value} is no number")
        if value and value.adjusted() >= digits - places:
            raise ValueError(f"{what}: {value} has more than {digits - places} digits before the point")
        _check_places(what, value, places)


def _check_places(what: str, value: Decimal, places: int) -> None:
    _, digits, exponent = value.as_tuple()
    finer = -int(exponent) - places
    if finer > 0 and any(digits[-finer:]):
        raise ValueError(f"{what}: {value} has more than {places} decimals")


def check_range(low: Decimal | None, high: Decimal | None, what: str) -> None:
    """Refuse a range that runs backwards."""
    if low is not None and high is not None and low > high:
        raise ValueError(f"{what}: low {low} is above high {high}")


def check_whole(what: str, value: int | None, most: int = INTEGER_MAX, least: int = 0) -> None:
    """Refuse a whole number outside of what the tables hold."""
    if value is not None and not least <= value <= most:
        raise ValueError(f"{what}: {value} is not from {least} to {most}")


def check_unique(keys: Iterable[Hashable], what: str) -> None:
    """Refuse a key that stands twice."""
    seen: set[Hashable] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"{what} {key!r} stands twice")
        seen.add(key)


def check_registry_id(text: str) -> None:
    """Refuse an id that could not stand in an address."""
    if not REGISTRY_ID.fullmatch(text):
        raise ValueError(f"registry_id {text!r}: {REGISTRY_ID_RULE}")


def check_no_nul(part: msgspec.Struct) -> None:
    """Refuse a NUL character in any text of a record: databases store none. Names the place."""
    # The encoded form is searched first: it is quick, and pages read many records.
    if b"\\u0000" not in msgspec.json.encode(part):
        return
    place = _place_of_nul(msgspec.to_builtins(part), "")
    if place is not None:
        raise ValueError(f"{place}: a NUL character in the text")


def _place_of_nul(value: Any, place: str) -> str | None:
    if isinstance(value, str):
        return place if _NUL in value else None
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        if any(_NUL in str(key) for key in value):
            return place
        items = value.items()
    elif isinstance(value, list | tuple):
        items = enumerate(value, start=1)
    found = (_place_of_nul(item, f"{place}/{name}".lstrip("/")) for name, item in items)
    return next((one for one in found if one is not None), None)

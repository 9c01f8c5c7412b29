"""What ids, keys and addresses are, and what a record looks for in all of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from trials.domain.record.part import Part
from trials.domain.record.rules import NO_NUL, Text

_REGISTRY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
#: The form of registers' numbers that cannot stand in an address: CTRI/2012/04/002560, SLCTR/2020/001.
_WITH_SLASHES = re.compile(r"[A-Za-z]{2,}/\d{4}(?:/\d+)+")
_SLUG = re.compile(r"[A-Za-z0-9_-]+")
_NUL = "\0"


def address_form(text: str) -> str:
    """Return a registry id as addresses and files have it: CTRI-2012-04-002560 for CTRI/2012/04/002560."""
    return text.replace("/", "-") if _WITH_SLASHES.fullmatch(text) else text


def is_registry_id(text: str) -> bool:
    """Whether an id can stand in an address and in the name of a file."""
    return _REGISTRY_ID.fullmatch(text) is not None


def is_slug(text: str) -> bool:
    """Whether a key can stand in a path."""
    return _SLUG.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether a text is an address that a browser may follow, or none at all."""
    return not text or text.startswith(("https://", "http://"))


def parts_of(part: msgspec.Struct, place: str) -> Iterator[tuple[str, Part]]:
    """Yield a part and every part inside it, each with its place."""
    if isinstance(part, Part):
        yield place, part
    for name in part.__struct_fields__:
        value = getattr(part, name)
        if isinstance(value, msgspec.Struct):
            yield from parts_of(value, f"{place}.{name}")
        elif isinstance(value, tuple):
            for number, one in enumerate(value):
                if isinstance(one, msgspec.Struct):
                    yield from parts_of(one, f"{place}.{name}[{number}]")


@cache
def texts_of(part: type[Part]) -> tuple[tuple[str, Text, bool], ...]:
    """Return the texts of a kind of part: name, rule, and whether the text must say something."""
    required = {field.name for field in msgspec.structs.fields(part) if field.required}
    return tuple((name, text, name in required) for name, text in part.texts.items())


def check_no_nul(part: msgspec.Struct) -> None:
    """Refuse a NUL character in any text of a record: databases store none. Names the place."""
    # The encoded form is searched first: it is quick, and pages read many records.
    if b"\\u0000" not in msgspec.json.encode(part):
        return
    for place, one in parts_of(part, "$"):
        for name, text, _ in texts_of(type(one)):
            if _NUL in getattr(one, name):
                raise ValueError(f"{text.nul_sentence} - at `{place}`")
    elsewhere = _place_of_nul(msgspec.to_builtins(part), "")
    if elsewhere is not None:
        raise ValueError(f"{elsewhere}: {NO_NUL}.")


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

"""Checks that look at a whole record: texts as long as columns are, nothing empty that must speak, no NUL."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from trials.domain.record import rulebook as rule
from trials.domain.record.part import Part
from trials.domain.record.rules import NO_NUL, Once, Text, Whole
from trials.domain.vocabulary import DiscrepancyStatus

if TYPE_CHECKING:
    from trials.domain.record.trial import TrialRecord

_REGISTRY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SLUG = re.compile(r"[A-Za-z0-9_-]+")
_NUL = "\0"


def is_registry_id(text: str) -> bool:
    """Whether an id can stand in an address and in the name of a file."""
    return _REGISTRY_ID.fullmatch(text) is not None


def is_slug(text: str) -> bool:
    """Whether a key can stand in a path."""
    return _SLUG.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether a text is an address that a browser may follow, or none at all."""
    return not text or text.startswith(("https://", "http://"))


def check_whole(what: str, value: int | None, most: int, least: int = 0) -> None:
    """Refuse a whole number outside of bounds that depend on the record."""
    Whole(what, least, most).check(value)


def check_unique(keys: Iterable[Hashable], what: str) -> None:
    """Refuse a key that stands twice."""
    Once(what).check(list(keys))


def check_incoming(record: TrialRecord) -> None:
    """Refuse what the tables would cut, refuse without a name or store as said only half. Names the place.

    Asked of what comes in (files, imports, decisions), not of what is stored: databases filled before a rule was made
    stay readable.
    """
    for place, part in _parts(record, "$"):
        for name, rule_of_text, filled in _texts_of(type(part)):
            with _at(place):
                rule_of_text.check(getattr(part, name))
                if filled:
                    rule_of_text.check_filled(getattr(part, name))
    for number, source in enumerate(record.sources):
        with _at(f"$.sources[{number}]"):
            rule.KEY.check(is_slug(source.key), source.key)
            rule.WEB_ADDRESS.check(is_web_address(source.url), source.url)
    for number, given in enumerate(record.interventions):
        with _at(f"$.interventions[{number}]"):
            rule.KEY.check(is_slug(given.key), given.key)
    for number, one in enumerate(record.discrepancies):
        with _at(f"$.discrepancies[{number}]"):
            rule.SETTLED.check(one.status != DiscrepancyStatus.SETTLED or bool(one.resolution.strip()))


class _at:
    """Names the place of what is refused inside, as the reader of files does for the rules of single parts."""

    def __init__(self, place: str) -> None:
        self.place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValueError):
            raise ValueError(f"{error} - at `{self.place}`") from error


def _parts(part: msgspec.Struct, place: str) -> Iterator[tuple[str, Part]]:
    """Yield a part and every part inside it, each with its place."""
    if isinstance(part, Part):
        yield place, part
    for name in part.__struct_fields__:
        value = getattr(part, name)
        if isinstance(value, msgspec.Struct):
            yield from _parts(value, f"{place}.{name}")
        elif isinstance(value, tuple):
            for number, one in enumerate(value):
                if isinstance(one, msgspec.Struct):
                    yield from _parts(one, f"{place}.{name}[{number}]")


@cache
def _texts_of(part: type[Part]) -> tuple[tuple[str, Text, bool], ...]:
    """Return the texts of a kind of part: name, rule, and whether the text must say something."""
    required = {field.name for field in msgspec.structs.fields(part) if field.required}
    return tuple((name, text, name in required) for name, text in part.texts.items())


def check_no_nul(part: msgspec.Struct) -> None:
    """Refuse a NUL character in any text of a record: databases store none. Names the place."""
    # The encoded form is searched first: it is quick, and pages read many records.
    if b"\\u0000" not in msgspec.json.encode(part):
        return
    for place, one in _parts(part, "$"):
        for name, text, _ in _texts_of(type(one)):
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

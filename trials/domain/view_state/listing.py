"""The address of a list: which parameters it has, and how a state of the list is written in one canonical order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class ListGrammar:
    """The parameters of a list's address.

    ``order``: all of them as they follow one another. ``filters``: those that narrow the list. ``defaults``: values
    that are left out, one or several a parameter. ``paging``: parameters that may change without going back to the
    first page, which ``page`` names.
    """

    order: tuple[str, ...]
    filters: tuple[str, ...]
    defaults: Mapping[str, tuple[str, ...]]
    paging: tuple[str, ...]
    page: str = "page"

    @cached_property
    def places(self) -> dict[str, int]:
        """Parameter -> its place in an address."""
        return {name: place for place, name in enumerate(self.order)}


@dataclass(frozen=True)
class ListState:
    """What an address asks for: parameter -> values, checked, without defaults."""

    values: Mapping[str, tuple[str, ...]]
    grammar: ListGrammar

    def query(self, **changes: Any) -> str:
        """Return the query string with some parameters set anew (None or empty: left out).

        Any change but one of page or ticks goes back to the first page. Raises KeyError for no parameter of the list.
        """
        grammar = self.grammar
        if any(name not in grammar.paging for name in changes):
            changes = {grammar.page: None} | changes
        pairs = []
        for name in sorted({*self.values, *changes}, key=grammar.places.__getitem__):
            given = _as_tuple(changes[name] if name in changes else self.values[name])
            if given != grammar.defaults.get(name):
                pairs += [(name, value) for value in given]
        text = urlencode(pairs, quote_via=quote, safe=":")
        return f"?{text}" if text else "?"

    def without_value(self, name: str, value: str) -> str:
        """Return the query string with one value of a parameter removed."""
        return self.query(**{name: [one for one in self.values.get(name, ()) if one != value]})

    def without_filters(self) -> str:
        """Return the query string without any filter; sorting, columns and ticks stay."""
        return self.query(**dict.fromkeys(self.grammar.filters))

    def hidden(self, *names: str) -> list[tuple[str, str]]:
        """Return the parameters that a form must carry along."""
        return [(name, value) for name in names for value in self.values.get(name, ())]

    def get(self, name: str) -> str:
        """Return the first value of a parameter, its default where there is none."""
        return self.values.get(name, self.grammar.defaults.get(name, ("",)))[0]


def _as_tuple(given: Any) -> tuple[str, ...]:
    if given is None or given == "":
        return ()
    return tuple(given) if isinstance(given, list | tuple) else (str(given),)

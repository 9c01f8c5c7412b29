"""What a document may say in another form than the record's: ages of earlier releases, years without quotes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from trials.domain.record.fields import AGES, DATES

#: What facts were called in earlier releases, which held ages as numbers of years.
_RENAMED = {"age_min_years": "age_min", "age_max_years": "age_max"}


def in_present_form(data: Any) -> Any:
    """Return a document's plain form with each fact named and written as the record has it.

    A year that stands as a number is the date of that year; an age that does is in years. What is no document of a
    trial comes back as it is: whoever reads it says what is wrong.
    """
    if not isinstance(data, dict):
        return data
    renamed = _renamed(data)
    return {name: _text_of(name, value) for name, value in renamed.items()}


def _renamed(value: Any) -> Any:
    """Return plain data with the present names of facts, as keys and where they stand as paths."""
    if isinstance(value, dict):
        return {_RENAMED.get(name, name): _renamed(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one) for one in value]
    return _RENAMED.get(value, value) if isinstance(value, str) else value


def _text_of(name: str, value: Any) -> Any:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if name in DATES and isinstance(value, int) and is_number:
        return str(value)
    return f"{value} years" if name in AGES and is_number else value

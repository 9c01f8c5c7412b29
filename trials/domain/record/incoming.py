"""What is asked of a record that comes in: texts as long as columns, nothing empty that must speak, sound keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from trials.domain.record import TrialRecord
from trials.domain.record import rulebook as rule
from trials.domain.record.checks import is_slug, is_web_address, parts_of, texts_of
from trials.domain.vocabulary import DiscrepancyStatus


def check_incoming(record: TrialRecord) -> None:
    """Refuse what the tables would cut, refuse without a name or store as said only half. Names the place.

    Asked of what comes in (files, imports, decisions), not of what is stored: databases filled before a rule was made
    stay readable.
    """
    for place, part in parts_of(record, "$"):
        for name, rule_of_text, filled in texts_of(type(part)):
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


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Name the place of what is refused inside, as the reader of files does for the rules of single parts."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{error} - at `{place}`") from error

"""Rules of validity: what may not be, and the one sentence that says so.

A rule stands in ``rulebook``, with the name of what it is about. A record refuses by ``check``, a column and its
constraint in the database, and with them the admin's forms, take ``sentence`` from the same rule
(``trials.models.fields`` and ``trials.models.constraints``). A record adds what it found to the sentence: nobody sees
the value beside the message there, as in a form.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from trials.domain.record.ages import Age
from trials.domain.record.dates import PartialDate

#: The largest whole numbers that the tables hold: ordinary and small ones.
INTEGER_MAX = 2_147_483_647
SMALL_MAX = 32_767


def broken(sentence: str, *found: object) -> ValueError:
    """Return the error of a record: the sentence, and what was found instead."""
    return ValueError(f"{sentence} Found: {', '.join(map(str, found))}." if found else sentence)


@dataclass(frozen=True)
class Rule:
    """A rule about something. ``what`` names it, as it begins a sentence: "Dose"."""

    what: str

    @property
    def words(self) -> str:
        """What holds, without its subject."""
        raise NotImplementedError

    @property
    def sentence(self) -> str:
        """The rule in one sentence, the same for a file, a form and the database."""
        return f"{self.what}: {self.words}."


class InOrder(Rule):
    """The low end of a range is not above its high end, where both are stated."""

    words = "the low end is above the high end"

    def check(self, low: Decimal | None, high: Decimal | None) -> None:
        """Refuse a range that runs backwards."""
        if low is not None and high is not None and low > high:
            raise broken(self.sentence, low, high)


class BothEnds(Rule):
    """A range has both ends or none."""

    words = "give both ends, or neither; one number stands in both"

    def check(self, low: object, high: object) -> None:
        """Refuse half a range."""
        if (low is None) != (high is None):
            raise broken(self.sentence, f"low {low}", f"high {high}")


class HasUnit(Rule):
    """A value has its unit."""

    words = "a value needs its unit"

    def check(self, value: object, unit: str | None) -> None:
        """Refuse a value without unit."""
        if value is not None and not unit:
            raise broken(self.sentence, value)


@dataclass(frozen=True)
class Text(Rule):
    """A text is not longer than its column; ``filled``: it says something."""

    longest: int | None = None

    @property
    def words(self) -> str:
        """How long the text may be."""
        return f"at most {self.longest} characters"

    @property
    def empty_sentence(self) -> str:
        """What is said where a text that must be there is missing."""
        return f"{self.what}: must not be empty."

    @property
    def nul_sentence(self) -> str:
        """What is said of a character that databases do not store."""
        return f"{self.what}: {NO_NUL}."

    def check(self, text: str) -> None:
        """Refuse a text that is too long."""
        if self.longest is not None and len(text) > self.longest:
            raise broken(self.sentence, len(text))

    def check_filled(self, text: str) -> None:
        """Refuse a text that says nothing."""
        if not text.strip():
            raise broken(self.empty_sentence)


#: How texts are called in sentences, where their name with a capital does not do.
_NAMES = {
    "as_reported": "Text as reported",
    "cited": "What is cited",
    "covers": "What was read there",
    "doi": "DOI",
    "event": "Event that a time window counts from",
    "place": "Place in the source",
    "pmid": "PMID",
    "url": "Address",
}


def texts(**longest: int | None) -> dict[str, Text]:
    """Return the rules of a part's texts: the most characters of each by name, None where there is no bound."""
    return {name: Text(_NAMES.get(name, name.replace("_", " ").capitalize()), most) for name, most in longest.items()}


NO_NUL = "no NUL character in a text"


@dataclass(frozen=True)
class Whole(Rule):
    """A whole number lies in what its column holds and what makes sense."""

    least: int = 0
    most: int = INTEGER_MAX

    @property
    def words(self) -> str:
        """From where to where."""
        return f"a whole number from {self.least} to {self.most}"

    def holds(self, value: int) -> bool:
        """Whether a number lies inside."""
        return self.least <= value <= self.most

    def check(self, value: int | None) -> None:
        """Refuse a number outside."""
        if value is not None and not self.holds(value):
            raise broken(self.sentence, value)


@dataclass(frozen=True)
class Exact(Rule):
    """An exact number is held by its column digit by digit: ``digits`` in all, ``places`` of them decimals.

    ``least`` and ``most`` bound it where it makes sense only there.
    """

    digits: int = 20
    places: int = 3
    least: int | None = None
    most: int | None = None

    @property
    def words(self) -> str:
        """From where to where; what bounds nothing says nothing."""
        if self.most is None:
            return "not below zero" if self.least == 0 else f"not below {self.least}"
        return f"from {self.least} to {self.most}"

    @property
    def size_sentence(self) -> str:
        """What is said of more digits than the column has."""
        return f"{self.what}: at most {self.digits - self.places} digits before the point and {self.places} decimals."

    @property
    def number_sentence(self) -> str:
        """What is said of what is no number."""
        return f"{self.what}: not a number."

    def check(self, *values: Decimal | None) -> None:
        """Refuse numbers that a column would round, cut or not take, and those out of bounds."""
        for value in values:
            if value is None:
                continue
            if not value.is_finite():
                raise broken(self.number_sentence, value)
            if (value and value.adjusted() >= self.digits - self.places) or _is_finer(value, self.places):
                raise broken(self.size_sentence, value)
            if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
                raise broken(self.sentence, value)


def _is_finer(value: Decimal, places: int) -> bool:
    _, digits, exponent = value.as_tuple()
    finer = -int(exponent) - places
    return finer > 0 and any(digits[-finer:])


class Once(Rule):
    """Of several, none stands twice."""

    words = "each stands once"

    def check(self, keys: Collection[object]) -> None:
        """Refuse what stands twice."""
        seen: set[object] = set()
        for key in keys:
            if key in seen:
                raise broken(self.sentence, f"{key} twice")
            seen.add(key)


class Ascending(Rule):
    """Days ascend, so that none stands twice."""

    words = "days ascend, each stands once"

    def holds(self, days: Sequence[int]) -> bool:
        """Whether each day comes after the one before."""
        return all(one < other for one, other in pairwise(days))

    def check(self, days: Sequence[int]) -> None:
        """Refuse days that do not ascend."""
        if not self.holds(days):
            raise broken(self.sentence, *days)


class Date(Rule):
    """A date is known to the year, the month or the day; the calendar has it."""

    words = "a date such as 2016, 2016-06 or 2016-06-24"

    def check(self, text: str) -> None:
        """Refuse what is no date, an empty text excepted."""
        if text:
            try:
                PartialDate(text)
            except ValueError as error:
                raise ValueError(self.told(str(error))) from error

    def told(self, reason: str) -> str:
        """Return the sentence for a text that is none, with the reason that PartialDate gives."""
        return f"{self.sentence} {reason}"


class AgeText(Rule):
    """An age is a number with the unit in which the source gives it."""

    words = "a number with its unit, such as 18 years, 5 months or 8 weeks"

    def check(self, text: str) -> None:
        """Refuse what is no age, an empty text excepted."""
        if text:
            try:
                Age(text)
            except ValueError as error:
                raise ValueError(self.told(str(error))) from error

    def told(self, reason: str) -> str:
        """Return the sentence for a text that is none, with the reason that Age gives."""
        return f"{self.sentence} {reason}"


@dataclass(frozen=True)
class Said(Rule):
    """A rule of its own, in its own words; what holds is written where it is checked."""

    says: str = ""

    @property
    def words(self) -> str:
        """The rule as it was put."""
        return self.says

    def check(self, holds: bool, *found: object) -> None:
        """Refuse where the rule does not hold."""
        if not holds:
            raise broken(self.sentence, *found)

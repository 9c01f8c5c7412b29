"""What arms can be filtered by: each facet and each range, declared once for forms, SQL, counts and pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from string import ascii_lowercase, ascii_uppercase

from trials.domain.vocabulary import (
    AclfDefinition,
    Aetiology,
    Allocation,
    CellSource,
    DiscrepancyStatus,
    Donor,
    InterventionKind,
    Masking,
    Phase,
    RecruitmentStatus,
    Registry,
    Route,
    Severity,
    Syndrome,
    Term,
    ValueState,
    concept_label,
    endpoint_concepts,
    topic_label,
)
from trials.domain.wording.facts import comparator_label


class Level(StrEnum):
    """What a filter must be true of: the arm that makes the row, or its trial as a whole."""

    ARM = "arm"
    TRIAL = "trial"


class Order(StrEnum):
    """How the options of a facet follow one another; the states of missing values always come last."""

    VOCABULARY = "vocabulary"  # as declared: phases, statuses
    FREQUENCY = "frequency"  # the commonest in the whole database first, so that filtering moves nothing
    NUMBER = "number"


class DoseBasis(Term):
    """What the dose of an arm is stated in."""

    PER_KG = "per_kg", "Cells per kg"
    FIXED = "fixed", "A fixed number of cells"
    OTHER = "other", "Another unit"


class ResultsRead(Term):
    """How far the results of a trial are known here."""

    IN_RECORD = "in_record", "Results in the record"
    PUBLICATION = "publication", "Publication listed, results not read"
    NONE = "none", "Neither"


#: A value of facets that answer "is there any": none at all, which is knowledge, not silence.
NONE = "none"
#: A value of facets where being stated is all that counts.
STATED = "stated"
#: Values of the switches: arms of whatever treatment, endpoints of the first rank alone, a tick.
ALL_ARMS = "all"
PRIMARY_ONLY = "primary"
ON = "on"

#: States that every facet offers, also at 0; the others are offered where they occur.
ALWAYS_OFFERED = (ValueState.NOT_REPORTED.value, ValueState.NOT_EXTRACTED.value)
STATES = (
    ValueState.UNCLEAR.value,
    ValueState.NOT_APPLICABLE.value,
    ValueState.NOT_REPORTED.value,
    ValueState.NOT_EXTRACTED.value,
)


@dataclass(frozen=True)
class Facet:
    """A filter by named values. ``name`` is its parameter in addresses; ``codes`` None means an open list.

    ``column`` names the trial's column for facets that are one: values and SQL are made from it, and it is the path
    that explains silence.
    """

    name: str
    label: str
    level: Level
    label_of: Callable[[str], str]
    codes: tuple[str, ...] | None = None
    order: Order = Order.FREQUENCY
    column: str = ""
    has_states: bool = True

    def words(self, code: str) -> str:
        """Return the words for a value or a state."""
        return ValueState.label_of(code) if self.has_states and code in STATES else self.label_of(code)

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The codes of a closed list in the order in which arms are sorted by them; of an open one none."""
        if self.codes is None or self.order == Order.VOCABULARY:
            return self.codes or ()
        return tuple(sorted(self.codes, key=lambda code: self.label_of(code).casefold()))

    def admits(self, code: str) -> bool:
        """Whether a code may be asked for; an open list admits any."""
        return self.codes is None or code in self.codes or (self.has_states and code in STATES)


@dataclass(frozen=True)
class RangeFilter:
    """A filter by a number from low to high. Addresses hold ``name_min`` and ``name_max`` in ``unit``.

    ``factor`` turns an address's number into the stored one; ``ceiling`` is the largest number that may be asked
    for. ``without`` says in words what arms lack that have no such number. ``log`` chooses the histogram's axis.
    """

    name: str
    label: str
    level: Level
    unit: str
    ceiling: Decimal
    without: str
    factor: Decimal = Decimal(1)
    decimals: int = 0
    log: bool = False


def _of_term(
    name: str, label: str, level: Level, term: type[Term], order: Order = Order.FREQUENCY, **more: object
) -> Facet:
    codes = tuple(member.value for member in term)
    return Facet(name, label, level, term.label_of, codes, order, **more)  # type: ignore[arg-type]


def _comparator_words(code: str) -> str:
    if code == NONE:
        return "None: every arm gets MSC"
    return comparator_label(code)


def _status_words(code: str) -> str:
    return "Neither is known" if code == NONE else DiscrepancyStatus.label_of(code)


def _severity_words(code: str) -> str:
    return "None known" if code == NONE else Severity.label_of(code)


def _subject_words(code: str) -> str:
    return "Nothing: none is known" if code == NONE else topic_label(code)


def _stated_words(code: str) -> str:
    return "Stated" if code == STATED else code


def _plain(code: str) -> str:
    return code


#: Beside standard care a comparator's kinds are those of interventions, and "no intervention" at all.
_COMPARATORS = (*(kind.value for kind in InterventionKind if kind != InterventionKind.MSC), "NO_INTERVENTION", NONE)
_SEVERITIES = (Severity.MAJOR.value, Severity.MINOR.value, NONE)
_STATUSES = (*(status.value for status in DiscrepancyStatus), NONE)

FACETS: tuple[Facet, ...] = (
    _of_term("syndrome", "Syndrome", Level.TRIAL, Syndrome, Order.VOCABULARY, column="syndrome"),
    _of_term("definition", "Definition of ACLF", Level.TRIAL, AclfDefinition, Order.VOCABULARY),
    _of_term("aetiology", "Aetiology", Level.TRIAL, Aetiology),
    _of_term("cells", "Cell source", Level.ARM, CellSource),
    _of_term("donor", "Donor", Level.ARM, Donor),
    _of_term("route", "Route", Level.ARM, Route),
    _of_term("dose_as", "Dose given as", Level.ARM, DoseBasis, Order.VOCABULARY),
    Facet("infusions", "Number of infusions", Level.ARM, _plain, None, Order.NUMBER),
    Facet("days", "Infusion days", Level.ARM, _stated_words, (STATED,)),
    Facet("comparator", "Comparator", Level.TRIAL, _comparator_words, _COMPARATORS),
    Facet("endpoint", "Endpoint", Level.TRIAL, concept_label, tuple(endpoint_concepts()) or None),
    _of_term("status", "Status", Level.TRIAL, RecruitmentStatus, Order.VOCABULARY, column="status"),
    _of_term("phase", "Phase", Level.TRIAL, Phase, Order.VOCABULARY, column="phase"),
    _of_term("allocation", "Allocation", Level.TRIAL, Allocation, Order.VOCABULARY, column="allocation"),
    _of_term("masking", "Masking", Level.TRIAL, Masking, Order.VOCABULARY, column="masking"),
    Facet("country", "Country", Level.TRIAL, _plain),
    Facet("sponsor", "Sponsor", Level.TRIAL, _plain, column="sponsor"),
    _of_term("registry", "Register", Level.TRIAL, Registry, column="registry"),
    _of_term("results", "Results", Level.TRIAL, ResultsRead, Order.VOCABULARY, has_states=False),
    # Major ones first: they are what is usually asked for.
    Facet("disputed", "Major contradictions about", Level.TRIAL, _subject_words, None, has_states=False),
    Facet("contradicted", "Contradictions about, minor too", Level.TRIAL, _subject_words, None, has_states=False),
    Facet(
        "contradiction", "Contradictions", Level.TRIAL, _severity_words, _SEVERITIES, Order.VOCABULARY, has_states=False
    ),
    Facet("misfit", "What does not fit", Level.TRIAL, _severity_words, _SEVERITIES, Order.VOCABULARY, has_states=False),
    Facet(
        "discrepancy",
        "Contradictions and misfits",
        Level.TRIAL,
        _status_words,
        _STATUSES,
        Order.VOCABULARY,
        has_states=False,
    ),
)

MILLION = Decimal(1_000_000)

RANGES: tuple[RangeFilter, ...] = (
    RangeFilter(
        "dose",
        "Dose per infusion",
        Level.ARM,
        "×10⁶ cells/kg",
        Decimal(1_000_000),
        "a dose in cells",
        MILLION,
        decimals=6,
        log=True,
    ),
    RangeFilter("infusions", "Number of infusions", Level.ARM, "infusions", Decimal(1000), "a number"),
    RangeFilter(
        "cumulative",
        "Cumulative dose",
        Level.ARM,
        "×10⁶ cells/kg",
        Decimal(1_000_000),
        "a cumulative dose in cells",
        MILLION,
        decimals=6,
        log=True,
    ),
    RangeFilter("span", "First to last infusion", Level.ARM, "days", Decimal(32_000), "two infusion days", log=True),
    RangeFilter(
        "enrolment",
        "Participants of the trial",
        Level.TRIAL,
        "participants",
        Decimal(2_000_000_000),
        "an enrolment",
        log=True,
    ),
    RangeFilter("start", "Start year", Level.TRIAL, "year", Decimal(9999), "a start date"),
)

FACET_BY_NAME = {facet.name: facet for facet in FACETS}
RANGE_BY_NAME = {one.name: one for one in RANGES}
#: Ranges whose fixed doses can be put per kg by the reference weight.
WEIGHED_RANGES = ("dose", "cumulative")


def fixed_ranges(name: str) -> tuple[str, str]:
    """Return the ranges of fixed numbers of cells beside a weighed one: of adults, and of trials of children only."""
    return f"{name}_fixed", f"{name}_fixed_child"


#: Columns that can be sorted, and what their order goes by.
SORT_KEYS = (
    "trial",
    "cells",
    "donor",
    "dose",
    "infusions",
    "span",
    "cumulative",
    "route",
    "comparator",
    "enrolment",
    "status",
    "phase",
    "syndrome",
    "country",
    "sponsor",
    "start",
)
DEFAULT_SORT = "dose"


_SMALL_LETTERS = str.maketrans(ascii_uppercase, ascii_lowercase)


def open_list_key(text: str) -> str:
    """Return what values of an open list (countries, sponsors) are sorted by.

    Capital letters A-Z count as small ones, all else goes by its number in Unicode: an order that every database
    can give too. The text itself decides where only capitals differ.
    """
    return f"{text.translate(_SMALL_LETTERS)}\1{text}"

"""What holds for any text: no exception, spans that point at their words, work that grows with the length only."""

import re
from importlib import import_module
from re import _constants, _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.extraction.counting import calls_of
from tests.domain.extraction.studies import arm, gives, study
from trials.domain.extraction.doses import choose_dose, read_doses
from trials.domain.extraction.products import read_donor, read_product, read_source
from trials.domain.extraction.routes import read_route
from trials.domain.extraction.schedules import read_schedule
from trials.domain.extraction.study import read_study
from trials.domain.extraction.text import normalise, read_count, read_number

WORDS = [
    "1",
    "2.5",
    "1,5",
    "10",
    "x",
    "×",
    "10^6",
    "106",
    "⁶",
    "E6",
    "\\^",
    "(",
    ")",
    "-",
    "to",
    "±",
    "million",
    "cells",
    "/kg",
    "MSC",
    "/ml",
    "day",
    "0,",
    "7",
    "and",
    "week",
    "once",
    "a",
    "every",
    "for",
    "times",
    "three",
    "infusions",
    "dose",
    "up to",
    "total of",
    "IV",
    "vein",
    "into the",
    "knee",
    "bone marrow",
    "umbilical cord",
    "donor",
    "autologous",
    "without",
    ".",
    ";",
    "\n",
    "interval",
    "first",
    "after",
    "µ",
    "／",
    "İ",
    "ﬁ",
    "repeated",
    "range:",
]
TEXT = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))


@given(TEXT)
@example("1×10^6-99 cells/kg")
@example("10^99 cells")
@example("day 1 and month 1&2")
@example("0-0 million cells ± 0")
def test_no_text_raises(text):
    readings = [
        *read_doses(text),
        choose_dose(read_doses(text)),
        read_schedule(text),
        read_route(text),
        read_source(text),
        read_donor(text),
    ]
    read_product(text)
    for reading in readings:
        if reading is not None:
            assert text[reading.span.start : reading.span.end] == reading.span.text


@given(TEXT, TEXT, TEXT)
def test_no_study_raises(label, description, name):
    record = study(
        [arm(label, description), arm(name, role="OTHER")], [gives(name, description)], title=label, summary=description
    )
    assert len(read_study(record).arms) == 2


@given(TEXT)
def test_normal_text_points_back(text):
    normal = normalise(text)
    assert len(normal.low) == len(normal.text)
    assert normal.span(0, len(normal.text)).end <= len(text)
    places = [normal.source_index(place) for place in range(len(normal.text) + 1)]
    assert places == sorted(places)


@given(st.text(max_size=12))
def test_numbers_and_counts_are_numbers_or_nothing(text):
    number = read_number(text)
    assert number is None or number.is_finite()  # "NaN" and "Infinity" are words here, not numbers
    assert read_count(text) is None or read_count(text) >= 0


MODULES = (
    "text.normalise",
    "doses.figures",
    "doses.units",
    "doses.roles",
    "doses.reader",
    "schedules.counts",
    "schedules.days",
    "schedules.words",
    "schedules.reader",
    "routes.reader",
    "products.origins",
    "products.donors",
    "products.facts",
    "study.interventions",
    "study.arm_links",
    "study.segments",
    "study.fields",
    "study.records",
    "study.reader",
)


def patterns():
    """Yield every compiled pattern of the regimen readers with its name, also those inside rules."""
    for module in MODULES:
        loaded = import_module(f"trials.domain.extraction.{module}")
        for name, value in vars(loaded).items():
            found = [value] if isinstance(value, re.Pattern) else []
            if isinstance(value, tuple):
                found = [
                    p
                    for item in value
                    for p in (item if isinstance(item, tuple) else (getattr(item, "pattern", None),))
                ]
            yield from (pytest.param(p, id=f"{module}.{name}") for p in found if isinstance(p, re.Pattern))


def unbounded_repeats(tree, inside=False):
    """Count the repeats without an upper bound that hold, or stand inside, another repeat."""
    count = 0
    for operator, argument in tree:
        if operator in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            _, most, body = argument
            endless = most == _constants.MAXREPEAT
            count += endless and (
                inside or len(body) > 1 or body[0][0] in (_constants.MAX_REPEAT, _constants.SUBPATTERN)
            )
            count += unbounded_repeats(body, inside or most > 1)
        else:
            parts = argument if isinstance(argument, (list, tuple)) else [argument]
            for part in parts:
                branches = part if isinstance(part, list) else [part]
                count += sum(unbounded_repeats(b, inside) for b in branches if isinstance(b, _parser.SubPattern))
    return count


@pytest.mark.parametrize("pattern", list(patterns()))
def test_no_pattern_can_backtrack_without_end(pattern):
    assert unbounded_repeats(_parser.parse(pattern.pattern, pattern.flags)) == 0


def test_the_count_of_repeats_sees_a_bad_pattern():
    assert unbounded_repeats(_parser.parse(r"(?:a+)+b")) > 0
    assert unbounded_repeats(_parser.parse(r"\d+ cells")) == 0


def calls(text):
    """Return how many calls of functions the reading of a study with this text takes."""
    return calls_of(read_study, study([arm("A", text)], [gives("MSC", text)], summary=text))


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("5×10^6 cells/kg, ", id="doses"),
        pytest.param("once a week for 4 weeks and ", id="schedules"),
        pytest.param("day 0, 7 and 14 the MSC infusion ", id="days"),
        pytest.param("intravenous iv ", id="routes"),
        pytest.param("bone marrow of a donor ", id="origins"),
        pytest.param("without stem cells but ", id="absences"),
        pytest.param("1 2 3 - ", id="digits"),
    ],
)
def test_work_grows_with_the_length_only(piece):
    small, large = calls(piece * 400), calls(piece * 1600)
    assert large < small * 4.5 + 1000

"""What must hold for any text at all: no exception, spans in the text, work that grows with its length only."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.extraction.counting import calls_of
from tests.long_forms import tried
from trials.domain.extraction.eligibility import (
    read_aetiologies,
    read_criteria,
    read_criterion,
    read_definition,
    read_syndrome,
)
from trials.domain.extraction.endpoints import Aggregation, Metric, read_aggregation, read_concept, read_metric
from trials.domain.extraction.exchange import thresholds_as_gold, timeframe_as_gold
from trials.domain.extraction.limits import read_thresholds
from trials.domain.extraction.times import read_timeframe

# Words and signs that the rules look for, so that random texts reach deep into them.
_PARTS = (
    "MELD|INR|age|aged|years|Child-Pugh|B or C|ALT|AST|bilirubin|platelets|× ULN|x upper limit of normal|"
    "mg/dL|umol/L|%|10^9/L|/mm3|x 109/L|grade|II|III|or more|or under|and|or|between|from|to|at least|"
    "no more than|>|<|≥|≤|=|>=|-|~|,|;|.|:|(|)|[|]|/|+|±|\n|\t|1.|2)|a.|•|Inclusion Criteria:|"
    "Exclusion Criteria:|week|weeks|day|month|months|baseline|up to|within|after|before|each|first|second|"
    "half a|one and a half|0|1|3|5,000|30.000|1/5|17-30|18|65|²|①|daily|rise|increase|ACLF|APASL|EASL|"
    "cirrhosis|hepatitis|survival|safety|µ|Ⅲ|½|１８|e|\x00"
).split("|")
nasty_texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_PARTS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(_PARTS), max_size=40).map("".join),
)

READERS = {
    "timeframe": read_timeframe,
    "thresholds": read_thresholds,
    "criteria": read_criteria,
    "criterion": read_criterion,
    "concept": lambda text: read_concept(text, text),
    "metric": read_metric,
    "aggregation": read_aggregation,
    "definition": read_definition,
    "syndrome": lambda text: read_syndrome(text, (text,), text),
    "aetiologies": lambda text: read_aetiologies(text, (text,), text),
}


@pytest.mark.parametrize("name", READERS)
@given(text=nasty_texts)
@tried(60)
def test_reader_never_raises(name, text):
    READERS[name](text)


@given(text=nasty_texts)
@tried(100)
def test_spans_lie_in_the_text(text):
    spans = [reading.span for reading in read_thresholds(text)]
    spans += [item.span for item in read_criteria(text)]
    spans += [window.span for window in read_criterion(text).windows]
    assert all(text[span.start : span.end] == span.text for span in spans)


@given(text=nasty_texts)
@tried(100)
def test_limits_are_whole(text):
    for reading in read_thresholds(text):
        limit = reading.value
        if limit is None:
            continue
        bounds = [bound for bound in (limit.low, limit.high) if bound is not None]
        assert all(isinstance(bound, Decimal) and bound.is_finite() for bound in bounds)
        assert len(bounds) == (2 if limit.operator in ("between", "eq") else 1)
        assert limit.operator != "between" or limit.low < limit.high
    thresholds_as_gold(read_criterion(text).thresholds)


@given(text=nasty_texts)
@tried(100)
def test_timeframe_days_ascend(text):
    reading = read_timeframe(text)
    assert list(reading.value.days) == sorted(set(reading.value.days))
    assert reading.value.span is None or not reading.is_certain or reading.value.span[0] < reading.value.span[1]
    assert timeframe_as_gold(reading)["text"] == text


LONG = [
    pytest.param("1-", id="figures-and-dashes"),
    pytest.param("> 5 ", id="comparisons"),
    pytest.param("(", id="brackets"),
    pytest.param(" ", id="spaces"),
    pytest.param("\t1. x\n", id="list-items"),
    pytest.param("1. a ", id="numbers-in-one-line"),
    pytest.param("a and\n", id="wrapped-lines"),
    pytest.param("baseline ", id="baselines"),
    pytest.param("age 18-65 years, ", id="ages"),
    pytest.param("alt, ", id="measures"),
    pytest.param("times the upper limit of normal ", id="limits-of-normal"),
    pytest.param("less than or equal ", id="comparing-words"),
    pytest.param("from ", id="froms"),
    pytest.param("ACLF EASL ", id="names"),
    pytest.param("child-pugh ", id="child-pugh"),
]


@pytest.mark.parametrize("part", LONG)
@pytest.mark.parametrize("name", READERS)
def test_work_grows_with_the_length_only(name, part):
    # Eight times the text takes about eight times the calls; what grows with the square would take 64 times.
    small, large = (calls_of(READERS[name], part * (size // len(part))) for size in (3_000, 24_000))
    assert large < 9 * small + 1000


RULE_ID = re.compile(r'"((?:time|limit|outcome|aclf|syndrome|aetiology)-[a-z-]+)"')


def test_docs_name_every_rule():
    root = Path(__file__).parents[3]
    page = (root / "docs/extraction-text.md").read_text(encoding="utf-8")
    folder = root / "trials/domain/extraction"
    names = ("times/reader", "limits/reader", "limits/comparisons", "limits/joins", "endpoints/reader")
    names += ("eligibility/definitions", "eligibility/syndromes")
    rules = {rule for name in names for rule in RULE_ID.findall((folder / f"{name}.py").read_text(encoding="utf-8"))}
    rules |= {f"metric-{metric.value.replace('_', '-')}" for metric in Metric}
    rules |= {f"aggregation-{aggregation.value}" for aggregation in Aggregation}
    assert len(rules) > 20
    assert {rule for rule in rules if f"`{rule}`" not in page} == set()

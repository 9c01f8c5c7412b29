"""What a reader assumes holds on the whole page: no figure of the usual assumption is left anywhere on it."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client

from tests.fixture_files.test_trial_files import RECORDS
from tests.pages import parse
from trials.domain.dosing.arms import arm_figures
from trials.domain.dosing.weights import Weights, admits_only_children
from trials.domain.record import ThresholdRecord, TrialRecord
from trials.domain.wording.limits import limit_words
from trials.domain.wording.quantities import figure_parts

pytestmark = pytest.mark.usefixtures("evidence_db")

USUAL = Decimal("17.1")


def text_of(address: str, **assumed: str) -> str:
    """The words of a page with everything that is folded or only for print, quotations of sources left out."""
    answer = Client().get(address, assumed)
    assert answer.status_code == 200
    return re.sub(r"“[^”]*”", "", parse(answer.text).text())


def stated(record: TrialRecord) -> Iterator[ThresholdRecord]:
    for criterion in record.criteria:
        for limit in criterion.thresholds:
            yield limit
            yield from limit.either


def converted(record: TrialRecord, uln: Decimal) -> dict[bool, set[str]]:
    """What the limits of a trial are worked out to from multiples of the normal (True), and what others are."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for limit in stated(record):
        words = limit_words(limit, uln=uln)
        if limit.unit == "xULN":
            found[True] |= {words.approx} - {""}
        else:
            found[False] |= {words.approx, words.text.removeprefix(f"{limit.operator.label} ")}
    return found


MULTIPLES = sorted(one for one, record in RECORDS.items() if converted(record, USUAL)[True])


def test_there_are_trials_with_limits_in_multiples_of_the_normal():
    assert len(MULTIPLES) > 5
    assert "NCT02812121" in MULTIPLES


@pytest.mark.parametrize("uln", ["20", "29.5"])
@pytest.mark.parametrize("trial", MULTIPLES)
def test_upper_limit_of_normal_holds_on_the_whole_page_of_a_trial(trial, uln):
    text, record = text_of(f"/trials/{trial}/", uln=uln), RECORDS[trial]
    usual, own = converted(record, USUAL), converted(record, Decimal(uln))
    assert any(one in text for one in own[True])
    assert [one for one in usual[True] - usual[False] - own[True] if one in text] == []
    assert not re.search(r"(?:ULN|ULN of|bilirubin) 17\.1 µmol/L", text)
    assert f"ULN of {uln} µmol/L" in text


@pytest.mark.parametrize("uln", ["20", "29.5"])
def test_upper_limit_of_normal_holds_in_the_whole_comparison(uln):
    for start in range(0, len(MULTIPLES), 5):
        ids = MULTIPLES[start : start + 5]
        text = text_of("/compare/", trial=ids, uln=uln, rows="all")
        every = [RECORDS[one] for one in ids]
        plain = {words for record in every for words in converted(record, USUAL)[False]}
        own = {words for record in every for words in converted(record, Decimal(uln))[True]}
        left = {words for record in every for words in converted(record, USUAL)[True]} - plain - own
        assert [one for one in left if one in text] == [], ids
        assert not re.search(r"(?:ULN|ULN of|bilirubin) 17\.1 µmol/L", text)


def test_ten_times_the_normal_is_200_everywhere_at_20():
    for address in ("/trials/NCT02812121/", "/compare/?trial=NCT02812121&trial=NCT01724398"):
        path, _, query = address.partition("?")
        asked = {"trial": re.findall(r"trial=(\w+)", query)} if query else {}
        text = text_of(path, uln="20", **asked)
        assert "200 µmol/L" in text
        assert not re.search(r"\b171\b", text)


def derived(record: TrialRecord, weights: Weights) -> set[str]:
    """The figures of a trial that rest on a weight, as they are printed."""
    found = set()
    for place in range(1, len(record.arms) + 1):
        figures = arm_figures(record, place, weights)
        every = [figures.cumulative_per_kg, figures.cumulative_cells]
        every += [figure for one in figures.msc for figure in (one.per_kg, one.cells)]
        found |= {parts.text for one in every if one.assumes and (parts := figure_parts(one)) is not None}
    return found


WEIGHED = sorted(one for one, record in RECORDS.items() if derived(record, Weights()))
CHILDREN = sorted(one for one, record in RECORDS.items() if admits_only_children(record))


@pytest.mark.parametrize("weight", ["77", "103.5"])
@pytest.mark.parametrize("trial", WEIGHED[::3])
def test_weight_holds_on_the_whole_page_of_a_trial(trial, weight):
    text, record = text_of(f"/trials/{trial}/", weight=weight), RECORDS[trial]
    own = derived(record, Weights(Decimal(weight)))
    left = {one.replace(" ×10⁶", "") for one in derived(record, Weights()) - own}
    assert [one for one in left if re.search(rf"{re.escape(one)}(?![\d.])", text.replace(" ×10⁶", ""))] == []
    assert "60 kg reference" not in text
    assert f"{weight} kg reference weight" in text


def test_trials_of_children_are_known():
    assert {"NCT02957552", "NCT04522869", "NCT06564740"} <= set(CHILDREN)


@pytest.mark.parametrize("weight", ["", "40", "60", "120"])
@pytest.mark.parametrize("trial", CHILDREN)
def test_reference_weight_stands_nowhere_on_a_page_of_children(trial, weight):
    text = text_of(f"/trials/{trial}/", weight=weight)
    assert not re.search(r"\d kg reference", text)
    assert not re.search(r"Reference weight \d", text)
    assert "the reference weight does not hold for children" in text


@pytest.mark.parametrize("child_weight", ["abc", "500", "1", "0"])
@pytest.mark.parametrize(
    "address", ["/trials/NCT04522869/", "/compare/?trial=NCT04522869&trial=NCT01844063", "/trials/"]
)
def test_weight_for_children_that_cannot_be_used_is_named(address, child_weight):
    joint = "&" if "?" in address else "?"
    answer = Client().get(f"{address}{joint}child_weight={child_weight}")
    assert answer.status_code == 400
    assert "child_weight" in answer.text
    assert f'value="{child_weight}"' in answer.text


def test_list_assumes_no_adult_for_children():
    asked = {"q": "NCT04522869", "col": ["dose"]}
    row = Client().get("/trials/", asked).context["page"].rows[0]
    assert row.doses[0].assumes == frozenset()

"""Entry limits with their bars, and endpoints by time."""

import re
from decimal import Decimal

import pytest

from tests.domain.makers import trial
from trials.domain.comparison.columns import Assumptions, columns_of
from trials.domain.figures.limits import WIDTH, limit_table
from trials.domain.figures.matrix import endpoint_matrix
from trials.domain.record import CriterionRecord, OutcomeRecord, ThresholdRecord
from trials.domain.vocabulary import CriterionKind, CriterionTopic, Operator, OutcomeRank, RecordRead, ValueState
from trials.domain.wording.units import Units


def limited(
    operator: str,
    low: str = "",
    high: str = "",
    *,
    kind: str = "inclusion",
    analyte: str = "meld",
    unit: str = "score",
    **more,
):
    limit = ThresholdRecord(
        analyte=analyte,
        operator=Operator(operator),
        unit=unit,
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        **more,
    )
    criterion = CriterionRecord(
        kind=CriterionKind(kind), statement="limit", topic=CriterionTopic.OTHER, thresholds=(limit,)
    )
    return trial(criteria=(criterion,))


def table(*records, units: Units = Units.BOTH):
    return limit_table(columns_of([(record, 1) for record in records], Assumptions(units=units)))


@pytest.mark.parametrize(
    ("record", "words", "stops", "arrows"),
    [
        pytest.param(limited("between", "17", "30"), "17–30", [False, False], 0, id="between"),
        pytest.param(
            limited("between", "17", "30", high_strict=True), "≥ 17 and < 30", [False, True], 0, id="one-strict-end"
        ),
        pytest.param(limited("ge", "17"), "≥ 17", [False], 1, id="at-least"),
        pytest.param(limited("lt", high="30"), "< 30", [True], 1, id="below-the-limit-itself-out"),
        pytest.param(limited("ge", "30", kind="exclusion"), "excludes ≥ 30", [True], 1, id="exclusion-turned-round"),
        pytest.param(limited("lt", high="10", kind="exclusion"), "excludes < 10", [False], 1, id="exclusion-below"),
    ],
)
def test_limit_has_words_and_a_bar(record, words, stops, arrows):
    (cell,) = table(record).rows[0].cells
    assert [one.text for one in cell.words] == [words]
    (bar,) = cell.bars
    assert [is_open for _, is_open in bar.stops] == stops
    assert len(bar.arrows) == arrows


def place(analyte_axis: tuple[int, int], value: int) -> float:
    """Where a value stands on an axis, as the drawing has 2 pixels of room at each end."""
    low, high = analyte_axis
    return round(2 + (value - low) / (high - low) * (WIDTH - 4), 1)


MELD_AXIS = (6, 40)


@pytest.mark.parametrize(
    ("record", "first", "last"),
    [
        pytest.param(limited("ge", "17"), 17, 40, id="included-from"),
        pytest.param(limited("lt", high="30"), 6, 30, id="included-below"),
        pytest.param(limited("between", "17", "30"), 17, 30, id="included-between"),
        pytest.param(limited("ge", "30", kind="exclusion"), 6, 30, id="excluded-from"),
        pytest.param(limited("gt", "30", kind="exclusion"), 6, 30, id="excluded-above"),
        pytest.param(limited("lt", high="10", kind="exclusion"), 10, 40, id="excluded-below"),
        pytest.param(limited("le", high="10", kind="exclusion"), 10, 40, id="excluded-up-to"),
    ],
)
def test_bar_covers_the_side_that_is_admitted(record, first, last):
    """The band, its stop at the limit and its arrow at the end of the axis all lie on the admitted side."""
    (bar,) = table(record).rows[0].cells[0].bars
    start, end = (float(x) for x in re.fullmatch(r"M([\d.]+) 7H([\d.]+)", bar.band).groups())
    assert (start, end) == pytest.approx((place(MELD_AXIS, first), place(MELD_AXIS, last)), abs=0.1)
    stops = [float(d[1:].split()[0]) for d, _ in bar.stops]
    assert stops == pytest.approx(
        [place(MELD_AXIS, value) for value in (first, last) if value not in MELD_AXIS], abs=0.1
    )
    tips = [float(re.search(r"L([\d.]+) 7L", arrow).group(1)) for arrow in bar.arrows]
    assert tips == pytest.approx([place(MELD_AXIS, value) for value in (first, last) if value in MELD_AXIS], abs=0.1)


def test_exclusion_of_a_band_is_left_to_the_words():
    (cell,) = table(limited("between", "10", "20", kind="exclusion")).rows[0].cells
    assert (cell.bars, cell.words[0].text) == ((), "excludes 10–20")


def test_axis_is_shared_and_widened_by_what_lies_outside():
    made = table(
        limited("ge", "500", analyte="bilirubin", unit="umol/L"), limited("ge", "10", analyte="bilirubin", unit="mg/dL")
    )
    assert (made.heads[0].label, made.heads[0].low, made.heads[0].high) == ("Total bilirubin, µmol/L", "0", "500")
    first = made.rows[0].cells[0].bars[0]
    assert first.stops[0][0] == f"M{WIDTH - 2.0} 2V12"


def test_axis_in_conventional_units():
    made = table(limited("ge", "10", analyte="bilirubin", unit="mg/dL"), units=Units.CONVENTIONAL)
    assert (made.heads[0].label, made.heads[0].high) == ("Total bilirubin, mg/dL", "20.5")


def test_silent_trial_keeps_its_state():
    part = trial(registry_id="NCT00000002", record_read=RecordRead.PART)
    cells = table(limited("ge", "17"), part).rows[1].cells
    assert [(cell.words, cell.state) for cell in cells] == [((), ValueState.NOT_EXTRACTED)]


def test_ages_of_the_head_stand_in_where_no_criterion_names_them():
    made = table(trial(age_min="16 years", age_max="65 years"))
    assert made.rows[0].cells[0].words[0].text == "16–65 years"
    assert table(trial()).heads == ()


def outcome(concept: str, *days: int, rank: str = "secondary") -> OutcomeRecord:
    return OutcomeRecord(rank=OutcomeRank(rank), measure=concept, concept=concept, days=days)


def matrix(*records):
    return endpoint_matrix(columns_of([(record, 1) for record in records], Assumptions()))


def test_matrix_puts_letters_at_times():
    first = trial(outcomes=(outcome("mortality", 84, rank="primary"), outcome("meld", 7, 84)))
    second = trial(registry_id="NCT00000002", outcomes=(outcome("mortality", 84), outcome("alt")))
    made = matrix(first, second)
    assert made.times == ("week 1", "week 12", "time not stated")
    rows = {row.label: row for group in made.groups for row in group.rows}
    marks = rows["Mortality"].cells[1]
    assert [(mark.letters, mark.primary) for mark in marks] == [("A", True), ("B", False)]
    assert [len(cell) for cell in rows["ALT"].cells] == [0, 0, 1]
    assert made.groups[0].label == "Survival and death"


def test_matrix_names_trials_without_outcomes():
    made = matrix(trial(outcomes=(outcome("alt", 7),)), trial(registry_id="NCT00000002", record_read=RecordRead.PART))
    assert made.silent == (("B", "not yet extracted"),)


def test_matrix_puts_many_times_into_bands_and_keeps_the_exact_ones():
    made = matrix(trial(outcomes=(outcome("alt", *range(-7, 365, 21), 3000),)))
    assert made.banded
    assert made.times[0] == "before"
    assert made.times[-1] == "later"
    marks = [cell for cell in made.groups[0].rows[0].cells if cell]
    assert marks[0][0].exact == "7 days before"
    assert len(marks) == len(made.times)

"""Texts as reported that need a word beside them."""

from decimal import Decimal

import pytest

from tests.domain.makers import course, trial
from trials.domain.comparison.columns import Assumptions, columns_of
from trials.domain.comparison.evidence import EvidenceReader
from trials.domain.comparison.rows import ROWS
from trials.domain.record import DoseRecord, ScheduleRecord
from trials.domain.vocabulary import DoseUnit, ValueState
from trials.domain.wording.as_reported import flat_power_words, inferred_words, is_worked_out


def stated(text: str, low: str) -> DoseRecord:
    return DoseRecord(low=Decimal(low), high=Decimal(low), unit=DoseUnit.CELLS_PER_KG, as_reported=text)


@pytest.mark.parametrize(
    ("text", "low", "words"),
    [
        pytest.param("2×105/Kg", "2e5", "superscript lost in the source; read as 2×10⁵", id="flat"),
        pytest.param("1 x 106 cells", "1e6", "superscript lost in the source; read as 1×10⁶", id="letter-x"),
        pytest.param("1.5×10^8 cells/time", "1.5e8", "", id="caret"),
        pytest.param("1.0*10E6 UC-MSC/kg", "1e6", "", id="e-notation"),
        pytest.param("2 x 105 cells", "210", "", id="really-a-product"),
        pytest.param("2 x 1050 cells", "2e5", "", id="longer-number"),
    ],
)
def test_flat_power_of_a_dose(text, low, words):
    assert flat_power_words(stated(text, low)) == words


def test_inferred_words():
    assert inferred_words("inferred: as in group 1") == "curator's remark: as in group 1"
    assert inferred_words("weekly, 4 times") == ""


def test_inference_of_a_curator_is_no_quotation():
    schedule = ScheduleRecord(count=2, days=(0, 7), as_reported="inferred: as in group 1")
    record = trial(course(schedule=schedule))
    (column,) = columns_of([(record, 1)], Assumptions())
    cell = next(row for row in ROWS if row.id == "schedule.reported").read(column)
    assert (cell.state, cell.items[0].reason) == (ValueState.NOT_EXTRACTED, "curator's remark: as in group 1")
    (reading,) = EvidenceReader(record).of(("arms/cells/regimens/msc/schedule",), ValueState.REPORTED).readings
    assert (reading.quote, reading.value) == ("", "curator's remark: as in group 1")


@pytest.mark.parametrize(
    ("text", "days", "worked_out"),
    [
        pytest.param("once per three months, four times in one year", (0, 91, 183, 274), True, id="months"),
        pytest.param("twice, a year apart", (0, 365), True, id="year"),
        pytest.param("once a week for 4 weeks", (0, 7, 14, 21), False, id="weeks"),
        pytest.param("single infusion, followed for 6 months", (0,), False, id="single"),
        pytest.param("every 3 months", None, False, id="no-days"),
    ],
)
def test_days_out_of_months_are_worked_out(text, days, worked_out):
    assert is_worked_out(ScheduleRecord(days=days, as_reported=text)) is worked_out

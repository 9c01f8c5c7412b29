"""The worked examples of the page of methods hold the figures that the record promises."""

from decimal import Decimal

from trials.domain.dosing import worked_examples
from trials.domain.dosing.numbers import Range


def per_kg(low: str, high: str) -> Range:
    return Range(Decimal(low) * 1_000_000, Decimal(high) * 1_000_000)


def test_fixed_dose_per_kg_at_the_reference_weight() -> None:
    assert worked_examples.dose_per_kg().figure.range == per_kg("2.5", "2.5")


def test_fixed_dose_per_kg_falls_with_the_weight() -> None:
    ranges = [figure.range for _, figure in worked_examples.dose_per_kg_by_weight()]
    assert ranges == [per_kg("3.75", "3.75"), per_kg("2.5", "2.5"), per_kg("1.25", "1.25")]


def test_cumulative_doses_and_their_absence() -> None:
    figures = [example.figure for example in worked_examples.cumulative_doses()]
    assert [f.range for f in figures] == [per_kg("0.3", "3"), per_kg("12.5", "12.5"), None, None]
    assert [f.reason for f in figures[2:]] == ["dose not reported", "number of infusions not yet extracted"]


def test_time_points_are_whole_days() -> None:
    days = {(item.value, item.unit): item.day for item in worked_examples.time_points()}
    assert days == {(4, "weeks"): 28, (24, "weeks"): 168, (3, "months"): 91, (6, "months"): 183, (2, "years"): 730}

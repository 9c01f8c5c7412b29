"""Pictures over all trials."""

from decimal import Decimal

from trials.domain.landscape.counts import DOSE_SPELLED, BarCount, DoseCount
from trials.domain.landscape.pictures import count_bars, dose_histogram, squares


def test_histogram_is_drawn_to_scale_and_says_its_numbers():
    bins = [DoseCount(label, 0, 0) for label in DOSE_SPELLED]
    bins[4], bins[5] = DoseCount(DOSE_SPELLED[4], 3, 1), DoseCount(DOSE_SPELLED[5], 0, 2)
    picture = dose_histogram(bins, "Doses")
    solid, hollow, other = picture.blocks
    assert solid.height == 3 * hollow.height == Decimal("1.5") * other.height
    assert solid.y + solid.height == other.y + other.height == picture.baseline
    assert "1 million cells per kg: 4 arms" in picture.desc
    assert dose_histogram([DoseCount(label, 0, 0) for label in DOSE_SPELLED], "None").blocks == ()


def test_bars_hatch_silence_and_keep_zero_in_words():
    picture = count_bars(
        [BarCount("1", 10), BarCount("2", 0), BarCount("not reported", 5, is_silence=True)], "Infusions", "arms"
    )
    assert [(block.width, block.css) for block in picture.blocks] == [
        (Decimal("210.0"), "fill"),
        (Decimal("105.0"), ""),
    ]
    assert picture.desc == "1: 10 arms; 2: 0 arms; not reported: 5 arms."


def test_area_of_a_square_stands_for_its_count():
    ((most, quarter, none),) = squares([(16, 4, 0)])
    assert (most.side, quarter.side, none.side) == (Decimal("18.0"), Decimal("9.0"), Decimal("0.0"))

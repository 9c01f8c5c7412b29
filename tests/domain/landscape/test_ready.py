"""Ready comparisons and examples of the first page."""

from tests.domain.makers import arm, course, trial
from trials.domain.landscape.ready import Noted, most_powers, ready_comparisons


def test_most_powers_of_ten_wins_and_one_power_is_no_contradiction():
    three = Noted("B", "", 1, "10^5, 10^6 and 10^8")
    assert most_powers([Noted("A", "", 1, "10^5 and 10^6"), three, Noted("C", "", 1, "10^7 10^8 10^9")]) == three
    assert most_powers([Noted("A", "", 1, "10^5 and again 10^5")]) is None


def test_ready_comparisons_need_two_arms_that_are_held():
    assert ready_comparisons({}) == ()
    assert ready_comparisons({"NCT05985863": trial(registry_id="NCT05985863")}) == ()
    arms = (arm("MSC-1 hUC-MSC", course()), arm("MSC-2 hUC-MSC, prolonged", course()))
    held = trial(registry_id="NCT05985863", arms=arms)
    assert ready_comparisons({"NCT05985863": held})[0].query == (
        "arm=NCT05985863:msc-1-huc-msc&arm=NCT05985863:msc-2-huc-msc-prolonged"
    )

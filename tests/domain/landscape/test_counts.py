"""Counts over all arms and endpoints, from rows that are already grouped."""

from trials.domain.landscape.counts import DOSE_SPELLED, TIME_ENDS, CountedArms, arm_counts, concept_times


def test_every_msc_arm_is_counted_once_by_dose_number_and_state():
    found = arm_counts(
        [
            CountedArms(True, "reported", "reported", 3, 4, True, 5),
            CountedArms(True, "reported", "reported", 12, 4, False, 2),
            CountedArms(True, "unclear", "not_reported", None, -1, False, 1),
            CountedArms(False, "not_applicable", "not_applicable", None, -1, False, 7),
        ]
    )
    assert (found.arms, found.msc, found.per_kg) == (15, 8, 5)
    assert [(one.label, one.total) for one in found.doses if one.total] == [(DOSE_SPELLED[4], 7)]
    numbers = {one.label: one.number for one in found.infusions}
    assert (numbers["3"], numbers["10 and more"], numbers["not reported"]) == (5, 2, 1)
    assert sum(numbers.values()) == sum(one.number for one in found.states) == 8


def test_silences_that_filters_always_offer_stand_at_zero_others_only_where_they_occur():
    labels = [one.label for one in arm_counts([]).states]
    assert labels == ["dose stated", "not reported", "not yet extracted"]


def test_concepts_are_ordered_by_their_trials_and_what_is_unclassified_is_left_out():
    rows = [("meld", 0, 2), ("meld", 1, 1), ("survival", 0, 9), ("other", 0, 50)]
    found = concept_times(rows, 1)
    assert [one.trials for one in found] == [(9, *[0] * (len(TIME_ENDS) - 1))]
    assert [sum(one.trials) for one in concept_times(rows, 5)] == [9, 3]

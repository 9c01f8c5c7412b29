"""Which trials are alike: the five points, their reasons in words, the order, and what gives no point."""

from decimal import Decimal

import msgspec
import pytest

from tests.domain.makers import MSC, course, dose, trial
from trials.domain.dosing.numbers import Range
from trials.domain.dosing.weights import Weights
from trials.domain.record import RouteRecord
from trials.domain.trial_page.related import BEST_SCORE, Profile, ProfileDose, nearest, profile_of, relation_of
from trials.domain.vocabulary import CellSource, DoseUnit, Route, Syndrome


def per_kg(low, high=None, assumed=False):
    return ProfileDose(Range(Decimal(low), Decimal(high or low)), assumed)


def profile(registry_id="NCT00000002", **changes):
    usual = {
        "title": "Another",
        "syndrome": Syndrome.ACLF,
        "sources": frozenset({CellSource.UMBILICAL_CORD}),
        "routes": frozenset({Route.PERIPHERAL_VEIN}),
        "doses": (per_kg("1000000"),),
        "comparators": frozenset({"PLACEBO"}),
    }
    return Profile(registry_id=registry_id, **(usual | changes))


def test_a_twin_has_every_point_and_a_reason_for_each():
    kin = relation_of(profile("NCT00000001"), profile())
    assert kin.score == BEST_SCORE == 5
    assert kin.reasons == (
        "acute-on-chronic liver failure",
        "cells from umbilical cord",
        "given by peripheral vein",
        "the same dose of one infusion, 1 ×10⁶ cells/kg",
        "against placebo or sham",
    )


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        pytest.param({"syndrome": Syndrome.ALF}, "acute", id="syndrome"),
        pytest.param({"sources": frozenset({CellSource.BONE_MARROW})}, "cells from", id="tissue"),
        pytest.param({"routes": frozenset({Route.HEPATIC_ARTERY})}, "given by", id="route"),
        pytest.param({"doses": (per_kg("2000001"),)}, "dose", id="dose-beyond-twice"),
        pytest.param({"comparators": frozenset({"STANDARD_CARE"})}, "against", id="comparator"),
    ],
)
def test_each_difference_costs_its_point(change, lost):
    kin = relation_of(profile("NCT00000001"), profile(**change))
    assert kin.score == 4
    assert not any(reason.startswith(lost) for reason in kin.reasons)


@pytest.mark.parametrize("name", ["sources", "routes", "doses", "comparators"])
def test_what_is_not_stated_gives_no_point_even_on_both_sides(name):
    empty = () if name == "doses" else frozenset()
    assert relation_of(profile(**{name: empty}), profile(**{name: empty})).score == 4


def test_other_liver_disease_is_nothing_in_common():
    assert relation_of(profile(syndrome=Syndrome.OTHER), profile(syndrome=Syndrome.OTHER)).score == 4


@pytest.mark.parametrize(
    ("mine", "yours", "near"),
    [
        pytest.param(per_kg("1000000"), per_kg("2000000"), True, id="twice"),
        pytest.param(per_kg("2000000"), per_kg("1000000"), True, id="half"),
        pytest.param(per_kg("1000000"), per_kg("2000001"), False, id="just-over-twice"),
        pytest.param(per_kg("100000", "1000000"), per_kg("2000000"), True, id="nearest-end-of-a-range"),
        pytest.param(per_kg("100000", "1000000"), per_kg("500000", "3000000"), True, id="ranges-that-meet"),
        pytest.param(per_kg("0"), per_kg("1000000"), False, id="zero-has-no-ratio"),
        pytest.param(per_kg("0"), per_kg("0"), True, id="zero-is-zero"),
    ],
)
def test_doses_are_near_within_a_factor_of_two(mine, yours, near):
    reasons = relation_of(profile(doses=(mine,)), profile(doses=(yours,))).reasons
    assert any("dose of one infusion" in reason for reason in reasons) is near


def test_a_dose_that_rests_on_the_reference_weight_wears_its_sign():
    kin = relation_of(profile(), profile(doses=(per_kg("1000000", assumed=True),)))
    assert "1 ×10⁶ cells/kg here, ≈ 1 ×10⁶ cells/kg there" in kin.reasons[3]
    assert "same dose" not in kin.reasons[3]


def test_the_nearest_of_several_doses_is_named():
    kin = relation_of(profile(), profile(doses=(per_kg("1900000"), per_kg("1000000"), per_kg("9000000"))))
    assert kin.reasons[3] == "the same dose of one infusion, 1 ×10⁶ cells/kg"


def test_nearest_orders_by_name_score_syndrome_dose_and_id():
    one = profile("NCT00000001")
    other_syndrome = profile("NCT00000005", syndrome=Syndrome.ALF)
    other_dose = profile("NCT00000004", doses=(per_kg("1500000"),), routes=frozenset())
    same_dose = profile("NCT00000006", routes=frozenset())
    named = profile("NCT00000009", syndrome=Syndrome.ALF, sources=frozenset(), routes=frozenset(), doses=())
    stranger = profile("NCT00000003", syndrome=Syndrome.ALF, sources=frozenset(), routes=frozenset(), doses=())
    found = nearest(one, [other_dose, stranger, other_syndrome, named, same_dose], frozenset({"NCT00000009"}), 8)
    order = [kin.profile.registry_id for kin in found]
    assert order == ["NCT00000009", "NCT00000006", "NCT00000004", "NCT00000005"]
    assert [kin.is_named for kin in found] == [True, False, False, False]
    assert len(nearest(one, [other_dose, same_dose], frozenset(), 1)) == 1


def test_profile_of_a_record_reads_its_msc_arms():
    found = profile_of(trial(), Weights())
    assert found.sources == {CellSource.UMBILICAL_CORD}
    assert found.routes == {Route.PERIPHERAL_VEIN}
    assert found.doses == (per_kg("1000000"),)
    assert found.comparators == {"PLACEBO"}


def test_profile_of_a_fixed_dose_rests_on_the_weight():
    fixed = course(dose=dose("150000000", unit=DoseUnit.CELLS), route=RouteRecord(as_reported="?"))
    found = profile_of(
        trial(fixed, interventions=(msgspec.structs.replace(MSC, cell_source=None), *trial().interventions[1:])),
        Weights(),
    )
    assert found.doses == (per_kg("2500000", assumed=True),)
    assert found.sources == found.routes == frozenset()

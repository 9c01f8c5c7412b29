"""Studies: where each value of a regimen is looked for, and what stays unclear."""

from decimal import Decimal

import pytest

from tests.domain.extraction.studies import arm, gives, study
from trials.domain.extraction.exchange import study_form
from trials.domain.extraction.study import read_study
from trials.domain.vocabulary import CellSource, Donor, Route


def only(record):
    """Return the one regimen of a study's first arm."""
    (regimen,) = read_study(record).arms[0].regimens
    return regimen


def test_a_whole_regimen():
    regimen = only(
        study(
            [
                arm(
                    "MSC arm",
                    "Three infusions at 2-week intervals, 2×10^6 cells/kg each, by peripheral vein",
                    gets=("Cells",),
                )
            ],
            [gives("Cells", "Cryopreserved third-party umbilical cord MSC of passage 5", to=("MSC arm",))],
        )
    )
    assert regimen.source.certain_value is CellSource.UMBILICAL_CORD
    assert regimen.donor.certain_value is Donor.ALLOGENEIC
    assert regimen.route.certain_value is Route.PERIPHERAL_VEIN
    assert regimen.dose.certain_value.low == Decimal(2000000)
    assert regimen.schedule.certain_value.days == (0, 14, 28)
    assert regimen.product.preparation.certain_value == "cryopreserved"
    assert regimen.product.passage.certain_value == "5"
    assert regimen.interventions == (0,)


def test_every_value_names_its_field_and_words():
    record = study(
        [arm("A", "MSC intravenously")], [gives("MSC", "4×10^6 cells/kg")], title="Autologous bone marrow MSC"
    )
    regimen = only(record)
    assert (regimen.route.span.place, regimen.route.span.text) == ("armGroups/0/description", "intravenously")
    assert regimen.dose.span.place == "interventions/0/description"
    assert regimen.source.span.place == "briefTitle"
    assert all(reading.rule for reading in (regimen.route, regimen.dose, regimen.source, regimen.donor))


def test_a_later_text_makes_a_value_more_exact_but_does_not_overrule_it():
    vague = study([arm("A", "MSC by IV infusion")], [gives("MSC")], details="Cells will be given by a peripheral vein.")
    assert only(vague).route.certain_value is Route.PERIPHERAL_VEIN
    other = study(
        [arm("A", "MSC by lumbar puncture")], [gives("MSC")], details="Cells will be given by a peripheral vein."
    )
    assert only(other).route.certain_value is Route.INTRATHECAL


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param("Previous studies showed that bone marrow MSC are safe.", id="other-studies"),
        pytest.param("In rats autologous bone marrow cells were infused intravenously.", id="animals"),
        pytest.param("Cells will be banked for future research on bone marrow.", id="later-research"),
    ],
)
def test_background_is_not_read(summary):
    regimen = only(study([arm("A", "MSC")], [gives("MSC")], summary=summary))
    assert (regimen.source, regimen.donor, regimen.route) == (None, None, None)


def test_a_birth_tissue_is_not_autologous_by_prose_alone():
    regimen = only(
        study([arm("A", "cord MSC")], [gives("umbilical cord MSC")], summary="This study uses autologous MSC.")
    )
    assert not regimen.donor.is_certain


def test_two_doses_by_two_routes_in_order_are_two_regimens():
    record = study(
        [arm("A")],
        [
            gives(
                "MSC",
                "MSC (1×10^6 cells/kg) and induced MSC (5×10^5 cells/kg), an intravenous and an intrathecal injection",
            )
        ],
    )
    pairs = [(r.route.value, int(r.dose.value.low)) for r in read_study(record).arms[0].regimens]
    assert pairs == [(Route.INTRAVENOUS_UNSPECIFIED, 1000000), (Route.INTRATHECAL, 500000)]


def test_two_products_with_own_routes_are_two_regimens():
    record = study(
        [arm("Both", gets=("MSC by vein", "MSC by puncture"))],
        [
            gives("MSC by vein", "bone marrow MSC, intravenously, 1×10^6 cells/kg", to=("Both",)),
            gives("MSC by puncture", "bone marrow MSC, intrathecally, 5×10^7 cells", to=("Both",)),
        ],
    )
    assert [r.route.value for r in read_study(record).arms[0].regimens] == [
        Route.INTRAVENOUS_UNSPECIFIED,
        Route.INTRATHECAL,
    ]


def test_dose_levels_of_one_arm_are_unclear_with_their_levels():
    dose = only(study([arm("A", "MSC at 1×10^6 cells/kg, 2×10^6 cells/kg or 4×10^6 cells/kg")], [gives("MSC")])).dose
    assert not dose.is_certain
    assert (dose.value.low, dose.value.high) == (Decimal(1000000), Decimal(4000000))


def test_open_end_is_settled_by_a_second_text():
    record = study(
        [arm("A")],
        [gives("MSC", "MSC once per 4 weeks for 8 weeks")],
        details="MSC will be infused three times at 4-week intervals.",
    )
    assert only(record).schedule.certain_value.days == (0, 28, 56)


def test_count_of_the_dose_fills_the_schedule():
    schedule = only(
        study([arm("A", "2 x 30 million MSC with a distance of 1 month")], [gives("MSC")])
    ).schedule.certain_value
    assert (schedule.count, schedule.days) == (2, (0, 30))


def test_exchange_form_has_null_for_what_is_unclear():
    record = study([arm("A", "intrathecal or intravenous MSC, up to 3 doses")], [gives("MSC")])
    (regimen,) = study_form(read_study(record))["arms"][0]["cell_regimens"]
    assert regimen == {"cell_source": None, "donor": None, "route": None, "dose": None, "n_doses": None, "days": None}


def test_exchange_form_of_a_record_without_arms():
    form = study_form(read_study(study([], [gives("MSC", "1×10^6 cells/kg intrasplenic injection, single dose")])))
    assert form["id"] == "NCT00000000"
    assert form["arms"][0]["label"] is None
    regimen = form["arms"][0]["cell_regimens"][0]
    assert (regimen["dose"]["low"], regimen["dose"]["unit"], regimen["n_doses"], regimen["days"]) == (
        1000000.0,
        "cells/kg",
        1,
        [0],
    )
    assert regimen["route"] == "other"


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"protocolSection": []}, id="section"),
        pytest.param({"protocolSection": {"armsInterventionsModule": {"armGroups": [1]}}}, id="arm"),
        pytest.param({"protocolSection": {"identificationModule": {"nctId": 5}}}, id="id"),
        pytest.param(
            {"protocolSection": {"armsInterventionsModule": {"interventions": [{"otherNames": "x"}]}}}, id="other-names"
        ),
    ],
)
def test_read_study_refuses_what_is_no_study(record):
    with pytest.raises(ValueError, match="is not"):
        read_study(record)


def test_a_first_and_a_second_way_are_one_administration_each():
    text = "MSC at 2×10^6 cells/kg, first infusion into the portal vein, second infusion intravenously on day 3"
    regimens = read_study(study([arm("A", text)], [gives("MSC")])).arms[0].regimens
    assert [r.route.value for r in regimens] == [Route.PORTAL_VEIN, Route.INTRAVENOUS_UNSPECIFIED]
    assert [r.schedule.value.count for r in regimens] == [1, 1]
    assert {int(r.dose.value.low) for r in regimens} == {2000000}


def test_two_ways_with_own_doses_find_their_own_schedules():
    record = study(
        [arm("A", "MSC 1×10^6 cells/kg IV and 4×10^6 cells/kg into the hepatic artery")],
        [gives("MSC")],
        details="Cells will be infused by vein every week for 3 times. By hepatic artery they are infused twice.",
    )
    counts = [r.schedule.value.count for r in read_study(record).arms[0].regimens]
    assert counts == [3, 2]


def test_a_drug_named_in_the_title_of_a_cell_trial_is_not_the_cells():
    record = study(
        [arm("Drug arm", role="ACTIVE_COMPARATOR")],
        [gives("Methotrexate", kind="DRUG")],
        title="Methotrexate or MSC in arthritis",
    )
    assert read_study(record).arms[0].regimens == ()


@pytest.mark.parametrize(
    ("details", "days"),
    [
        pytest.param("Three infusions of MSC are given on day 0, 4 and 9.", (0, 4, 9), id="same-number"),
        pytest.param("Two infusions of MSC are given on day 0 and 4.", None, id="another-number"),
    ],
)
def test_a_number_takes_its_days_from_a_later_text_that_agrees(details, days):
    schedule = only(study([arm("A", "three infusions of MSC")], [gives("MSC")], details=details)).schedule
    assert (schedule.certain_value.count, schedule.certain_value.days) == (3, days)


def test_two_ways_right_beside_their_doses_are_two_regimens_though_the_doses_are_alike():
    text = "8 000 000 cells via femoral artery injection and 8 000 000 cells via intramuscular injection"
    regimens = read_study(study([arm("A", text)], [gives("MSC")])).arms[0].regimens
    assert [r.route.value for r in regimens] == [Route.INTRA_ARTERIAL, Route.INTRAMUSCULAR]
    assert all(r.dose.certain_value.low == 8000000 for r in regimens)


def test_two_ways_with_a_number_each_are_two_regimens():
    text = "Intravenous infusion of cells: a total of 4 times. Injection of cells into the ulcer: a total of 2 times."
    regimens = read_study(study([arm("A", text)], [gives("MSC")])).arms[0].regimens
    assert [(r.route.value, r.schedule.value.count) for r in regimens] == [
        (Route.INTRAVENOUS_UNSPECIFIED, 4),
        (Route.INTRALESIONAL, 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Infusion once intravenously or once intrathecally", id="a-choice"),
        pytest.param("Group 1: one intravenous infusion. Group 2: one intrathecal injection", id="groups"),
    ],
)
def test_ways_of_a_choice_or_of_groups_are_no_two_regimens(text):
    assert only(study([arm("A", text)], [gives("MSC")])).route.certain_value is None


def test_steps_of_the_dose_share_the_way_that_the_summary_tells():
    record = study(
        [arm("Low dose"), arm("High dose")],
        [gives("MSC")],
        details="The high dose group gets cells by knee injection. The low dose group gets 1×10^6 cells.",
    )
    low, high = read_study(record).arms
    assert low.regimens[0].route.certain_value is Route.INTRA_ARTICULAR
    assert high.regimens[0].route.certain_value is Route.INTRA_ARTICULAR


def test_topical_treatment_with_another_drug_is_not_the_way_of_the_cells():
    text = "MSC by intravenous infusion. The topical treatment was an ointment twice daily."
    assert only(study([arm("A", text)], [gives("MSC")])).route.certain_value is Route.INTRAVENOUS_UNSPECIFIED


@pytest.mark.parametrize(
    "details",
    [
        pytest.param("Doses of 1×10^6 cells/kg and 7×10^6 cells/kg are tried.", id="rising"),
        pytest.param("Doses of 7×10^6 cells/kg and 1×10^6 cells/kg are tried.", id="falling"),
    ],
)
def test_low_and_high_arms_take_their_level_of_a_list(details):
    low, high = read_study(study([arm("Low dose"), arm("High dose")], [gives("MSC", details)])).arms
    assert low.regimens[0].dose.certain_value.low == Decimal(1000000)
    assert high.regimens[0].dose.certain_value.low == Decimal(7000000)
    assert high.regimens[0].dose.rule == "dose.step-of-the-arm"


def test_arms_without_steps_take_no_level_of_a_list():
    details = "Doses of 1×10^6 cells/kg and 7×10^6 cells/kg are tried."
    first, _ = read_study(study([arm("One"), arm("Two")], [gives("MSC", details)])).arms
    assert first.regimens[0].dose.certain_value is None


def test_a_dose_that_is_only_an_option_is_not_the_dose():
    text = "2×10^7 MSC by vein. Participants have the option to receive 2 further infusions of 9×10^7 cells."
    assert only(study([arm("A", text)], [gives("MSC")])).dose.certain_value.low == Decimal(20000000)


def test_an_arm_takes_the_donor_right_before_its_tissue_from_a_list_of_products():
    record = study(
        [arm("Marrow cells"), arm("Cord cells")],
        [gives("Marrow cells", "bone marrow MSC"), gives("Cord cells", "umbilical cord MSC")],
        title="Autologous bone marrow MSC against third-party MSC grown from umbilical cord",
    )
    marrow, cord = read_study(record).arms
    assert marrow.regimens[0].donor.certain_value is Donor.AUTOLOGOUS
    assert cord.regimens[0].donor.certain_value is Donor.ALLOGENEIC


def test_two_donors_of_one_tissue_stay_unclear():
    record = study(
        [arm("Marrow cells")],
        [gives("Marrow cells")],
        title="Autologous bone marrow MSC against allogeneic bone marrow MSC",
    )
    assert not only(record).donor.is_certain

"""The presenters of the trial page and the first page: words, states, links, pictures; no database."""

from decimal import Decimal

import msgspec
import pytest

from tests.domain.makers import arm, course, dose, trial
from trials.domain.dosing.quantities import REFERENCE_ULN, REFERENCE_WEIGHT
from trials.domain.landscape.counts import DOSE_SPELLED, BarCount, DoseCount
from trials.domain.landscape.pictures import bars, histogram, squares
from trials.domain.landscape.ready import Noted, most_powers, ready_comparisons, two_readings
from trials.domain.record import (
    ArmRecord,
    ClaimRecord,
    DiscrepancyRecord,
    EffectRecord,
    InterventionRecord,
    MissingRecord,
    OutcomeRecord,
    RegimenRecord,
    ResultGroupRecord,
    SiteRecord,
)
from trials.domain.trial_page.arm_table import arm_table
from trials.domain.trial_page.claims import ClaimFact, contested_claims, path_anchor
from trials.domain.trial_page.facts import headline
from trials.domain.trial_page.page import trial_page
from trials.domain.trial_page.sources import citation
from trials.domain.trial_page.values import Reader
from trials.domain.vocabulary import (
    ArmRole,
    ClaimMethod,
    DoseUnit,
    EnrolmentType,
    InterventionKind,
    Masking,
    OutcomeRank,
    RecordRead,
    ValueState,
)
from trials.domain.wording.claims import claimed_words
from trials.domain.wording.facts import age_words, countries_words
from trials.domain.wording.links import cited_link, doi_link, pmid_link, registry_address, registry_link
from trials.domain.wording.places import path_words
from trials.domain.wording.results import counts_words, effect_words, group_value_words


def page_of(record):
    return trial_page(record, (), {}, REFERENCE_WEIGHT, REFERENCE_ULN)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("arms/a/regimens/msc/dose", {"low": "100000", "high": "1000000", "unit": "cells/kg"}, "0.1–1 ×10⁶ cells/kg"),
        ("arms/cells/regimens/msc/dose", {"as_reported": "a lot"}, ""),
        ("arms/cells/regimens/msc/schedule", {"count": 3, "days": [0, 28, 56]}, "3 times, days 0, 28, 56"),
        ("arms/cells/regimens/msc/schedule", {"count": 1}, "once"),
        ("arms/cells/regimens/msc/route", {"alternatives": ["oral", "hepatic_artery"]}, "By mouth or hepatic artery"),
        ("interventions/msc/cell_source", "umbilical_cord", "Umbilical cord"),
        ("interventions/msc/donor", "allogeneic", "Allogeneic"),
        ("allocation", "NON_RANDOMIZED", "Not randomised"),
        ("start", "2012-01", "Jan 2012"),
        ("enrolment", 110, "110"),
        ("arms/cells/size", 0, "0"),
        ("healthy_volunteers", False, "no"),
        ("criteria/meld/thresholds/meld", {"analyte": "meld", "operator": "lt", "unit": "score", "high": "30"},
        "MELD < 30"),
        ("outcomes/overall-survival/time_frame", {"time_frame": "12 weeks", "days": [84]}, "week 12"),
        ("results/mortality", {"concept": "mortality", "groups": [{"label": "A", "n": 9, "events": 0}]}, "A, 0 of 9"),
        ("sponsor", None, ""),
        ("start", "soon", "soon"),
    ],
)  # fmt: skip
def test_claimed_value_in_words(path, value, words):
    assert claimed_words(path, value) == words


@pytest.mark.parametrize(
    ("path", "words", "anchor"),
    [
        ("arms/cells/regimens/msc/dose", "Arm 1, Cells: dose of UC-MSC", "arm-cells"),
        ("arms/placebo/size", "Arm 2, Placebo: participants", "arm-placebo"),
        ("arms/gone/size", "Arms, gone, size", "arm-gone"),
        ("interventions/msc/cell_source", "UC-MSC: origin of tissue", "arms"),
        ("criteria/meld/thresholds/meld", "Criteria, meld, thresholds, meld", "criterion-meld"),
        ("primary_completion", "Primary completion", "snapshot"),
    ],
)
def test_path_in_words_and_its_anchor(path, words, anchor):
    assert path_words(trial(), path) == words
    assert path_anchor(path) == anchor


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("18", "70", "18–70 years"), ("0", None, "from 0 years"), (None, "65", "up to 65 years"), (None, None, "")],
)
def test_age_in_words(low, high, words):
    assert age_words(low and Decimal(low), high and Decimal(high)) == words


def test_headline_tells_planned_from_enrolled_and_keeps_zero():
    planned = trial(enrolment=0, enrolment_type=EnrolmentType.ESTIMATED, masking=Masking.NONE)
    assert headline(planned) == "Other liver disease · 0 participants planned · open label"
    assert "12 participants ·" in headline(trial(enrolment=12, masking=Masking.DOUBLE)) + " ·"


def test_sites_are_counted_by_country():
    sites = (SiteRecord(country="China"), SiteRecord(country="Japan"), SiteRecord(country="China"))
    assert countries_words(trial(sites=sites)) == "China (2 sites), Japan (1 site)"


@pytest.mark.parametrize(
    ("registry_id", "address"),
    [
        ("NCT03668171", "https://clinicaltrials.gov/study/NCT03668171"),
        ("ISRCTN12345678", "https://www.isrctn.com/ISRCTN12345678"),
        ("ChiCTR2000037732", "https://trialsearch.who.int/Trial2.aspx?TrialID=ChiCTR2000037732"),
        ("UMIN000022601", "https://trialsearch.who.int/Trial2.aspx?TrialID=JPRN-UMIN000022601"),
        ("PUB-Xu-2019", ""),
    ],
)
def test_registry_address(registry_id, address):
    assert registry_address(registry_id) == address


def test_only_real_addresses_become_links():
    assert doi_link("10.1002/hep.29189") == "https://doi.org/10.1002/hep.29189"
    assert doi_link("javascript:alert(1)") == pmid_link("30863450x") == cited_link("review tables: none") == ""
    assert cited_link("PMID 28370357") == "https://pubmed.ncbi.nlm.nih.gov/28370357/"
    source = msgspec.structs.replace(trial().sources[0], url="javascript:alert(1)")
    assert registry_link(trial(sources=(source,))).startswith("https://clinicaltrials.gov/")


@pytest.mark.parametrize(
    ("group", "counts", "value"),
    [
        ({"n": 56, "events": 0}, "0 of 56", ""),
        ({"events": 3}, "3 events", ""),
        ({"n": 14}, "n = 14", ""),
        ({"value": Decimal("12.5"), "sd": Decimal(0), "unit": "U/L"}, "", "12.5 ± 0 U/L"),
        ({"value": Decimal("41"), "unit": "umol/L"}, "", "41 µmol/L"),
        ({"value": Decimal(0), "unit": "%"}, "", "0 %"),
    ],
)
def test_result_group_in_words(group, counts, value):
    record = ResultGroupRecord(label="A", **group)
    assert (counts_words(record), group_value_words(record)) == (counts, value)


def test_effect_in_words():
    effect = EffectRecord(
        measure="HR", value=Decimal("0.6"), ci_low=Decimal("0.36"), ci_high=Decimal("1.02"), p=Decimal(0)
    )
    assert effect_words(effect) == "HR 0.6 (interval 0.36 to 1.02), p = 0"
    assert effect_words(EffectRecord(p=Decimal("0.03"))) == "p = 0.03"


def row(record, label, weight=REFERENCE_WEIGHT):
    groups = arm_table(Reader(record), weight)
    found = next(row for group in groups for row in group.rows if row.label == label)
    return [[value.text or value.absent_state.label for value in cell.values] for cell in found.cells]


def test_arm_table_of_a_placebo_arm_shows_its_days_and_no_dose():
    assert row(trial(), "Origin of tissue") == [["Umbilical cord"], ["not applicable"]]
    assert row(trial(), "Dose as reported") == [["1000000 cells/kg"], ["not applicable"]]
    assert row(trial(), "Beside it") == [["nothing else registered"], ["standard care"]]


def given_beside_cells(*interventions, courses):
    arm = ArmRecord(label="Other", role=ArmRole.ACTIVE_COMPARATOR, regimens=courses)
    usual = trial()
    return msgspec.structs.replace(
        usual, interventions=(*usual.interventions, *interventions), arms=(usual.arms[0], arm)
    )


def test_volume_of_a_placebo_is_its_dose_and_has_no_figure_in_cells():
    saline = course(intervention="placebo", dose=dose("100", unit=DoseUnit.ML))
    record = given_beside_cells(courses=(saline, course(intervention="care", dose=None, schedule=None, route=None)))
    assert row(record, "Dose as reported")[1] == ["100 mL"]
    assert row(record, "Days from the first")[1] == ["0, 7, 14, 21"]
    for label in ("Per infusion, per kg", "Per infusion, cells", "Cumulative, per kg", "Cumulative, cells"):
        assert row(record, label)[1] == ["not applicable"]


def test_arm_of_standard_care_alone_has_no_dosing():
    record = given_beside_cells(courses=(RegimenRecord(intervention="care"),))
    for label in ("Donor", "Dose as reported", "Schedule as reported", "Number of infusions", "Cumulative, cells"):
        assert row(record, label)[1] == ["not applicable"]


def test_silent_drug_is_a_silence_and_stands_beside_what_is_stated():
    drug = InterventionRecord(key="drug", name="a drug", kind=InterventionKind.DRUG)
    silent = RegimenRecord(intervention="drug")
    alone = given_beside_cells(drug, courses=(silent, RegimenRecord(intervention="care")))
    assert row(alone, "Dose as reported")[1] == ["not reported"]
    assert row(alone, "Beside it")[1] == ["standard care"]
    vesicles = InterventionRecord(key="ev", name="vesicles", kind=InterventionKind.OTHER)
    stated = course(intervention="ev", dose=dose("10", unit=DoseUnit.PARTICLES), route=None, schedule=None)
    both = given_beside_cells(drug, vesicles, courses=(stated, silent))
    assert row(both, "Dose as reported")[1] == ["10 particles"]
    assert row(both, "Origin of tissue")[1] == ["not reported"]
    assert row(both, "Beside it")[1] == ["a drug"]


@pytest.mark.parametrize(
    ("read", "words"), [(RecordRead.WHOLE, "not reported"), (RecordRead.PART, "not yet extracted")]
)
def test_silence_is_told_by_how_much_was_read(read, words):
    silent = trial(course(dose=None, schedule=None), record_read=read)
    assert row(silent, "Dose as reported")[0] == [words]
    assert row(silent, "Donor")[0] == [words]
    told = {(one.section, one.state.label) for one in page_of(silent).silences}
    assert ("Arms and dosing", words) in told
    assert ("Results", words) in told


def test_silences_name_arms_and_notes_of_the_record_come_first():
    record = trial(missing=(MissingRecord(path="phase", state=ValueState.UNCLEAR, note="two are printed"),))
    page = page_of(record)
    arms = next(one for one in page.silences if one.section == "Arms and dosing")
    assert "donor (A)" in arms.what
    unclear = next(one for one in page.silences if one.state == ValueState.UNCLEAR)
    assert unclear.what == ("phase",)
    phase = next(fact for fact in page.facts if fact.label == "Phase").values[0]
    assert (phase.state, phase.note) == (ValueState.UNCLEAR, "two are printed")


def outcome(concept):
    return OutcomeRecord(rank=OutcomeRank.PRIMARY, measure=concept, concept=concept, days=(28,))


def test_missing_kinds_of_outcome_are_told():
    def told(*concepts):
        found = page_of(trial(outcomes=tuple(map(outcome, concepts)))).silences
        return {words for one in found if one.section == "Outcomes by time" for words in one.what}

    assert told("meld") == {"an outcome on survival or death", "an outcome on safety"}
    assert told("mortality", "adverse_events") == set()
    assert told() == {"outcomes"}


def test_rival_reading_and_discrepancy_flag_the_value_they_are_about():
    path = "arms/cells/regimens/msc/schedule"
    record = trial(
        rival_claims=(ClaimRecord(path=path, value={"count": 3, "days": [0, 28, 56]}, as_reported="weeks 0, 4, 8"),),
        discrepancies=(DiscrepancyRecord(text="Two schedules", paths=(path,)),),
    )
    groups = arm_table(Reader(record), REFERENCE_WEIGHT)
    days = next(row for group in groups for row in group.rows if row.label == "Days from the first").cells[0].values[0]
    assert (days.readings, days.flags) == (2, (1,))
    two = two_readings(record)
    assert two is not None
    assert [(one.says, one.is_shown) for one in two.readings] == [
        ("4 times, days 0, 7, 14, 21", True),
        ("3 times, days 0, 28, 56", False),
    ]
    assert two_readings(trial()) is None
    assert two_readings(None) is None


def test_citation_names_record_release_address_and_day():
    record = trial(record_as_of="2022-10")
    assert citation(record, "https://x/trials/NCT00000001/", "release 0.1.0, data of 1 Nov 2026", "2 Nov 2026") == (
        "NCT00000001. Cells against placebo. ClinicalTrials.gov, record as of Oct 2022. "
        "In: Armwise, release 0.1.0, data of 1 Nov 2026. https://x/trials/NCT00000001/ (read 2 Nov 2026)."
    )
    assert "record as of" not in citation(trial(), "x", "0", "today")


def test_most_powers_of_ten_wins_and_one_power_is_no_contradiction():
    three = Noted("B", "", 1, "10^5, 10^6 and 10^8")
    assert most_powers([Noted("A", "", 1, "10^5 and 10^6"), three, Noted("C", "", 1, "10^7 10^8 10^9")]) == three
    assert most_powers([Noted("A", "", 1, "10^5 and again 10^5")]) is None


def test_ready_comparisons_need_two_arms_that_are_held():
    assert ready_comparisons({}) == ()
    assert ready_comparisons({"NCT05985863": trial(registry_id="NCT05985863")}) == ()
    held = trial(
        registry_id="NCT05985863", arms=(arm("MSC-1 hUC-MSC", course()), arm("MSC-2 hUC-MSC, prolonged", course()))
    )
    assert ready_comparisons({"NCT05985863": held})[0].query == (
        "arm=NCT05985863:msc-1-huc-msc&arm=NCT05985863:msc-2-huc-msc-prolonged"
    )


def test_histogram_is_drawn_to_scale_and_says_its_numbers():
    bins = [DoseCount(label, 0, 0) for label in DOSE_SPELLED]
    bins[4], bins[5] = DoseCount(DOSE_SPELLED[4], 3, 1), DoseCount(DOSE_SPELLED[5], 0, 2)
    picture = histogram(bins, "Doses")
    solid, hollow, other = picture.blocks
    assert solid.height == 3 * hollow.height == Decimal("1.5") * other.height
    assert solid.y + solid.height == other.y + other.height == picture.baseline
    assert "1 million cells per kg: 4 arms" in picture.desc
    assert histogram([DoseCount(label, 0, 0) for label in DOSE_SPELLED], "None").blocks == ()


def test_bars_hatch_silence_and_keep_zero_in_words():
    picture = bars(
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


def readings_of(page, about: str) -> list[tuple[str, str]]:
    return [(line.value, line.standing) for line in page.contested if line.about == about]


def test_every_value_with_more_than_one_reading_is_listed_with_what_is_shown():
    rivals = (
        ClaimRecord(path="start", value="2018", as_reported="2018", source="paper"),
        ClaimRecord(path="masking", value="DOUBLE", as_reported="double", source="paper"),
        ClaimRecord(path="phase", value="PHASE2", as_reported="phase II"),
    )
    page = page_of(trial(start="2017-12-10", masking=Masking.QUADRUPLE, rival_claims=rivals))
    assert readings_of(page, "Start") == [("10 Dec 2017", "shown"), ("2018", "kept beside it")]
    assert readings_of(page, "Masking") == [("Quadruple", "shown"), ("Double", "kept beside it")]
    assert readings_of(page, "Phase") == [("", "shown"), ("Phase 2", "kept beside it")]


def test_stored_rival_is_listed_once():
    rival = ClaimRecord(path="masking", value="DOUBLE", as_reported="double", source="paper")
    fact = ClaimFact("masking", "DOUBLE", "double", "paper", "", ClaimMethod.CURATED_EVIDENCE, False, True)
    record = trial(masking=Masking.QUADRUPLE, rival_claims=(rival,))
    assert [one.value for one in contested_claims(record, (fact,))] == ["QUADRUPLE", "DOUBLE"]
    assert contested_claims(trial(masking=Masking.QUADRUPLE), ()) == ()

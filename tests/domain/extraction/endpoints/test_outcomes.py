"""Outcomes: concept, metric and aggregation, in own-written titles; and the vocabulary file they rest on."""

import tomllib
from importlib import resources

import pytest

from trials.domain.extraction.endpoints import Aggregation, Metric, read_aggregation, read_concept, read_metric
from trials.domain.extraction.text import words

CONCEPTS = [
    pytest.param("Change of total bilirubin at week 9", "", "bilirubin", id="one-value"),
    pytest.param("TBil (umol/L)", "", "bilirubin", id="abbreviation"),
    pytest.param("α-Fetoprotein in serum", "", "afp", id="greek-letter"),
    pytest.param("γ-GT", "", "ggt", id="greek-letter-alone"),
    pytest.param("MELD-Na at day 60", "", "meld_na", id="narrower-wins"),
    pytest.param("Graft survival at one year", "", "graft_survival", id="graft-is-not-patient-survival"),
    pytest.param("Liver transplant-free survival", "", "transplant_free_survival", id="survival-free-of-transplant"),
    pytest.param(
        "Survival without liver transplantation", "", "transplant_free_survival", id="survival-without-transplant"
    ),
    pytest.param("Survival of patients", "", "overall_survival", id="plain-survival"),
    pytest.param("Survival of the cells in the liver", "", "other", id="survival-of-cells"),
    pytest.param("Number of serious adverse events", "", "serious_adverse_events", id="serious-alone"),
    pytest.param("Adverse events and serious adverse events", "", "adverse_events", id="serious-and-others"),
    pytest.param("Survival free of liver cancer", "", "event_free_survival", id="survival-free-of-an-event"),
    pytest.param("Change of biliary enzymology", "", "liver_function_tests", id="enzymes-of-the-bile-ducts"),
    pytest.param("Safety by adverse events and serious adverse events", "", "adverse_events", id="safety-as-heading"),
    pytest.param("Safety and tolerability", "", "safety", id="safety-alone"),
    pytest.param("Safety: rate of infusion reactions", "", "adverse_events", id="single-beats-umbrella"),
    pytest.param("Liver function (ALT, AST, albumin)", "", "liver_function_tests", id="umbrella-with-a-list"),
    pytest.param("Liver function by Child-Pugh score", "", "child_pugh", id="score-beats-umbrella"),
    pytest.param("ALT, bilirubin and MELD", "", "meld", id="score-beats-values"),
    pytest.param("Ammonia as a marker of liver function", "", "ammonia", id="value-beats-umbrella"),
    pytest.param(
        "Complications such as bleeding, ascites and infection", "", "complications", id="complications-with-a-list"
    ),
    pytest.param("PT", "", "prothrombin_time", id="short-name-alone"),
    pytest.param("PT session attendance", "", "other", id="short-name-in-a-sentence"),
    pytest.param("CT", "", "imaging", id="ct-alone"),
    pytest.param("Platelet-rich plasma volume", "", "other", id="phrase-to-ignore"),
    pytest.param("Pulmonary fibrosis score", "", "other", id="fibrosis-of-another-organ"),
    pytest.param(
        "Secondary outcome 3",
        "Histology of the liver after six months",
        "histology",
        id="title-leaves-it-to-the-description",
    ),
    pytest.param("Quadriceps strength", "Safety is assessed too", "other", id="description-not-asked"),
    pytest.param("Immune state", "interleukins in blood", "cytokines", id="description-makes-the-umbrella-precise"),
    pytest.param("Days in a wheelchair", "", "other", id="nothing-named"),
]


@pytest.mark.parametrize(("measure", "description", "concept"), CONCEPTS)
def test_read_concept(measure, description, concept):
    reading = read_concept(measure, description)
    assert reading.value.concept == concept
    assert reading.is_certain is (concept != "other")


def test_read_concept_lists_the_others_in_order():
    assert read_concept("Bilirubin, INR, platelets and MELD").value.also == ("bilirubin", "inr", "platelets")


FURTHER = [
    pytest.param("recipient and graft survival", ("graft_survival",), id="two-survivals"),
    pytest.param("Tumour-free survival", ("tumour_incidence",), id="survival-free-of-a-tumour"),
    pytest.param("Adverse and serious adverse events", ("serious_adverse_events",), id="serious-too"),
    pytest.param("Dose finding, dose limiting toxicity", ("dose_finding",), id="dose-finding"),
    pytest.param("Enzymes (ALT, AP, GGT)", ("alp", "ggt"), id="ap-in-a-list"),
    pytest.param("AST, albumin, PT, bilirubin", ("albumin", "prothrombin_time", "bilirubin"), id="pt-in-a-list"),
    pytest.param("ALT, bilirubin and A/G", ("bilirubin", "protein"), id="quotient-in-a-list"),
    pytest.param("Liver biopsy stained for AFP", (), id="stain-is-no-level"),
    pytest.param("mRNA of transferrin and of TGF-beta in tissue", (), id="transcript-is-no-level"),
    pytest.param("rash, allergy, body temperature", (), id="temperature-among-harms"),
    pytest.param("Adverse events, vital signs", ("vital_signs",), id="vital-signs-named"),
    pytest.param("Ammonia as a marker of liver function", (), id="umbrella-as-explanation"),
    pytest.param(
        "MELD, liver function and quality of life", ("liver_function_tests", "quality_of_life"), id="umbrella-in-a-list"
    ),
    pytest.param("Efficacy: MELD at week 9", (), id="umbrella-as-heading"),
]


@pytest.mark.parametrize(("measure", "further"), FURTHER)
def test_read_concept_further(measure, further):
    assert read_concept(measure).value.also == further


def test_read_concept_keeps_the_words():
    reading = read_concept("Change in serum albumin at week 9")
    assert reading.span.text == "serum albumin"
    assert reading.value.variable == "serum albumin"


@pytest.mark.parametrize(
    ("measure", "metric"),
    [
        pytest.param("Change in MELD from baseline", Metric.CHANGE, id="change"),
        pytest.param("Time to liver transplantation", Metric.TIME_TO_EVENT, id="time-to"),
        pytest.param("Overall survival", Metric.TIME_TO_EVENT, id="survival"),
        pytest.param("Proportion of patients with bilirubin under 5 x ULN", Metric.PROPORTION, id="share"),
        pytest.param("Number of participants with fever", Metric.PROPORTION, id="number-of-participants"),
        pytest.param("The level of ALT", Metric.FINAL_VALUE, id="level"),
        pytest.param("Heart rate level", Metric.FINAL_VALUE, id="heart-rate-is-no-share"),
    ],
)
def test_read_metric(measure, metric):
    assert read_metric(measure).value is metric


def test_read_metric_none():
    assert read_metric("Histology") is None


@pytest.mark.parametrize(
    ("measure", "aggregation"),
    [
        pytest.param("Mean change of ALT", Aggregation.MEAN, id="mean"),
        pytest.param("Median survival", Aggregation.MEDIAN, id="median"),
        pytest.param("Number of infections", Aggregation.COUNT, id="count"),
        pytest.param("Percentage with ascites", Aggregation.PROPORTION, id="share"),
    ],
)
def test_read_aggregation(measure, aggregation):
    assert read_aggregation(measure).value is aggregation


def vocabulary():
    text = (
        resources.files("trials.domain.vocabulary").joinpath("data/endpoint_concepts.toml").read_text(encoding="utf-8")
    )
    return tomllib.loads(text)


def test_vocabulary_ids_are_unique_and_groups_known():
    data = vocabulary()
    ids = [concept["id"] for concept in data["concept"]]
    groups = {group["id"] for group in data["group"]}
    assert len(ids) == len(set(ids))
    assert {concept["group"] for concept in data["concept"]} <= groups
    assert {concept["broader"] for concept in data["concept"] if "broader" in concept} <= set(ids)


def test_vocabulary_phrases_belong_to_one_concept():
    owner = {}
    joint = {phrase for row in vocabulary()["joint"] for phrase in row["phrases"]}
    for concept in vocabulary()["concept"]:
        for phrase in (*concept["synonyms"], *concept.get("whole", ())):
            assert phrase not in joint
            key = " ".join(word.text for word in words(phrase))
            assert key
            assert owner.setdefault(key, concept["id"]) == concept["id"], phrase


@pytest.mark.parametrize("concept", vocabulary()["concept"], ids=lambda concept: concept["id"])
def test_vocabulary_synonyms_are_read_back(concept):
    for phrase in (*concept["synonyms"], *concept.get("whole", ())):
        assert read_concept(phrase).value.concept == concept["id"], phrase


@pytest.mark.parametrize("row", vocabulary()["joint"], ids=lambda row: row["concepts"][0])
def test_vocabulary_joint_phrases_name_all_their_concepts(row):
    for phrase in row["phrases"]:
        value = read_concept(phrase).value
        assert [value.concept, *value.also] == row["concepts"], phrase


@pytest.mark.parametrize("phrase", vocabulary()["ignore"])
def test_vocabulary_phrases_to_ignore_name_no_concept(phrase):
    assert read_concept(phrase).value.concept == "other"

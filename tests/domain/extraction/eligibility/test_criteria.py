"""Eligibility text: cutting, nesting, headings, topics and time windows, in own-written texts."""

import pytest

from trials.domain.extraction.eligibility import read_criteria, read_criterion
from trials.domain.extraction.exchange import thresholds_as_gold


def outline(text):
    return [(item.kind, item.depth, item.label, item.text) for item in read_criteria(text)]


def test_plain_lines_under_headings():
    text = "Inclusion Criteria:\n\nAdults\nSigned consent\n\nExclusion Criteria:\n\nPregnancy"
    assert outline(text) == [
        ("inclusion", 0, "", "Adults"),
        ("inclusion", 0, "", "Signed consent"),
        ("exclusion", 0, "", "Pregnancy"),
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        pytest.param("INCLUSION CRITERIA", "inclusion", id="capitals"),
        pytest.param("Inclusion:", "inclusion", id="one-word"),
        pytest.param("Key exclusion criteria:", "exclusion", id="key"),
        pytest.param("Main criteria for inclusion:", "inclusion", id="criteria-first"),
        pytest.param("Non-inclusion criteria:", "exclusion", id="non-inclusion"),
        pytest.param("* Exclusion criteria -", "exclusion", id="bulleted"),
        pytest.param("Exclusion criteria for part two:", "exclusion", id="for-a-part"),
    ],
)
def test_headings(heading, kind):
    assert outline(f"{heading}\nHeart failure") == [(kind, 0, "", "Heart failure")]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Patients who do not meet any of the exclusion criteria", id="sentence-about-criteria"),
        pytest.param("Meets inclusion criteria 2 and 3 of the main trial at visit 1", id="sentence-with-numbers"),
    ],
)
def test_sentences_about_criteria_are_no_headings(line):
    assert [item.text for item in read_criteria(f"Inclusion Criteria:\n{line}")] == [line]


def test_heading_names_the_cohort():
    items = read_criteria("Exclusion criteria for cohort B:\nFever\n\nPart 2\n\nInclusion criteria:\nAdults")
    assert [(item.kind, item.group, item.text) for item in items] == [
        ("exclusion", "for cohort B", "Fever"),
        ("inclusion", "Part 2", "Adults"),
    ]


def test_nesting_by_label_style():
    text = "Exclusion Criteria:\n1) Any of:\n  a. fever\n  b. rash\n    - mild\n2) Cancer"
    assert outline(text) == [
        ("exclusion", 0, "1)", "Any of:"),
        ("exclusion", 1, "a.", "fever"),
        ("exclusion", 1, "b.", "rash"),
        ("exclusion", 2, "-", "mild"),
        ("exclusion", 0, "2)", "Cancer"),
    ]


def test_nesting_survives_broken_numbers():
    text = "Inclusion Criteria:\n1. Adults\n3. Cirrhosis\n1. Consent\n7.Ascites"
    assert [(depth, label, words) for _, depth, label, words in outline(text)] == [
        (0, "1.", "Adults"),
        (0, "3.", "Cirrhosis"),
        (0, "1.", "Consent"),
        (0, "7.", "Ascites"),
    ]


def test_numbered_list_below_an_unmarked_announcement():
    text = "Inclusion Criteria:\nLiver failure, defined by:\n1. jaundice;\n2. INR above 1.6\nAdults"
    assert [(depth, words) for _, depth, _, words in outline(text)] == [
        (0, "Liver failure, defined by:"),
        (1, "jaundice;"),
        (1, "INR above 1.6"),
        (0, "Adults"),
    ]


def test_row_in_one_line_is_cut_at_its_numbers():
    text = "Inclusion Criteria: 1. Adults; 2. MELD 14-26; 3. Consent. Exclusion Criteria: 1. Fever; 2. Cancer"
    assert [(kind, label, words) for kind, _, label, words in outline(text)] == [
        ("inclusion", "1.", "Adults;"),
        ("inclusion", "2.", "MELD 14-26;"),
        ("inclusion", "3.", "Consent."),
        ("exclusion", "1.", "Fever;"),
        ("exclusion", "2.", "Cancer"),
    ]


def test_row_with_hyphens_as_number_signs():
    assert [words for _, _, _, words in outline("1- Fever 2-Rash 3- ALT 4 times normal")] == [
        "Fever",
        "Rash",
        "ALT 4 times normal",
    ]


def test_figures_in_a_sentence_are_no_list_numbers():
    line = "Bilirubin above 3. 5 patients per site at most"
    assert [item.text for item in read_criteria(line)] == [line]


def test_wrapped_line_goes_on():
    assert [
        item.text for item in read_criteria("Inclusion Criteria:\nCirrhosis with ascites and\nencephalopathy\nAdults")
    ] == ["Cirrhosis with ascites and encephalopathy", "Adults"]


def test_spans_are_places_in_the_text():
    text = "Inclusion Criteria:\n  1.  Adults \n  2.  Consent"
    assert all(text[item.span.start : item.span.end] == item.text for item in read_criteria(text))


def test_text_without_headings_has_no_kind():
    assert outline("Adults only") == [("", 0, "", "Adults only")]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        pytest.param("Aged 19-64 years", "age", id="limit-decides"),
        pytest.param("MELD under 31 in patients with hepatitis B", "meld", id="limit-before-words"),
        pytest.param("Lactating women", "pregnancy", id="pregnancy"),
        pytest.param("Hepatocellular carcinoma", "malignancy", id="malignancy"),
        pytest.param("Takes part in another clinical trial", "other_trial", id="other-trial"),
        pytest.param("Severe heart or lung disease", "organ_dysfunction", id="other-organs"),
        pytest.param("Lives near the sea", "other", id="other"),
    ],
)
def test_topic(text, topic):
    assert read_criterion(text).topic == topic


@pytest.mark.parametrize(
    ("text", "window"),
    [
        pytest.param("Surgery within the last 5 months", ("le", None, 5, "months"), id="within-the-last"),
        pytest.param("Bleeding in the previous two weeks", ("le", None, 2, "weeks"), id="in-the-previous"),
        pytest.param("HBsAg positive for more than 7 months", ("gt", 7, None, "months"), id="more-than"),
        pytest.param("Abstinence of at least 4 months", ("ge", 4, None, "months"), id="at-least"),
        pytest.param("Life expectancy < 9 weeks", ("lt", None, 9, "weeks"), id="sign"),
    ],
)
def test_time_windows(text, window):
    found = [reading.value for reading in read_criterion(text).windows]
    assert [(x.operator, x.low, x.high, x.unit) for x in found] == [window]


def test_age_is_no_time_window():
    assert read_criterion("At least 19 years old").windows == ()


def test_criterion_as_gold():
    rows = thresholds_as_gold(read_criterion("Age over 19 years; surgery within 5 months").thresholds)
    assert rows == [{"analyte": "age", "op": "gt", "low": 19, "high": None, "unit": "years", "either": False}]

"""Discrepancies: what is left open is completed, and the rule that does it is measured against those who read."""

import pytest

from scripts.discrepancy_agreement import discrepancies, kinds, severities
from trials.domain.record import DiscrepancyRecord
from trials.domain.record.discrepancies import completed_codes
from trials.domain.record.discrepancy_rule import proposed_kind, proposed_severity
from trials.domain.record.yaml import read_record, record_of, write_record
from trials.domain.vocabulary import DiscrepancyKind, DiscrepancyStatus, Severity

CONTRA, MISFIT, READ, GAP, NOTE = DiscrepancyKind
HEAD = {
    "registry_id": "NCT00000001", "registry": "ClinicalTrials.gov", "title": "T", "record_read": "whole",
    "values_from": "registry", "sources": [{"key": "registry", "kind": "registry_record", "publisher": "P"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Status: recruiting on one mirror, unknown in the record.", CONTRA, id="two-texts"),
        pytest.param("A 2022 review table gives 10^6 per kg.", CONTRA, id="review-table"),
        pytest.param("Placebo-controlled although the masking is open label.", MISFIT, id="does-not-fit"),
        pytest.param('"10E7" is read as 10^7.', READ, id="read-as"),
        pytest.param("The number of infusions is not stated.", GAP, id="gap"),
        pytest.param("First submitted to the registry after the stated start.", GAP, id="late"),
        pytest.param("The sponsor was renamed.", NOTE, id="remark"),
        pytest.param("", NOTE, id="nothing"),
    ],
)
def test_kind_is_proposed_from_the_words(text, kind):
    assert proposed_kind(text) == kind


def test_two_given_values_are_a_contradiction_whatever_the_words():
    assert proposed_kind("The sponsor was renamed.", "A", "B") == CONTRA
    assert proposed_kind("The sponsor was renamed.", "A", " ") == NOTE


@pytest.mark.parametrize(
    ("kind", "path", "more", "severity"),
    [
        pytest.param(READ, "arms/a/regimens/m/dose", {}, Severity.NONE, id="note"),
        pytest.param(CONTRA, "arms/a/regimens/m/dose", {}, Severity.MAJOR, id="dose"),
        pytest.param(CONTRA, "sponsor", {}, Severity.MINOR, id="sponsor"),
        pytest.param(
            CONTRA, "allocation", {"places": ("registry", "review table 2022")}, Severity.MINOR, id="one-copy"
        ),
        pytest.param(
            CONTRA, "allocation", {"places": ("review table A", "review table B")}, Severity.MAJOR, id="two-copies"
        ),
        pytest.param(
            CONTRA, "enrolment", {"places": ("registry", "newer, mirror"), "values": ("34", "20")}, Severity.MAJOR,
            id="newer-version-on-a-mirror",
        ),
        pytest.param(CONTRA, "enrolment", {"values": ("120", "110")}, Severity.MINOR, id="sizes-alike"),
        pytest.param(CONTRA, "enrolment", {"values": ("120", "107")}, Severity.MAJOR, id="sizes-differ"),
        pytest.param(
            CONTRA, "outcomes/x/time_frame", {"places": ("primary outcomes", "summary")}, Severity.MAJOR, id="primary"
        ),
        pytest.param(MISFIT, "outcomes/x/time_frame", {}, Severity.MINOR, id="other-endpoint"),
        pytest.param(MISFIT, "criteria/x/thresholds/y", {}, Severity.MAJOR, id="limit"),
        pytest.param(CONTRA, "", {"topic": "dose"}, Severity.MAJOR, id="no-path"),
    ],
)  # fmt: skip
def test_severity_is_proposed_from_the_value_and_the_places(kind, path, more, severity):
    assert proposed_severity(kind, path, **more) == severity


def test_file_without_kind_gets_it_and_keeps_what_it_says():
    rows = [
        {"text": "The number is not stated.", "topic": "dose"},
        {"text": "The number is not stated.", "kind": "remark"},
        {"text": "x", "path": "enrolment", "value_a": "50", "value_b": "36", "resolution": "36 is shown."},
        {"text": "x", "kind": "gap", "severity": "major"},
    ]
    one, two, three, four = record_of(HEAD | {"discrepancies": rows}).discrepancies
    assert (one.kind, one.severity, one.is_conflict, one.is_open) == (GAP, Severity.NONE, False, False)
    assert two.kind == NOTE
    assert (three.kind, three.severity, three.status) == (CONTRA, Severity.MAJOR, DiscrepancyStatus.SETTLED)
    assert not three.is_open
    assert four.severity == Severity.NONE


def test_path_of_a_discrepancy_by_places_is_understood():
    arm = {"label": "Cells", "role": "EXPERIMENTAL", "key": "cells"}
    rows = [{"text": "x", "path": "arms/1/size", "paths": ["arms/1/role"]}]
    (found,) = record_of(HEAD | {"arms": [arm], "discrepancies": rows}).discrepancies
    assert found.all_paths == ("arms/cells/size", "arms/cells/role")


def test_codes_of_a_form_are_completed_as_those_of_a_file():
    typed = {"text": "The number is not stated.", "kind": "", "severity": "", "status": "open", "position": 3}
    assert completed_codes(typed) == {"kind": "gap", "severity": "none", "status": "open"}
    assert completed_codes(typed | {"resolution": "asked"})["status"] == "settled"


def test_rule_agrees_with_those_who_read_as_often_as_the_documents_say():
    found = discrepancies()
    told = kinds(found)
    alike = sum(number for (decided, proposed), number in told.items() if decided == proposed)
    weighed = severities(found)
    same = sum(number for (decided, proposed), number in weighed.items() if decided == proposed)
    assert alike / len(found) > 0.55
    assert same / weighed.total() > 0.85
    # Careful: of ten that it calls a contradiction at least six are one.
    assert (
        told["contradiction", "contradiction"] / sum(n for (_, one), n in told.items() if one == "contradiction") > 0.6
    )


def test_every_discrepancy_of_the_fixtures_is_decided():
    for one in discrepancies():
        assert one.reason, one
        assert one.is_contradiction == bool(one.value_a and one.value_b), one
        assert one.is_contradiction == bool(one.place_a and one.place_b), one
        assert one.is_contradiction or one.shown is None, one
        assert one.path not in one.paths, one
        assert isinstance(one, DiscrepancyRecord)


def test_second_reading_of_its_first_value_makes_a_contradiction_about_that_value():
    data = HEAD | {
        "enrolment": 40,
        "rival_claims": [{"path": "enrolment", "value": 36, "as_reported": "36"}],
        "discrepancies": [
            {"text": "The sponsor was renamed.", "paths": ["enrolment", "status"]},
            {"text": "The sponsor was renamed.", "paths": ["status", "enrolment"]},
        ],
    }
    one, other = record_of(data).discrepancies
    assert (one.kind, one.severity, one.path, one.paths) == (CONTRA, Severity.MAJOR, "enrolment", ("status",))
    assert (other.kind, other.path) == (NOTE, "")


def test_reading_told_in_words_alone_is_written_and_read_back():
    data = HEAD | {"rival_claims": [{"path": "sites", "as_reported": "multicentre", "place": "summary"}]}
    record = record_of(data)
    assert record.rival_claims[0].value is None
    assert read_record(write_record(record)) == record

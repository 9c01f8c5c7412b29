"""Keys of rows: made by one rule, unique, never those of rows that are gone; and documents that come without."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.makers import arm, course, trial
from trials.domain.record import (
    ArmRecord,
    CriterionRecord,
    MissingRecord,
    OutcomeRecord,
    ResultGroupRecord,
    ResultRecord,
    RetiredRecord,
)
from trials.domain.record.keys import NOUNS, completed, free_key, is_key, key_base
from trials.domain.record.memory import rows_left, with_memory
from trials.domain.record.named_rows import LISTS
from trials.domain.record.paths import record_data
from trials.domain.record.yaml import RecordError, read_record, record_of, write_record
from trials.domain.vocabulary import CriterionKind, CriterionTopic, OutcomeRank, ValueState


@pytest.mark.parametrize(
    ("kind", "row", "key"),
    [
        ("arms", {"label": "Conventional plus UC-MSC and PE therapy"}, "uc-msc-pe"),
        ("arms", {"label": "Conventional treatment"}, "conventional-treatment"),
        ("arms", {"label": "Group B"}, "group-b"),
        ("arms", {"label": "No treatment."}, "no-treatment"),
        ("arms", {"label": "1×10⁶ cells/kg"}, "arm-1106-cells-kg"),
        ("arms", {"label": "干细胞"}, "arm"),
        ("arms", {"label": "Mesenchymal " * 9}, "mesenchymal-mesenchymal"),
        ("arms", {"label": "x" * 90}, "x" * 32),
        ("regimens", {"intervention": "UC_MSC"}, "uc-msc"),
        ("criteria", {"kind": "inclusion", "topic": "meld", "statement": "MELD under 30"}, "meld"),
        ("criteria", {"kind": "exclusion", "topic": "child_pugh", "statement": "x"}, "no-child-pugh"),
        ("criteria", {"kind": "inclusion", "topic": "other", "statement": "Lives near the town"}, "lives-near-town"),
        ("thresholds", {"analyte": "time_window"}, "time-window"),
        ("outcomes", {"concept": "overall_survival", "measure": "Survival rate and time"}, "overall-survival"),
        ("outcomes", {"concept": "other", "measure": "Cost of the stay"}, "cost-stay"),
        ("results", {"concept": "mortality", "day": 0}, "mortality-day-0"),
        ("results", {"concept": "mortality"}, "mortality"),
        ("publications", {"journal": "Stem Cells International", "year": 2019}, "stem-cells-international-2019"),
        ("publications", {"title": "A letter about it"}, "letter-about-it"),
        ("discrepancies", {"topic": "dose"}, "dose"),
        ("discrepancies", {}, "other"),
    ],
)  # fmt: skip
def test_key_is_made_of_the_rows_words(kind, row, key):
    assert key_base(kind, row) == key


@given(st.sampled_from(sorted(NOUNS)), st.text(max_size=60), st.text(max_size=60), st.integers(-10, 9999))
def test_any_words_make_a_key(kind, text, code, day):
    fields = ("label", "intervention", "topic", "statement", "analyte", "measure", "journal", "title")
    row = dict.fromkeys(fields, text) | {"concept": code, "kind": "exclusion", "day": day, "year": day}
    assert is_key(free_key(key_base(kind, row), ()))


def test_alike_rows_are_told_apart_by_a_number_that_no_row_has_or_had():
    rows = [("", {"topic": "dose"}), ("dose-2", {}), ("", {"topic": "dose"})]
    assert completed("discrepancies", rows, taken=("dose", "dose-3")) == ["dose-4", "dose-2", "dose-5"]


def test_record_completes_its_keys_and_keeps_those_that_it_has():
    arms = (arm("Cells", course(), course()), arm("Cells", course()), ArmRecord(key="own", label="C", role="OTHER"))
    record = trial(arms=arms)
    assert [one.key for one in record.arms] == ["cells", "cells-2", "own"]
    # Keys of regimens are unique in the trial, not only in their arm.
    assert [one.key for row in record.arms for one in row.regimens] == ["msc", "msc-2", "msc-3"]


def test_key_of_a_row_that_is_gone_is_given_to_no_other():
    gone = RetiredRecord(kind="arms", key="cells", label="Cells as they were")
    record = trial(arms=(arm("Cells", course()),), retired=(gone,))
    assert record.arms[0].key == "cells-2"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"arms": (ArmRecord(key="2", label="A", role="OTHER"),)}, "Key of a row: begins with a letter"),
        ({"arms": (ArmRecord(key="a" * 41, label="A", role="OTHER"),)}, "at most 40"),
        ({"arms": (ArmRecord(key="a", label="A", role="OTHER"),) * 2}, "arms/a twice"),
        (
            {
                "arms": (ArmRecord(key="a", label="A", role="OTHER"),),
                "retired": (RetiredRecord(kind="arms", key="a"),),
            },
            "never that of a row that is gone",
        ),
        (
            {
                "arms": (
                    ArmRecord(key="a", old_number=1, label="A", role="OTHER"),
                    ArmRecord(key="b", old_number=1, label="B", role="OTHER"),
                ),
            },
            "Old numbers of arms",
        ),
        ({"results": (ResultRecord(concept="m", groups=(ResultGroupRecord(label="g", arm="b"),)),)}, "Arm of a result"),
    ],
)  # fmt: skip
def test_wrong_keys_are_refused(changes, reason):
    with pytest.raises(ValueError, match=reason):
        trial(**changes)


@pytest.mark.parametrize("kind", ["interventions", "arm"])
def test_retired_row_is_of_a_kind_that_there_is(kind):
    with pytest.raises(ValueError, match="no kind of row"):
        RetiredRecord(kind=kind, key="a")


# --- Documents -----------------------------------------------------------------------------------------------


def full():
    return trial(
        criteria=(
            CriterionRecord(kind=CriterionKind.INCLUSION, statement="MELD", topic=CriterionTopic.MELD),
        ),
        outcomes=(OutcomeRecord(rank=OutcomeRank.PRIMARY, measure="death", concept="mortality"),),
        results=(ResultRecord(concept="mortality", groups=(ResultGroupRecord(label="all", arm="placebo"),)),),
        missing=(MissingRecord(path="arms/placebo/regimens/care/dose", state=ValueState.UNCLEAR),),
        retired=(RetiredRecord(kind="arms", key="gone", label="Went", old_number=3),),
    )  # fmt: skip


def test_key_is_the_first_line_of_a_row_and_survives_the_file():
    text = write_record(full())
    assert "\n  - key: cells\n    label: Cells\n" in text
    assert "- {key: placebo, intervention: placebo}" in text
    assert "retired:\n  - {kind: arms, key: gone, label: Went, old_number: 3}\n" in text
    assert read_record(text) == full()


def test_file_without_keys_means_the_places_in_it():
    data = msgspec.to_builtins(full(), builtin_types=(Decimal,))
    for kind, inner in LISTS.items():
        for row in data.get(kind, []):
            del row["key"]
            for one in row.get(inner, []):
                del one["key"]
    data["missing"][0]["path"] = "arms/2/regimens/2/dose"
    data["results"][0]["groups"][0]["arm"] = 2
    assert record_of(data) == full()


def test_hand_written_path_may_count_places_beside_keys():
    text = write_record(full()).replace("arms/placebo/regimens/care/dose", "arms/placebo/regimens/2/dose")
    assert read_record(text) == full()


@pytest.mark.parametrize("text", ["arms: 3", "arms: [3]", "missing: [x]", "results: {a: 1}", "retired: [a]"])
def test_what_is_no_document_is_told_by_the_reader(text):
    with pytest.raises(RecordError):
        read_record(text)


# --- Memory --------------------------------------------------------------------------------------------------


def test_rows_that_a_record_has_no_more_are_told_with_their_words():
    before = trial(arms=(ArmRecord(key="old", old_number=2, label="Went away", role="OTHER"), *trial().arms))
    assert rows_left(record_data(before), trial()) == (
        RetiredRecord(kind="arms", key="old", label="Went away", old_number=2),
    )


def test_what_a_trial_remembers_stays_whatever_a_file_says():
    first, second = trial().arms
    numbered = msgspec.structs.replace
    file = trial(
        arms=(
            numbered(first, old_number=2),
            numbered(second, old_number=1),
            numbered(arm("New"), key="new", old_number=3),
        ),
    )
    gone = RetiredRecord(kind="arms", key="gone", label="As it was", old_number=3)
    again = RetiredRecord(kind="arms", key="gone", label="As the file calls it", old_number=7)
    record = with_memory(file, {"cells": 1, "placebo": None, "gone": 3}, [gone, again])
    assert [one.old_number for one in record.arms] == [1, None, None]
    assert record.retired == (gone,)


def test_row_that_lives_again_is_gone_no_more():
    record = with_memory(
        trial(), {}, [RetiredRecord(kind="arms", key="cells"), RetiredRecord(kind="criteria", key="a")]
    )
    assert [(one.kind, one.key) for one in record.retired] == [("criteria", "a")]

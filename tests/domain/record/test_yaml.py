"""Documents that would fill the memory, or mean another number than they show, are refused with place and reason."""

from pathlib import Path

import pytest

from tests.domain.makers import trial
from trials.domain.record.yaml import RecordError, read_record, write_record

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures" / "trials").glob("*.yaml"))
BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def refusal(text: str) -> str:
    with pytest.raises(RecordError) as told:
        read_record(text)
    return str(told.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(BOMB, "aliases", id="bomb"),
        pytest.param("a: &a [*a]\n", "aliases", id="round-in-circles"),
        pytest.param("a: {<<: *b}\n", "aliases", id="merge"),
        pytest.param("value: " + "[" * 100_000, "levels deep", id="brackets"),
        pytest.param("value: " + "{a: " * 5_000, "levels deep", id="braces"),
        pytest.param("- " * 5_000 + "x", "levels deep", id="dashes"),
        pytest.param("title: " + "x" * 3_000_000, "longer than", id="long"),
        pytest.param("enrolment: " + "9" * 10_000, "not YAML", id="digits"),
        pytest.param("? [a]\n: b\n", "not YAML", id="list-as-key"),
        pytest.param("a: !!python/object/apply:os.system [ls]\n", "not YAML", id="python"),
    ],
)
def test_bomb_is_refused_at_once(text, reason):
    assert reason in refusal(text)


@pytest.mark.parametrize("number", ["0500000", "1:30", "0x1F", "0b11", "1:30.5"])
def test_number_that_means_another_one_is_no_number(number):
    text = write_record(trial()).replace("low: 1_000_000", f"low: {number}", 1)
    told = refusal(text)
    assert number in told
    assert "line" in told


@pytest.mark.parametrize("number", ["1_000_000", "1000000", "1000000.0", "1.0e+6"])
def test_number_as_people_write_it_is_read(number):
    text = write_record(trial()).replace("low: 1_000_000", f"low: {number}", 1)
    assert read_record(text) == trial()


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_file_of_the_project_is_written_as_it_stands(path):
    text = path.read_text(encoding="utf-8")
    assert write_record(read_record(text)) == text

"""The command line: JSON lines in, readings out, a bad line answered and the rest done."""

import io
import json
import subprocess
import sys

import pytest

from tests.domain.extraction.studies import arm, gives, study
from trials.domain.extraction.__main__ import main

RECORD = study([arm("A", "a single infusion of 2×10^6 cells/kg")], [gives("MSC")])


def run(kind, *lines):
    """Return the exit code and the answers to lines."""
    sink = io.StringIO()
    code = main([kind], source=lines, sink=sink)
    return code, [json.loads(line) for line in sink.getvalue().splitlines()]


def test_regimens():
    code, (answer,) = run("regimens", json.dumps(RECORD))
    assert code == 0
    assert answer["arms"][0]["cell_regimens"][0]["dose"] == {
        "low": 2000000.0,
        "high": 2000000.0,
        "unit": "cells/kg",
        "per": "dose",
    }


@pytest.mark.parametrize(
    ("kind", "text", "field"),
    [
        pytest.param("timeframes", "week 4", "days", id="timeframes"),
        pytest.param("criteria", "age of at least 18 years", "thresholds", id="criteria"),
    ],
)
def test_texts(kind, text, field):
    code, (answer,) = run(kind, json.dumps({"id": "x1", "text": text}))
    assert code == 0
    assert (answer["id"], answer["text"]) == ("x1", text)
    assert answer[field]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        pytest.param("{", "Expecting", id="no-json"),
        pytest.param("[1]", "not a JSON object", id="no-object"),
        pytest.param('{"a": 1}', "no protocolSection", id="no-study"),
        pytest.param('{"protocolSection": 1}', "not an object", id="misshapen"),
    ],
)
def test_a_bad_line_is_answered_and_the_rest_goes_on(line, error):
    code, (bad, good) = run("regimens", line, "", json.dumps(RECORD))
    assert code == 1
    assert bad["line"] == 1
    assert error in bad["error"]
    assert good["id"] == "NCT00000000"


def test_a_text_must_be_there():
    code, (answer,) = run("criteria", '{"id": 1}')
    assert (code, answer["error"]) == (1, "no text")


def test_as_a_program_with_bytes_that_are_no_text():
    lines = json.dumps(RECORD).encode() + b"\n\xff\xfe\n"
    done = subprocess.run(
        [sys.executable, "-m", "trials.domain.extraction", "regimens"], input=lines, capture_output=True, check=False
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert ["arms" in answer for answer in answers] == [True, False]


def test_the_core_alone_needs_no_framework():
    code = (
        "import sys, trials.domain.extraction.__main__ as m;"
        "m.main(['regimens'], source=[]); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

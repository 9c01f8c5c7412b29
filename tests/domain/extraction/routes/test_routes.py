"""Routes: the closer word wins, several ways are unclear, other things' ways are not read."""

import pytest

from tests.domain.extraction.phrases import cases
from trials.domain.extraction.routes import read_route


@pytest.mark.parametrize("case", cases("routes.tsv"))
def test_read_route(case):
    assert read_route(case["phrase"]).certain_value == case["route"]


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("a phase IV trial in grade III-IV disease", id="roman-numbers"),
        pytest.param("(i) this, (ii) that, (iii) more and (iv) rest", id="enumeration"),
        pytest.param("intravenous antibiotics were stopped", id="another-drug"),
        pytest.param("patients with intracerebral hemorrhage", id="disease"),
        pytest.param("portal hypertension and intrahepatic cholestasis", id="disease-of-the-liver"),
        pytest.param("osteonecrosis of the femoral head", id="place-of-disease"),
        pytest.param("history of intravenous drug use", id="exclusion"),
        pytest.param("intravenous immune globulins 1 g/kg", id="immune-globulins"),
        pytest.param("transdermal injection of a filler", id="transdermal-injection"),
    ],
)
def test_read_route_finds_none_in(phrase):
    assert read_route(phrase) is None


def test_read_route_is_unclear_about_two_ways():
    reading = read_route("intrathecal and intravenous infusion of cells")
    assert not reading.is_certain
    assert "intrathecal" in reading.reason


def test_read_route_is_unclear_about_a_joint_and_the_bone_under_it():
    assert not read_route("intra-articular and subchondral injection of cells").is_certain


def test_read_route_keeps_the_words_it_rests_on():
    assert read_route("cells via hepatic artery").span.text == "hepatic artery"

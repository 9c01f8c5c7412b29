"""Claims in words."""

import pytest

from trials.domain.wording.claims import claimed_words


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
        ("criteria/a/thresholds/b", {"analyte": "meld", "operator": "lt", "unit": "score", "high": "30"}, "MELD < 30"),
        ("outcomes/survival/time_frame", {"time_frame": "12 weeks", "days": [84]}, "week 12"),
        ("results/mortality", {"concept": "mortality", "groups": [{"label": "A", "n": 9, "events": 0}]}, "A, 0 of 9"),
        ("sponsor", None, ""),
        ("start", "soon", "soon"),
    ],
)  # fmt: skip
def test_claimed_value_in_words(path, value, words):
    assert claimed_words(path, value) == words

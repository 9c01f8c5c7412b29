"""What a path is about: in a word, and as the place of a note."""

import pytest

from tests.domain.makers import trial
from trials.domain.wording.places import place_words, value_name


@pytest.mark.parametrize(
    ("path", "word"),
    [("arms/cells/regimens/msc/dose", "dose"), ("outcomes/death/time_frame", "time"), ("age_min", "lowest age"),
     ("interventions/msc/cell_source", "origin"), ("arms/cells/label", "label")],
)  # fmt: skip
def test_value_in_a_word(path, word):
    assert value_name(path) == word


@pytest.mark.parametrize(
    ("path", "words"),
    [("", "The trial as a whole"), ("arms/cells", "Arm 1: Cells"),
     ("arms/cells/regimens/msc/dose", "Arm 1, UC-MSC: dose"),
     ("removed/arms/1", "removed/arms/1"), ("arms/9", "arms/9"), ("sponsor", "Sponsor")],
)  # fmt: skip
def test_place_of_a_note(path, words):
    assert place_words(trial(), path) == words
    assert place_words(None, path) == (path or "The trial as a whole")

"""Definitions of ACLF in words: made from the figures by which trials are told, and as the societies print them."""

import pytest

from trials.domain.vocabulary.definitions import liver_failure_definitions
from trials.domain.wording.definitions import definition_words

WORDS = {one.code: definition_words(one) for one in liver_failure_definitions()}


@pytest.mark.parametrize(
    ("code", "liver", "coagulation"),
    [
        ("apasl_2019", "Bilirubin ≥ 5 mg/dL (85.5 µmol/L)", "INR ≥ 1.5; trials often add prothrombin activity < 40 %"),
        ("easl_clif", "Bilirubin ≥ 12 mg/dL (205 µmol/L) is liver failure", "INR ≥ 2.5 is coagulation failure"),
        ("nacseld", "Not a criterion", "Not a criterion"),
        ("cossh", "Bilirubin ≥ 12 mg/dL (205 µmol/L)", "INR ≥ 1.5"),
        (
            "cma",
            "Bilirubin ≥ 10 × ULN (≥ 171 µmol/L), or a rise of ≥ 17.1 µmol/L a day",
            "Prothrombin activity ≤ 40 % or INR ≥ 1.5",
        ),
    ],
)
def test_definition_in_words(code, liver, coagulation):
    assert (WORDS[code].liver, WORDS[code].coagulation) == (liver, coagulation)

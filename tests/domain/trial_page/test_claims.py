"""Claims of a trial: every reading of a value that has more than one."""

from tests.domain.makers import trial
from trials.domain.comparison.columns import Assumptions
from trials.domain.record import (
    ClaimRecord,
)
from trials.domain.trial_page.claims import ClaimFact, contested_claims
from trials.domain.trial_page.page import trial_page
from trials.domain.vocabulary import (
    ClaimMethod,
    Masking,
)


def page_of(record):
    return trial_page(record, (), {}, Assumptions())


def readings_of(page, about: str) -> list[tuple[str, str]]:
    return [(line.value, line.standing) for line in page.contested if line.about == about]


def test_every_value_with_more_than_one_reading_is_listed_with_what_is_shown():
    rivals = (
        ClaimRecord(path="start", value="2018", as_reported="2018", source="paper"),
        ClaimRecord(path="masking", value="DOUBLE", as_reported="double", source="paper"),
        ClaimRecord(path="phase", value="PHASE2", as_reported="phase II"),
    )
    page = page_of(trial(start="2017-12-10", masking=Masking.QUADRUPLE, rival_claims=rivals))
    assert readings_of(page, "Start") == [("10 Dec 2017", "shown"), ("2018", "kept beside it")]
    assert readings_of(page, "Masking") == [("Quadruple", "shown"), ("Double", "kept beside it")]
    assert readings_of(page, "Phase") == [("", "shown"), ("Phase 2", "kept beside it")]


def test_stored_rival_is_listed_once():
    rival = ClaimRecord(path="masking", value="DOUBLE", as_reported="double", source="paper")
    fact = ClaimFact("masking", "DOUBLE", "double", "paper", "", ClaimMethod.CURATED_EVIDENCE, False, True)
    record = trial(masking=Masking.QUADRUPLE, rival_claims=(rival,))
    assert [one.value for one in contested_claims(record, (fact,))] == ["QUADRUPLE", "DOUBLE"]
    assert contested_claims(trial(masking=Masking.QUADRUPLE), ()) == ()

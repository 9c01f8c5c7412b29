"""The index in memory: what it holds is what the database holds now."""

import pytest
from django.db import transaction

from trials.actions.changes import mark_data_changed
from trials.actions.derived import rebuild_derived
from trials.domain.dosing.weights import Weights
from trials.models import Regimen, Trial
from trials.search.engine.index import ArmKey, FacetIndex, bits_of
from trials.search.engine.order import numbers_of, ordered_arms, picked
from trials.search.engine.version import NO_DATA
from trials.search.text import query_words
from trials.selectors.arm_index import current_index

pytestmark = pytest.mark.usefixtures("evidence_db")


def test_changed_record_is_seen_by_the_next_request() -> None:
    before = current_index()
    number = before.by_ref["nct03945487:comprehensive-uc-msc"]
    assert before.facets["route"]["intravenous_unspecified"] >> number & 1
    Regimen.objects.filter(arm__trial__registry_id="NCT03945487", intervention__kind="MSC").update(route="portal_vein")
    rebuild_derived(trials=Trial.objects.filter(registry_id="NCT03945487"))
    after = current_index()
    assert after.facets["route"]["portal_vein"] >> number & 1
    assert not after.facets["route"]["intravenous_unspecified"] >> number & 1


def test_mark_of_a_change_that_was_rolled_back_never_comes_again() -> None:
    before = current_index().version
    with transaction.atomic():
        mark_data_changed()
        within = current_index().version
        transaction.set_rollback(True)
    assert current_index().version == before
    mark_data_changed()
    assert current_index().version not in (before, within)


def test_words_find_trials_whatever_their_case_and_accents() -> None:
    index = current_index()
    for text in ("nct03668171", "03668171", "NCT03668171 msc"):
        refs = [index.arms[number].ref for number in numbers_of(index.containing(query_words(text)))]
        assert refs == ["NCT03668171:msc", "NCT03668171:control"], text


def test_short_words_begin_a_word() -> None:
    index = current_index()
    bilirubin = index.containing(query_words("bilirubin"))
    assert bilirubin
    assert bilirubin & ~index.containing(query_words("bi")) == 0
    assert index.containing(query_words("il")) != bilirubin | index.containing(query_words("il"))


def test_trials_are_counted_once_each() -> None:
    arms = [ArmKey(number, trial, f"T{trial}", 1, f"arm-{number}") for number, trial in enumerate([1, 1, 1, 2, 3, 3])]
    index = FacetIndex(NO_DATA, arms, 0, {}, {}, {}, {})
    for bits in range(1 << 6):
        assert index.trial_count(bits) == len({arms[number].trial_id for number in numbers_of(bits)})


def test_order_holds_every_arm_once_and_picks_from_it() -> None:
    index = current_index()
    for sort in ("trial", "-start", "cells", "-enrolment", "status"):
        order = ordered_arms(index, sort, Weights())
        assert sorted(order) == list(range(len(index.arms)))
    some = bits_of([3, 1, 40], len(index.arms))
    assert list(picked(ordered_arms(index, "-trial", Weights()), some)) == [40, 3, 1]

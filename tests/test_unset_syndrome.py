"""A trial whose syndrome nobody has set is not yet extracted, never another liver disease."""

import pytest
from django.test import Client

from tests.domain.makers import trial
from trials.actions.store_trial import store_trial
from trials.domain.record.yaml import read_record, write_record
from trials.domain.vocabulary import RecordRead, Syndrome
from trials.models import Trial

pytestmark = pytest.mark.django_db
FOUND = {"q": "NCT00000001", "arms": "all"}


@pytest.fixture(params=[RecordRead.PART, RecordRead.WHOLE])
def stored(request):
    record = read_record(write_record(trial(record_read=request.param, syndrome=None)))
    assert record.syndrome is None
    return store_trial(record=record)


def test_page_says_that_it_is_not_yet_extracted(stored):
    text = Client().get("/trials/NCT00000001/").text
    assert "Other liver disease" not in text
    assert Trial.objects.get(pk=stored.pk).syndrome == ""


@pytest.mark.parametrize(("code", "found"), [("other", False), ("not_extracted", True), ("not_reported", False)])
def test_filter_finds_it_as_such(stored, code, found):
    rows = Client().get("/trials/", FOUND | {"syndrome": code}).context["page"].rows
    assert bool(rows) is found


def test_other_syndrome_is_written_and_read_back():
    text = write_record(trial(syndrome=Syndrome.OTHER))
    assert "syndrome: other" in text
    assert read_record(text).syndrome == Syndrome.OTHER

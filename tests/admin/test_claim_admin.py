"""Claims in the admin: read, and accepted one by one or several at once."""

from django.urls import reverse

from tests.actions.makers import shown, stored
from tests.admin.test_trial_admin import DOSE, DOSED, submit
from trials.models import Claim, Trial


def changed_dose(client):
    submit(client, regimens__0__dose_low="2e6", regimens__0__dose_high="2e6")
    return Claim.objects.get(trial__registry_id=DOSED, path=DOSE, accepted=False)


def test_accepting_the_earlier_claim_shows_its_value_again(as_curator, curator):
    earlier = changed_dose(as_curator)
    page = as_curator.get(reverse("admin:trials_claim_change", args=[earlier.pk]))
    assert "Accept this claim" in page.text
    assert "2 ×10⁶ cells/kg" in page.text  # the accepted claim stands beside it
    response = as_curator.post(reverse("admin:trials_claim_accept", args=[earlier.pk]), follow=True)
    assert "accepted. Pages show" in response.text
    assert shown(DOSED).arms[0].regimens[0].dose.low == 1000000
    claims = Claim.objects.filter(trial__registry_id=DOSED, path=DOSE).order_by("pk")
    assert [(claim.method, claim.accepted) for claim in claims] == [
        ("curated_evidence", False),
        ("curator", False),
        ("curator", True),
    ]
    assert claims[2].by == curator


def test_several_claims_are_accepted_from_the_list(as_curator):
    earlier = changed_dose(as_curator)
    address = reverse("admin:trials_claim_changelist")
    response = as_curator.post(address, {"action": "accept", "_selected_action": [earlier.pk]}, follow=True)
    assert "accepted. Pages show" in response.text
    assert shown(DOSED).arms[0].regimens[0].dose.low == 1000000


def test_claim_that_fits_nowhere_is_refused_with_its_reason(as_curator):
    trial = Trial.objects.get(registry_id=DOSED)
    claim = Claim.objects.create(trial=trial, path="arms/nobody/size", value=4, method="curator")
    before = stored(DOSED)
    response = as_curator.post(reverse("admin:trials_claim_accept", args=[claim.pk]), follow=True)
    assert "no place arms/nobody/size" in response.text
    assert stored(DOSED) == before


def test_accepting_wants_a_post(as_curator):
    claim = Claim.objects.filter(accepted=False).first()
    assert as_curator.get(reverse("admin:trials_claim_accept", args=[claim.pk])).status_code == 405
    assert as_curator.post(reverse("admin:trials_claim_accept", args=[99999999])).status_code == 404

"""The admin's list of trials is filtered as the public list is."""

import html

import pytest
from django.http import QueryDict
from django.urls import reverse_lazy

from trials.actions.derived import rebuild_derived
from trials.models import Regimen, Trial
from trials.search.list_page.state import read_request
from trials.selectors.found import found_trials

DOSED = "NCT03945487"
CHANGELIST = reverse_lazy("admin:trials_trial_changelist")


def listed(response):
    return {trial.registry_id for trial in response.context["cl"].queryset}


def public(query):
    """The ids of the trials in the public list of all arms."""
    asked = read_request(QueryDict(query + "&arms=all"))
    return set(found_trials(asked).values_list("registry_id", flat=True))


@pytest.mark.parametrize(
    "query",
    [
        "syndrome=ACLF",
        "cells=umbilical_cord&route=peripheral_vein",
        "route=not_reported&route=not_extracted",
        "disputed=dose",
        "discrepancy=open&status=COMPLETED",
    ],
)
def test_filters_find_what_they_find_in_the_public_list(as_curator, query):
    response = as_curator.get(f"{CHANGELIST}?{query}")
    assert response.status_code == 200
    assert 0 < len(listed(response)) < Trial.objects.count()
    assert listed(response) == public(query)


def test_filters_of_arms_must_be_true_of_one_arm(as_curator):
    """Other filters are of the trial: two arms that meet one each make no trial that is found."""
    trial = Trial.objects.get(registry_id=DOSED)
    Regimen.objects.filter(arm__trial=trial, arm__position=1, intervention__kind="MSC").update(route="portal_vein")
    given = trial.interventions.get(key="msc")
    Regimen.objects.create(arm=trial.arms.get(position=2), position=9, intervention=given, route="oral", doses_count=8)
    rebuild_derived(trials=[trial])
    assert DOSED in listed(as_curator.get(f"{CHANGELIST}?route=oral")) & listed(
        as_curator.get(f"{CHANGELIST}?infusions=3")
    )
    assert DOSED not in listed(as_curator.get(f"{CHANGELIST}?route=oral&infusions=3"))


def test_counts_are_what_a_choice_would_list(as_curator):
    """Under other facets, the admin's own filters and a search."""
    response = as_curator.get(f"{CHANGELIST}?_facets=True&status=COMPLETED&missing=any&q=cirrhosis")
    specs = {spec.title: spec for spec in response.context["cl"].filter_specs if hasattr(spec, "facet")}
    choices = [choice for spec in specs.values() for choice in list(spec.choices(response.context["cl"]))[1:]]
    counted = [(one["query_string"], int(one["display"].rpartition("(")[2].rstrip(")"))) for one in choices]
    assert {bool(number) for _, number in counted} == {True, False}
    for query, number in counted[::4]:
        assert len(listed(as_curator.get(f"{CHANGELIST}{query}"))) == number, query


def test_chosen_values_are_marked(as_curator):
    response = as_curator.get(f"{CHANGELIST}?route=oral&route=not_reported&route=peripheral_vein")
    (spec,) = (one for one in response.context["cl"].filter_specs if one.title == "route")
    chosen = [one["display"] for one in spec.choices(response.context["cl"]) if one["selected"]]
    assert chosen == ["Peripheral vein", "By mouth", "not reported"]


def test_value_that_cannot_be_used_is_named_and_its_filter_not_applied(as_curator):
    response = as_curator.get(f"{CHANGELIST}?status=asleep&syndrome=ACLF")
    assert response.status_code == 400
    assert "Status: “asleep” is not among the choices. This filter is not applied." in html.unescape(response.text)
    assert listed(response) == public("syndrome=ACLF")


def test_trial_without_arms_is_listed_until_an_arm_is_asked_for(as_curator):
    Trial.objects.create(registry_id="NCT99999998", registry="ClinicalTrials.gov", title="New", record_read="part")
    assert "NCT99999998" in listed(as_curator.get(CHANGELIST))
    assert listed(as_curator.get(f"{CHANGELIST}?missing=arms")) == {"NCT99999998"}
    assert "NCT99999998" not in listed(as_curator.get(f"{CHANGELIST}?syndrome=other"))

"""What curators decided about ages while they were numbers of years holds after the migration."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from tests.releases.old_database import empty_database, fill_as_of
from trials.models import Claim, Note, Trial
from trials.selectors.records import records_from_tables

DUMP = Path(__file__).with_name("before_keys.json")

pytestmark = pytest.mark.xdist_group("ages-in-years")


@pytest.fixture(scope="module")
def migrated(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), empty_database(tmp_path_factory.mktemp("ages")) as connection:
        fill_as_of(connection, "0007_derivation_rules", DUMP)
        call_command("migrate", "trials", "0014", verbosity=0)
        decided(connections["default"])
        call_command("migrate", verbosity=0)
        call_command("rebuild_derived", verbosity=0)
        yield


def decided(connection):
    """A curator decided on 12.5 years, and wrote a note at the highest age: in the columns of that release."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trials_claim SET accepted = %s WHERE path = %s", [False, "age_min_years"])
        cursor.execute("SELECT id, trial_id FROM trials_claim WHERE method = 'curator' LIMIT 1")
        claim, trial = cursor.fetchone()
        cursor.execute("UPDATE trials_claim SET path = 'age_min_years', value = '12.5' WHERE id = %s", [claim])
        cursor.execute("UPDATE trials_trial SET age_min_years = 12.5 WHERE id = %s", [trial])
        cursor.execute("UPDATE trials_note SET path = 'age_max_years'")


@pytest.mark.django_db
def test_decision_and_note_stand_at_the_present_facts(migrated):
    claim = Claim.objects.get(path="age_min", method="curator")
    assert (claim.value, claim.trial.age_min) == ("12.5 years", "12.5 years")
    assert not Claim.objects.filter(path__contains="_years").exists()
    assert set(Note.objects.values_list("path", flat=True)) == {"age_max"}


@pytest.mark.django_db
def test_decision_survives_the_load_of_the_present_file(migrated):
    claim = Claim.objects.get(path="age_min", method="curator")
    file = Path(__file__).parents[2] / "fixtures" / "trials" / f"{claim.trial.registry_id}.yaml"
    if file.exists():
        call_command("load_fixtures", str(file), "--again")
    assert records_from_tables(list(Trial.objects.filter(pk=claim.trial_id)))[claim.trial.registry_id].age_min == (
        "12.5 years"
    )

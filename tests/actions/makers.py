"""Trials to work on: records from fixtures/, and a curator who edits their rows."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import transaction

from trials.actions.curation import begin_curation, finish_curation
from trials.domain.record import TrialRecord
from trials.domain.record.yaml import read_record
from trials.models import Claim, Trial
from trials.selectors.records import records_from_tables, trial_records

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "trials"
NOW = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)


def from_file(registry_id: str) -> TrialRecord:
    return read_record((FOLDER / f"{registry_id}.yaml").read_text(encoding="utf-8"))


def stored(registry_id: str) -> TrialRecord:
    """The record put together from the tables."""
    return records_from_tables([Trial.objects.get(registry_id=registry_id)])[registry_id]


def shown(registry_id: str) -> TrialRecord:
    """The record that pages read."""
    return trial_records([registry_id])[registry_id]


def curator(name: str = "curator"):
    return get_user_model().objects.get_or_create(username=name)[0]


def curate(registry_id: str, edit: Callable[[Trial], object], at: datetime = NOW) -> list[Claim]:
    """Let a curator edit the rows of a trial; return the claims that were filed."""
    trial = Trial.objects.get(registry_id=registry_id)
    with transaction.atomic():
        before = begin_curation(trial=trial)
        edit(trial)
        return finish_curation(trial=Trial.objects.get(pk=trial.pk), curation=before, by=curator(), at=at)


def accepted(registry_id: str, path: str) -> Claim | None:
    return Claim.objects.filter(trial__registry_id=registry_id, path=path, accepted=True).first()

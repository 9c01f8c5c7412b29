"""Noting what changed, so that every process knows what to read again: the last thing that a change of the data does.

docs/adr/0017-changes-are-a-log.md says why nothing is ever missed, on both databases.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from trials.models import DataChange, DataVersion, Trial

#: So many changes are kept. Who is further behind reads everything again, so that any number is safe.
CHANGES_KEPT = 1000


def note_changes(*, trials: Iterable[int] = (), is_full: bool = False, using: str = "default") -> None:
    """Make a new version of the data, in which these trials (primary keys) differ from the one before.

    Belongs at the end of the transaction that changes them: from here until it ends no other can make a version,
    which is why numbers follow one another in the order of commits. Locks of trials are taken before, never after.
    """
    mark = uuid4().hex
    with transaction.atomic(using=using):
        version = DataVersion.objects.using(using).filter(pk=1)
        if not version.update(mark=mark, number=F("number") + 1):
            DataVersion.objects.using(using).get_or_create(pk=1, defaults={"mark": mark})
            version.update(mark=mark, number=F("number") + 1)
        number = version.values_list("number", flat=True).get()
        pks: list[int | None] = [*dict.fromkeys(trials)] or [None]
        log = DataChange.objects.using(using)
        log.bulk_create(DataChange(number=number, mark=mark, trial_id=pk, is_full=is_full) for pk in pks)
        log.filter(number__lte=number - CHANGES_KEPT).delete()


def mark_data_changed(*, using: str = "default") -> None:
    """Tell every process that pages changed though no trial did."""
    note_changes(using=using)


def delete_trials(*, trials: Iterable[Trial], using: str = "default") -> int:
    """Delete trials with all below them, claims and notes too; return how many there were.

    They are locked first, in the order of all writers, since deleting begins at the rows below a trial.
    """
    pks = [trial.pk for trial in trials]
    with transaction.atomic(using=using):
        held = Trial.objects.using(using).filter(pk__in=pks).order_by("pk").select_for_update()
        found = [trial.pk for trial in held]
        Trial.objects.using(using).filter(pk__in=found).delete()
        if found:
            note_changes(trials=found, using=using)
    return len(found)

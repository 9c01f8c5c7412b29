"""What has changed in the data, in the order in which it was committed: by it a process knows what to read again.

docs/adr/0017-changes-are-a-log.md says why nothing is ever missed, on both databases.
"""

from __future__ import annotations

from django.db import models


class DataVersion(models.Model):
    """The newest change: what a process has read into memory is good while it stays. One row.

    ``number`` counts the changes; ``mark`` is random, so that a number that comes again (a transaction that was
    rolled back, a database that was restored) is not taken for the one that was seen.
    """

    mark = models.CharField(max_length=32)
    number = models.PositiveBigIntegerField(default=0, db_default=0)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.number} {self.mark}"


class DataChange(models.Model):
    """One trial that a change touched; a change of more trials has more rows, of one number and mark.

    ``trial_id`` is no foreign key: it outlives the trial. None: pages changed, trials did not (an account's name).
    ``is_full``: everything was rebuilt, so that trials may be gone of which nothing else is told.
    """

    number = models.PositiveBigIntegerField(db_index=True)
    mark = models.CharField(max_length=32)
    trial_id = models.BigIntegerField(null=True)
    is_full = models.BooleanField(default=False)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.number}: trial {self.trial_id}"

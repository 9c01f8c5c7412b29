"""A database of ten thousand trials, as far as the index reads it, and what is read of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from benchmarks.data import multiply
from trials.fingerprints import data_fingerprint
from trials.models import Trial, TrialSnapshot

#: With the 124 trials of fixtures/: 10,044.
COPIES = 80
READ_BY_THE_INDEX = ("Trial", "Arm", "ArmSummary")


def make_many(copies: int = COPIES) -> None:
    """Copy the trials that are there, as far as the index reads them: no rows below their arms, no whole records."""
    multiply(copies, READ_BY_THE_INDEX)
    bare = Trial.objects.filter(snapshot__isnull=True).values_list("pk", flat=True)
    rows = [TrialSnapshot(trial_id=pk, body="{}", fingerprint=data_fingerprint()) for pk in bare]
    TrialSnapshot.objects.bulk_create(rows, batch_size=1000)


class RowsRead:
    """How many rows each statement gave, by the first table that it reads."""

    def __init__(self) -> None:
        self.by_table: list[tuple[str, int]] = []

    def of(self, table: str) -> int:
        """Return the rows of all statements that begin at a table."""
        return sum(rows for name, rows in self.by_table if name == table)

    @property
    def total(self) -> int:
        """All rows."""
        return sum(rows for _, rows in self.by_table)


@contextmanager
def rows_read() -> Iterator[RowsRead]:
    """Count the rows of each SELECT by asking once more for their number."""
    seen, counting = RowsRead(), []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith("SELECT") and not counting:
            counting.append(True)
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT COUNT(*) FROM ({sql}) AS counted", params)
                (number,) = cursor.fetchone()
            counting.clear()
            table = re.search(r'FROM "?(\w+)', sql)
            seen.by_table.append((table.group(1) if table else "", number))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen

"""What both kinds of backup share: what they tell, how a file comes into being, when a database is empty."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

#: Tables that hold somebody's work. Rows that migrations make (permissions, groups, the mark) are nobody's.
_WORK = ("trials_trial", "auth_user")


class BackupError(Exception):
    """A backup or a restore did not happen; the message says why and what to do."""


@dataclass(frozen=True)
class RowCounts:
    """What was written or restored: the number of rows by table."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


@contextmanager
def new_file(file: Path) -> Iterator[Path]:
    """Give a place to write to, which becomes ``file`` when all went well; readable by its owner alone.

    Raises BackupError when ``file`` is there already or its folder is not.
    """
    if file.exists():
        raise BackupError(f"{file} is there already: choose another name, a backup never overwrites.")
    part = file.with_name(f".{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        os.link(part, file)  # unlike a rename it fails when somebody made the file meanwhile
    except FileExistsError as error:
        raise BackupError(f"{file} is there already: choose another name, a backup never overwrites.") from error
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)


def refuse_unless_empty() -> None:
    """Raise BackupError when the database holds anybody's work."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in _WORK:
            if table in tables:
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")  # noqa: S608
                if cursor.fetchone()[0]:
                    raise BackupError(
                        "This database is not empty. A backup is restored into an empty one, so that nothing is"
                        " overwritten: name a new one in DATABASE_URL, or another folder in VAR_DIR."
                    )

"""SQLite: a copy by the database's own backup interface, which sees one moment, work of the log included."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from django.db import connection

from trials.actions.backups.files import BackupError, RowCounts, new_file, refuse_unless_empty

MAGIC = b"SQLite format 3\0"
_Digests = dict[str, tuple[int, str]]


def write_backup(file: Path) -> RowCounts:
    """Write the database as it is at this moment; see `trials.actions.backups.write_backup`."""
    with _own_connection() as source, new_file(file) as part:
        source.execute("BEGIN")  # the moment: what others store from here on is not in it
        before = _digests(source)
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            _check(copy, before, "The backup")
    return RowCounts({table: rows for table, (rows, _) in before.items()})


def restore_backup(file: Path) -> RowCounts:
    """Put a copy into the empty database; see `trials.actions.backups.restore_backup`."""
    refuse_unless_empty()
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source:
        try:
            wanted = _digests(source)
            _check(source, wanted, f"{file}")
        except sqlite3.DatabaseError as error:
            raise BackupError(f"{file} is damaged: {error}.") from error
        if "django_migrations" not in wanted:
            raise BackupError(f"{file} is a SQLite database, but none of this application.")
        connection.close()
        with _own_connection() as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=WAL")
            _check(target, wanted, "The restored database")
    return RowCounts({table: rows for table, (rows, _) in wanted.items()})


@contextmanager
def _own_connection() -> Iterator[sqlite3.Connection]:
    """A connection beside Django's, so that no setting or transaction of a caller is in the way."""
    parameters = connection.get_connection_params()
    with closing(
        sqlite3.connect(parameters["database"], uri=parameters.get("uri", False), isolation_level=None, timeout=60)
    ) as own:
        yield own


def _digests(database: sqlite3.Connection) -> _Digests:
    """Return for each table its number of rows and a digest of all of them."""
    names = [
        name
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
        )
    ]
    found: _Digests = {}
    for name in names:
        digest, rows = sha256(), 0
        for row in database.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):  # noqa: S608 - the database's own name
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
            rows += 1
        found[name] = (rows, digest.hexdigest())
    return found


def _check(database: sqlite3.Connection, wanted: _Digests, what: str) -> None:
    problems = [row[0] for row in database.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
    if problems:
        raise BackupError(f"{what} is damaged: {'; '.join(problems)}.")
    if _digests(database) != wanted:
        raise BackupError(f"{what} does not hold the same rows as what it was made from.")

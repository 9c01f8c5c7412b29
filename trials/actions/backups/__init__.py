"""Backup and restore of everything in the database: records, decisions, accounts, what people saved.

``write_backup`` and ``restore_backup`` do what the database at hand needs: SQLite by its backup interface into a
database file, PostgreSQL by COPY in one snapshot into a zip with a manifest. Both check what they have written.
"""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from trials.actions.backups import postgresql, sqlite
from trials.actions.backups.files import BackupError, RowCounts

__all__ = ["BackupError", "RowCounts", "restore_backup", "write_backup"]


def write_backup(*, file: Path) -> RowCounts:
    """Write a backup of the default database while the site runs; raise BackupError, and leave no file, if it fails.

    A file that is there is never overwritten.
    """
    if connection.vendor == "sqlite":
        return sqlite.write_backup(file)
    return postgresql.write_backup(file)


def restore_backup(*, file: Path) -> RowCounts:
    """Put a backup into the default database, which must be empty; raise BackupError, and change nothing, if it fails.

    Afterwards the database stands at the migrations at which it was backed up.
    """
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    is_sqlite_file = file.open("rb").read(16) == sqlite.MAGIC
    if is_sqlite_file != (connection.vendor == "sqlite"):
        kind = "SQLite" if is_sqlite_file else "PostgreSQL (or no backup at all)"
        raise BackupError(f"{file} is a backup of {kind}, and this database is {connection.display_name}.")
    if connection.vendor == "sqlite":
        return sqlite.restore_backup(file)
    return postgresql.restore_backup(file)

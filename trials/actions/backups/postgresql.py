"""PostgreSQL: each table by COPY, all in one snapshot, in a zip whose manifest holds counts and digests.

No program of the server has to be installed, and the file fits any server version that the application runs on.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from trials.actions.backups.files import BackupError, RowCounts, new_file, refuse_unless_empty
from trials.release import RELEASE

FORMAT = "armwise backup 1"
_MANIFEST = "manifest.json"
_MOST_MANIFEST = 10_000_000
_CHUNK = 1 << 20


def write_backup(file: Path) -> RowCounts:
    """Write every table of the application as of one moment; see `trials.actions.backups.write_backup`."""
    with _own_connection() as database, new_file(file) as part:
        database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables: list[dict[str, Any]] = []
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in _tables(database):
                columns = _columns(database, name)
                with archive.open(f"tables/{name}", "w", force_zip64=True) as member:
                    rows, digest = _copy_out(database, name, columns, member.write)
                tables.append({"name": name, "columns": columns, "rows": rows, "sha256": digest})
            manifest = {"format": FORMAT, "release": RELEASE, "migrations": _migrations(database), "tables": tables}
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        _check_file(part)
    return RowCounts({table["name"]: table["rows"] for table in tables})


def restore_backup(file: Path) -> RowCounts:
    """Put a backup into the empty database; see `trials.actions.backups.restore_backup`."""
    refuse_unless_empty()
    manifest = _check_file(file)
    _migrate_to(manifest["migrations"])
    names = [sql.Identifier(table["name"]) for table in manifest["tables"]]
    with _own_connection() as database, zipfile.ZipFile(file) as archive:
        database.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(sql.SQL(", ").join(names)))
        for table in manifest["tables"]:
            _copy_in(database, archive, table)
        # Keys that point from table to table are held when all tables are there.
        database.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in manifest["tables"]:
            rows, digest = _copy_out(database, table["name"], table["columns"], lambda _: None)
            if (rows, digest) != (table["rows"], table["sha256"]):
                raise BackupError(f"{table['name']} was not restored as it was backed up; nothing was changed.")
            _reset_counters(database, table["name"])
        database.commit()
    return RowCounts({table["name"]: table["rows"] for table in manifest["tables"]})


@contextmanager
def _own_connection() -> Iterator[psycopg.Connection[Any]]:
    """A connection beside Django's; its transaction is rolled back unless the caller commits."""
    parameters: dict[str, Any] = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name not in ("cursor_factory", "context", "prepare_threshold", "server_side_binding")
    }
    own = psycopg.connect(**parameters)
    try:
        # What COPY writes must read the same wherever it is read.
        own.execute("SET TIME ZONE 'UTC'")
        own.execute("SET DateStyle = 'ISO'")
        own.commit()
        yield own
    except psycopg.Error as error:
        raise BackupError(f"The database refused: {error}") from error
    finally:
        own.close()


def _tables(database: psycopg.Connection[Any]) -> list[str]:
    """Return the tables of the application: Django's and ours, in the schema that is searched first."""
    rows = database.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') ORDER BY c.relname"
    )
    return [name for (name,) in rows]


def _columns(database: psycopg.Connection[Any], table: str) -> list[str]:
    rows = database.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s"
        " AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in rows]


def _copy_out(
    database: psycopg.Connection[Any], table: str, columns: list[str], write: Callable[[bytes], Any]
) -> tuple[int, str]:
    """Send a table's rows to ``write``, in an order that no server changes; return their number and digest."""
    query = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.Identifier(table),
        sql.SQL(", ").join(sql.SQL('{}::text COLLATE "C"').format(name) for name in _key(database, table)),
    )
    digest = sha256()
    with database.cursor() as cursor:
        with cursor.copy(query) as copy:
            for data in copy:
                digest.update(data)
                write(bytes(data))
        return cursor.rowcount, digest.hexdigest()


def _key(database: psycopg.Connection[Any], table: str) -> list[sql.Identifier]:
    rows = database.execute(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
        " WHERE i.indisprimary AND i.indrelid = (quote_ident(current_schema()) || '.' || quote_ident(%s))::regclass"
        " ORDER BY a.attnum",
        [table],
    )
    return [sql.Identifier(name) for (name,) in rows]


def _copy_in(database: psycopg.Connection[Any], archive: zipfile.ZipFile, table: dict[str, Any]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, table["columns"]))
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table["name"]), names)
    with database.cursor() as cursor, cursor.copy(query) as copy, archive.open(f"tables/{table['name']}") as member:
        while data := member.read(_CHUNK):
            copy.write(data)


def _reset_counters(database: psycopg.Connection[Any], table: str) -> None:
    """Let the next row of a table get a number that no row has."""
    rows = database.execute(
        "SELECT column_name, pg_get_serial_sequence(quote_ident(table_name), column_name)"
        " FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s",
        [table],
    ).fetchall()
    for column, counter in rows:
        if counter is not None:
            highest = sql.SQL("SELECT max({}) FROM {}").format(sql.Identifier(column), sql.Identifier(table))
            (number,) = database.execute(highest).fetchone() or (None,)
            database.execute("SELECT setval(%s, %s, %s)", [counter, number or 1, number is not None])


def _check_file(file: Path) -> dict[str, Any]:
    """Return the manifest of a backup whose every table was read again and has its digest."""
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo(_MANIFEST).file_size > _MOST_MANIFEST:
                raise BackupError(f"{file} is no backup of this application: its manifest is too large.")
            manifest: dict[str, Any] = json.loads(archive.read(_MANIFEST))
            if manifest.get("format") != FORMAT:
                raise BackupError(f"{file} is no backup that this version knows: {manifest.get('format')!r}.")
            for table in manifest["tables"]:
                digest = sha256()
                with archive.open(f"tables/{table['name']}") as member:
                    while data := member.read(_CHUNK):
                        digest.update(data)
                if digest.hexdigest() != table["sha256"]:
                    raise BackupError(f"{file} is damaged: {table['name']} does not have its digest.")
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, EOFError) as error:
        raise BackupError(f"{file} is no backup of this application, or it is damaged: {error}.") from error
    return manifest


def _migrations(database: psycopg.Connection[Any]) -> list[list[str]]:
    return [list(row) for row in database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")]


def _migrate_to(wanted: list[list[str]]) -> None:
    """Bring the empty database to the migrations of the backup."""
    executor = MigrationExecutor(connection)
    nodes = {(app, name) for app, name in wanted}
    unknown = sorted(f"{app}.{name}" for app, name in nodes - set(executor.loader.graph.nodes))
    if unknown:
        raise BackupError(f"The backup was made by another, perhaps a newer, version: it knows {', '.join(unknown)}.")
    beyond = set(executor.loader.applied_migrations) - nodes
    if beyond:
        raise BackupError(
            "The database has tables that are newer than the backup. Give a database without tables:"
            " restore makes them as they were, and 'manage.py migrate' brings them up."
        )
    graph = executor.loader.graph
    leaves = [node for node in nodes if not any(child.key in nodes for child in graph.node_map[node].children)]
    executor.migrate(sorted(leaves))
    connection.close()

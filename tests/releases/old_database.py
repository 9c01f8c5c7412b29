"""A database of its own, as an earlier release left it, in the place of the test database."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


@contextmanager
def empty_database(folder: Path) -> Iterator[Any]:
    """Put an empty database in the place of the default one, of the same kind, and drop it at the end."""
    usual = connections["default"]
    name = str(folder / "old.sqlite3")
    if usual.vendor == "postgresql":
        name = f"armwise_old_{os.getpid()}"
        with usual.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
    own = connections.create_connection("default")
    own.settings_dict = {**usual.settings_dict, "NAME": name}
    connections["default"] = own
    try:
        yield own
    finally:
        own.close()
        connections["default"] = usual
        if usual.vendor == "postgresql":
            with usual.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")


def fill_as_of(connection: Any, migration: str, dump: Path) -> None:
    """Make the tables of a past migration and fill them with a dump of that time, through the models of that time."""
    call_command("migrate", "trials", migration, verbosity=0)
    apps = MigrationExecutor(connection).loader.project_state(("trials", migration)).apps
    rows: dict[Any, list[Any]] = {}
    many: list[tuple[Any, int, list[int]]] = []
    for one in json.loads(dump.read_text(encoding="utf-8")):
        model = apps.get_model(one["model"])
        columns: dict[str, Any] = {}
        for field in model._meta.get_fields():
            if field.name not in one["fields"]:
                continue
            value = one["fields"][field.name]
            if field.many_to_many:
                many += [(getattr(model, field.name).through, one["pk"], value)] if value else []
            else:
                columns[field.attname] = value if field.is_relation else field.to_python(value)
        rows.setdefault(model, []).append(model(pk=one["pk"], **columns))
    for model, found in rows.items():
        model.objects.bulk_create(found)
    for through, pk, others in many:
        first, second = (field.attname for field in through._meta.fields if field.is_relation)
        through.objects.bulk_create(through(**{first: pk, second: other}) for other in others)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
            cursor.execute(statement)

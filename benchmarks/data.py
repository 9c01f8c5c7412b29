"""A database of any size: the trials of fixtures/, multiplied inside the database."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

STEP = 1_000_000
TRIAL_FILES = sorted((Path(__file__).parent.parent / "fixtures" / "trials").glob("*.yaml"))


def load(copies: int) -> int:
    """Migrate, load the trials of fixtures/ and copy each so many times; return the number of trials."""
    call_command("migrate", verbosity=0)
    call_command("loaddata", *map(str, TRIAL_FILES), verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        for model in _models():
            for copy in range(1, copies + 1):
                cursor.execute(_copy_statement(model, copy))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(TRIAL_FILES) * (copies + 1)


def _models() -> list[type[Model]]:
    """The tables of the record, parents first; many-to-many tables last."""
    models = [model for model in apps.get_app_config("trials").get_models() if _of_record(model)]
    done: list[type[Model]] = []
    while models:
        for model in models:
            parents = {f.related_model for f in model._meta.concrete_fields if f.is_relation} - {model}
            if not parents & set(models):
                done.append(model)
                models.remove(model)
                break
    return done


def _of_record(model: type[Model]) -> bool:
    names = {"Trial"} | {"TrialSnapshot"}
    seen: set[str] = set()

    def leads_to_trial(one: type[Model]) -> bool:
        if one.__name__ in names:
            return True
        if one.__name__ in seen:
            return False
        seen.add(one.__name__)
        related = [f.related_model for f in one._meta.concrete_fields if f.is_relation]
        return any(isinstance(target, type) and leads_to_trial(target) for target in related)

    return leads_to_trial(model)


def _copy_statement(model: type[Model], copy: int) -> str:
    """Return the SQL that copies all original rows of a table, keys moved by ``copy`` steps."""
    quote = connection.ops.quote_name
    record = {one for one in apps.get_app_config("trials").get_models() if _of_record(one)}
    columns, values = [], []
    for field in model._meta.concrete_fields:
        column = quote(field.column)
        columns.append(column)
        moved = field.primary_key or (field.is_relation and field.related_model in record)
        if moved:
            values.append(f"{column} + {copy * STEP}")
        elif field.name == "registry_id":
            values.append(f"{column} || '-{copy}'")
        elif field.name == "body":  # a snapshot begins with the registry id, which must be the copy's
            place = "strpos" if connection.vendor == "postgresql" else "instr"
            end = f"""{place}({column}, '","')"""
            values.append(f"substr({column}, 1, {end} - 1) || '-{copy}' || substr({column}, {end})")
        else:
            values.append(column)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)  # type: ignore[union-attr]
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} WHERE {key} < {STEP}"

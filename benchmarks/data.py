"""A database of any size: the trials of fixtures/, multiplied inside the database."""

from __future__ import annotations

from collections.abc import Collection
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
    multiply(copies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(TRIAL_FILES) * (copies + 1)


def multiply(copies: int, names: Collection[str] = ()) -> None:
    """Copy every trial that is there so many times, in the database; of the tables ``names`` alone if any are named."""
    models = [model for model in _models() if not names or model.__name__ in names]
    with transaction.atomic(), connection.cursor() as cursor:
        for model in models if copies else ():
            cursor.execute(_copy_statement(model, copies))


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
    seen: set[str] = set()

    def leads_to_trial(one: type[Model]) -> bool:
        if one.__name__ == "Trial":
            return True
        if one.__name__ in seen:
            return False
        seen.add(one.__name__)
        related = [f.related_model for f in one._meta.concrete_fields if f.is_relation]
        return any(isinstance(target, type) and leads_to_trial(target) for target in related)

    return leads_to_trial(model)


def _copy_statement(model: type[Model], copies: int) -> str:
    """Return the SQL that copies all original rows of a table; the keys of each copy are moved by another step."""
    quote = connection.ops.quote_name
    record = {one for one in apps.get_app_config("trials").get_models() if _of_record(one)}
    columns, values = [], []
    for field in model._meta.concrete_fields:
        column = quote(field.column)
        columns.append(column)
        if field.primary_key or (field.is_relation and field.related_model in record):
            values.append(f"{column} + CAST(step.copy_no AS bigint) * {STEP}")
        elif field.name == "registry_id":
            values.append(f"{column} || '-' || step.copy_no")
        elif model.__name__ == "TrialSnapshot" and field.name == "body":  # the registry id must be the copy's
            own = "(SELECT registry_id FROM trials_trial WHERE id = trial_id)"
            old, new = (f"""'"registry_id":"' || {own} || '{end}"'""" for end in ("", "-' || step.copy_no || '"))
            values.append(f"replace({column}, {old}, {new})")
        else:
            values.append(column)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)  # type: ignore[union-attr]
    return (
        f"WITH RECURSIVE step(copy_no) AS (SELECT 1 UNION ALL SELECT copy_no + 1 FROM step WHERE copy_no < {copies}) "
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM {table}, step WHERE {key} < {STEP}"
    )

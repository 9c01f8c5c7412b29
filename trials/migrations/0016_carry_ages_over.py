"""Ages move from columns of years into texts with their unit, and everything that named them names the new facts.

Claims, notes, missing facts, discrepancies and delivered records. What was in years stays in years: the unit of the
source comes with the next load of its file.
"""

import json
from decimal import Decimal

from django.db import migrations

_RENAMED = {"age_min_years": "age_min", "age_max_years": "age_max"}
_BATCH = 200


def _age(value):
    """Return an age in years as a text; empty for none."""
    if value is None or value == "":
        return ""
    number = f"{Decimal(str(value)):f}"
    return f"{number.rstrip('0').rstrip('.') if '.' in number else number} years"


def _renewed(value):
    """Return plain data with the new names, as keys and as paths, and ages as texts."""
    if isinstance(value, dict):
        return {
            _RENAMED.get(name, name): _age(one) if name in _RENAMED else _renewed(one) for name, one in value.items()
        }
    if isinstance(value, list):
        return [_renewed(one) for one in value]
    return _RENAMED.get(value, value) if isinstance(value, str) else value


def forwards(apps, schema_editor):
    def rows(model):
        return apps.get_model("trials", model).objects.using(schema_editor.connection.alias)

    def written(model, changed, *columns):
        rows(model).bulk_update(changed, columns, batch_size=_BATCH)

    aged = list(rows("Trial").exclude(age_min_years=None, age_max_years=None).only("pk", "age_min_years", "age_max_years"))
    for trial in aged:
        trial.age_min, trial.age_max = _age(trial.age_min_years), _age(trial.age_max_years)
    written("Trial", aged, "age_min", "age_max")
    for old, new in _RENAMED.items():
        for model in ("Note", "MissingFact"):
            rows(model).filter(path=old).update(path=new)
        claims = list(rows("Claim").filter(path=old))
        for claim in claims:
            claim.path = new
            claim.value = None if claim.value is None else _age(claim.value)
        written("Claim", claims, "path", "value")
    for model, column, found in (
        ("Discrepancy", "paths", rows("Discrepancy").all()),
        ("Claim", "value", rows("Claim").filter(method="curator")),
    ):
        changed = []
        for row in found.iterator(chunk_size=_BATCH):
            new = _renewed(getattr(row, column))
            if new != getattr(row, column):
                setattr(row, column, new)
                changed.append(row)
        written(model, changed, column)
    _renew_delivered(rows, written)


def _renew_delivered(rows, written):
    changed = []
    for row in rows("DeliveredRecord").filter(body__contains="age_m").iterator(chunk_size=_BATCH):
        row.body = json.dumps(_renewed(json.loads(row.body)), separators=(",", ":"), ensure_ascii=False)
        row.digest = ""  # the file counts as new: the next load brings the unit of the source
        changed.append(row)
        if len(changed) >= _BATCH:
            written("DeliveredRecord", changed, "body", "digest")
            changed = []
    written("DeliveredRecord", changed, "body", "digest")


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0015_ages_in_their_unit"),
    ]
    # The way back leaves the new columns to go with the migration before this one.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]

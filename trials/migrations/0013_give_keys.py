"""Rows get their keys, and everything that named rows by their places names them by keys.

Claims (also those below ``removed/``), curators' row plans, notes, missing facts, discrepancies, delivered records and
saved views. ``trials/migrations/keys`` holds the rules of it.
"""

from django.db import migrations
from django.db.migrations.exceptions import IrreversibleError

from trials.migrations.keys.database import give_keys, has_trials


def forwards(apps, schema_editor):
    give_keys(apps, schema_editor.connection)


def backwards(apps, schema_editor):
    if has_trials(apps, schema_editor.connection):
        raise IrreversibleError("The release before keys cannot read these paths: go back to a backup instead.")


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0012_row_keys"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]

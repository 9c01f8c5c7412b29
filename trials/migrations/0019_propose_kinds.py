"""Discrepancies of before kinds get theirs by the rule, until their file says better; a written resolution settles."""

from django.db import migrations


def forwards(apps, schema_editor):
    # The rule is pure and asked with plain texts: what it proposes is replaced by what files and curators say.
    from trials.domain.record.discrepancy_rule import proposed_kind, proposed_severity
    from trials.domain.vocabulary import CONFLICTS

    using = schema_editor.connection.alias
    discrepancies = apps.get_model("trials", "Discrepancy").objects.using(using)
    changed = []
    claims = apps.get_model("trials", "Claim").objects.using(using)
    rivals = set(claims.filter(is_rival=True).values_list("trial_id", "path"))
    for row in discrepancies.filter(kind="").iterator(chunk_size=500):
        kind = proposed_kind(row.text, has_rival=bool(row.paths) and (row.trial_id, row.paths[0]) in rivals)
        if kind in CONFLICTS and row.paths:
            row.path, row.paths = row.paths[0], row.paths[1:]
        row.kind = kind.value
        row.severity = proposed_severity(kind, row.path, topic=row.topic, text=row.text).value
        if row.resolution.strip():
            row.status = "settled"
        changed.append(row)
    columns = ["kind", "severity", "path", "paths", "status"]
    discrepancies.bulk_update(changed, columns, batch_size=500)


def backwards(apps, schema_editor):
    """Put the path back among the others; kinds go with their columns."""
    discrepancies = apps.get_model("trials", "Discrepancy").objects.using(schema_editor.connection.alias)
    changed = list(discrepancies.exclude(path=""))
    for row in changed:
        row.path, row.paths = "", [row.path, *row.paths]
    discrepancies.bulk_update(changed, ["path", "paths"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0018_what_kind_a_discrepancy_is"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]

from django.db import migrations


def forget_facets(apps, schema_editor):
    """Mark what an older version derived as stale: 'manage.py load_fixtures' and 'rebuild_derived' derive it again."""
    apps.get_model("trials", "ArmSummary").objects.using(schema_editor.connection.alias).update(facets="")


class Migration(migrations.Migration):

    dependencies = [
        ("trials", "0006_aclf_definition"),
    ]

    operations = [migrations.RunPython(forget_facets, migrations.RunPython.noop)]

from django.db import migrations

import trials.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0014_row_keys_unique"),
    ]
    operations = [
        migrations.AddField("trial", name, trials.models.fields.AgeField()) for name in ("age_min", "age_max")
    ]

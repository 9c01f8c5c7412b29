from django.db import migrations

import trials.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0021_names_stay_on_decisions"),
    ]
    operations = [
        migrations.AlterField(
            "trial",
            "syndrome",
            trials.models.fields.TermField(
                blank=True, default="", help_text="Empty: not yet extracted, never “other”", max_length=40
            ),
        ),
    ]

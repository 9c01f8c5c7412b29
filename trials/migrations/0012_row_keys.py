"""Columns for the keys of rows; 0013 fills them, 0014 holds them unique."""

import django.db.models.deletion
from django.db import migrations, models

SHORT = "Short name by which paths refer to it"
KEYED = {
    "arm": "Short name by which paths and addresses refer to it",
    "regimen": SHORT,
    "criterion": SHORT,
    "threshold": SHORT,
    "outcome": SHORT,
    "result": SHORT,
    "publication": SHORT,
    "discrepancy": SHORT,
}


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0011_rules_have_one_wording"),
    ]

    operations = [
        # Places were identity; now rows may pass each other while they are written.
        *(
            migrations.RemoveConstraint(model_name=name, name=f"{name}_position_unique")
            for name in KEYED
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="key",
                field=models.CharField(default="", help_text=words, max_length=40),
                preserve_default=False,
            )
            for name, words in KEYED.items()
        ),
        migrations.AddField(
            model_name="arm",
            name="old_number",
            field=models.PositiveSmallIntegerField(
                blank=True,
                editable=False,
                help_text="Addresses of before arms had keys name it by this number",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="missingfact",
            name="path",
            field=models.CharField(help_text="For example arms/uc-msc/regimens/msc/dose", max_length=120),
        ),
        migrations.CreateModel(
            name="RetiredKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=40)),
                ("label", models.CharField(blank=True, max_length=300)),
                ("old_number", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="retired_keys", to="trials.trial"
                    ),
                ),
            ],
            options={
                "ordering": ["trial", "kind", "key"],
                "constraints": [models.UniqueConstraint(fields=("trial", "kind", "key"), name="retired_key_once")],
            },
        ),
    ]

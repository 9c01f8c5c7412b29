import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0019_propose_kinds"),
    ]
    operations = [
        migrations.AddField(
            "armsummary",
            "only_children",
            models.BooleanField(default=False, help_text="No adult's weight is assumed for the arm"),
        ),
        migrations.CreateModel(
            name="ArmLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("figure", models.CharField(help_text="Name of the range by which the arm is found", max_length=20)),
                ("low", models.DecimalField(decimal_places=3, max_digits=20)),
                ("high", models.DecimalField(decimal_places=3, max_digits=20)),
                (
                    "arm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="trials.arm"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["arm", "figure"], name="arm_level_of_figure")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True), ("high__isnull", True), ("low__lte", models.F("high")), _connector="OR"
                        ),
                        name="arm_level_ordered",
                        violation_error_code="arm_level_ordered",
                        violation_error_message="Level: the low end is above the high end.",
                    )
                ],
            },
        ),
    ]

"""Every row has its key now, and no two rows below one parent the same."""

from django.db import migrations, models

PARENTS = {
    "arm": "trial",
    "regimen": "arm",
    "criterion": "trial",
    "threshold": "criterion",
    "outcome": "trial",
    "result": "trial",
    "publication": "trial",
    "discrepancy": "trial",
}


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0013_give_keys"),
    ]

    operations = [
        *(
            migrations.AddConstraint(
                model_name=name,
                constraint=models.UniqueConstraint(fields=(parent, "key"), name=f"{name}_key_unique"),
            )
            for name, parent in PARENTS.items()
        ),
        migrations.AddConstraint(
            model_name="arm",
            constraint=models.UniqueConstraint(fields=("trial", "old_number"), name="arm_old_number_unique"),
        ),
    ]

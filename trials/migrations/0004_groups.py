"""The groups Curator, who edits trials, and Viewer, who only looks."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

# What a curator may do beyond looking. Trials and claims are never deleted, claims never made or changed by hand.
ROWS = [
    "administration", "arm", "criterion", "discrepancy", "intervention", "missingfact", "outcome", "outcomeconcept",
    "publication", "regimen", "result", "resultgroup", "site", "source", "threshold", "timepoint", "trialaetiology",
    "trialidentifier",
]  # fmt: skip
CURATOR = ["add_trial", "change_trial"] + [f"{act}_{row}" for row in ROWS for act in ("add", "change", "delete")]
VIEWED = [*ROWS, "claim", "trial"]


def make_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are otherwise made only after the last migration: too late for the groups of a new database.
    config = apps.get_app_config("trials")
    config.models_module = True  # the stub of a migration does not say that it has models
    create_permissions(config, verbosity=0, using=using, apps=apps)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    every = {one.codename: one for one in Permission.objects.using(using).filter(content_type__app_label="trials")}
    viewed = [every[f"view_{row}"] for row in VIEWED]
    for name, wanted in (("Curator", [every[code] for code in CURATOR] + viewed), ("Viewer", viewed)):
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*wanted)


def drop_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    apps.get_model("auth", "Group").objects.using(using).filter(name__in=["Curator", "Viewer"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0003_delivered_record"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, drop_groups)]

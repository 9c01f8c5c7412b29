from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0016_carry_ages_over"),
    ]
    operations = [
        migrations.RemoveConstraint("trial", "trial_age_ordered"),
        migrations.RemoveField("trial", "age_min_years"),
        migrations.RemoveField("trial", "age_max_years"),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0008_change_log'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='dataversion',
            name='rules',
        ),
        migrations.AddField(
            model_name='trialsnapshot',
            name='fingerprint',
            field=models.CharField(blank=True, db_default='', db_index=True, default='', help_text='Of the code that wrote it', max_length=32),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0007_derivation_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(db_index=True)),
                ('mark', models.CharField(max_length=32)),
                ('trial_id', models.BigIntegerField(null=True)),
                ('is_full', models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name='dataversion',
            name='number',
            field=models.PositiveBigIntegerField(db_default=0, default=0),
        ),
    ]

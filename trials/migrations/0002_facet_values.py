from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0001_record'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=32)),
            ],
        ),
        migrations.AddField(
            model_name='armsummary',
            name='facets',
            field=models.TextField(default='', help_text='The values by which the arm is found, as JSON'),
        ),
    ]

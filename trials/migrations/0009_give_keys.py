from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("trials", "0008_row_keys")]
    operations = []

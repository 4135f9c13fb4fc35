import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0007_keys_of_names_reach_across_scripts")]
    operations = [
        migrations.AddIndex(
            model_name="name",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["sounds"], name="name_by_sounds"),
        ),
    ]

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty at first; the next migration fills them, and the one after builds the index."""

    dependencies = [("people", "0005_persons_are_found_by_their_number_in_another_register")]
    operations = [
        migrations.AddField(
            model_name="name",
            name="sounds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                default=list,
                editable=False,
                size=None,
                verbose_name="skeletons of its words",
            ),
            preserve_default=False,
        ),
    ]

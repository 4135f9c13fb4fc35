import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE labour_permit SET place_of_id = case_id,
    token = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
-- What refers to them is judged now, so that the columns can be changed in the same transaction.
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """A permit takes the place of a file, its own unless it carries another on; its paper bears a code."""

    dependencies = [("labour", "0004_permits_have_a_history_and_follow_each_other")]
    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="permit",
            name="place_of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="permits_in_place",
                to="cases.case",
                verbose_name="place of",
            ),
        ),
        migrations.AlterField(
            model_name="permit",
            name="token",
            field=models.CharField(max_length=64, unique=True, verbose_name="code on the paper"),
        ),
    ]

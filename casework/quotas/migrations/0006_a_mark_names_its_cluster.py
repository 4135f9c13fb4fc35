from django.db import migrations, models


class Migration(migrations.Migration):
    """A mark set before this names no cluster: its reader begins anew, once."""

    dependencies = [("quotas", "0005_a_hold_can_end_by_the_clock")]

    operations = [
        migrations.AddField("ledgermark", "cluster", models.BigIntegerField(default=0, verbose_name="cluster")),
        migrations.AddField("ledgermark", "after_line", models.BigIntegerField(default=0, verbose_name="after line")),
    ]

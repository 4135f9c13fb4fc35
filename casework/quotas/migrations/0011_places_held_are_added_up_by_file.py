import django.db.models.deletion
from django.db import migrations, models

READ_ANEW = "UPDATE quotas_ledgermark SET cluster = 0 WHERE reader = 'projections'"


class Migration(migrations.Migration):
    """What was read before did not add up what files hold: the reader begins anew, once."""

    dependencies = [("quotas", "0010_what_is_foretold_and_who_waits")]

    operations = [
        migrations.CreateModel(
            name="HeldByFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.CharField(max_length=30, verbose_name="file")),
                ("places", models.IntegerField(verbose_name="places")),
                (
                    "allocation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_by_files",
                        to="quotas.allocation",
                        verbose_name="allocation",
                    ),
                ),
            ],
            options={
                "verbose_name": "places held by a file",
                "verbose_name_plural": "places held by files",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("allocation", "file"),
                        name="held_by_file_once",
                        violation_error_message="What this file holds is already added up.",
                    )
                ],
            },
        ),
        migrations.RunSQL(READ_ANEW, migrations.RunSQL.noop),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotas", "0003_ledger_is_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DailyUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("places", models.IntegerField(default=0, verbose_name="places")),
                ("uses", models.IntegerField(default=0, verbose_name="uses")),
            ],
            options={
                "verbose_name": "use of a day",
                "verbose_name_plural": "uses by days",
            },
        ),
        migrations.CreateModel(
            name="LedgerMark",
            fields=[
                ("reader", models.CharField(max_length=30, primary_key=True, serialize=False, verbose_name="reader")),
                ("horizon", models.BigIntegerField(default=0, verbose_name="horizon")),
            ],
            options={
                "verbose_name": "mark in the ledger",
                "verbose_name_plural": "marks in the ledger",
            },
        ),
        migrations.CreateModel(
            name="Projection",
            fields=[
                (
                    "allocation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="projection",
                        serialize=False,
                        to="quotas.allocation",
                        verbose_name="allocation",
                    ),
                ),
                ("used_30", models.IntegerField(default=0, verbose_name="used in 30 days")),
                ("used_90", models.IntegerField(default=0, verbose_name="used in 90 days")),
                ("uses_90", models.IntegerField(default=0, verbose_name="uses in 90 days")),
                ("held_by_stage", models.JSONField(default=dict, verbose_name="held by stage")),
                ("files_mark", models.BigIntegerField(default=0, verbose_name="mark of the files")),
                ("exhausted_on", models.DateField(blank=True, null=True, verbose_name="runs out on")),
                ("day", models.DateField(verbose_name="day")),
                ("horizon", models.BigIntegerField(verbose_name="horizon")),
                ("computed_at", models.DateTimeField(verbose_name="computed at")),
            ],
            options={
                "verbose_name": "projection",
                "verbose_name_plural": "projections",
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("limit", models.IntegerField(null=True, verbose_name="limit")),
                ("held", models.IntegerField(verbose_name="held")),
                ("used", models.IntegerField(verbose_name="used")),
                ("taken_at", models.DateTimeField(verbose_name="taken at")),
            ],
            options={
                "verbose_name": "snapshot",
                "verbose_name_plural": "snapshots",
            },
        ),
        migrations.AddField(
            model_name="dailyuse",
            name="allocation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daily_uses",
                to="quotas.allocation",
                verbose_name="allocation",
            ),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="allocation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="snapshots",
                to="quotas.allocation",
                verbose_name="allocation",
            ),
        ),
        migrations.AddConstraint(
            model_name="dailyuse",
            constraint=models.UniqueConstraint(
                fields=("allocation", "day"),
                name="daily_use_once_per_day",
                violation_error_message="The uses of this day are already added up.",
            ),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(fields=["day"], name="snapshot_by_day"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(
                fields=("allocation", "day"),
                name="snapshot_once_per_day",
                violation_error_message="This day already has its snapshot.",
            ),
        ),
    ]

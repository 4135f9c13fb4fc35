import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_a_file_can_lapse_by_the_clock")]

    operations = [
        migrations.CreateModel(
            name="Drift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "between",
                    models.CharField(
                        choices=[
                            ("counters and ledger", "counters and ledger"),
                            ("ledger and files", "ledger and files"),
                        ],
                        max_length=20,
                        verbose_name="between",
                    ),
                ),
                ("subject", models.CharField(max_length=150, verbose_name="subject")),
                ("what", models.CharField(max_length=20, verbose_name="what")),
                ("figures", models.JSONField(default=dict, verbose_name="figures")),
                ("gone_at", models.DateTimeField(blank=True, null=True, verbose_name="gone at")),
            ],
            options={
                "verbose_name": "drift",
                "verbose_name_plural": "drifts",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("counted_at", models.DateTimeField(verbose_name="counted at")),
                ("differences", models.PositiveIntegerField(default=0, verbose_name="differences")),
            ],
            options={
                "verbose_name": "recount",
                "verbose_name_plural": "recounts",
                "ordering": ("-day",),
            },
        ),
        migrations.AddConstraint(
            model_name="recount",
            constraint=models.UniqueConstraint(
                fields=("day",),
                name="recount_once_per_day",
                violation_error_message="This day already has its recount.",
            ),
        ),
        migrations.AddField(
            model_name="drift",
            name="found",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="found",
                to="cases.recount",
                verbose_name="found by",
            ),
        ),
        migrations.AddField(
            model_name="drift",
            name="seen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seen",
                to="cases.recount",
                verbose_name="last seen by",
            ),
        ),
        migrations.AddConstraint(
            model_name="drift",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gone_at", None)),
                fields=("between", "subject", "what"),
                name="drift_open_once",
                violation_error_message="This difference is already on record.",
            ),
        ),
    ]

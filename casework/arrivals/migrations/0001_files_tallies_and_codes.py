import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Files of crossings, tallies, and the codes that they use."""

    initial = True

    dependencies = [
        ("reference", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MigrationCategory",
            fields=[
                ("code", models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name="code")),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                ("name_ru", models.CharField(max_length=120, verbose_name="name in Russian")),
                ("name_kk", models.CharField(max_length=120, verbose_name="name in Kazakh")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("is_for_good", models.BooleanField(default=False, verbose_name="for good")),
            ],
            options={
                "verbose_name": "category of migration",
                "verbose_name_plural": "categories of migration",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="fingerprint")),
                ("kept", models.FileField(blank=True, upload_to="crossings/", verbose_name="kept file")),
                ("encoding", models.CharField(blank=True, max_length=12, verbose_name="encoding")),
                ("lines", models.PositiveBigIntegerField(default=0, verbose_name="lines")),
                ("lines_done", models.PositiveBigIntegerField(default=0, verbose_name="lines settled")),
                ("read", models.PositiveBigIntegerField(default=0, verbose_name="rows read")),
                ("entered", models.PositiveBigIntegerField(default=0, verbose_name="taken in")),
                ("already", models.PositiveBigIntegerField(default=0, verbose_name="on record already")),
                ("rejected", models.PositiveBigIntegerField(default=0, verbose_name="rejected")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits"),
                            ("running", "under way"),
                            ("sealed", "finished"),
                            ("refused", "refused"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("fault", models.TextField(blank=True, verbose_name="what is wrong with the file")),
                ("started_at", models.DateTimeField(verbose_name="started at")),
                ("sealed_at", models.DateTimeField(blank=True, null=True, verbose_name="finished at")),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of crossings",
                "verbose_name_plural": "files of crossings",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("code", models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name="code")),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                ("name_ru", models.CharField(max_length=120, verbose_name="name in Russian")),
                ("name_kk", models.CharField(max_length=120, verbose_name="name in Kazakh")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("road", "by road"),
                            ("rail", "by rail"),
                            ("air", "by air"),
                            ("water", "by water"),
                            ("foot", "on foot"),
                        ],
                        max_length=5,
                        verbose_name="way",
                    ),
                ),
                ("zone", models.CharField(default="Asia/Almaty", max_length=40, verbose_name="time zone")),
                ("is_generated", models.BooleanField(default=False, verbose_name="generated name")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkpoints",
                        to="reference.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "checkpoint",
                "verbose_name_plural": "checkpoints",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Purpose",
            fields=[
                ("code", models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name="code")),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                ("name_ru", models.CharField(max_length=120, verbose_name="name in Russian")),
                ("name_kk", models.CharField(max_length=120, verbose_name="name in Kazakh")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="purposes",
                        to="arrivals.migrationcategory",
                        verbose_name="category",
                    ),
                ),
            ],
            options={
                "verbose_name": "purpose of a crossing",
                "verbose_name_plural": "purposes of crossings",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="RejectedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveBigIntegerField(verbose_name="line")),
                (
                    "faults",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None, verbose_name="faults"
                    ),
                ),
                (
                    "cells",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None, verbose_name="cells"
                    ),
                ),
                ("raw", models.TextField(blank=True, verbose_name="as it was")),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rejected_rows",
                        to="arrivals.batch",
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "rejected row",
                "verbose_name_plural": "rejected rows",
                "ordering": ("batch", "line"),
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grain",
                    models.CharField(choices=[("day", "day"), ("month", "month")], max_length=5, verbose_name="of a"),
                ),
                ("since", models.DateField(verbose_name="first day")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("all", "together"),
                            ("nationality", "nationality"),
                            ("purpose", "purpose"),
                            ("checkpoint", "checkpoint"),
                            ("region", "region of destination"),
                            ("sex", "sex"),
                            ("age", "age group"),
                        ],
                        max_length=11,
                        verbose_name="by",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=12, verbose_name="code")),
                (
                    "direction",
                    models.CharField(choices=[("in", "in"), ("out", "out")], max_length=3, verbose_name="way"),
                ),
                ("crossings", models.PositiveIntegerField(verbose_name="crossings")),
                ("for_good", models.PositiveIntegerField(verbose_name="for good")),
            ],
            options={
                "verbose_name": "tally of crossings",
                "verbose_name_plural": "tallies of crossings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("side", "grain", "since", "key", "direction"),
                        name="tally_once_per_side_and_period",
                        violation_error_message="These crossings are counted already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("for_good__lte", models.F("crossings"))),
                        name="tally_for_good_is_a_part",
                        violation_error_message="No more stay for good than cross.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grain", "month"), _negated=True), ("since__day", 1), _connector="OR"
                        ),
                        name="tally_month_begins_on_its_first",
                        violation_error_message="A tally of a month begins on its first day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TallyDrift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="month")),
                ("rows", models.PositiveIntegerField(verbose_name="tallies that differ")),
                ("crossings", models.IntegerField(verbose_name="crossings too many in the tallies")),
                ("found_at", models.DateTimeField(verbose_name="found at")),
                ("gone_at", models.DateTimeField(blank=True, null=True, verbose_name="gone at")),
            ],
            options={
                "verbose_name": "tallies that differ",
                "verbose_name_plural": "tallies that differ",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("gone_at", None)),
                        fields=("month",),
                        name="tally_drift_one_open_per_month",
                        violation_error_message="That this month differs is known already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rows__gt", 0)),
                        name="tally_drift_differs",
                        violation_error_message="Tallies that differ are some.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "read",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("entered"), "+", models.F("already")
                            ),
                            "+",
                            models.F("rejected"),
                        ),
                    )
                ),
                name="batch_settles_every_row",
                violation_error_message="Every row read is taken in, on record already or rejected.",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("fault", ""), _negated=True),
                    _connector="OR",
                ),
                name="batch_refused_says_why",
                violation_error_message="A refused file says what is wrong with it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "running"))),
                fields=("sha256",),
                name="batch_one_open_per_file",
                violation_error_message="This file is being brought in already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectedrow",
            constraint=models.UniqueConstraint(
                fields=("batch", "line"),
                name="rejected_row_once_per_line",
                violation_error_message="This line was rejected already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectedrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("faults", []), _negated=True),
                name="rejected_row_says_why",
                violation_error_message="A rejected row says what is wrong with it.",
            ),
        ),
    ]

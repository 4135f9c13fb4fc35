import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_whoever_may_issue_reports"),
        ("common", "0002_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="away since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="first day back")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputised",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deputy",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="officer",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "ordering": ("since", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="absence_ends_after_it_begins",
                        violation_error_message="Nobody is back before being away.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deputy", None), models.Q(("deputy", models.F("officer")), _negated=True), _connector="OR"
                        ),
                        name="absence_deputy_is_another",
                        violation_error_message="Nobody stands in for oneself.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("officer", "="),
                            (
                                models.Func(
                                    "since",
                                    "until",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="absence_one_at_a_time",
                        violation_error_message="This officer is on record as away on some of these days already.",
                    ),
                ],
            },
        ),
    ]

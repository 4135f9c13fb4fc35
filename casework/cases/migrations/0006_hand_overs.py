import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_deputies_are_there"),
        ("cases", "0005_recounts_and_drifts_are_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                ("accepted", models.BooleanField(blank=True, null=True, verbose_name="accepted")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="why not")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="cases.case",
                        verbose_name="file",
                    ),
                ),
                (
                    "from_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="from",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "to_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "verbose_name": "hand-over",
                "verbose_name_plural": "hand-overs",
                "ordering": ("id",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("accepted", None)), fields=["to_office"], name="hand_over_to_answer"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted", None)),
                        fields=("case",),
                        name="hand_over_one_open_per_case",
                        violation_error_message="This file is offered to an office already; wait for its answer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_office", models.F("to_office")), _negated=True),
                        name="hand_over_to_another_office",
                        violation_error_message="A file is handed over to another office.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted", None), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("accepted__isnull", False),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="hand_over_answered_by_and_at",
                        violation_error_message="An answered hand-over names its officer and its time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted", False),
                                ("accepted__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(models.Q(("accepted", None), ("accepted", True), _connector="OR"), ("answer", "")),
                            _connector="OR",
                        ),
                        name="hand_over_declined_for_a_reason",
                        violation_error_message="Whoever declines a file says why.",
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("returnees", "0004_inclusion_once_in_a_lifetime_under_any_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.PositiveSmallIntegerField(default=1, verbose_name="in its order")),
                (
                    "kind",
                    models.CharField(
                        choices=[("first", "first issue"), ("correction", "correction"), ("duplicate", "duplicate")],
                        default="first",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[("lost", "lost"), ("spoiled", "spoiled")],
                        max_length=10,
                        verbose_name="what became of the paper",
                    ),
                ),
                ("number", models.CharField(db_index=True, max_length=20, verbose_name="certificate number")),
                ("token", models.CharField(max_length=43, unique=True, verbose_name="token of the QR code")),
                ("text", models.JSONField(verbose_name="what it says")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("made_at", models.DateTimeField(verbose_name="issued at")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="returnees.grant",
                        verbose_name="grant",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition of a certificate",
                "verbose_name_plural": "editions of certificates",
                "ordering": ("ordinal",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grant", "ordinal"),
                        name="edition_one_after_another",
                        violation_error_message="This certificate was issued anew at this moment; look at it again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "first"), ("ordinal", 1), ("reason", "")),
                            models.Q(
                                models.Q(("kind", "first"), _negated=True),
                                ("ordinal__gt", 1),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="edition_anew_for_a_reason",
                        violation_error_message="A certificate is issued anew for a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "duplicate"), models.Q(("cause", ""), _negated=True)),
                            models.Q(models.Q(("kind", "duplicate"), _negated=True), ("cause", "")),
                            _connector="OR",
                        ),
                        name="edition_duplicate_for_a_cause",
                        violation_error_message="A duplicate says what became of the paper, and nothing else does.",
                    ),
                ],
            },
        ),
    ]

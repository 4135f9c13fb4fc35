import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IntakeDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name="key"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("status", "Returnee status"),
                            ("inclusion", "Inclusion in the returnee quota"),
                            ("extension", "Extension of the status"),
                            ("in-migrant", "Inclusion in the in-migrant quota"),
                        ],
                        max_length=20,
                        verbose_name="kind of intake",
                    ),
                ),
                ("step", models.CharField(max_length=20, verbose_name="step")),
                ("data", models.JSONField(default=dict, verbose_name="what was typed")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("begun", models.DateTimeField(verbose_name="begun")),
                ("changed", models.DateTimeField(verbose_name="changed")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intake_drafts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="officer",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of an intake",
                "verbose_name_plural": "drafts of intakes",
                "ordering": ("-changed",),
            },
        ),
        migrations.CreateModel(
            name="DraftScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.CharField(max_length=60, verbose_name="line of the checklist")),
                ("file", models.FileField(upload_to="drafts/%Y/%m/", verbose_name="scan")),
                ("name", models.CharField(max_length=255, verbose_name="name as sent")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="desk.intakedraft",
                        verbose_name="draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "scan of a draft",
                "verbose_name_plural": "scans of drafts",
            },
        ),
        migrations.AddIndex(
            model_name="intakedraft",
            index=models.Index(fields=["officer", "-changed"], name="intake_draft_by_officer"),
        ),
        migrations.AddConstraint(
            model_name="intakedraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["status", "inclusion", "extension", "in-migrant"])),
                name="intake_draft_of_a_known_kind",
                violation_error_message="There is no such kind of intake.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftscan",
            constraint=models.UniqueConstraint(
                fields=("draft", "line"),
                name="draft_scan_once_per_line",
                violation_error_message="This line of the checklist already has a scan.",
            ),
        ),
    ]

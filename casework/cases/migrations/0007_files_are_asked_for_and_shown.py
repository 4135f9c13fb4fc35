import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_deputies_are_there"),
        ("cases", "0006_hand_overs"),
        ("people", "0003_records_of_the_same_person"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FileRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("offered", "offered to hand it over"),
                            ("shown", "shown for some days"),
                            ("declined", "declined"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why not")),
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "asked_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="asked office",
                    ),
                ),
                (
                    "asking_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="asking office",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="cases.case",
                        verbose_name="file given",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file_requests",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for a file",
                "verbose_name_plural": "requests for files",
                "ordering": ("id",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None)),
                        fields=["asked_office"],
                        name="file_request_to_answer",
                    ),
                    models.Index(fields=["asking_office", "id"], name="file_request_by_asking_office"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("person", "asking_office"),
                        name="file_request_one_open_per_office",
                        violation_error_message="Your office asked for this file already; wait for the answer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asking_office", models.F("asked_office")), _negated=True),
                        name="file_request_asks_another_office",
                        violation_error_message="A file is asked for at another office.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None), ("reply", "")),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="file_request_answered_by_and_at",
                        violation_error_message="An answered request names its officer and its time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case", None), ("reply", "declined"), models.Q(("because", ""), _negated=True)),
                            models.Q(models.Q(("reply", "declined"), _negated=True), ("because", "")),
                            _connector="OR",
                        ),
                        name="file_request_declined_for_a_reason",
                        violation_error_message="Whoever declines a request says why, and gives no file.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileSight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(verbose_name="until")),
                ("granted_at", models.DateTimeField(verbose_name="granted at")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sights",
                        to="cases.case",
                        verbose_name="file",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="granted by",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "sight of a file",
                "verbose_name_plural": "sights of files",
                "indexes": [models.Index(fields=["office", "until"], name="file_sight_by_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="file_sight_ends_after_it_begins",
                        violation_error_message="A file is shown for a day at least.",
                    )
                ],
            },
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0002_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="SweepRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sweep", models.CharField(max_length=40, unique=True, verbose_name="sweep")),
                ("began", models.DateTimeField(verbose_name="began")),
                ("ended", models.DateTimeField(verbose_name="ended")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("failed", models.PositiveIntegerField(default=0, verbose_name="failed")),
            ],
            options={
                "verbose_name": "last run of a sweep",
                "verbose_name_plural": "last runs of sweeps",
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sweep", models.CharField(max_length=40, verbose_name="sweep")),
                ("subject", models.CharField(max_length=80, verbose_name="subject")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("claimed_until", models.DateTimeField(blank=True, null=True, verbose_name="claimed until")),
                ("parked_at", models.DateTimeField(blank=True, null=True, verbose_name="parked at")),
                ("error", models.TextField(blank=True, verbose_name="error")),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sweep", "subject"),
                        name="attempt_once_per_subject",
                        violation_error_message="This subject already waits in its sweep.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parked_at", None), models.Q(("error", ""), _negated=True), _connector="OR"
                        ),
                        name="attempt_parked_with_its_error",
                        violation_error_message="What is parked says why.",
                    ),
                ],
            },
        ),
    ]

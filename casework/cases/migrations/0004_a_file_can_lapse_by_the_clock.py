from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_incompatible_roles_are_not_held_together"),
        ("cases", "0003_a_document_was_seen_or_scanned"),
        ("people", "0003_records_of_the_same_person"),
        ("quotas", "0004_what_is_derived_from_the_ledger"),
        ("reference", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="case_closed_when_decided",
        ),
        migrations.RemoveConstraint(
            model_name="pause",
            name="pause_ends_by_an_officer",
        ),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "being taken in"),
                    ("lodged", "lodged"),
                    ("refused_acceptance", "acceptance refused"),
                    ("under_review", "under review"),
                    ("recommended", "before decision"),
                    ("preliminarily_refused", "preliminarily refused"),
                    ("heard", "heard"),
                    ("granted", "granted"),
                    ("extended", "extended"),
                    ("included", "included"),
                    ("refused", "refused"),
                    ("withdrawn", "withdrawn"),
                    ("ended", "ended"),
                    ("annulled", "annulled"),
                    ("lapsed", "lapsed"),
                ],
                default="draft",
                max_length=25,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ("draft", "lodged", "under_review", "recommended", "preliminarily_refused", "heard"))
                ),
                fields=["allocation"],
                name="case_drawing",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("closed_by", None), ("state__in", ("lapsed",))),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        (
                            "state__in",
                            (
                                "refused_acceptance",
                                "granted",
                                "extended",
                                "included",
                                "refused",
                                "withdrawn",
                                "ended",
                                "annulled",
                            ),
                        ),
                    ),
                    models.Q(
                        ("closed_at", None),
                        ("closed_by", None),
                        (
                            "state__in",
                            ("draft", "lodged", "under_review", "recommended", "preliminarily_refused", "heard"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="case_closed_when_decided",
                violation_error_message="A decided file names its officer and its time, and no other does.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None), ("until", None)),
                    models.Q(("ended_at__isnull", False), ("until__isnull", False)),
                    _connector="OR",
                ),
                name="pause_ends_at_a_moment",
                violation_error_message="A pause that has ended names its time, and its officer where one ended it.",
            ),
        ),
    ]

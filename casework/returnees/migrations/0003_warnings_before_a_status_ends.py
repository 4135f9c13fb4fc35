import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_a_file_can_lapse_by_the_clock"),
        ("people", "0003_records_of_the_same_person"),
        ("returnees", "0002_certificates_come_from_a_sequence"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpiryWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[("first", "first"), ("last", "last")], max_length=5, verbose_name="warning"
                    ),
                ),
                ("ends_on", models.DateField(verbose_name="ends on")),
                ("warned_at", models.DateTimeField(verbose_name="warned at")),
            ],
            options={
                "verbose_name": "warning of the end of a status",
                "verbose_name_plural": "warnings of the end of statuses",
            },
        ),
        migrations.AlterField(
            model_name="grant",
            name="end_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("citizenship", "citizenship acquired"),
                    ("annulment", "annulled"),
                    ("expiry", "its time was over"),
                ],
                max_length=12,
                verbose_name="ended by",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(condition=models.Q(("end_reason", "")), fields=["until"], name="grant_by_end"),
        ),
        migrations.AddField(
            model_name="expirywarning",
            name="grant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="warnings",
                to="returnees.grant",
                verbose_name="grant",
            ),
        ),
        migrations.AddConstraint(
            model_name="expirywarning",
            constraint=models.UniqueConstraint(
                fields=("grant", "step", "ends_on"),
                name="expiry_warning_once_per_step_and_end",
                violation_error_message="This warning was already given.",
            ),
        ),
    ]

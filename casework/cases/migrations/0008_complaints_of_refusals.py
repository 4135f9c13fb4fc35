import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_files_are_asked_for_and_shown")]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ground", models.TextField(verbose_name="what the complaint says")),
                (
                    "late_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is taken after its term"),
                ),
                (
                    "barred",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        editable=False,
                        size=None,
                        verbose_name="officers who decided before",
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="complains_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaints",
                to="cases.case",
                verbose_name="complaint of",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("withdrawn", "lapsed")), _negated=True),
                fields=("complains_of",),
                name="case_one_complaint_per_refusal",
                violation_error_message="A complaint of this refusal is on record already; look at that file.",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaint",
                to="cases.case",
                verbose_name="file",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.decision",
                verbose_name="refusal",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground", ""), _negated=True),
                name="complaint_says_its_ground",
                violation_error_message="A complaint says why the refusal is wrong.",
            ),
        ),
    ]

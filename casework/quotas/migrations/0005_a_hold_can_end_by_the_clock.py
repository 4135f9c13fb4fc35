import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotas", "0004_what_is_derived_from_the_ledger")]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("made_by__isnull", False), ("kind", "release"), _connector="OR"),
                name="entry_made_by_an_officer_unless_released",
                violation_error_message="Every line names its officer; only a hold can end by the clock.",
            ),
        ),
    ]

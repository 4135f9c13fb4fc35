import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Whoever signed an order before there were drafts had drafted it. The checks of keys do not wait for the end of the
# transaction, since the table is altered in it.
DRAFTED = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE quotas_order SET drafted_by_id = signed_by_id, drafted_at = signed_at;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    """An order begins as a draft; its signatures come later."""

    dependencies = [
        ("quotas", "0006_a_mark_names_its_cluster"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="basis",
            field=models.JSONField(blank=True, default=dict, verbose_name="basis"),
        ),
        migrations.AddField(
            model_name="order",
            name="discarded_at",
            field=models.DateTimeField(null=True, verbose_name="discarded at"),
        ),
        migrations.AddField(
            model_name="order",
            name="discarded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="discarded by",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="drafted_at",
            field=models.DateTimeField(null=True, verbose_name="drafted at"),
        ),
        migrations.AddField(
            model_name="order",
            name="drafted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="drafted by",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="version",
            field=models.PositiveIntegerField(default=1, verbose_name="version"),
        ),
        migrations.AlterField(
            model_name="order",
            name="kind",
            field=models.CharField(
                choices=[
                    ("establish", "establishes"),
                    ("change", "changes"),
                    ("redistribute", "redistributes"),
                    ("release", "releases the reserve"),
                    ("close", "closes"),
                ],
                max_length=15,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="signed_at",
            field=models.DateTimeField(null=True, verbose_name="signed at"),
        ),
        migrations.AlterField(
            model_name="order",
            name="signed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="signed by",
            ),
        ),
        migrations.RunSQL(DRAFTED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="order",
            name="drafted_at",
            field=models.DateTimeField(verbose_name="drafted at"),
        ),
        migrations.AlterField(
            model_name="order",
            name="drafted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="drafted by",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_at", None), ("signed_by", None)),
                    models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                    _connector="OR",
                ),
                name="order_signed_by_and_at",
                violation_error_message="A signature has its officer and its moment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("countersigned_by", None), ("signed_by__isnull", False), _connector="OR"),
                name="order_countersigned_after_signing",
                violation_error_message="An order is countersigned once it is signed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("discarded_at", None), ("discarded_by", None)),
                    models.Q(("discarded_at__isnull", False), ("discarded_by__isnull", False), ("signed_by", None)),
                    _connector="OR",
                ),
                name="order_discarded_by_and_at",
                violation_error_message="Only a draft is discarded, by an officer at a moment.",
            ),
        ),
    ]

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("common", "0002_extensions"),
        ("reference", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "unit",
                    models.CharField(
                        choices=[("persons", "persons"), ("families", "families"), ("permits", "permits")],
                        max_length=10,
                        verbose_name="unit",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("open", "open"), ("closed", "closed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plans",
                "ordering": ("-year", "programme"),
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "unit",
                    models.CharField(
                        choices=[("persons", "persons"), ("families", "families"), ("permits", "permits")],
                        max_length=10,
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("category", models.CharField(blank=True, max_length=30, verbose_name="category")),
                ("limit", models.IntegerField(default=0, null=True, verbose_name="limit")),
                ("held", models.IntegerField(default=0, verbose_name="held")),
                ("used", models.IntegerField(default=0, verbose_name="used")),
                ("is_closed", models.BooleanField(default=False, verbose_name="books closed")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="reference.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="quotas.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "allocation",
                "verbose_name_plural": "allocations",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("establish", "establishes"),
                            ("change", "changes"),
                            ("redistribute", "redistributes"),
                            ("close", "closes"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("act", models.CharField(blank=True, max_length=300, verbose_name="act")),
                ("in_force_from", models.DateField(verbose_name="in force from")),
                ("signed_at", models.DateTimeField(verbose_name="signed at")),
                ("countersigned_at", models.DateTimeField(null=True, verbose_name="countersigned at")),
                ("posted_at", models.DateTimeField(null=True, verbose_name="posted at")),
                ("figures", models.JSONField(default=dict, verbose_name="figures as published")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "countersigned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="countersigned by",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed by",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="quotas.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "order",
                "verbose_name_plural": "orders",
                "ordering": ("in_force_from", "id"),
            },
        ),
        migrations.CreateModel(
            name="Ceiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dimension", models.CharField(max_length=20, verbose_name="dimension")),
                ("key", models.CharField(max_length=60, verbose_name="key")),
                ("limit", models.IntegerField(default=0, verbose_name="limit")),
                ("taken", models.IntegerField(default=0, verbose_name="taken")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ceilings",
                        to="quotas.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "ceiling",
                "verbose_name_plural": "ceilings",
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="quotas.programme",
                verbose_name="programme",
            ),
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("allot", "allotted"),
                            ("cut", "cut"),
                            ("hold", "held"),
                            ("use", "used"),
                            ("release", "released"),
                            ("give_back", "given back"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("places", models.PositiveIntegerField(verbose_name="places")),
                ("file", models.CharField(blank=True, max_length=30, verbose_name="file")),
                ("d_limit", models.IntegerField(default=0, verbose_name="change of the limit")),
                ("d_held", models.IntegerField(default=0, verbose_name="change of the held")),
                ("d_used", models.IntegerField(default=0, verbose_name="change of the used")),
                (
                    "ceilings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="ceilings",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="happened on")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.expressions.RawSQL("clock_timestamp()", []),
                        verbose_name="recorded at",
                    ),
                ),
                (
                    "transaction",
                    models.BigIntegerField(
                        db_default=django.db.models.expressions.RawSQL("(pg_current_xact_id()::text)::bigint", []),
                        verbose_name="transaction",
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="key")),
                (
                    "allocation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="quotas.allocation",
                        verbose_name="allocation",
                    ),
                ),
                (
                    "closes",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed_by",
                        to="quotas.entry",
                        verbose_name="closes",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="quotas.order",
                        verbose_name="order",
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger line",
                "verbose_name_plural": "ledger lines",
                "ordering": ("id",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("file", ""), _negated=True), fields=["file"], name="entry_by_file"
                    ),
                    models.Index(fields=["allocation", "happened_on"], name="entry_by_allocation_and_day"),
                    models.Index(fields=["transaction"], name="entry_by_transaction"),
                    models.Index(condition=models.Q(("order__isnull", False)), fields=["order"], name="entry_by_order"),
                    models.Index(condition=models.Q(("kind", "give_back")), fields=["closes"], name="entry_given_back"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("places__gt", 0),
                            models.Q(
                                models.Q(
                                    ("d_held", 0), ("d_limit", models.F("places")), ("d_used", 0), ("kind", "allot")
                                ),
                                models.Q(
                                    ("d_held", 0),
                                    (
                                        "d_limit",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("places"), "*", models.Value(-1)
                                        ),
                                    ),
                                    ("d_used", 0),
                                    ("kind", "cut"),
                                ),
                                models.Q(
                                    ("d_held", models.F("places")), ("d_limit", 0), ("d_used", 0), ("kind", "hold")
                                ),
                                models.Q(
                                    (
                                        "d_held__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("places"), "*", models.Value(-1)
                                        ),
                                    ),
                                    ("d_limit", 0),
                                    ("d_used", models.F("places")),
                                    ("kind", "use"),
                                ),
                                models.Q(
                                    (
                                        "d_held",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("places"), "*", models.Value(-1)
                                        ),
                                    ),
                                    ("d_limit", 0),
                                    ("d_used", 0),
                                    ("kind", "release"),
                                ),
                                models.Q(
                                    ("d_held", 0),
                                    ("d_limit", 0),
                                    (
                                        "d_used__in",
                                        (
                                            0,
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("places"), "*", models.Value(-1)
                                            ),
                                        ),
                                    ),
                                    ("kind", "give_back"),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="entry_bears_the_signs_of_its_kind",
                        violation_error_message="The line does not bear the signs of its kind.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes__isnull", False), ("kind__in", ("use", "release", "give_back"))),
                            models.Q(
                                models.Q(("kind__in", ("use", "release", "give_back")), _negated=True), ("closes", None)
                            ),
                            _connector="OR",
                        ),
                        name="entry_closes_what_its_kind_ends",
                        violation_error_message="A use, a release and a give-back name the line they end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("kind__in", ("allot", "cut")), ("order__isnull", False)),
                            models.Q(
                                models.Q(("kind__in", ("allot", "cut")), _negated=True),
                                ("order", None),
                                models.Q(("file", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="entry_has_a_file_or_an_order",
                        violation_error_message="Limits change by an order, places by a file.",
                    ),
                    models.UniqueConstraint(
                        fields=("key",),
                        name="entry_once_per_key",
                        violation_error_message="This line was already written.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ("use", "release"))),
                        fields=("closes",),
                        name="entry_closes_a_hold_once",
                        violation_error_message="This hold was already used or released.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("places", models.PositiveIntegerField(verbose_name="places")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="quotas.order",
                        verbose_name="order",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines_out",
                        to="quotas.allocation",
                        verbose_name="from",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines_in",
                        to="quotas.allocation",
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of an order",
                "verbose_name_plural": "lines of an order",
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("places__gt", 0),
                            models.Q(("source__isnull", False), ("target__isnull", False), _connector="OR"),
                            models.Q(("source", models.F("target")), _negated=True),
                        ),
                        name="order_line_moves_places",
                        violation_error_message="A line moves at least one place, from or to an allocation or between two.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("countersigned_by", None),
                    models.Q(("countersigned_by", models.F("signed_by")), _negated=True),
                    _connector="OR",
                ),
                name="order_countersigned_by_another",
                violation_error_message="An order is countersigned by another officer than its signatory.",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("countersigned_at", None), ("countersigned_by", None)),
                    models.Q(("countersigned_at__isnull", False), ("countersigned_by__isnull", False)),
                    _connector="OR",
                ),
                name="order_countersigned_by_and_at",
                violation_error_message="A countersignature has its officer and its moment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("posted_at", None), ("countersigned_by__isnull", False), _connector="OR"),
                name="order_posted_after_countersigning",
                violation_error_message="An order is posted once it is countersigned.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ceiling",
            constraint=models.UniqueConstraint(
                fields=("plan", "dimension", "key"),
                name="ceiling_once_per_margin",
                violation_error_message="This ceiling already exists.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken__gte", 0), ("taken__lte", models.F("limit"))),
                name="ceiling_not_overdrawn",
                violation_error_message="The ceiling over this allocation has not that many places left.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                fields=("plan", "region", "category"),
                name="allocation_once_per_cell",
                nulls_distinct=False,
                violation_error_message="This cell of the plan already exists.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("limit", None),
                    (
                        "limit__gte",
                        django.db.models.expressions.CombinedExpression(models.F("held"), "+", models.F("used")),
                    ),
                    _connector="OR",
                ),
                name="allocation_not_overdrawn",
                violation_error_message="Not that many places are free.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held__gte", 0), ("used__gte", 0), models.Q(("limit", None), ("limit__gte", 0), _connector="OR")
                ),
                name="allocation_counts_not_negative",
                violation_error_message="A count of places cannot be negative.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("region__isnull", False),
                    models.Q(("category", ""), _negated=True),
                    models.Q(("held", 0), ("used", 0)),
                    _connector="OR",
                ),
                name="allocation_reserve_is_never_drawn",
                violation_error_message="The reserve is distributed by an order before anybody draws on it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("programme", "year"),
                name="plan_one_per_programme_and_year",
                violation_error_message="This programme already has a plan for that year.",
            ),
        ),
    ]

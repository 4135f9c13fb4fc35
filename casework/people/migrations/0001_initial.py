import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django_countries.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("common", "0002_extensions"),
        ("reference", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=12, unique=True, verbose_name="number")),
                ("registered_at", models.DateTimeField(verbose_name="registered at")),
                ("is_generated", models.BooleanField(default=False, verbose_name="generated for demonstration")),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="registered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "household",
                "verbose_name_plural": "households",
            },
        ),
        migrations.CreateModel(
            name="IdentityDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="number")),
                (
                    "number_key",
                    models.CharField(db_index=True, editable=False, max_length=40, verbose_name="number for search"),
                ),
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="issuing country")),
                ("issuer", models.CharField(blank=True, max_length=150, verbose_name="issued by")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.documentkind",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "identity document",
                "verbose_name_plural": "identity documents",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=12, unique=True, verbose_name="number")),
                (
                    "sex",
                    models.CharField(
                        choices=[("F", "female"), ("M", "male"), ("X", "not stated in the document")],
                        max_length=1,
                        verbose_name="sex",
                    ),
                ),
                (
                    "born_on",
                    models.DateField(help_text="The first day it can have been.", verbose_name="date of birth"),
                ),
                (
                    "born_precision",
                    models.CharField(
                        choices=[("day", "full date"), ("month", "month and year"), ("year", "year only")],
                        default="day",
                        max_length=5,
                        verbose_name="birth date known by",
                    ),
                ),
                (
                    "birth_country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country of birth"),
                ),
                ("birth_place", models.CharField(blank=True, max_length=150, verbose_name="place of birth")),
                (
                    "citizenship",
                    django_countries.fields.CountryField(
                        blank=True,
                        help_text="XX stands for a stateless person.",
                        max_length=2,
                        verbose_name="citizenship",
                    ),
                ),
                ("ethnicity", models.CharField(blank=True, max_length=60, verbose_name="ethnicity")),
                ("iin", models.CharField(blank=True, max_length=12, null=True, verbose_name="IIN")),
                ("died_on", models.DateField(blank=True, null=True, verbose_name="died on")),
                ("registered_at", models.DateTimeField(verbose_name="registered at")),
                ("is_generated", models.BooleanField(default=False, verbose_name="generated for demonstration")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="persons",
                        to="accounts.office",
                        verbose_name="registered at",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="registered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "persons",
            },
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "script",
                    models.CharField(
                        choices=[
                            ("kk-cyrl", "Kazakh, Cyrillic"),
                            ("ru-cyrl", "Russian, Cyrillic"),
                            ("mn-cyrl", "Mongolian, Cyrillic"),
                            ("kk-arab", "Kazakh, Arabic script"),
                            ("latn-passport", "Latin, as in a passport"),
                            ("latn-2018", "Kazakh Latin of 2018"),
                            ("latn-2021", "Kazakh Latin of 2021"),
                            ("pinyin", "Pinyin"),
                            ("tr", "Turkish"),
                            ("uz", "Uzbek"),
                        ],
                        max_length=15,
                        verbose_name="script",
                    ),
                ),
                ("surname", models.CharField(blank=True, max_length=200, verbose_name="surname")),
                ("given", models.CharField(blank=True, max_length=200, verbose_name="given name")),
                ("patronymic", models.CharField(blank=True, max_length=200, verbose_name="patronymic")),
                ("is_main", models.BooleanField(default=False, verbose_name="shown first")),
                ("key", models.CharField(editable=False, max_length=620, verbose_name="search key")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="people.identitydocument",
                        verbose_name="from document",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "name",
                "verbose_name_plural": "names",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "head of the family"),
                            ("spouse", "spouse"),
                            ("child", "child"),
                            ("parent", "parent"),
                            ("sibling", "brother or sister"),
                            ("grandchild", "grandchild"),
                            ("other", "other relative"),
                        ],
                        max_length=12,
                        verbose_name="role in the family",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.household",
                        verbose_name="household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
            },
        ),
        migrations.AddField(
            model_name="identitydocument",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="identity_documents",
                to="people.person",
                verbose_name="person",
            ),
        ),
        migrations.CreateModel(
            name="ContactDetail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("phone", "telephone"), ("email", "e-mail"), ("address", "address")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(max_length=300, verbose_name="value")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_details",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact detail",
                "verbose_name_plural": "contact details",
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(upload_to="photos/", verbose_name="file")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("taken_at", models.DateTimeField(verbose_name="added at")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
            },
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["born_on"], name="person_by_birth"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("died_on", None), ("died_on__gte", models.F("born_on")), _connector="OR"),
                name="person_dies_after_birth",
                violation_error_message="Nobody dies before being born.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "born_on__lte",
                        django.db.models.functions.comparison.Cast(
                            models.Func(
                                models.Value("Asia/Almaty"),
                                "registered_at",
                                function="TIMEZONE",
                                output_field=models.DateTimeField(),
                            ),
                            models.DateField(),
                        ),
                    )
                ),
                name="person_is_born_before_registration",
                violation_error_message="The date of birth lies after the day of registration.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("born_precision", "day"),
                    models.Q(("born_on__day", 1), ("born_precision", "month")),
                    models.Q(("born_on__day", 1), ("born_on__month", 1), ("born_precision", "year")),
                    _connector="OR",
                ),
                name="person_birth_day_is_not_invented",
                violation_error_message="Of a date of birth known by month or year only that part is stored.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("iin", None), ("iin__regex", "^[0-9]{12}$"), _connector="OR"),
                name="person_iin_has_twelve_digits",
                violation_error_message="An IIN has twelve digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                fields=("iin",),
                name="person_iin_once",
                violation_error_message="This IIN is on record for another person; search for it.",
            ),
        ),
        migrations.AddIndex(
            model_name="name",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("key", name="gin_trgm_ops"),
                name="name_key_trigrams",
                fastupdate=False,
            ),
        ),
        migrations.AddIndex(
            model_name="name",
            index=models.Index(fields=["key"], name="name_by_key"),
        ),
        migrations.AddConstraint(
            model_name="name",
            constraint=models.CheckConstraint(
                condition=models.Q(("given", ""), ("surname", ""), _negated=True),
                name="name_is_not_empty",
                violation_error_message="Give a surname or a given name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="name",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("given", ""), ("surname", "")), models.Q(("key", ""), _negated=True), _connector="OR"
                ),
                name="name_can_be_searched",
                violation_error_message="A name has at least one letter.",
            ),
        ),
        migrations.AddConstraint(
            model_name="name",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_main", True)),
                fields=("person",),
                name="name_one_shown_first",
                violation_error_message="One name of a person is shown first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gt", models.F("since")), _connector="OR"),
                name="membership_ends_after_it_begins",
                violation_error_message="A membership ends after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("person", "="),
                    (
                        models.Func(
                            "since",
                            "until",
                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                            function="DATERANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="membership_one_household_at_a_time",
                violation_error_message="A person belongs to one household at a time; end the membership in the other one first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("role", "head")),
                expressions=[
                    ("household", "="),
                    (
                        models.Func(
                            "since",
                            "until",
                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                            function="DATERANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="membership_one_head_at_a_time",
                violation_error_message="A household has one head at a time; change the role of the present one first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitydocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued_on", None),
                    ("expires_on", None),
                    ("expires_on__gt", models.F("issued_on")),
                    _connector="OR",
                ),
                name="identity_document_expires_after_issue",
                violation_error_message="A document expires after it is issued.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitydocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("number_key", ""), _negated=True),
                name="identity_document_has_a_number",
                violation_error_message="Give the number of the document, letters and digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitydocument",
            constraint=models.UniqueConstraint(
                fields=("person", "kind", "country", "number_key"),
                name="identity_document_once_per_person",
                violation_error_message="This document is already on record for this person.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactdetail",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gt", models.F("since")), _connector="OR"),
                name="contact_detail_ends_after_it_begins",
                violation_error_message="A contact detail ends after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactdetail",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", ""), _negated=True),
                name="contact_detail_is_not_empty",
                violation_error_message="Give the telephone, e-mail or address.",
            ),
        ),
    ]

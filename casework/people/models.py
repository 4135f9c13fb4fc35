from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.accounts.models import Office, Officer
from casework.people import rules
from casework.reference.models import DocumentKind


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, officer: Officer) -> Self:
        """Persons registered by the officer's own office; `cases.queries.persons_in_sight` adds those of its files."""
        return self if officer.is_national else self.filter(office=officer.office_id)


class Person(models.Model):
    """A human being known to the authority."""

    class Sex(models.TextChoices):
        FEMALE = "F", _("female")
        MALE = "M", _("male")
        UNSPECIFIED = "X", _("not stated in the document")

    class Precision(models.TextChoices):
        DAY = "day", _("full date")
        MONTH = "month", _("month and year")
        YEAR = "year", _("year only")

    number = models.CharField(_("number"), max_length=12, unique=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    born_on = models.DateField(_("date of birth"))
    born_precision = models.CharField(_("birth date known by"), max_length=5, choices=Precision, default=Precision.DAY)
    birth_country = CountryField(_("country of birth"), blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=150, blank=True)
    citizenship = CountryField(_("citizenship"), help_text=_("XX stands for a stateless person."), blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=60, blank=True)
    iin = models.CharField(_("IIN"), max_length=12, null=True, blank=True, unique=True)  # noqa: DJ001 - unique where known
    died_on = models.DateField(_("died on"), null=True, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="persons", verbose_name=_("registered at"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registered by")
    )
    registered_at = models.DateTimeField(_("registered at"))
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = PersonQuerySet.as_manager()

    class Personal:
        fields = {"sex", "born_on", "birth_country", "birth_place", "citizenship", "ethnicity", "iin", "died_on"}

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        constraints = [
            models.CheckConstraint(
                name="person_dies_after_birth",
                condition=Q(died_on=None) | Q(died_on__gte=F("born_on")),
                violation_error_message=_("Nobody dies before being born."),
            ),
            models.CheckConstraint(
                name="person_iin_has_twelve_digits",
                condition=Q(iin=None) | Q(iin__regex=r"^[0-9]{12}$"),
                violation_error_message=_("An IIN has twelve digits."),
            ),
        ]

    def __str__(self) -> str:
        name = self.main_name
        return str(name) if name else self.number

    @property
    def main_name(self) -> "Name | None":
        """The name as the most recent entry has it; uses prefetched names."""
        names = sorted(self.names.all(), key=lambda name: (not name.is_main, -name.pk))
        return names[0] if names else None

    def age_on(self, day: date) -> int:
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def is_minor_on(self, day: date) -> bool:
        return self.age_on(day) < rules.AGE_OF_MAJORITY


class Name(models.Model):
    """A person's name as one document has it."""

    class Script(models.TextChoices):
        KK_CYRL = "kk-cyrl", _("Kazakh, Cyrillic")
        RU_CYRL = "ru-cyrl", _("Russian, Cyrillic")
        MN_CYRL = "mn-cyrl", _("Mongolian, Cyrillic")
        KK_ARAB = "kk-arab", _("Kazakh, Arabic script")
        LATN_PASSPORT = "latn-passport", _("Latin, as in a passport")
        LATN_2018 = "latn-2018", _("Kazakh Latin of 2018")
        LATN_2021 = "latn-2021", _("Kazakh Latin of 2021")
        PINYIN = "pinyin", _("Pinyin")
        TR = "tr", _("Turkish")
        UZ = "uz", _("Uzbek")

    person = models.ForeignKey(Person, models.PROTECT, related_name="names", verbose_name=_("person"))
    script = models.CharField(_("script"), max_length=15, choices=Script)
    surname = models.CharField(_("surname"), max_length=200, blank=True)
    given = models.CharField(_("given name"), max_length=200, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=200, blank=True)
    document = models.ForeignKey(
        "IdentityDocument", models.PROTECT, null=True, blank=True, related_name="names", verbose_name=_("from document")
    )
    is_main = models.BooleanField(_("shown first"), default=False)
    key = models.CharField(_("search key"), max_length=620, editable=False)

    class Personal:
        fields = {"surname", "given", "patronymic", "key"}

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        indexes = [GinIndex(OpClass("key", name="gin_trgm_ops"), name="name_key_trigrams")]
        constraints = [
            models.CheckConstraint(
                name="name_is_not_empty",
                condition=~Q(surname="", given=""),
                violation_error_message=_("Give a surname or a given name."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="name_one_shown_first",
                condition=Q(is_main=True),
                violation_error_message=_("One name of a person is shown first."),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def lang(self) -> str:
        """The language tag for a page."""
        return LANGUAGE_TAGS[self.script]

    @property
    def direction(self) -> str:
        return "rtl" if self.script == Name.Script.KK_ARAB else "ltr"


LANGUAGE_TAGS = {
    "kk-cyrl": "kk-Cyrl", "ru-cyrl": "ru", "mn-cyrl": "mn", "kk-arab": "kk-Arab", "latn-passport": "und-Latn",
    "latn-2018": "kk-Latn", "latn-2021": "kk-Latn", "pinyin": "zh-Latn-pinyin", "tr": "tr", "uz": "uz",
}  # fmt: skip


class IdentityDocument(models.Model):
    """A passport, card or certificate that says who a person is."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identity_documents", verbose_name=_("person"))
    kind = models.ForeignKey(DocumentKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    number = models.CharField(_("number"), max_length=40)
    number_key = models.CharField(_("number for search"), max_length=40, editable=False, db_index=True)
    country = CountryField(_("issuing country"))
    issuer = models.CharField(_("issued by"), max_length=150, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)

    class Personal:
        fields = {"number", "number_key", "issuer"}

    class Meta:
        verbose_name = _("identity document")
        verbose_name_plural = _("identity documents")
        constraints = [
            models.CheckConstraint(
                name="identity_document_expires_after_issue",
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gt=F("issued_on")),
                violation_error_message=_("A document expires after it is issued."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "country", "number_key"],
                name="identity_document_once_per_person",
                violation_error_message=_("This document is already on record for this person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class ContactDetail(models.Model):
    """A telephone, address or e-mail, with the days it held."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        EMAIL = "email", _("e-mail")
        ADDRESS = "address", _("address")

    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_details", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("value"), max_length=300)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Personal:
        fields = {"value"}

    class Meta:
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")
        constraints = [
            models.CheckConstraint(
                name="contact_detail_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("A contact detail ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


class Photo(models.Model):
    """A portrait, kept with its fingerprint; the newest is shown."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="photos", verbose_name=_("person"))
    file = models.FileField(_("file"), upload_to="photos/%Y/%m/")
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    taken_at = models.DateTimeField(_("added at"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )

    class Personal:
        fields = {"file", "sha256"}

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return f"{self.person} {self.taken_at:%Y-%m-%d} #{self.pk}"


class Household(models.Model):
    """A family that moves together."""

    number = models.CharField(_("number"), max_length=12, unique=True)
    registered_at = models.DateTimeField(_("registered at"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registered by")
    )
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")

    def __str__(self) -> str:
        return self.number


class Membership(models.Model):
    """A person's days in a household, and as whom."""

    class Role(models.TextChoices):
        HEAD = "head", _("head of the family")
        SPOUSE = "spouse", _("spouse")
        CHILD = "child", _("child")
        PARENT = "parent", _("parent")
        SIBLING = "sibling", _("brother or sister")
        GRANDCHILD = "grandchild", _("grandchild")
        OTHER = "other", _("other relative")

    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships", verbose_name=_("household"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role in the family"), max_length=12, choices=Role)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Personal:
        fields = {"role"}

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("A membership ends after it begins."),
            ),
            ExclusionConstraint(
                name="membership_one_household_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("A person belongs to one household at a time."),
            ),
            ExclusionConstraint(
                name="membership_one_head_at_a_time",
                condition=Q(role="head"),
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    (
                        Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("A household has one head at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} #{self.pk}"

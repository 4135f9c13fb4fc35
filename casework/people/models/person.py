from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField

from casework.accounts.models import Office, Officer
from casework.common.workdays import ALMATY
from casework.people.rules import BirthDate, PersonFacts

if TYPE_CHECKING:
    from casework.people.models.name import Name

# The zone is written into the constraint: TruncDate would take whatever zone the migration runs in.
LEGAL_DAY_OF_REGISTRATION = Cast(
    Func(Value(ALMATY.key), "registered_at", function="TIMEZONE", output_field=models.DateTimeField()),
    models.DateField(),
)
STATELESS = "XX"  # as passports and ICAO Doc 9303 write XXA; ISO 3166-1 leaves XX to its users


def country_name(code: str) -> str:
    """The name of a country in the language of the page."""
    return gettext("stateless") if code == STATELESS else str(countries.name(code))


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, officer: Officer) -> Self:
        """Persons registered by the officer's own office; `cases.queries.persons_in_sight` adds those of its files."""
        return self if officer.is_national else self.filter(office=officer.office_id)

    def perhaps_born(self, birth: BirthDate) -> Self:
        """Persons whose date of birth may be this one, as far as both are known."""
        wider = Q(born_precision="month", born_on=birth.on.replace(day=1))
        widest = Q(born_precision="year", born_on=birth.on.replace(month=1, day=1))
        return self.filter(Q(born_on__gte=birth.on, born_on__lt=birth.until) | wider | widest)


class OfPersonQuerySet(models.QuerySet):
    """Rows that belong to a person are seen by whoever sees the person."""

    def visible_to(self, officer: Officer) -> Self:
        return self.filter(person__in=Person.objects.visible_to(officer))


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

    class Education(models.TextChoices):
        NONE = "none", _("no schooling")
        PRIMARY = "primary", _("primary")
        SECONDARY = "secondary", _("secondary")
        VOCATIONAL = "vocational", _("vocational")
        HIGHER = "higher", _("higher")

    number = models.CharField(_("number"), max_length=12, unique=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    born_on = models.DateField(_("date of birth"), help_text=_("The first day it can have been."))
    born_precision = models.CharField(_("birth date known by"), max_length=5, choices=Precision, default=Precision.DAY)
    birth_country = CountryField(_("country of birth"), blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=150, blank=True)
    citizenship = CountryField(_("citizenship"), help_text=_("XX stands for a stateless person."), blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=60, blank=True)
    education = models.CharField(
        _("education"), max_length=12, choices=Education, blank=True, db_default="", default="",
        help_text=_("The highest completed; empty where nobody asked."),
    )  # fmt: skip
    iin = models.CharField(_("IIN"), max_length=12, null=True, blank=True)  # noqa: DJ001 - unique where known
    external_id = models.CharField(  # noqa: DJ001 - unique where known
        _("identifier in another register"), max_length=64, null=True, blank=True, editable=False
    )
    died_on = models.DateField(_("died on"), null=True, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="persons", verbose_name=_("registered at"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registered by")
    )
    registered_at = models.DateTimeField(_("registered at"))
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    compared_at = models.DateTimeField(_("compared with the others at"), null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Personal:
        fields = {
            "sex", "born_on", "birth_country", "birth_place", "citizenship", "ethnicity", "education", "iin",
            "external_id", "died_on",
        }  # fmt: skip

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        indexes = [
            models.Index(fields=["born_on"], name="person_by_birth"),
            models.Index(fields=["id"], name="person_to_compare", condition=Q(compared_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="person_dies_after_birth",
                condition=Q(died_on=None) | Q(died_on__gte=F("born_on")),
                violation_error_message=_("Nobody dies before being born."),
            ),
            models.CheckConstraint(
                name="person_is_born_before_registration",
                condition=Q(born_on__lte=LEGAL_DAY_OF_REGISTRATION),
                violation_error_message=_("The date of birth lies after the day of registration."),
            ),
            models.CheckConstraint(
                name="person_birth_day_is_not_invented",
                condition=Q(born_precision="day")
                | Q(born_precision="month", born_on__day=1)
                | Q(born_precision="year", born_on__day=1, born_on__month=1),
                violation_error_message=_("Of a date of birth known by month or year only that part is stored."),
            ),
            models.CheckConstraint(
                name="person_education_is_a_level",
                condition=Q(education__in=["", "none", "primary", "secondary", "vocational", "higher"]),
                violation_error_message=_("Choose the education from the list, or leave it empty."),
            ),
            models.CheckConstraint(
                name="person_iin_has_twelve_digits",
                condition=Q(iin=None) | Q(iin__regex=r"^[0-9]{12}$"),
                violation_error_message=_("An IIN has twelve digits."),
            ),
            models.UniqueConstraint(
                name="person_iin_once",
                fields=["iin"],
                violation_error_message=_("This IIN is on record for another person; search for it."),
            ),
            models.CheckConstraint(
                name="person_external_id_is_not_empty",
                condition=Q(external_id=None) | Q(external_id__regex=r"\S"),
                violation_error_message=_("An identifier of another register has letters or digits."),
            ),
            models.UniqueConstraint(
                name="person_external_id_once",
                fields=["external_id"],
                violation_error_message=_("This identifier of another register is on record for another person."),
            ),
        ]

    def __str__(self) -> str:
        name = self.main_name
        return str(name) if name else self.number

    @property
    def main_name(self) -> "Name | None":
        """The name shown first, else the newest one; uses prefetched names."""
        if self.pk is None:
            return None
        names = sorted(self.names.all(), key=lambda name: (not name.is_main, -name.pk))
        return names[0] if names else None

    @property
    def facts(self) -> PersonFacts:
        """What is on record, in the form in which it is corrected."""
        return PersonFacts(
            sex=self.sex, birth=self.birth, citizenship=str(self.citizenship), birth_country=str(self.birth_country),
            birth_place=self.birth_place, ethnicity=self.ethnicity, education=self.education, iin=self.iin or "",
            is_generated=self.is_generated,
        )  # fmt: skip

    @property
    def citizenship_name(self) -> str:
        return country_name(str(self.citizenship))

    @property
    def birth(self) -> BirthDate:
        return BirthDate(self.born_on, self.born_precision)

    def age_on(self, day: date) -> int:
        return self.birth.age_on(day)

    def is_minor_on(self, day: date) -> bool:
        return self.birth.is_minor_on(day)

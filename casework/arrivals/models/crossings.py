from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.accounts.models import Officer
from casework.arrivals.models.batches import Batch
from casework.arrivals.models.law import Checkpoint, Purpose
from casework.arrivals.states import Direction, Mode, Sex
from casework.people.models.person import Person, country_name
from casework.people.rules import BirthDate
from casework.reference.models import Region


class CrossingQuerySet(models.QuerySet["Crossing"]):
    def visible_to(self, officer: Officer) -> Self:
        """The border is the whole country's: whoever may see crossings sees all of them."""
        return self

    def between(self, since: date, until: date) -> Self:
        """Those of a half-open period of days: only its months are read."""
        return self.filter(crossed_on__gte=since, crossed_on__lt=until)


class Crossing(models.Model):
    """One person passing one checkpoint once.

    The table is divided by months of `crossed_on`, the date on the wall of the checkpoint. It only grows; a month that
    need not be kept is taken off whole. Codes stand in it without foreign keys of the database: a tally of the same
    import holds each of them, with the key.
    """

    crossed_on = models.DateField(_("day"))
    crossed_at = models.DateTimeField(_("moment"))
    direction = models.CharField(_("way"), max_length=3, choices=Direction)
    checkpoint = models.ForeignKey(
        Checkpoint, models.PROTECT, related_name="+", db_constraint=False, db_index=False, verbose_name=_("checkpoint")
    )
    mode = models.CharField(_("by"), max_length=5, choices=Mode)
    nationality = CountryField(_("nationality"))
    document_country = CountryField(_("document issued by"))
    document_number = models.CharField(_("number of the document"), max_length=40)
    document_key = models.CharField(_("number for search"), max_length=40, editable=False)
    born_on = models.DateField(_("date of birth"))
    born_precision = models.CharField(
        _("birth date known by"),
        max_length=5,
        choices=Person.Precision,
        default=Person.Precision.DAY,
        db_default=Person.Precision.DAY,
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    surname = models.CharField(_("surname"), max_length=200, blank=True)
    given = models.CharField(_("given name"), max_length=200, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=200, blank=True)
    purpose = models.ForeignKey(
        Purpose, models.PROTECT, related_name="+", db_constraint=False, db_index=False, verbose_name=_("purpose")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False, db_index=False,
        verbose_name=_("region of destination"),
    )  # fmt: skip
    visa = models.CharField(_("visa"), max_length=40, blank=True)
    days = models.PositiveSmallIntegerField(_("declared days of stay"), null=True, blank=True)
    card = models.CharField(_("migration card"), max_length=40, blank=True)
    fingerprint = models.BigIntegerField(_("fingerprint"), editable=False)
    batch = models.ForeignKey(
        Batch, models.PROTECT, related_name="+", db_constraint=False, db_index=False, verbose_name=_("brought in by")
    )

    objects = CrossingQuerySet.as_manager()

    class Personal:
        fields = {
            "crossed_at", "nationality", "document_country", "document_number", "document_key", "born_on",
            "born_precision", "sex",
            "surname", "given", "patronymic", "purpose", "region", "visa", "days", "card", "fingerprint",
        }  # fmt: skip

    class Meta:
        verbose_name = _("crossing")
        verbose_name_plural = _("crossings")
        indexes = [
            models.Index(fields=["crossed_at", "id"], name="crossing_by_moment"),
            models.Index(fields=["document_key", "crossed_at"], name="crossing_by_document"),
            models.Index(fields=["nationality", "crossed_at", "id"], name="crossing_by_nationality"),
            models.Index(fields=["purpose", "crossed_at", "id"], name="crossing_by_purpose"),
            models.Index(fields=["checkpoint", "crossed_at", "id"], name="crossing_by_checkpoint"),
            models.Index(fields=["born_on"], name="crossing_by_birth"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint", "crossed_on"],
                name="crossing_once",
                violation_error_message=_("This crossing is on record already."),
            ),
            models.CheckConstraint(
                name="crossing_goes_in_or_out",
                condition=Q(direction__in=Direction.values),
                violation_error_message=_("A crossing goes in or out."),
            ),
            models.CheckConstraint(
                name="crossing_after_birth",
                condition=Q(born_on__lte=F("crossed_on")),
                violation_error_message=_("Nobody crosses before being born."),
            ),
            models.CheckConstraint(
                name="crossing_birth_as_far_as_it_is_known",
                condition=Q(born_precision="day")
                | Q(born_precision="month", born_on__day=1)
                | Q(born_precision="year", born_on__day=1, born_on__month=1),
                violation_error_message=_("A date of birth known in part stands on its first possible day."),
            ),
            models.CheckConstraint(
                name="crossing_has_a_document",
                condition=~Q(document_key=""),
                violation_error_message=_("A crossing names a document."),
            ),
            models.CheckConstraint(
                name="crossing_has_a_name",
                condition=~Q(surname="", given=""),
                violation_error_message=_("A crossing names somebody."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.crossed_on:%Y-%m-%d} {self.direction} {self.document_number} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("arrivals:crossing", args=[self.crossed_on.isoformat(), self.pk])

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.surname, self.given, self.patronymic)))

    @property
    def birth(self) -> BirthDate:
        return BirthDate(self.born_on, self.born_precision)

    @property
    def nationality_name(self) -> str:
        return country_name(str(self.nationality))

    @property
    def document_country_name(self) -> str:
        return country_name(str(self.document_country))

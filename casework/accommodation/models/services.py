"""What a centre does for families besides a bed: catalogue, plans of families, what persons were given."""

from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models.stays import Stay
from casework.accommodation.states import Outcome, ServiceKind
from casework.accounts.models import Officer
from casework.people.models import Person

CATALOGUE = Path(__file__).parent.parent / "data" / "services.csv"


class Service(models.Model):
    """A service of the catalogue. A course is given to groups in sessions, anything else to a person on a day."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ServiceKind)
    is_course = models.BooleanField(_("course"), default=False)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200)
    source = models.TextField(_("source"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ("kind", "code")

    def __str__(self) -> str:
        names = {"kk": self.name_kk, "ru": self.name_ru}
        return names.get((get_language() or "en")[:2]) or self.name_en


class PlannedService(models.Model):
    """A service that a family is to have while it lives in the centre, and what came of it when it left."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="planned_services", verbose_name=_("stay"))
    service = models.ForeignKey(Service, models.PROTECT, related_name="planned", verbose_name=_("service"))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    planned_at = models.DateTimeField(_("planned at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("told by")
    )
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)

    class Personal:
        fields = {"outcome"}

    class Meta:
        verbose_name = _("planned service")
        verbose_name_plural = _("planned services")
        ordering = ("service__kind", "service")
        constraints = [
            models.UniqueConstraint(
                fields=["stay", "service"],
                name="service_planned_once_per_stay",
                violation_error_message=_("This service is planned for the family already."),
            ),
            models.CheckConstraint(
                name="service_outcome_told_by_and_at",
                condition=Q(outcome=Outcome.OPEN, told_by=None, told_at=None)
                | ~Q(outcome=Outcome.OPEN) & Q(told_by__isnull=False, told_at__isnull=False),
                violation_error_message=_("An outcome names its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stay} {self.service}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, officer: Officer) -> Self:
        """Of stays in the centres of the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(stay__centre__office=officer.office_id)

    def valid(self) -> Self:
        """Those that were not struck out."""
        return self.filter(struck_at=None)


class Delivery(models.Model):
    """A service that a person was given on a day. What was entered by mistake is struck out, and stays readable."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="deliveries", verbose_name=_("stay"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="services_given", verbose_name=_("person"))
    service = models.ForeignKey(Service, models.PROTECT, related_name="deliveries", verbose_name=_("service"))
    given_on = models.DateField(_("given on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("struck by")
    )
    struck_at = models.DateTimeField(_("struck at"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Personal:
        fields = {"given_on"}

    class Meta:
        verbose_name = _("service given")
        verbose_name_plural = _("services given")
        ordering = ("-given_on", "-id")
        indexes = [models.Index(fields=["stay", "given_on"], name="delivery_by_stay")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "service", "given_on"],
                name="service_given_once_a_day",
                condition=Q(struck_at=None),
                violation_error_message=_("This person was given this service on that day already."),
            ),
            models.CheckConstraint(
                name="service_struck_by_and_at",
                condition=Q(struck_by=None, struck_at=None) | Q(struck_by__isnull=False, struck_at__isnull=False),
                violation_error_message=_("Whatever is struck out names its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.service} {self.given_on:%Y-%m-%d} #{self.pk}"

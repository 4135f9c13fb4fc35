"""Inclusions of the time before this system: kept so that once in a lifetime holds from the first day."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.people.models import Person
from casework.quotas.models import Order, Programme
from casework.reference.models import Region


class Opening(models.Model):
    """One file of past inclusions, signed for by two officers."""

    digest = models.CharField(_("digest of the file"), max_length=64)
    rows = models.PositiveIntegerField(_("rows read"))
    taken = models.PositiveIntegerField(_("rows taken"))
    refused = models.PositiveIntegerField(_("rows refused"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"))
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("countersigned by")
    )
    countersigned_at = models.DateTimeField(_("countersigned at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="opening_countersigned_by_another",
                condition=~Q(countersigned_by=F("signed_by")),
                violation_error_message=_("Past inclusions are countersigned by another officer."),
            )
        ]

    def __str__(self) -> str:
        return f"OP-{self.pk:06}"

    @property
    def number(self) -> str:
        return str(self)


class PastInclusionQuerySet(models.QuerySet["PastInclusion"]):
    def visible_to(self, officer: Officer) -> Self:
        """Of persons whom the officer sees; of those without a record here only nationally."""
        if officer.is_national:
            return self
        seen = Person.objects.visible_to(officer).exclude(external_id=None)
        return self.filter(person_external_id__in=seen.values("external_id"))

    def of(self, persons: "models.QuerySet[Person]") -> Self:
        """Of these records, by their identifier in the former register."""
        return self.filter(person_external_id__in=persons.exclude(external_id=None).values("external_id"))


class PastInclusion(models.Model):
    """A person's entry into a quota before the opening, by the identifier that the former register gave them.

    The person may get a record here later; it counts from the moment the record bears the identifier. `order`: the one
    that brought its places into the ledger, for inclusions of the year of the opening.
    """

    person_external_id = models.CharField(_("identifier in the former register"), max_length=64)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    year = models.PositiveSmallIntegerField(_("year of the quota"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    category = models.CharField(_("category"), max_length=30, blank=True)
    places = models.PositiveIntegerField(_("places"))
    included_on = models.DateField(_("included on"))
    document = models.CharField(_("document"), max_length=150, blank=True)
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="inclusions", verbose_name=_("opening"))
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("opening order")
    )

    objects = PastInclusionQuerySet.as_manager()

    class Personal:
        fields = {"person_external_id", "document"}

    class Meta:
        verbose_name = _("past inclusion")
        verbose_name_plural = _("past inclusions")
        ordering = ("-included_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["person_external_id", "programme"],
                name="past_inclusion_once_in_a_lifetime",
                violation_error_message=_("This person was already included in this quota once."),
            ),
            models.CheckConstraint(
                name="past_inclusion_names_its_person",
                condition=Q(person_external_id__regex=r"\S"),
                violation_error_message=_("A past inclusion names its person by the identifier of the register."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.year} #{self.pk}"

    @property
    def facts(self) -> tuple[Any, ...]:
        """What it says of its person and programme."""
        return self.year, self.region_id, self.category, self.places, self.included_on, self.document

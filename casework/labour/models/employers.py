"""Employers, where they work and how to reach them, and their staff of a day."""

from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.labour.models.law import Activity
from casework.labour.states import EmployerKind, Size
from casework.reference.models import Region


@dataclass(frozen=True)
class EmployerFacts:
    """What the register says of an employer besides its BIN."""

    name: str
    kind: str
    size: str
    activity: Activity
    region: Region
    address: str

    @property
    def columns(self) -> dict[str, Any]:
        plain = {"name": self.name, "kind": self.kind, "size": self.size, "address": self.address}
        return {**plain, "activity_id": self.activity.pk, "region_id": self.region.pk}


class EmployerQuerySet(models.QuerySet["Employer"]):
    def at_work_in(self, region: str | None) -> Self:
        """Employers of a region, or with a branch there that has not ended."""
        branches = Branch.objects.filter(region=region, until=None).values("employer")
        return self.filter(Q(region=region) | Q(pk__in=branches))


class Employer(models.Model):
    """A legal person that employs or wants to employ foreigners. What stands here is no secret of a person."""

    bin = models.CharField(_("BIN"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=EmployerKind)
    size = models.CharField(_("size"), max_length=10, choices=Size)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="employers", verbose_name=_("activity"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="employers", verbose_name=_("region"))
    address = models.CharField(_("address"), max_length=300)
    registered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("registered by"))
    registered_at = models.DateTimeField(_("registered at"))
    version = models.PositiveIntegerField(_("version"), default=1)
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)

    objects = EmployerQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        ordering = ("-id",)
        indexes = [models.Index(fields=["region"], name="employer_by_region")]
        constraints = [
            models.CheckConstraint(
                name="employer_bin_has_twelve_digits",
                condition=Q(bin__regex=r"^[0-9]{12}$"),
                violation_error_message=_("A BIN has twelve digits."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.bin}"

    def get_absolute_url(self) -> str:
        return reverse("labour:employer", args=[self.bin])


class Branch(models.Model):
    """Where an employer works besides its own region."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="branches", verbose_name=_("employer"))
    name = models.CharField(_("name"), max_length=200)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    address = models.CharField(_("address"), max_length=300)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("branch of an employer")
        verbose_name_plural = _("branches of employers")
        ordering = ("since", "id")
        constraints = [
            models.CheckConstraint(
                name="employer_branch_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("A branch ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.region} #{self.pk}"


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, officer: Officer) -> Self:
        """Contacts of employers at work in the officer's region; all of them for the national office."""
        if officer.is_national:
            return self
        return self.filter(employer__in=Employer.objects.at_work_in(officer.office.region_id))


class Contact(models.Model):
    """Whom to ask at an employer."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="contacts", verbose_name=_("employer"))
    name = models.CharField(_("name"), max_length=150)
    post = models.CharField(_("post"), max_length=100, blank=True)
    value = models.CharField(_("telephone or e-mail"), max_length=150)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Personal:
        fields = {"name", "post", "value"}

    class Meta:
        verbose_name = _("contact of an employer")
        verbose_name_plural = _("contacts of employers")
        ordering = ("since", "id")
        constraints = [
            models.CheckConstraint(
                name="employer_contact_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("A contact ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer}: {self.value} #{self.pk}"


class Headcount(models.Model):
    """Staff of an employer in one category on a day, as it was reported; a later report of the day replaces it."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="headcounts", verbose_name=_("employer"))
    on = models.DateField(_("on"))
    category = models.CharField(_("category"), max_length=10)
    citizens = models.PositiveIntegerField(_("citizens"), default=0)
    foreigners = models.PositiveIntegerField(_("foreigners"), default=0)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        ordering = ("-on", "category")
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "on", "category"],
                name="headcount_once_per_day_and_category",
                violation_error_message=_("The staff of this category on that day is on record already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer}, {self.on:%Y-%m-%d}, {self.category}"

"""Who works outside every quota and is counted all the same, and where permit holders go for some days."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.labour.models.employers import Employer
from casework.labour.models.permits import Permit
from casework.labour.states import Exempt
from casework.people.models import Person
from casework.reference.models import Region

PERIOD = Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField())


class ExemptWorkerQuerySet(models.QuerySet["ExemptWorker"]):
    def on(self, day: date) -> Self:
        """Those who work on a day; `until` no longer counts."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class ExemptWorker(models.Model):
    """A foreigner who needs no permit, at work with an employer."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="exempt_workers", verbose_name=_("employer"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="exempt_work", verbose_name=_("worker"))
    why = models.CharField(_("needs no permit as"), max_length=10, choices=Exempt)
    category = models.CharField(_("category"), max_length=10)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = ExemptWorkerQuerySet.as_manager()

    class Personal:
        fields = {"why"}

    class Meta:
        verbose_name = _("worker who needs no permit")
        verbose_name_plural = _("workers who need no permit")
        ordering = ("since", "id")
        constraints = [
            models.CheckConstraint(
                name="exempt_worker_ends_after_beginning",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("Work ends after it begins."),
            ),
            ExclusionConstraint(
                name="exempt_worker_once_per_employer",
                expressions=[
                    ("employer", RangeOperators.EQUAL), ("person", RangeOperators.EQUAL),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This worker is on record with this employer on these days already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employer}, {self.why} #{self.pk}"


class Trip(models.Model):
    """Days that a permit holder works in another region than that of the permit; `until` no longer counts."""

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="trips", verbose_name=_("permit"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Personal:
        fields = {"region"}

    class Meta:
        verbose_name = _("trip to another region")
        verbose_name_plural = _("trips to other regions")
        ordering = ("since", "id")
        constraints = [
            models.CheckConstraint(
                name="trip_ends_after_it_begins",
                condition=Q(until__gt=F("since")),
                violation_error_message=_("A trip ends after it begins."),
            ),
            ExclusionConstraint(
                name="trip_one_at_a_time",
                expressions=[("permit", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
                violation_error_message=_("The worker is on another trip on these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.permit}, {self.since:%Y-%m-%d} #{self.pk}"


class FamilyMember(models.Model):
    """A spouse or child who stays with a permit holder: how long, and whether a place at school is needed.

    Source of the right: CIS convention of 14 November 2008 on the legal status of migrant workers and their families.
    """

    class Kin(models.TextChoices):
        SPOUSE = "spouse", _("spouse")
        CHILD = "child", _("child")

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="family", verbose_name=_("permit"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="with_workers", verbose_name=_("person"))
    kin = models.CharField(_("kin"), max_length=10, choices=Kin)
    since = models.DateField(_("stays since"))
    until = models.DateField(_("stays until"))
    needs_school = models.BooleanField(_("needs a place at school"), default=False)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Personal:
        fields = {"kin", "needs_school"}

    class Meta:
        verbose_name = _("family member of a worker")
        verbose_name_plural = _("family members of workers")
        ordering = ("permit", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["permit", "person"],
                name="family_member_once_per_permit",
                violation_error_message=_("This person is on record with this permit already."),
            ),
            models.CheckConstraint(
                name="family_member_stay_ends_after_it_begins",
                condition=Q(until__gt=F("since")),
                violation_error_message=_("A stay ends after it begins."),
            ),
            models.CheckConstraint(
                name="family_member_at_school_is_a_child",
                condition=Q(needs_school=False) | Q(kin="child"),
                violation_error_message=_("A place at school is for a child."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.permit}, {self.kin} #{self.pk}"

"""Inspections of employers, and what they found."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.labour.models.employers import Employer
from casework.labour.states import ViolationKind


class Inspection(models.Model):
    """A visit to an employer."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="inspections", verbose_name=_("employer"))
    on = models.DateField(_("on"))
    report = models.CharField(_("number of the report"), max_length=60)
    summary = models.TextField(_("what was looked at"))
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Personal:
        fields = {"summary"}

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ("-on", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "report"],
                name="inspection_once_per_report",
                violation_error_message=_("This report is on record for this employer already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer}, {self.report}"


class Violation(models.Model):
    """A finding that bars new permits from its day until the day `bars_until`, which no longer counts."""

    inspection = models.OneToOneField(
        Inspection, models.PROTECT, related_name="violation", verbose_name=_("inspection")
    )
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="violations", verbose_name=_("employer"))
    kind = models.CharField(_("violation"), max_length=20, choices=ViolationKind)
    found_on = models.DateField(_("established on"))
    bars_until = models.DateField(_("bars new permits until"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("violation")
        verbose_name_plural = _("violations")
        ordering = ("-found_on", "-id")
        indexes = [models.Index(fields=["employer", "bars_until"], name="violation_by_employer")]
        constraints = [
            models.CheckConstraint(
                name="violation_bars_for_some_time",
                condition=Q(bars_until__gt=F("found_on")),
                violation_error_message=_("A violation bars new permits for some time."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer}, {self.kind} #{self.pk}"

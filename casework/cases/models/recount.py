"""The nightly recount, and what it found. Nothing here repairs anything."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.states import Between


class Recount(models.Model):
    """The recount of a day: counters against ledger against files."""

    day = models.DateField(_("day"))
    counted_at = models.DateTimeField(_("counted at"))
    differences = models.PositiveIntegerField(_("differences"), default=0)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("recount")
        verbose_name_plural = _("recounts")
        ordering = ("-day",)
        constraints = [
            models.UniqueConstraint(
                fields=["day"],
                name="recount_once_per_day",
                violation_error_message=_("This day already has its recount."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Drift(models.Model):
    """Two books that do not say the same of a subject, from the recount that found it until one finds it gone."""

    between = models.CharField(_("between"), max_length=20, choices=Between)
    subject = models.CharField(_("subject"), max_length=150)
    what = models.CharField(_("what"), max_length=20)
    figures = models.JSONField(_("figures"), default=dict)
    found = models.ForeignKey(Recount, models.PROTECT, related_name="found", verbose_name=_("found by"))
    seen = models.ForeignKey(Recount, models.PROTECT, related_name="seen", verbose_name=_("last seen by"))
    gone_at = models.DateTimeField(_("gone at"), null=True, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("drift")
        verbose_name_plural = _("drifts")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["between", "subject", "what"],
                name="drift_open_once",
                condition=Q(gone_at=None),
                violation_error_message=_("This difference is already on record."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.what} #{self.pk}"

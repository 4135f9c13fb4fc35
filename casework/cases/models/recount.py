"""The nightly recount, what it found, and how two officers mended it. A recount itself repairs nothing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
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


class Mend(models.Model):
    """What of a file's places goes back, so that ledger and file agree: signed by one officer, done by another."""

    drift = models.OneToOneField(Drift, models.PROTECT, related_name="mend", verbose_name=_("drift"))
    held = models.PositiveIntegerField(_("held places that are released"))
    used = models.PositiveIntegerField(_("used places that are given back"))
    reason = models.CharField(_("reason"), max_length=300)
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed at"))
    countersigned_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", verbose_name=_("countersigned by")
    )
    countersigned_at = models.DateTimeField(_("countersigned at"), null=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("mend")
        verbose_name_plural = _("mends")
        constraints = [
            models.CheckConstraint(
                name="mend_returns_places",
                condition=Q(held__gt=0) | Q(used__gt=0),
                violation_error_message=_("A mend returns at least one place."),
            ),
            models.CheckConstraint(
                name="mend_countersigned_by_another",
                condition=Q(countersigned_by=None) | ~Q(countersigned_by=F("proposed_by")),
                violation_error_message=_("A mend is countersigned by another officer than its signatory."),
            ),
            models.CheckConstraint(
                name="mend_countersigned_by_and_at",
                condition=Q(countersigned_by=None, countersigned_at=None)
                | Q(countersigned_by__isnull=False, countersigned_at__isnull=False),
                violation_error_message=_("A countersignature has its officer and its moment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drift} #{self.pk}"

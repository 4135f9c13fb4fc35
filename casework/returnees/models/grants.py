"""The status: asked for, granted with its certificates, extended."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.cases.models import Case
from casework.common.workdays import DAY
from casework.people.models import Person


class StatusApplication(models.Model):
    """What only an application for the status says."""

    class Recommendation(models.TextChoices):
        GRANT = "grant", _("to grant")
        REFUSE = "refuse", _("to refuse")

    case = models.OneToOneField(Case, models.PROTECT, related_name="status_application", verbose_name=_("file"))
    left_country = CountryField(_("country of departure"))
    arrived_on = models.DateField(_("arrived on"))
    wants_centre = models.BooleanField(_("asks for a place in a centre"), default=False)
    commission_on = models.DateField(_("sitting of the commission"), null=True, blank=True)
    minutes_number = models.CharField(_("number of the minutes"), max_length=30, blank=True)
    recommendation = models.CharField(_("recommendation"), max_length=10, choices=Recommendation, blank=True)
    hearing_on = models.DateField(_("hearing held on"), null=True, blank=True)
    hearing_statement = models.TextField(_("what the applicant said"), blank=True)

    class Personal:
        fields = {"left_country", "arrived_on", "hearing_statement"}

    class Meta:
        verbose_name = _("application for the status")
        verbose_name_plural = _("applications for the status")
        constraints = [
            models.CheckConstraint(
                name="status_application_commission_is_minuted",
                condition=Q(commission_on=None, minutes_number="", recommendation="")
                | Q(commission_on__isnull=False) & ~Q(minutes_number="") & ~Q(recommendation=""),
                violation_error_message=_("A sitting has its date, the number of its minutes and its recommendation."),
            )
        ]

    def __str__(self) -> str:
        return str(self.case)


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, on: date) -> Self:
        return self.filter(since__lte=on, until__gt=on)


class Grant(models.Model):
    """The returnee status of one person for a period, with its certificate."""

    class EndReason(models.TextChoices):
        CITIZENSHIP = "citizenship", _("citizenship acquired")
        ANNULMENT = "annulment", _("annulled")
        EXPIRY = "expiry", _("its time was over")

    case = models.ForeignKey(Case, models.PROTECT, related_name="grants", verbose_name=_("file"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants", verbose_name=_("person"))
    certificate = models.CharField(_("certificate number"), max_length=20, unique=True)
    token = models.CharField(_("token of the QR code"), max_length=43, unique=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    extended_by = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("extended by file")
    )
    end_reason = models.CharField(_("ended by"), max_length=12, choices=EndReason, blank=True)

    objects = GrantQuerySet.as_manager()

    class Personal:
        fields = {"certificate", "token"}

    class Meta:
        verbose_name = _("grant of the status")
        verbose_name_plural = _("grants of the status")
        ordering = ("-since", "id")
        indexes = [models.Index(fields=["until"], name="grant_by_end", condition=Q(end_reason=""))]
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=Q(until__gte=F("since")),
                violation_error_message=_("A status ends after it begins."),
            ),
            ExclusionConstraint(
                name="grant_one_in_force_per_person",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("This person already has the status on these days."),
            ),
        ]

    def __str__(self) -> str:
        return self.certificate

    def is_in_force(self, on: date) -> bool:
        return self.since <= on < self.until

    @property
    def last_day(self) -> date:
        """The last day it is in force, as its certificate says; its first, where it ended on that very day."""
        return max(self.until - DAY, self.since)


class Edition(models.Model):
    """A paper of a certificate as it was given out; the newest is valid, the others are replaced. The table only grows.

    `text`: what it says of the holder and the family, as the record had it then. A correction has a number of its own,
    a duplicate that of the paper it stands for; each has its own token.
    """

    class Kind(models.TextChoices):
        FIRST = "first", _("first issue")
        CORRECTION = "correction", _("correction")
        DUPLICATE = "duplicate", _("duplicate")

    class Cause(models.TextChoices):
        LOST = "lost", _("lost")
        SPOILED = "spoiled", _("spoiled")

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="editions", verbose_name=_("grant"))
    ordinal = models.PositiveSmallIntegerField(_("in its order"), default=1)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FIRST)
    cause = models.CharField(_("what became of the paper"), max_length=10, choices=Cause, blank=True)
    number = models.CharField(_("certificate number"), max_length=20, db_index=True)
    token = models.CharField(_("token of the QR code"), max_length=43, unique=True)
    text = models.JSONField(_("what it says"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by"))
    made_at = models.DateTimeField(_("issued at"))

    class Personal:
        fields = {"number", "token", "text", "reason"}

    class Meta:
        verbose_name = _("edition of a certificate")
        verbose_name_plural = _("editions of certificates")
        ordering = ("ordinal",)
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "ordinal"],
                name="edition_one_after_another",
                violation_error_message=_("This certificate was issued anew at this moment; look at it again."),
            ),
            models.CheckConstraint(
                name="edition_anew_for_a_reason",
                condition=Q(kind="first", ordinal=1, reason="") | ~Q(kind="first") & Q(ordinal__gt=1) & ~Q(reason=""),
                violation_error_message=_("A certificate is issued anew for a reason."),
            ),
            models.CheckConstraint(
                name="edition_duplicate_for_a_cause",
                condition=Q(kind="duplicate") & ~Q(cause="") | ~Q(kind="duplicate") & Q(cause=""),
                violation_error_message=_("A duplicate says what became of the paper, and nothing else does."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} #{self.ordinal}"


class ExpiryWarning(models.Model):
    """A warning that a status ends, given once for each step and each end: an extension begins them anew."""

    class Step(models.TextChoices):
        FIRST = "first", _("first")
        LAST = "last", _("last")

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="warnings", verbose_name=_("grant"))
    step = models.CharField(_("warning"), max_length=5, choices=Step)
    ends_on = models.DateField(_("ends on"))
    warned_at = models.DateTimeField(_("warned at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("warning of the end of a status")
        verbose_name_plural = _("warnings of the end of statuses")
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "step", "ends_on"],
                name="expiry_warning_once_per_step_and_end",
                violation_error_message=_("This warning was already given."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.grant} {self.step}"


class ExtensionRequest(models.Model):
    """What only a request for extension says."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="extension_request", verbose_name=_("file"))
    months = models.PositiveSmallIntegerField(_("months asked for"))
    reason = models.CharField(_("reason"), max_length=300)

    class Personal:
        fields = {"reason"}

    class Meta:
        verbose_name = _("request for extension")
        verbose_name_plural = _("requests for extension")

    def __str__(self) -> str:
        return str(self.case)

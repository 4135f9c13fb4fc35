"""What two officers agree on about a stay: more days, another centre; and reminders before its days end."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models.centres import Centre
from casework.accommodation.models.stays import Stay
from casework.accommodation.states import Answer
from casework.accounts.models import Officer

UNANSWERED = Q(answer=Answer.WAITING, answered_by=None, answered_at=None)
ANSWERED = ~Q(answer=Answer.WAITING) & Q(answered_by__isnull=False, answered_at__isnull=False)


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, officer: Officer) -> Self:
        """Of stays in the centres of the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(stay__centre__office=officer.office_id)

    def waiting(self) -> Self:
        return self.filter(answer=Answer.WAITING)


class Extension(models.Model):
    """More days for a family: asked for by a manager, decided by a head. `until` is the first day covered no longer."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="extensions", verbose_name=_("stay"))
    until = models.DateField(_("entitled until"))
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    answered_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Personal:
        fields = {"reason"}

    class Meta:
        verbose_name = _("extension of a stay")
        verbose_name_plural = _("extensions of stays")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="stay_extension_answered_by_and_at",
                condition=UNANSWERED | ANSWERED,
                violation_error_message=_("An answer names its officer and its time."),
            ),
            models.CheckConstraint(
                name="stay_extension_decided_by_another",
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                violation_error_message=_("Whoever asked for more days does not decide on them; another officer does."),
            ),
            models.UniqueConstraint(
                fields=["stay"],
                name="stay_extension_one_waits",
                condition=Q(answer=Answer.WAITING),
                violation_error_message=_("More days were asked for already; wait for the decision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stay} {self.until:%Y-%m-%d} #{self.pk}"


class TransferQuerySet(models.QuerySet["Transfer"]):
    def visible_to(self, officer: Officer) -> Self:
        """Those from and to the centres of the officer's own office; all of them for the national office."""
        if officer.is_national:
            return self
        return self.filter(Q(stay__centre__office=officer.office_id) | Q(to_centre__office=officer.office_id))

    def waiting(self) -> Self:
        return self.filter(answer=Answer.WAITING)


class Transfer(models.Model):
    """A family to move to another centre: its manager proposes it, the manager of the other centre agrees or not."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="transfers", verbose_name=_("stay"))
    to_centre = models.ForeignKey(
        Centre, models.PROTECT, related_name="transfers_here", verbose_name=_("to the centre")
    )
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Personal:
        fields = {"reason"}

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="transfer_answered_by_and_at",
                condition=UNANSWERED | ANSWERED,
                violation_error_message=_("An answer names its officer and its time."),
            ),
            models.UniqueConstraint(
                fields=["stay"],
                name="transfer_one_waits",
                condition=Q(answer=Answer.WAITING),
                violation_error_message=_("Another centre was asked already; wait for its answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stay} {self.to_centre} #{self.pk}"


class Reminder(models.Model):
    """A reminder that a family's days end, given once for each step and each end: more days begin them anew."""

    class Step(models.TextChoices):
        FIRST = "first", _("first")
        SECOND = "second", _("second")
        LAST = "last", _("last")

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="reminders", verbose_name=_("stay"))
    step = models.CharField(_("reminder"), max_length=6, choices=Step)
    ends_on = models.DateField(_("ends on"))
    reminded_at = models.DateTimeField(_("reminded at"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("reminder of the end of a stay")
        verbose_name_plural = _("reminders of the end of stays")
        constraints = [
            models.UniqueConstraint(
                fields=["stay", "step", "ends_on"],
                name="stay_reminder_once_per_step_and_end",
                violation_error_message=_("This reminder was already given."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.stay} {self.step}"

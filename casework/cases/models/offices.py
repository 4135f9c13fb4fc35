"""What passes between offices about a file."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Office, Officer
from casework.cases.models.case import Case
from casework.cases.states import OPEN, Reply
from casework.people.models import Person


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, officer: Officer) -> Self:
        """Those from or to the officer's own office; all of them for the national office."""
        if officer.is_national:
            return self
        return self.filter(Q(from_office=officer.office_id) | Q(to_office=officer.office_id))

    def waiting(self) -> Self:
        """Not answered yet; a file that was closed meanwhile waits for nobody."""
        return self.filter(accepted=None, case__state__in=OPEN)


class HandOver(models.Model):
    """A file that one office offers another, with the answer; the file moves when the other accepts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="hand_overs", verbose_name=_("file"))
    from_office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("from"))
    to_office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("to"))
    reason = models.CharField(_("reason"), max_length=300)
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed at"))
    accepted = models.BooleanField(_("accepted"), null=True, blank=True)
    answer = models.CharField(_("why not"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Personal:
        fields = {"reason", "answer"}

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ("id",)
        indexes = [models.Index(fields=["to_office"], name="hand_over_to_answer", condition=Q(accepted=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="hand_over_one_open_per_case",
                condition=Q(accepted=None),
                violation_error_message=_("This file is offered to an office already; wait for its answer."),
            ),
            models.CheckConstraint(
                name="hand_over_to_another_office",
                condition=~Q(from_office=F("to_office")),
                violation_error_message=_("A file is handed over to another office."),
            ),
            models.CheckConstraint(
                name="hand_over_answered_by_and_at",
                condition=Q(accepted=None, answered_by=None, answered_at=None)
                | Q(accepted__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                violation_error_message=_("An answered hand-over names its officer and its time."),
            ),
            models.CheckConstraint(
                name="hand_over_declined_for_a_reason",
                condition=Q(accepted__isnull=False, accepted=False) & ~Q(answer="")
                | (Q(accepted=None) | Q(accepted=True)) & Q(answer=""),
                violation_error_message=_("Whoever declines a file says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} #{self.pk}"


class FileRequestQuerySet(models.QuerySet["FileRequest"]):
    def visible_to(self, officer: Officer) -> Self:
        """Those from or to the officer's own office; all of them for the national office."""
        if officer.is_national:
            return self
        return self.filter(Q(asking_office=officer.office_id) | Q(asked_office=officer.office_id))

    def waiting(self) -> Self:
        return self.filter(answered_at=None)


class FileRequest(models.Model):
    """An office asks another one for the file of somebody out of its sight, with the answer."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="file_requests", verbose_name=_("person"))
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("file given")
    )
    asking_office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("asking office"))
    asked_office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("asked office"))
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    reply = models.CharField(_("answer"), max_length=10, choices=Reply, blank=True)
    because = models.CharField(_("why not"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = FileRequestQuerySet.as_manager()

    class Personal:
        fields = {"reason", "because"}

    class Meta:
        verbose_name = _("request for a file")
        verbose_name_plural = _("requests for files")
        ordering = ("id",)
        indexes = [
            models.Index(fields=["asked_office"], name="file_request_to_answer", condition=Q(answered_at=None)),
            models.Index(fields=["asking_office", "id"], name="file_request_by_asking_office"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "asking_office"],
                name="file_request_one_open_per_office",
                condition=Q(answered_at=None),
                violation_error_message=_("Your office asked for this file already; wait for the answer."),
            ),
            models.CheckConstraint(
                name="file_request_asks_another_office",
                condition=~Q(asking_office=F("asked_office")),
                violation_error_message=_("A file is asked for at another office."),
            ),
            models.CheckConstraint(
                name="file_request_answered_by_and_at",
                condition=Q(reply="", answered_by=None, answered_at=None)
                | ~Q(reply="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                violation_error_message=_("An answered request names its officer and its time."),
            ),
            models.CheckConstraint(
                name="file_request_declined_for_a_reason",
                condition=Q(reply=Reply.DECLINED, case=None) & ~Q(because="")
                | ~Q(reply=Reply.DECLINED) & Q(because=""),
                violation_error_message=_("Whoever declines a request says why, and gives no file."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.number} #{self.pk}"

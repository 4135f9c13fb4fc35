"""Who waits for places, and who was offered some."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models.case import Case
from casework.cases.states import WaitState
from casework.quotas.models import Allocation, Entry


class WaitQuerySet(models.QuerySet["Wait"]):
    def open(self) -> "WaitQuerySet":
        """On a list, or offered places that nobody has answered for."""
        return self.filter(state__in=(WaitState.WAITING, WaitState.OFFERED))

    def waiting(self) -> "WaitQuerySet":
        return self.filter(state=WaitState.WAITING)

    def offered(self) -> "WaitQuerySet":
        return self.filter(state=WaitState.OFFERED)


class Wait(models.Model):
    """A file on the waiting list of an allocation, until it is offered places and answers, or leaves.

    `ranked_on`: the day that counts where the list goes by date: of receipt, or of coming back after an offer that was
    not taken. `answer_by`: the last day on which the offered places are kept.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="waits", verbose_name=_("file"))
    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="waits", verbose_name=_("waits for"))
    state = models.CharField(_("state"), max_length=10, choices=WaitState, default=WaitState.WAITING)
    ranked_on = models.DateField(_("counts as of"))
    points = models.PositiveSmallIntegerField(_("points"), default=0)
    listed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("put on the list by")
    )
    listed_at = models.DateTimeField(_("put on the list at"))
    hold = models.OneToOneField(
        Entry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("places kept")
    )
    offered_on = models.DateField(_("offered on"), null=True, blank=True)
    answer_by = models.DateField(_("to be answered by"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects = WaitQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("place on a waiting list")
        verbose_name_plural = _("places on waiting lists")
        ordering = ("pk",)
        indexes = [
            models.Index(
                fields=["allocation"], name="wait_by_allocation", condition=Q(state__in=("waiting", "offered"))
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="wait_one_open_per_file",
                condition=Q(state__in=("waiting", "offered")),
                violation_error_message=_("This file is on a waiting list already."),
            ),
            models.CheckConstraint(
                name="wait_offered_with_places_and_a_last_day",
                condition=Q(hold=None, offered_on=None, answer_by=None, state__in=("waiting", "left"))
                | Q(hold__isnull=False, offered_on__isnull=False, answer_by__isnull=False) & ~Q(state="waiting"),
                violation_error_message=_("An offer keeps places until a last day; who waits has none."),
            ),
            models.CheckConstraint(
                name="wait_ended_at_a_moment",
                condition=Q(state__in=("waiting", "offered"), ended_at=None, ended_by=None)
                | Q(state="expired", ended_at__isnull=False, ended_by=None)
                | Q(state__in=("accepted", "declined", "left"), ended_at__isnull=False),
                violation_error_message=_("What ended names its moment; an offer expires by the clock alone."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} #{self.pk}"

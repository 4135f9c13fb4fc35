"""A household's time in a centre."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models.centres import Centre
from casework.accommodation.states import EndReason, Kind
from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.people.models import Household, Person
from casework.returnees.models import Grant


class StayQuerySet(models.QuerySet["Stay"]):
    def visible_to(self, officer: Officer) -> Self:
        """Stays in the centres of the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(centre__office=officer.office_id)

    def open(self) -> Self:
        return self.filter(ended_at=None)


class Stay(models.Model):
    """A household that is to live, lives or lived in a centre, and the file or the status that this rests on.

    `entitled_until`: the first day that is covered no longer; empty where a temporary stay lasts until the status.
    A stay whose household has no place yet is on the waiting list of its centre, in the order of `asked_on`.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    household = models.ForeignKey(Household, models.PROTECT, related_name="stays", verbose_name=_("household"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="stays", verbose_name=_("centre"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="stays", verbose_name=_("rests on the file")
    )
    grant = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="stays", verbose_name=_("rests on the status")
    )
    asked_on = models.DateField(_("asked for on"))
    entitled_until = models.DateField(_("entitled until"), null=True, blank=True)
    is_visiting = models.BooleanField(_("comes for services only, without a bed"), default=False)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("follows the stay")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("ended because"), max_length=12, choices=EndReason, blank=True)
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)

    # Of a locked stay (`actions.guards.locked`): the office of its centre, what it rests on, ids of its family and of
    # those of it who cannot climb steps.
    works_at: int
    file_state: str | None
    file_number: str
    status_since: date | None
    status_until: date
    status_number: str
    family: list[int]
    step_free: list[int]

    objects = StayQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        ordering = ("asked_on", "id")
        constraints = [
            models.CheckConstraint(
                name="stay_rests_on_file_or_status",
                condition=Q(kind=Kind.TEMPORARY, case__isnull=False, grant=None)
                | Q(kind=Kind.ADAPTATION, case=None, grant__isnull=False),
                violation_error_message=_(
                    "A temporary stay rests on an open file for the status, one in an adaptation centre on the status."
                ),
            ),
            models.CheckConstraint(
                name="stay_ended_by_and_at",
                condition=Q(ended_at=None, ended_by=None, ended_on=None, end_reason="")
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_on__isnull=False) & ~Q(end_reason=""),
                violation_error_message=_("A stay that ended names its day, its reason, its officer and its time."),
            ),
            models.CheckConstraint(
                name="stay_covers_a_day",
                condition=Q(entitled_until=None) | Q(entitled_until__gt=F("asked_on")),
                violation_error_message=_("A family is entitled to a day at least."),
            ),
            models.UniqueConstraint(
                fields=["household", "centre"],
                name="stay_one_open_per_household_and_centre",
                condition=Q(ended_at=None),
                violation_error_message=_("This family already has an open stay in this centre; look at it."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("accommodation:stay", args=[self.number])

    @property
    def services_url(self) -> str:
        return reverse("accommodation:family_services", args=[self.number])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def is_over_on(self, day: date) -> bool:
        """Whether the days that the family is entitled to are over."""
        return self.entitled_until is not None and day >= self.entitled_until


class StepFreeNeed(models.Model):
    """Somebody who cannot climb steps while a stay lasts: a room without steps is looked for. Nothing more is known."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="step_free_needs", verbose_name=_("stay"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    noted_at = models.DateTimeField(_("noted at"))

    class Personal:
        fields = {"person"}

    class Meta:
        verbose_name = _("need of a room without steps")
        verbose_name_plural = _("needs of rooms without steps")
        constraints = [
            models.UniqueConstraint(
                fields=["stay", "person"],
                name="step_free_need_once_per_stay",
                violation_error_message=_("This is noted of the person already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.stay}"

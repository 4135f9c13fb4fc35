from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Office, Officer
from casework.cases.models.sight import shown_to
from casework.cases.states import BY_CLOCK, BY_OFFICERS, NOT_DECIDED, OPEN, NotCounted, Outcome, ReceivedHow, State
from casework.common.lookups import IsAmong
from casework.people.models import Household, Membership, Person
from casework.quotas.models import Allocation
from casework.reference.models import Region


def is_past_due(on: date) -> Q:
    """Of open files: the legal date is past. A signed proposal has stopped the clock, which is judged by that day."""
    return Q(clock_stopped_on=None, due_on__lt=on) | Q(clock_stopped_on__gt=F("due_on"))


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, officer: Officer) -> Self:
        """Files of the officer's office, of its region of settlement, and those shown to it by another office.

        All of them for the national office.
        """
        if officer.is_national:
            return self
        own = Q(office=officer.office_id) | Q(settlement_region=officer.office.region_id)
        return self.filter(own | Q(IsAmong(F("pk"), shown_to(officer.office_id))))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def overdue(self, on: date) -> Self:
        """Open files whose legal date is past."""
        return self.open().filter(is_past_due(on))


class Case(models.Model):
    """A file: one family, one procedure, one state."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    procedure = models.CharField(_("procedure"), max_length=30)
    state = models.CharField(_("state"), max_length=25, choices=State, default=State.DRAFT)
    office = models.ForeignKey(Office, models.PROTECT, related_name="cases", verbose_name=_("office"))
    settlement_region = models.ForeignKey(
        Region, models.PROTECT, related_name="cases", verbose_name=_("region of settlement")
    )
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="applications", verbose_name=_("applicant"))
    household = models.ForeignKey(Household, models.PROTECT, related_name="cases", verbose_name=_("household"))
    registered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("registered by"))
    registered_at = models.DateTimeField(_("registered at"))
    received_on = models.DateField(_("received on"))
    received_how = models.CharField(_("received"), max_length=10, choices=ReceivedHow, default=ReceivedHow.IN_PERSON)
    proxy = models.CharField(_("proxy and its paper"), max_length=300, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    due_explanation = models.JSONField(_("why this date"), null=True, blank=True)
    target_on = models.DateField(_("target"), null=True, blank=True)
    clock_stopped_on = models.DateField(_("clock stopped on"), null=True, blank=True)
    holder = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="held_cases", verbose_name=_("holder")
    )
    allocation = models.ForeignKey(
        Allocation, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("draws on")
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("follows")
    )
    complains_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("complaint of")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)

    objects = CaseQuerySet.as_manager()

    class Personal:
        fields = {"proxy"}

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["office", "state", "due_on"], name="case_by_office_and_due"),
            models.Index(fields=["holder", "due_on"], name="case_by_holder", condition=Q(state__in=OPEN)),
            models.Index(fields=["allocation"], name="case_drawing", condition=Q(state__in=OPEN)),
            models.Index(fields=["procedure", "received_on"], name="case_by_procedure_and_receipt"),
            models.Index(fields=["closed_at"], name="case_by_closing"),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_closed_when_decided",
                condition=Q(state__in=BY_CLOCK, closed_at__isnull=False, closed_by=None)
                | Q(state__in=BY_OFFICERS, closed_at__isnull=False, closed_by__isnull=False)
                | Q(state__in=OPEN, closed_at=None, closed_by=None),
                violation_error_message=_("A decided file names its officer and its time, and no other does."),
            ),
            models.UniqueConstraint(
                fields=["applicant", "procedure"],
                name="case_one_open_per_applicant_and_procedure",
                condition=Q(state__in=OPEN),
                violation_error_message=_("This applicant already has an open file of this kind."),
            ),
            models.UniqueConstraint(
                fields=["complains_of"],
                name="case_one_complaint_per_refusal",
                condition=~Q(state__in=NOT_DECIDED),
                violation_error_message=_("A complaint of this refusal is on record already; look at that file."),
            ),
            models.CheckConstraint(
                name="case_by_proxy_names_the_proxy",
                condition=~Q(received_how=ReceivedHow.PROXY) | ~Q(proxy=""),
                violation_error_message=_("Name the proxy and the paper that empowers the proxy."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.number])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def asked_on(self) -> date:
        """The day on which the family asked; for a complaint that of the application that was refused."""
        return self.complains_of.asked_on if self.complains_of else self.received_on

    @property
    def barred(self) -> frozenset[int]:
        """Officers who may not decide a complaint: they registered or decided what it complains of."""
        return frozenset(self.complaint.barred) if self.complains_of_id else frozenset()

    def is_overdue(self, on: date) -> bool:
        """Whether the legal date is past; a signed proposal has stopped the clock."""
        return self.is_open and self.due_on is not None and (self.clock_stopped_on or on) > self.due_on


class CaseMember(models.Model):
    """A person a file decides about."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="members", verbose_name=_("file"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="case_members", verbose_name=_("person"))
    role = models.CharField(_("role in the family"), max_length=12, choices=Membership.Role)
    is_counted = models.BooleanField(_("takes a place"), default=True)
    why_not = models.CharField(_("why not"), max_length=20, choices=NotCounted, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.PENDING)

    class Personal:
        fields = {"role"}

    class Meta:
        verbose_name = _("member of a file")
        verbose_name_plural = _("members of a file")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                name="case_member_once_per_case",
                violation_error_message=_("This person is already a member of the file."),
            ),
            models.CheckConstraint(
                name="case_member_not_counted_for_a_reason",
                condition=Q(is_counted=True, why_not="") | Q(is_counted=False) & ~Q(why_not=""),
                violation_error_message=_("A member who takes no place has a reason, and no other does."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.person} #{self.pk}"


class Pause(models.Model):
    """Days on which the clock stands still, and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses", verbose_name=_("file"))
    reason = models.CharField(_("reason"), max_length=300)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    started_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("started by"))
    started_at = models.DateTimeField(_("started at"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Personal:
        fields = {"reason"}

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ("since", "id")
        constraints = [
            models.CheckConstraint(
                name="pause_ends_at_a_moment",
                condition=Q(until=None, ended_by=None, ended_at=None) | Q(until__isnull=False, ended_at__isnull=False),
                violation_error_message=_("A pause that has ended names its time, and its officer where one ended it."),
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("A pause ends after it begins."),
            ),
            ExclusionConstraint(
                name="pause_one_at_a_time",
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    (
                        Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The clock of this file already stands still on these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.since:%Y-%m-%d} #{self.pk}"

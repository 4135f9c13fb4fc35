"""What a permit is asked for, the permit itself, and what became of it."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.labour.models.employers import Employer
from casework.labour.models.private import PrivateEmployer
from casework.labour.states import CHANGES, ENDED_EARLY, IN_FORCE, RUNNING, Basis, Education, PermitState
from casework.people.models import Person
from casework.reference.models import Region


class PermitRequest(models.Model):
    """What only a request for a permit says: the employer, the post, and what the worker brings to it.

    `renews`: the permit of the same worker that goes on; `replaces`: that of another worker in the same post.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="permit_request", verbose_name=_("file"))
    renews = models.ForeignKey(
        "Permit", models.PROTECT, null=True, blank=True, related_name="renewal_requests", verbose_name=_("renews")
    )
    replaces = models.ForeignKey(
        "Permit", models.PROTECT, null=True, blank=True, related_name="replacement_requests", verbose_name=_("replaces")
    )
    basis = models.CharField(_("why"), max_length=10, choices=Basis, default=Basis.QUOTA)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="requests", verbose_name=_("employer"))
    category = models.CharField(_("category"), max_length=10)
    post = models.CharField(_("post"), max_length=150)
    months = models.PositiveSmallIntegerField(_("months asked for"))
    fee_group = models.CharField(_("group of fees"), max_length=1, blank=True)
    vacancy_code = models.CharField(_("code of the vacancy"), max_length=40)
    vacancy_posted_on = models.DateField(_("vacancy posted on"))
    asks_education = models.CharField(_("education the post asks for"), max_length=12, choices=Education)
    asks_years = models.PositiveSmallIntegerField(_("years of experience the post asks for"))
    has_education = models.CharField(_("education of the worker"), max_length=12, choices=Education)
    has_years = models.PositiveSmallIntegerField(_("years of experience of the worker"))

    class Personal:
        fields = {"has_education", "has_years"}

    class Meta:
        verbose_name = _("request for a permit")
        verbose_name_plural = _("requests for permits")
        constraints = [
            models.CheckConstraint(
                name="permit_request_asks_for_some_months",
                condition=Q(months__gte=1),
                violation_error_message=_("A permit is asked for at least one month."),
            ),
            models.CheckConstraint(
                name="permit_request_renews_or_replaces",
                condition=Q(renews=None) | Q(replaces=None),
                violation_error_message=_("A request renews a permit or replaces its worker, not both."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def previous(self) -> "Permit | None":
        """The permit that this request carries on."""
        return self.renews or self.replaces


class PermitQuerySet(models.QuerySet["Permit"]):
    def visible_to(self, officer: Officer) -> Self:
        """Permits of the files that the officer sees."""
        return self.filter(case__in=Case.objects.visible_to(officer))

    def in_force(self, on: date) -> Self:
        return self.filter(state__in=IN_FORCE, since__lte=on, until__gt=on)

    def to_expire(self, on: date) -> Self:
        """Those whose time is over and of which nobody said so."""
        return self.filter(state__in=RUNNING, until__lte=on)


class Permit(models.Model):
    """The right of one employer to employ one foreigner in one post and region, for a term; `until` is exclusive.

    A trigger refuses one for an employer whom a violation bars on the day it begins (`permit_not_while_barred`). What
    it says never changes; `state` and `ended_on`, the first day without it where it ended early, follow its history.
    `previous`: the permit it renews or replaces; `renewals`: how often the first was renewed; `first_since`: when that
    one began; `place_of`: the file whose place of the quota it takes. A household permit names a private employer.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="permit", verbose_name=_("file"))
    number = models.CharField(_("number"), max_length=20, unique=True)
    employer = models.ForeignKey(
        Employer, models.PROTECT, null=True, blank=True, related_name="permits", verbose_name=_("employer")
    )
    private_employer = models.ForeignKey(
        PrivateEmployer, models.PROTECT, null=True, blank=True, related_name="permits",
        verbose_name=_("private employer"),
    )  # fmt: skip
    person = models.ForeignKey(Person, models.PROTECT, related_name="permits", verbose_name=_("worker"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    category = models.CharField(_("category"), max_length=10, blank=True)
    post = models.CharField(_("post"), max_length=150)
    first_since = models.DateField(_("first since"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=12, choices=PermitState, default=PermitState.ISSUED)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="following", verbose_name=_("carries on")
    )
    renewals = models.PositiveSmallIntegerField(_("renewals"), default=0)
    place_of = models.ForeignKey(Case, models.PROTECT, related_name="permits_in_place", verbose_name=_("place of"))
    token = models.CharField(_("code on the paper"), max_length=64, unique=True)

    objects = PermitQuerySet.as_manager()

    class Personal:
        fields = {"number", "post", "token"}

    class Meta:
        verbose_name = _("permit")
        verbose_name_plural = _("permits")
        ordering = ("-since", "id")
        indexes = [
            models.Index(fields=["employer", "until"], name="permit_by_employer_and_end"),
            models.Index(fields=["until"], name="permit_running", condition=Q(state__in=RUNNING)),
        ]
        constraints = [
            models.CheckConstraint(
                name="permit_ends_after_it_begins",
                condition=Q(until__gt=F("since")),
                violation_error_message=_("A permit ends after it begins."),
            ),
            models.CheckConstraint(
                name="permit_of_one_employer",
                condition=Q(employer__isnull=False, private_employer=None)
                | Q(employer=None, private_employer__isnull=False),
                violation_error_message=_("A permit names either an employer or a private person who employs."),
            ),
            ExclusionConstraint(
                name="household_permit_one_per_employer_and_worker",
                expressions=[
                    ("private_employer", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(state__in=ENDED_EARLY),
                violation_error_message=_("This person already has a permit for this worker on these days."),
            ),
            ExclusionConstraint(
                name="permit_one_per_employer_and_worker",
                expressions=[
                    ("employer", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(state__in=ENDED_EARLY),
                violation_error_message=_("This employer already has a permit for this worker on these days."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("labour:permit", args=[self.number])

    @property
    def employed_by(self) -> str:
        """Who employs, in words."""
        return self.employer.name if self.employer else str(getattr(self.private_employer, "name", ""))

    @property
    def is_running(self) -> bool:
        """Whether nothing has ended or suspended it, whatever the day."""
        return self.state in IN_FORCE

    def is_in_force(self, on: date) -> bool:
        return self.state in IN_FORCE and self.since <= on < self.until


class PermitChange(models.Model):
    """What became of a permit on a day. The table only grows; a trigger takes none that cannot follow.

    The reason is what the officer writes; that of an expiry is empty, and the clock records it.
    """

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="changes", verbose_name=_("permit"))
    kind = models.CharField(_("what"), max_length=12, choices=[(kind, PermitState(kind).label) for kind in CHANGES])
    on = models.DateField(_("on"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Personal:
        fields = {"reason"}

    class Meta:
        verbose_name = _("change of a permit")
        verbose_name_plural = _("changes of permits")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="permit_change_by_an_officer_unless_it_expires",
                condition=Q(kind=PermitState.EXPIRED, recorded_by=None)
                | ~Q(kind=PermitState.EXPIRED) & Q(recorded_by__isnull=False),
                violation_error_message=_("Only the end of its time befalls a permit by itself."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.permit}, {self.kind} #{self.pk}"

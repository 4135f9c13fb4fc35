"""Who sleeps where on which nights, and which places are kept empty: one table, guarded by exclusion constraints."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models.centres import Centre, Place, Room
from casework.accommodation.models.stays import Stay
from casework.accommodation.states import HOLDING, RUNNING, SLEPT, State
from casework.accounts.models import Officer
from casework.common.workdays import DAY
from casework.people.models import Household, Person


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, officer: Officer) -> Self:
        """Nights in the centres of the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(centre__office=officer.office_id)

    def holding(self) -> Self:
        """Those whose nights count: nobody else has the place on them."""
        return self.filter(state__in=HOLDING)

    def running(self) -> Self:
        return self.filter(state__in=RUNNING)

    def of_people(self) -> Self:
        return self.filter(person__isnull=False)

    def blocks(self) -> Self:
        return self.filter(person=None)

    def on(self, night: date) -> Self:
        """Those that hold the night that begins on this day."""
        return self.holding().filter(nights__contains=night)

    def slept(self) -> Self:
        return self.filter(state__in=SLEPT, person__isnull=False)


class Assignment(models.Model):
    """Nights of a person in a place, or of nobody: then the place is blocked, and `reason` says why.

    `nights` is half-open: the night that begins on its last day is slept elsewhere. `centre`, `room`, `household` and
    `is_family_room` are copies that a trigger makes and keeps true. An infant in a cot takes no place and is counted.
    """

    stay = models.ForeignKey(
        Stay, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("stay")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("person")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("place")
    )
    nights = DateRangeField(_("nights"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(_("why the place is kept empty"), max_length=200, blank=True)
    room = models.ForeignKey(Room, models.PROTECT, related_name="assignments", verbose_name=_("room"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="assignments", verbose_name=_("centre"))
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("household")
    )
    is_family_room = models.BooleanField(_("family room"), default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"))
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)

    objects = AssignmentQuerySet.as_manager()

    class Personal:
        fields = {"nights", "reason"}

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("nights", "id")
        indexes = [
            models.Index(fields=["centre", "state"], name="assignment_by_centre"),
            models.Index(fields=["stay", "state"], name="assignment_by_stay"),
        ]
        constraints = [
            models.CheckConstraint(
                name="assignment_has_nights",
                condition=Q(nights__isempty=False, nights__lower_inf=False, nights__upper_inf=False),
                violation_error_message=_("An assignment has a first night and a day of departure after it."),
            ),
            models.CheckConstraint(
                name="assignment_of_a_person_or_a_block",
                condition=Q(person__isnull=False, stay__isnull=False, household__isnull=False, reason="")
                | Q(person=None, stay=None, household=None, place__isnull=False) & ~Q(reason=""),
                violation_error_message=_("Nights belong to a person of a stay; a blocked place says why."),
            ),
            models.CheckConstraint(
                name="assignment_blocks_are_planned_or_lifted",
                condition=Q(person__isnull=False) | Q(state__in=(State.PLANNED, State.CANCELLED)),
                violation_error_message=_("A blocked place is blocked or is not; nobody arrives in it."),
            ),
            ExclusionConstraint(
                name="assignment_one_per_place_and_night",
                expressions=[("place", RangeOperators.EQUAL), ("nights", RangeOperators.OVERLAPS)],
                condition=Q(state__in=HOLDING),
                violation_error_message=_("This place is taken or blocked on one of these nights; choose another one."),
            ),
            ExclusionConstraint(
                name="assignment_one_per_person_and_night",
                expressions=[("person", RangeOperators.EQUAL), ("nights", RangeOperators.OVERLAPS)],
                condition=Q(state__in=HOLDING),
                violation_error_message=_(
                    "This person already has a place on one of these nights; move the person instead."
                ),
            ),
            ExclusionConstraint(
                name="assignment_no_strangers_in_a_family_room",
                expressions=[
                    ("room", RangeOperators.EQUAL),
                    ("household", RangeOperators.NOT_EQUAL),
                    ("nights", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=HOLDING, is_family_room=True),
                violation_error_message=_(
                    "Another family has this family room on one of these nights; choose another room."
                ),
            ),
        ]

    def __str__(self) -> str:
        who = self.person or self.reason
        return f"{self.place or self.room} {who} {self.since:%Y-%m-%d} #{self.pk}"

    @property
    def since(self) -> date:
        """The day on which the first night begins."""
        return self.nights.lower

    @property
    def until(self) -> date:
        """The day of departure: the first night slept elsewhere begins on it."""
        return self.nights.upper

    @property
    def last_night(self) -> date:
        return self.until - DAY

    @property
    def is_block(self) -> bool:
        return self.person_id is None

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

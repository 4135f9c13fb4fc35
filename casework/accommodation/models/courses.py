"""Courses: groups with seats, who takes part, sessions, and who was there."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.accommodation.models.centres import Centre
from casework.accommodation.models.services import Service
from casework.accommodation.models.stays import Stay
from casework.accommodation.states import Result
from casework.accounts.models import Officer
from casework.people.models import Person


@dataclass(frozen=True)
class CourseFacts:
    """A group as it is entered; `until` is its last day."""

    service: Service
    name: str
    seats: int
    since: date
    until: date


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, officer: Officer) -> Self:
        """Of the centres of the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(centre__office=officer.office_id)


class Course(models.Model):
    """A group that is taught together from one day up to and including another."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="courses", verbose_name=_("centre"))
    service = models.ForeignKey(Service, models.PROTECT, related_name="courses", verbose_name=_("service"))
    name = models.CharField(_("name of the group"), max_length=100)
    seats = models.PositiveSmallIntegerField(_("seats"))
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = CourseQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ("-since", "id")
        constraints = [
            models.CheckConstraint(
                name="course_ends_after_it_begins",
                condition=Q(until__gte=F("since")),
                violation_error_message=_("The last day of a course is not before its first."),
            ),
            models.CheckConstraint(
                name="course_has_seats",
                condition=Q(seats__gte=1),
                violation_error_message=_("A group has a seat at least."),
            ),
            models.CheckConstraint(
                name="course_closed_by_and_at",
                condition=Q(closed_by=None, closed_at=None) | Q(closed_by__isnull=False, closed_at__isnull=False),
                violation_error_message=_("A course that is over names its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("accommodation:course", args=[self.number])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, officer: Officer) -> Self:
        """Of the centres of the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(course__centre__office=officer.office_id)

    def taking_part(self) -> Self:
        return self.filter(left_on=None)


class Participant(models.Model):
    """Somebody who has a seat in a course, and how it ended for the person."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="participants", verbose_name=_("course"))
    stay = models.ForeignKey(Stay, models.PROTECT, related_name="participants", verbose_name=_("stay"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="courses", verbose_name=_("person"))
    joined_on = models.DateField(_("joined on"))
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    joined_at = models.DateTimeField(_("entered at"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    left_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Personal:
        fields = {"result"}

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("joined_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="participant_once_per_course",
                violation_error_message=_("This person is or was in this group already."),
            ),
            models.CheckConstraint(
                name="participant_left_by_and_at",
                condition=Q(left_on=None, result=Result.OPEN, left_by=None, left_at=None)
                | Q(left_on__gte=F("joined_on"), left_by__isnull=False, left_at__isnull=False) & ~Q(result=Result.OPEN),
                violation_error_message=_("Whoever left a course has a result, a day, an officer and a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.course.number}"


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, officer: Officer) -> Self:
        """Of the centres of the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(course__centre__office=officer.office_id)


class Session(models.Model):
    """A lesson of a course: planned for an hour of a day; held once somebody noted who was there."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions", verbose_name=_("course"))
    day = models.DateField(_("day"))
    begins = models.TimeField(_("begins at"))
    topic = models.CharField(_("topic"), max_length=150, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    planned_at = models.DateTimeField(_("planned at"))
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("noted by")
    )
    held_at = models.DateTimeField(_("noted at"), null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("day", "begins")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "day", "begins"],
                name="session_once_per_hour",
                violation_error_message=_("This group has a session at that hour already."),
            ),
            models.CheckConstraint(
                name="session_held_by_and_at",
                condition=Q(held_by=None, held_at=None) | Q(held_by__isnull=False, held_at__isnull=False),
                violation_error_message=_("A session that was held names its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.number} {self.day:%Y-%m-%d} {self.begins:%H:%M}"

    @property
    def is_held(self) -> bool:
        return self.held_at is not None


class Attendance(models.Model):
    """Whether a participant was there in a session."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances", verbose_name=_("session"))
    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="attendances", verbose_name=_("participant")
    )
    was_there = models.BooleanField(_("was there"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    noted_at = models.DateTimeField(_("noted at"))

    class Personal:
        fields = {"was_there"}

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participant"],
                name="attendance_once_per_session",
                violation_error_message=_("Of this participant it is noted already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.session} #{self.pk}"

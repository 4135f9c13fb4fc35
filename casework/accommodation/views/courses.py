"""Courses: the group with its participants and sessions, and what is done to it."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from casework.accommodation.actions import courses
from casework.accommodation.forms.courses import (
    AttendanceForm,
    ClosingForm,
    CourseForm,
    JoinForm,
    LeaveCourseForm,
    SessionForm,
)
from casework.accommodation.models import Course, Participant, Session
from casework.accommodation.queries.courses import attended, candidates, expected_in, participants_of, sessions_of
from casework.accommodation.views.finding import find_centre, handle, may_manage, trail
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.queries import timeline
from casework.audit.submissions import once
from casework.common.answers import Words
from casework.common.workdays import local_date

OPEN = Words(
    gettext_lazy("Open a group"),
    gettext_lazy("A course of the catalogue for so many people. Participants and sessions are entered next."),
    gettext_lazy("Open the group"),
    gettext_lazy("The group is open; enter who takes part, and when it meets."),
)
JOIN = Words(
    gettext_lazy("Enter a participant"),
    gettext_lazy("A member of a family of this centre gets a seat."),
    gettext_lazy("Give the seat"),
    gettext_lazy("The person takes part."),
)
PLAN = Words(
    gettext_lazy("Plan sessions"),
    gettext_lazy("Between the first day of the course and its last."),
    gettext_lazy("Plan"),
    gettext_lazy("The sessions are planned."),
)
ATTEND = Words(
    gettext_lazy("Who was there"),
    gettext_lazy("Tick everybody who came. Noted again, the newest note counts."),
    gettext_lazy("Save"),
    gettext_lazy("It is noted who was there."),
)
LEAVE = Words(
    gettext_lazy("Leave a course"),
    gettext_lazy("The seat is free again; the person does not come back into this group."),
    gettext_lazy("Leave the course"),
    gettext_lazy("The seat is free again."),
)
CLOSE = Words(
    gettext_lazy("Close the group"),
    gettext_lazy("Tick who completed the course; whoever is not ticked stopped before its end."),
    gettext_lazy("Close the group"),
    gettext_lazy("The group is closed."),
)


def find_course(request: OfficerRequest, number: str) -> Course:
    rows = Course.objects.visible_to(request.user).select_related("centre__office", "service")
    return get_object_or_404(rows, number=number)


def _trail(course: Course) -> list[tuple[str, str]]:
    return [*trail(course.centre), (str(course), course.get_absolute_url())]


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def course(request: OfficerRequest, number: str) -> HttpResponse:
    """A group: who takes part and came how often, its sessions, what can be done."""
    found = find_course(request, number)
    people = participants_of(found)
    context = {
        "course": found, "centre": found.centre, "participants": people, "sessions": sessions_of(found),
        "taken": sum(one.left_on is None for one in people), "today": local_date(timezone.now()),
        "may_manage": may_manage(request, found.centre), "events": timeline(number, most=20),
        "trail": trail(found.centre),
    }  # fmt: skip
    return render(request, "accommodation/course.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def new_course(request: OfficerRequest, code: str) -> HttpResponse:
    """Open a group of a course."""
    centre, form = find_centre(request, code), CourseForm(request.POST or None)
    return handle(
        request, form, lambda _given: courses.open_course(centre, form.facts, by=request.user, at=timezone.now()),
        OPEN, centre, then=centre.services_url,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def join(request: OfficerRequest, number: str) -> HttpResponse:
    """Give somebody a seat."""
    found, today = find_course(request, number), local_date(timezone.now())
    form = JoinForm(request.POST or None, candidates=candidates(found, today), initial={"on": today})

    def act(given: dict[str, Any]) -> object:
        chosen = form.chosen
        return courses.join(found, chosen.stay, chosen.person, on=given["on"], by=request.user, at=timezone.now())

    return handle(request, form, act, JOIN, found, trail=_trail(found))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def sessions(request: OfficerRequest, number: str) -> HttpResponse:
    """Plan when the group meets."""
    found = find_course(request, number)
    form = SessionForm(request.POST or None, initial={"day": max(found.since, local_date(timezone.now()))})
    return handle(
        request, form, lambda given: courses.plan_sessions(found, **given, by=request.user, at=timezone.now()), PLAN,
        found, trail=_trail(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def attendance(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note who was there."""
    rows = Session.objects.visible_to(request.user).select_related("course__centre__office", "course__service")
    found = get_object_or_404(rows, pk=pk)
    people = expected_in(found)
    present = attended(found) if found.is_held else {one.pk for one in people}
    form = AttendanceForm(
        request.POST if request.method == "POST" else None, participants=people, initial={"present": sorted(present)}
    )
    return handle(
        request, form,
        lambda given: courses.note_attendance(found, given["present"], by=request.user, at=timezone.now()), ATTEND,
        found.course, trail=_trail(found.course), subject=found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def leaving(request: OfficerRequest, pk: int) -> HttpResponse:
    """End somebody's part in a course."""
    rows = Participant.objects.visible_to(request.user).select_related("course__centre__office", "course__service")
    found = get_object_or_404(rows.select_related("person").prefetch_related("person__names"), pk=pk)
    form = LeaveCourseForm(request.POST or None, initial={"on": local_date(timezone.now())})
    return handle(
        request, form, lambda given: courses.leave_course(found, **given, by=request.user, at=timezone.now()), LEAVE,
        found.course, trail=_trail(found.course), subject=found.person,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def closing(request: OfficerRequest, number: str) -> HttpResponse:
    """Close a group, with the result of each participant."""
    found = find_course(request, number)
    still = [one for one in participants_of(found) if one.left_on is None]
    form = ClosingForm(request.POST if request.method == "POST" else None, participants=still)
    facts = [(_("Course"), found.service), (_("Participants"), len(still))]
    return handle(
        request, form,
        lambda given: courses.close_course(found, given["completed"], by=request.user, at=timezone.now()), CLOSE,
        found, trail=_trail(found), facts=facts,
    )  # fmt: skip

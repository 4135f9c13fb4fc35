"""Courses: groups are opened, joined, taught in sessions, and closed with a result for each participant."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accommodation.actions.guards import check_open, check_runs, locked
from casework.accommodation.models import Attendance, Centre, Course, Participant, Session, Stay
from casework.accommodation.models.courses import CourseFacts
from casework.accommodation.states import Result
from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.constraints import explained
from casework.common.errors import Conflict, RuleBroken
from casework.common.sequences import next_number
from casework.common.workdays import local_date
from casework.people.models import Person

WEEK = timedelta(days=7)


def open_course(centre: Centre, facts: CourseFacts, *, by: Officer, at: datetime) -> Course:
    """Open a group of a course in a centre."""
    with explained(), transaction.atomic():
        check_runs(centre, by)
        if not facts.service.is_course:
            raise RuleBroken(_("Groups are taught courses of the catalogue; choose one of them."))
        made = Course.objects.create(
            number=f"CR-{local_date(at).year}-{next_number('accommodation_course_number'):06d}", centre=centre,
            service=facts.service, name=facts.name, seats=facts.seats, since=facts.since, until=facts.until,
            opened_by=by, opened_at=at,
        )  # fmt: skip
        told = {"centre": centre.code, "name": facts.name, "since": facts.since, "until": facts.until}
        audit.record("course.opened", subject=made.number, by=by, at=at, after=told)
    return made


def join(course: Course, stay: Stay, person: Person, *, on: date, by: Officer, at: datetime) -> Participant:
    """Give a member of a family of the centre a seat in a course."""
    with explained({"participant_has_a_seat": _full}), transaction.atomic():
        stay = locked(stay, on=on)
        found = _ready(course, by)
        check_open(stay)
        if stay.centre_id != found.centre_id or person.pk not in stay.family:
            raise RuleBroken(_("%(name)s is of no family of this centre on that day.") % {"name": person})
        if not stay.asked_on <= on <= local_date(at):
            raise RuleBroken(_("Enter a day since the family asked, and no later than today."))
        made = Participant.objects.create(
            course=found, stay=stay, person=person, joined_on=on, joined_by=by, joined_at=at
        )
        told = {"persons": [person.number], "stay": stay.number, "on": on}
        audit.record("course.joined", subject=found.number, by=by, at=at, after=told)
    return made


def _full() -> RuleBroken:
    return Conflict(_("Every seat of this group is taken; choose another group."))


@transaction.atomic
def leave_course(participant: Participant, *, result: str, on: date, by: Officer, at: datetime) -> Participant:
    """End somebody's part in a course; the seat is free again."""
    course = _ready(participant.course, by)
    found = Participant.objects.select_for_update(of=("self",)).select_related("person").get(pk=participant.pk)
    if found.left_on is not None:
        raise Conflict(_("This person has left the group already; nothing was changed."))
    if not found.joined_on <= on <= local_date(at):
        raise RuleBroken(_("Enter a day since the person joined, and no later than today."))
    end_part(found, result=result, on=on, by=by, at=at)
    told = {"persons": [found.person.number], "result": result, "on": on}
    audit.record("course.left", subject=course.number, by=by, at=at, after=told)
    return found


def end_part(participant: Participant, *, result: str, on: date, by: Officer, at: datetime) -> None:
    """Write the end of somebody's part; inside the caller's transaction."""
    participant.result, participant.left_on = result, max(on, participant.joined_on)
    participant.left_by, participant.left_at = by, at
    participant.save(update_fields=["result", "left_on", "left_by", "left_at"])


def plan_sessions(
    course: Course, *, day: date, begins: time, topic: str = "", weeks: int = 1, by: Officer, at: datetime
) -> list[Session]:
    """Plan a session, and further ones at the same hour of the weeks that follow."""
    with explained(), transaction.atomic():
        found = _ready(course, by)
        days = [day + number * WEEK for number in range(weeks)]
        if day < found.since or days[-1] > found.until:
            raise RuleBroken(_("The course is taught from its first day to its last; choose days between them."))
        made = Session.objects.bulk_create(
            Session(course=found, day=one, begins=begins, topic=topic, planned_by=by, planned_at=at) for one in days
        )
        told = {"days": days, "begins": begins.isoformat("minutes")}
        audit.record("course.session_planned", subject=found.number, by=by, at=at, after=told)
    return made


@transaction.atomic
def note_attendance(session: Session, present: Collection[int], *, by: Officer, at: datetime) -> int:
    """Note who was there, by ids of participants; noted anew, the newest note counts. Gives how many were there."""
    course = _ready(session.course, by, is_open=False)
    if session.day > local_date(at):
        raise RuleBroken(_("This session has not been held yet; note who was there on its day."))
    expected = list(Participant.objects.filter(course=course, joined_on__lte=session.day).order_by("pk"))
    expected = [one for one in expected if one.left_on is None or one.left_on >= session.day]
    before = set(session.attendances.filter(was_there=True).values_list("participant", flat=True))
    there = {one.pk for one in expected} & set(present)
    _note(session, expected, there, by=by, at=at)
    session.held_by, session.held_at = by, at
    session.save(update_fields=["held_by", "held_at"])
    told = {"on": session.day, "present": len(there)}
    audit.record("course.attended", subject=course.number, by=by, at=at, before={"present": len(before)}, after=told)
    return len(there)


def _note(session: Session, expected: Iterable[Participant], there: set[int], *, by: Officer, at: datetime) -> None:
    Attendance.objects.bulk_create(
        (
            Attendance(session=session, participant=one, was_there=one.pk in there, noted_by=by, noted_at=at)
            for one in expected
        ),
        update_conflicts=True, unique_fields=["session", "participant"],
        update_fields=["was_there", "noted_by", "noted_at"],
    )  # fmt: skip


@transaction.atomic
def close_course(course: Course, completed: Collection[int], *, by: Officer, at: datetime) -> Course:
    """Close a group: of those who still take part, these completed it (ids of participants), the others stopped."""
    found = _ready(course, by)
    rows = found.participants.taking_part().select_for_update(of=("self",)).select_related("person").order_by("pk")
    ending = list(rows)
    for one in ending:
        result = Result.COMPLETED if one.pk in completed else Result.STOPPED
        end_part(one, result=result, on=local_date(at), by=by, at=at)
    found.closed_by, found.closed_at = by, at
    found.save(update_fields=["closed_by", "closed_at"])
    told = {"completed": sum(one.result == Result.COMPLETED for one in ending), "stopped": _stopped(ending)}
    audit.record("course.closed", subject=found.number, by=by, at=at, after=told)
    return found


def _stopped(ending: Iterable[Participant]) -> int:
    return sum(one.result == Result.STOPPED for one in ending)


def _ready(course: Course, by: Officer, *, is_open: bool = True) -> Course:
    """The course as it is now, locked."""
    rows = Course.objects.select_for_update(of=("self",), no_key=True).select_related("centre__office")
    found = rows.get(pk=course.pk)
    check_runs(found.centre, by)
    if is_open and not found.is_open:
        raise Conflict(_("This group is closed; open another one."))
    return found

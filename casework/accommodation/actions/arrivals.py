"""Families arrive and leave; places that nobody came to are free again."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from casework.accommodation.actions.guards import check_manages, check_open, locked, refusals
from casework.accommodation.actions.places import again, close
from casework.accommodation.actions.stays import ended
from casework.accommodation.models import Assignment, Stay
from casework.accommodation.states import RUNNING, STEPS, EndReason, State
from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date


def check_in(stay: Stay, *, on: date, persons: Collection[int] = (), by: Officer, at: datetime) -> list[Assignment]:
    """Note that the family came: its nights begin on the day it came. `persons`: who came, where not everybody did."""
    with refusals(), transaction.atomic():
        stay = _ready(stay, on, by=by, at=at)
        arriving = _chosen(stay, "check_in", _("Nobody of this family has a place to come to."), persons)
        for one in arriving:
            _arrive(one, on)
        with _leaving_former(stay, {one.person_id for one in arriving}, on, by=by, at=at):
            _write(arriving, stay, "stay.checked_in", on, by=by, at=at)
    return arriving


def _arrive(assignment: Assignment, on: date) -> None:
    if on >= assignment.until:
        raise RuleBroken(_("The place was kept up to an earlier day; give the family places from today on."))
    assignment.nights = DateRange(on, assignment.until)
    assignment.state = State.IN


@contextmanager
def _leaving_former(
    stay: Stay, persons: Collection[int | None], on: date, *, by: Officer, at: datetime
) -> Iterator[None]:
    """Whoever moves over from another centre has left it by the same act: no night is held twice, and none lost."""
    former = Stay.objects.filter(pk=stay.follows_id, ended_at=None).first() if stay.follows_id else None
    if former is None:
        yield
        return
    former = locked(former, on=on)
    leaving = [one for one in _running(former) if one.person_id in persons]
    for one in leaving:
        close(one, min(on, one.until))
    yield
    for one in leaving:
        if one.state == State.OUT and one.until < on:  # the new places had been kept from an earlier day
            one.nights = DateRange(one.since, on)
            one.save(update_fields=["nights"])
    _tell(former, "stay.left", leaving, on, by=by, at=at)
    _end_if_empty(former, EndReason.MOVED_ON, on, by=by, at=at)


def leave(stay: Stay, *, on: date, persons: Collection[int] = (), by: Officer, at: datetime) -> list[Assignment]:
    """Note that the family left; the night of that day is slept elsewhere. With nobody left the stay ends."""
    with refusals(), transaction.atomic():
        stay = _ready(stay, on, by=by, at=at)
        leaving = _chosen(stay, "leave", _("Nobody of this family is in the house."), persons)
        for one in leaving:
            _depart(one, on)
        _write(leaving, stay, "stay.left", on, by=by, at=at)
        _end_if_empty(stay, EndReason.LEFT, on, by=by, at=at)
    return leaving


def _depart(assignment: Assignment, on: date) -> None:
    """Leaving early shortens the nights, leaving late lengthens them where the place was free."""
    if on < assignment.since:
        raise RuleBroken(_("Nobody leaves before arriving; enter a later day."))
    if on == assignment.since:
        assignment.state = State.CANCELLED
    else:
        assignment.nights, assignment.state = DateRange(assignment.since, on), State.OUT


@transaction.atomic
def cancel(stay: Stay, *, by: Officer, at: datetime) -> list[Assignment]:
    """Take back the places that are planned; the family waits again."""
    stay = _ready(stay, local_date(at), by=by, at=at)
    return _give_up(stay, State.CANCELLED, "stay.cancelled", by=by, at=at)


@transaction.atomic
def miss(stay: Stay, *, by: Officer, at: datetime) -> list[Assignment]:
    """Note that the family did not come; its places are free, and with nobody in the house the stay ends."""
    stay = _ready(stay, local_date(at), by=by, at=at)
    given_up = _give_up(stay, State.NO_SHOW, "stay.missed", by=by, at=at)
    _end_if_empty(stay, EndReason.NEVER_CAME, local_date(at), by=by, at=at)
    return given_up


def _give_up(stay: Stay, state: State, kind: str, *, by: Officer, at: datetime) -> list[Assignment]:
    planned = _chosen(stay, "cancel", _("No places are planned for this family."))
    for one in planned:
        one.state = state
    _write(planned, stay, kind, local_date(at), by=by, at=at)
    return planned


def _ready(stay: Stay, on: date, *, by: Officer, at: datetime) -> Stay:
    stay = locked(stay, on=on)
    check_manages(stay, by)
    check_open(stay)
    if on > local_date(at):
        raise RuleBroken(_("This day has not come yet; enter today or an earlier day."))
    return stay


def _chosen(stay: Stay, step: str, nobody: str, persons: Collection[int] = ()) -> list[Assignment]:
    """The nights of these persons, of all where none is named, whose state allows the step."""
    allowed = (one for one in _running(stay) if one.state in STEPS[step])
    found = [one for one in allowed if not persons or one.person_id in persons]
    if not found:
        raise RuleBroken(nobody)
    return found


def _running(stay: Stay) -> list[Assignment]:
    return again(stay.assignments.filter(state__in=RUNNING))


def _write(assignments: Iterable[Assignment], stay: Stay, kind: str, on: date, *, by: Officer, at: datetime) -> None:
    changed = list(assignments)
    for one in changed:
        one.save(update_fields=["nights", "state"])
    _tell(stay, kind, changed, on, by=by, at=at)


def _tell(stay: Stay, kind: str, changed: Iterable[Assignment], on: date, *, by: Officer, at: datetime) -> None:
    persons = [one.person.number for one in changed if one.person]
    audit.record(kind, subject=stay.number, by=by, at=at, after={"on": on, "persons": persons})


def _end_if_empty(stay: Stay, reason: EndReason, on: date, *, by: Officer, at: datetime) -> None:
    if not stay.assignments.filter(state__in=RUNNING).exists():
        ended(stay, reason=reason, on=on, by=by, at=at)

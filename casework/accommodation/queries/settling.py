"""What waits for a decision in the centres of an office: families whose basis is decided, days that end, questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accommodation.models import Centre, Extension, PlannedService, Stay, Transfer
from casework.accommodation.queries.presence import Resident, unseen, unseen_days
from casework.accommodation.states import Kind, Outcome
from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.cases.models import Case
from casework.cases.states import OPEN
from casework.reference.queries import whole

AHEAD = 30
"""Days before the end from which a stay is shown where no figure says it."""
MOST = 20


@dataclass(frozen=True)
class Task:
    """Something to be settled: the stay, what it asks, and where that is done."""

    stay: Stay
    words: str
    href: str
    is_late: bool = False


def decided() -> Q:
    """Of open temporary stays: the file is decided, and no other file for the status is open."""
    another = Case.objects.filter(household=OuterRef("household"), procedure="status", state__in=OPEN)
    return Q(kind=Kind.TEMPORARY, ended_at=None) & ~Q(Exists(another)) & ~Q(followed_by__isnull=False)


def asks_next_step(stay: Stay) -> bool:
    """Whether the status was granted or refused, so that the family moves on or leaves."""
    return Stay.objects.filter(decided(), pk=stay.pk).exists()


def tasks(officer: Officer, today: date) -> list[Task]:
    """What the officer is to settle: as a manager of the office's centres, as a head who decides on more days."""
    found: list[Task] = []
    if officer.has_perm(Permission.MANAGE_CENTRE):
        found += [*_decided(officer), *_transfers(officer), *_ending(officer, today), *_unseen(officer, today)]
        found += _untold(officer)
    if officer.has_perm(Permission.COUNTERSIGN):
        found += _extensions(officer)
    return found


def _own(officer: Officer) -> QuerySet[Stay]:
    return Stay.objects.open().filter(centre__office=officer.office_id).select_related("centre", "case")


def _decided(officer: Officer) -> Iterable[Task]:
    for stay in _own(officer).filter(decided())[:MOST]:
        state = stay.case.get_state_display() if stay.case else ""
        words = _("The file is decided (%(state)s): an adaptation centre, or leaving?") % {"state": state}
        yield Task(stay, words, stay.get_absolute_url(), is_late=True)


def _transfers(officer: Officer) -> Iterable[Task]:
    asked = Transfer.objects.waiting().filter(to_centre__office=officer.office_id)
    for one in asked.select_related("stay__centre", "to_centre")[:MOST]:
        words = _("%(centre)s asks whether you take this family.") % {"centre": one.stay.centre}
        yield Task(one.stay, words, reverse("accommodation:transfer_answer", args=[one.pk]))


def _unseen(officer: Officer, today: date) -> Iterable[Task]:
    """One line for each family of which somebody was not seen for days."""
    days = unseen_days(today)
    known: dict[int, Resident] = {}
    for centre in Centre.objects.filter(office=officer.office_id):
        for one in unseen(centre, today):
            known.setdefault(one.assignment.stay_id or 0, one)
    for one in list(known.values())[:MOST]:
        if one.assignment.stay:
            words = _("Not seen for %(n)d days or more: %(name)s.") % {"n": days, "name": one.person}
            yield Task(
                one.assignment.stay, words, reverse("accommodation:missing", args=[one.assignment.stay.centre.code])
            )


def _untold(officer: Officer) -> Iterable[Task]:
    """Families that left without anybody saying what came of their services."""
    untold = PlannedService.objects.filter(stay=OuterRef("pk"), outcome=Outcome.OPEN)
    left = Stay.objects.filter(Exists(untold), centre__office=officer.office_id, ended_at__isnull=False)
    for stay in left.select_related("centre", "case").order_by("ended_on", "pk")[:MOST]:
        words = _("The family has left: what came of its services?")
        yield Task(stay, words, reverse("accommodation:service_outcomes", args=[stay.number]))


def _extensions(officer: Officer) -> Iterable[Task]:
    asked = Extension.objects.waiting().filter(stay__centre__office=officer.office_id)
    for one in asked.exclude(asked_by=officer).select_related("stay__centre")[:MOST]:
        words = _("More days are asked for, until %(day)s.") % {"day": date_format(one.until, "j M Y")}
        yield Task(one.stay, words, reverse("accommodation:extension_decision", args=[one.pk]))


def _ending(officer: Officer, today: date) -> Iterable[Task]:
    days = whole("office.centre_reminder_first", today) or AHEAD
    near = _own(officer).filter(entitled_until__lte=today + timedelta(days=days))
    for stay in near.order_by(F("entitled_until"))[:MOST]:
        if stay.entitled_until is not None:
            is_over = stay.is_over_on(today)
            words = _("The days ended on %(day)s.") if is_over else _("The days end on %(day)s.")
            told = words % {"day": date_format(stay.entitled_until, "D j M Y")}
            yield Task(stay, told, stay.get_absolute_url(), is_late=is_over)

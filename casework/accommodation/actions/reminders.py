"""Reminders before a family's days in a centre end. Nobody is put out by them: they ask for a decision."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from casework.accommodation.models import Reminder, Stay
from casework.audit import actions as audit
from casework.common.workdays import local_date
from casework.reference import queries as reference

FIGURES = {step: f"office.centre_reminder_{step}" for step in Reminder.Step.values}


def due(today: date) -> list[tuple[int, str]]:
    """Stays with the reminder of these days that was not given, the nearest end first; what was missed stays missed."""
    known = {step: reference.whole(key, today) for step, key in FIGURES.items()}
    days = sorted((before, step) for step, before in known.items() if before is not None)
    found, after = list[Stay](), 0
    steps: dict[int, str] = {}
    for before, step in days:
        near = list(_near(today, step, after, before))
        found, after = [*found, *near], before
        steps |= {stay.pk: step for stay in near}
    return [(stay.pk, steps[stay.pk]) for stay in found]


def _near(today: date, step: str, after: int, before: int) -> QuerySet[Stay]:
    """Stays that end after so many days and within so many others."""
    given = Reminder.objects.filter(stay=OuterRef("pk"), step=step, ends_on=OuterRef("entitled_until"))
    first, last = today + timedelta(days=after), today + timedelta(days=before)
    near = Stay.objects.open().filter(~Exists(given), entitled_until__gt=first, entitled_until__lte=last)
    return near.order_by("entitled_until", "pk")


@transaction.atomic
def remind(stay: int, step: str, *, at: datetime) -> None:
    """Remind once that the days of a stay end; its managers find it among what is to be settled."""
    if (stay, step) not in due(local_date(at)):
        return
    found = Stay.objects.select_for_update(of=("self",)).get(pk=stay)
    if found.entitled_until is None:
        return
    Reminder.objects.create(stay=found, step=step, ends_on=found.entitled_until, reminded_at=at)
    told = {"until": found.entitled_until, "reminder": step}
    audit.record("stay.reminded", subject=found.number, by=None, at=at, after=told)

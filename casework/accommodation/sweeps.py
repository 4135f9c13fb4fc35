"""Work of centres that waits: nights that are over are counted, families are reminded before their days end."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from casework.accommodation.actions import nights, reminders
from casework.accommodation.models import Centre
from casework.accommodation.queries.nights import nights_due
from casework.common.sweeps import Sweep, register
from casework.common.workdays import local_date


def _nights_due(at: datetime, at_most: int) -> list[str]:
    return [f"{code} {night.isoformat()}" for code, night in nights_due(local_date(at))[:at_most]]


def _count(subject: str, at: datetime) -> None:
    code, night = subject.split()
    nights.count_night(Centre.objects.get(code=code), date.fromisoformat(night), at=at)


def _reminders_due(at: datetime, at_most: int) -> list[str]:
    return [f"{stay} {step}" for stay, step in reminders.due(local_date(at))[:at_most]]


def _remind(subject: str, at: datetime) -> None:
    stay, step = subject.split()
    reminders.remind(int(stay), step, at=at)


COUNT = Sweep("accommodation.count_nights", _("Count the nights of centres"), _nights_due, _count)
REMIND = Sweep("accommodation.remind", _("Remind before stays in centres end"), _reminders_due, _remind)


def register_sweeps() -> None:
    for sweep in (COUNT, REMIND):
        register(sweep)

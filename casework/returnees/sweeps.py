"""Work of returnees that waits: statuses whose time is over, and warnings before."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from casework.common.sweeps import Sweep, register
from casework.common.workdays import local_date
from casework.returnees.actions import expiry
from casework.returnees.queries import Warned


def _grants_due(at: datetime, at_most: int) -> list[str]:
    return [str(pk) for pk in expiry.grants_due(local_date(at))[:at_most]]


def _expire(grant: str, at: datetime) -> None:
    expiry.expire(int(grant), at=at)


def _warnings_due(at: datetime, at_most: int) -> list[str]:
    return [f"{warned.grant} {warned.step}" for warned in expiry.warnings_to_give(local_date(at))[:at_most]]


def _warn(subject: str, at: datetime) -> None:
    grant, step = subject.split()
    expiry.warn(Warned(int(grant), step), at=at)


EXPIRE = Sweep("returnees.expire", _("Note that statuses expired"), _grants_due, _expire)
WARN = Sweep("returnees.warn_of_expiry", _("Warn before statuses end"), _warnings_due, _warn)


def register_sweeps() -> None:
    for sweep in (EXPIRE, WARN):
        register(sweep)

"""Work of labour that waits: grants whose fee was not paid in time, permits whose time is over."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.common.sweeps import Sweep, register
from casework.common.workdays import local_date
from casework.labour.actions.changes import expire
from casework.labour.actions.permits import let_lapse_unpaid
from casework.labour.models import Permit
from casework.labour.queries.fees import unpaid_after


def _unpaid_due(at: datetime, at_most: int) -> list[str]:
    return [fee.case.number for fee in unpaid_after(local_date(at))[:at_most]]


def _let_lapse(number: str, at: datetime) -> None:
    let_lapse_unpaid(Case.objects.get(number=number), at=at)


def _expire_due(at: datetime, at_most: int) -> list[str]:
    due = Permit.objects.to_expire(local_date(at)).order_by("until", "pk")
    return list(due.values_list("number", flat=True)[:at_most])


def _expire(number: str, at: datetime) -> None:
    expire(number, at=at)


END_UNPAID = Sweep("labour.end_unpaid", _("End grants whose fee was not paid in time"), _unpaid_due, _let_lapse)

EXPIRE = Sweep("labour.expire", _("Note that permits expired"), _expire_due, _expire)


def register_sweeps() -> None:
    register(END_UNPAID)
    register(EXPIRE)

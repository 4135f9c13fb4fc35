"""Work of reports that waits: what is due is issued in order, missed periods too, none twice."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from casework.common.sweeps import Sweep, register
from casework.reports import actions
from casework.reports.queries.due import missing
from casework.reports.states import SWEEP


def _periods_due(at: datetime, at_most: int) -> list[str]:
    return [each.subject for each in missing(at)[:at_most]]


def _issue(subject: str, at: datetime) -> None:
    schedule, _slash, day = subject.partition("/")
    actions.issue_due(int(schedule), date.fromisoformat(day), at=at)


ISSUE = Sweep(SWEEP, _("Issue reports that are due"), _periods_due, _issue)


def register_sweeps() -> None:
    register(ISSUE)
